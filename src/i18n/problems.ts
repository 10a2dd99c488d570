import type { Localized } from '../geo/layer-schema.ts'

/**
 * What a user reads of a `Problem` or `Warning`, by its code: `{{name}}` stands for a value of the
 * problem, `{{count}}` for a warning's count. Values named `bytes` or `…Bytes` are filled in as sizes with
 * their unit (`toSentence`). Sorted by code.
 */
export const problems: Readonly<Record<string, Localized>> = {
  'address-blocked': {
    en: '{{host}} cannot be reached, or does not let pages of other hosts read its files. Download the file and drop it here.',
    fr: '{{host}} est injoignable ou ne permet pas aux pages d’autres hôtes de lire ses fichiers. Téléchargez le fichier et déposez-le ici.',
    es: 'No se puede acceder a {{host}}, o no permite que páginas de otros servidores lean sus archivos. Descargue el archivo y suéltelo aquí.',
  },
  'address-invalid': {
    en: '“{{address}}” is not the address of a file on the web; such an address begins with https://.',
    fr: '« {{address}} » n’est pas l’adresse d’un fichier sur le Web ; une telle adresse commence par https://.',
    es: '«{{address}}» no es la dirección de un archivo en la web; una dirección así empieza con https://.',
  },
  'address-status': {
    en: '{{host}} answered with the status {{status}}. Check the address.',
    fr: '{{host}} a répondu par le code {{status}}. Vérifiez l’adresse.',
    es: '{{host}} respondió con el código {{status}}. Revise la dirección.',
  },
  'bytes-as-base64': {
    en: '{{count}} values of {{field}} are bytes, written as base64 text.',
    fr: '{{count}} valeurs de {{field}} sont des octets, écrits en texte base64.',
    es: '{{count}} valores de {{field}} son bytes, escritos como texto base64.',
  },
  'collection-taken-apart': {
    en: '{{count}} geometry collections were taken apart into records of one geometry type each.',
    fr: '{{count}} collections de géométries ont été séparées en enregistrements d’un seul type de géométrie.',
    es: '{{count}} colecciones de geometrías se separaron en registros de un solo tipo de geometría.',
  },
  'control-characters-dropped': {
    en: '{{count}} texts of {{field}} held control characters, which XML cannot hold: they were left out.',
    fr: '{{count}} textes de {{field}} contenaient des caractères de contrôle, impossibles en XML : ils ont été omis.',
    es: '{{count}} textos de {{field}} contenían caracteres de control, imposibles en XML: se omitieron.',
  },
  'coordinate-not-finite': {
    en: 'Feature {{feature}} has a coordinate that is not a finite number.',
    fr: 'L’entité {{feature}} a une coordonnée qui n’est pas un nombre fini.',
    es: 'El elemento {{feature}} tiene una coordenada que no es un número finito.',
  },
  'coordinates-out-of-range': {
    en: '{{count}} features have longitudes or latitudes beyond the Earth’s.',
    fr: '{{count}} entités ont des longitudes ou des latitudes hors de la Terre.',
    es: '{{count}} elementos tienen longitudes o latitudes fuera de la Tierra.',
  },
  'crs-assumed': {
    en: 'No coordinate reference system is declared; degrees of WGS 84 are assumed.',
    fr: 'Aucun système de coordonnées n’est déclaré ; des degrés WGS 84 sont supposés.',
    es: 'No se declara ningún sistema de coordenadas; se suponen grados WGS 84.',
  },
  'crs-code-unknown': {
    en: 'EPSG:{{epsg}} is not a horizontal coordinate reference system that is known here.',
    fr: 'EPSG:{{epsg}} n’est pas un système de coordonnées horizontal connu ici.',
    es: 'EPSG:{{epsg}} no es un sistema de coordenadas horizontal conocido aquí.',
  },
  'crs-datum-assumed': {
    en: 'No shift from the datum “{{datum}}” to WGS 84 is known; positions may be off by some hundred metres.',
    fr: 'Aucun décalage du datum « {{datum}} » vers WGS 84 n’est connu ; les positions peuvent être décalées de quelques centaines de mètres.',
    es: 'No se conoce el cambio del datum «{{datum}}» a WGS 84; las posiciones pueden desviarse unos cientos de metros.',
  },
  'crs-degrees-in-plane': {
    en: 'The coordinates look like degrees, but the file declares {{crs}}, whose unit is the {{unit}}.',
    fr: 'Les coordonnées ressemblent à des degrés, mais le fichier déclare {{crs}}, dont l’unité est : {{unit}}.',
    es: 'Las coordenadas parecen grados, pero el archivo declara {{crs}}, cuya unidad es: {{unit}}.',
  },
  'crs-invalid': {
    en: 'The coordinate reference system cannot be read: {{detail}}.',
    fr: 'Le système de coordonnées est illisible : {{detail}}.',
    es: 'El sistema de coordenadas no se puede leer: {{detail}}.',
  },
  'crs-kind-unsupported': {
    en: 'The coordinate reference system “{{name}}” ({{kind}}) has no known place on Earth.',
    fr: 'Le système de coordonnées « {{name}} » ({{kind}}) n’a pas de place connue sur la Terre.',
    es: 'El sistema de coordenadas «{{name}}» ({{kind}}) no tiene un lugar conocido en la Tierra.',
  },
  'crs-method-unsupported': {
    en: 'The map projection “{{method}}” is not supported. Reproject the file, for example to WGS 84.',
    fr: 'La projection « {{method}} » n’est pas prise en charge. Reprojetez le fichier, par exemple en WGS 84.',
    es: 'La proyección «{{method}}» no se admite. Reproyecte el archivo, por ejemplo a WGS 84.',
  },
  'crs-not-in-format': {
    en: '{{format}} holds positions in WGS 84 alone. To export in {{crs}}, choose shapefile, FlatGeobuf, GeoPackage or CSV.',
    fr: '{{format}} ne contient que des positions en WGS 84. Pour exporter en {{crs}}, choisissez shapefile, FlatGeobuf, GeoPackage ou CSV.',
    es: '{{format}} solo contiene posiciones en WGS 84. Para exportar en {{crs}}, elija shapefile, FlatGeobuf, GeoPackage o CSV.',
  },
  'crs-not-recorded': {
    en: 'The file cannot say that its coordinates are in {{crs}}: tell whoever reads it.',
    fr: 'Le fichier ne peut pas indiquer que ses coordonnées sont en {{crs}} : dites-le à qui le lira.',
    es: 'El archivo no puede indicar que sus coordenadas están en {{crs}}: dígaselo a quien lo lea.',
  },
  'crs-shift-approximate': {
    en: 'The shift from {{datum}} to WGS 84 was made with mean values, right to about {{accuracyMeters}} m.',
    fr: 'Le passage de {{datum}} à WGS 84 a été fait avec des valeurs moyennes, justes à environ {{accuracyMeters}} m.',
    es: 'El paso de {{datum}} a WGS 84 se hizo con valores medios, exactos hasta unos {{accuracyMeters}} m.',
  },
  'crs-unknown': {
    en: 'The coordinate reference system is not known; choose it to place the layer.',
    fr: 'Le système de coordonnées est inconnu ; choisissez-le pour placer la couche.',
    es: 'El sistema de coordenadas es desconocido; elíjalo para situar la capa.',
  },
  'csv-column-missing': {
    en: 'The table has no column “{{column}}”.',
    fr: 'Le tableau n’a pas de colonne « {{column}} ».',
    es: 'La tabla no tiene la columna «{{column}}».',
  },
  'csv-no-place': {
    en: 'No columns hold a place; choose them to put the rows on the map.',
    fr: 'Aucune colonne ne donne de lieu ; choisissez-les pour placer les lignes sur la carte.',
    es: 'Ninguna columna indica un lugar; elíjalas para situar las filas en el mapa.',
  },
  'csv-not-a-table': {
    en: '{{name}} is text, but no table: its first line has no columns.',
    fr: '{{name}} est du texte, mais pas un tableau : sa première ligne n’a pas de colonnes.',
    es: '{{name}} es texto, pero no una tabla: su primera línea no tiene columnas.',
  },
  'csv-quotes': {
    en: 'Quotation marks do not come in pairs; cells may run into each other.',
    fr: 'Des guillemets ne vont pas par paires ; des cellules peuvent se mêler.',
    es: 'Hay comillas sin pareja; puede que unas celdas se mezclen con otras.',
  },
  'csv-row-length': {
    en: '{{count}} rows have more or fewer cells than there are columns.',
    fr: '{{count}} lignes ont plus ou moins de cellules qu’il n’y a de colonnes.',
    es: '{{count}} filas tienen más o menos celdas que columnas hay.',
  },
  'csv-west-from-name': {
    en: '{{count}} longitudes without a sign were taken as west, as the column’s name says.',
    fr: '{{count}} longitudes sans signe ont été lues à l’ouest, comme le dit le nom de la colonne.',
    es: '{{count}} longitudes sin signo se tomaron como oeste, como dice el nombre de la columna.',
  },
  'csv-west-signed': {
    en: '{{count}} longitudes of a column of westward longitudes have a minus sign; they were taken as west too.',
    fr: '{{count}} longitudes d’une colonne comptée vers l’ouest portent un signe moins ; elles ont aussi été lues à l’ouest.',
    es: '{{count}} longitudes de una columna contada hacia el oeste llevan signo menos; también se tomaron como oeste.',
  },
  'dbase-invalid': {
    en: 'The table {{name}} cannot be read: {{detail}}.',
    fr: 'Le tableau {{name}} est illisible : {{detail}}.',
    es: 'La tabla {{name}} no se puede leer: {{detail}}.',
  },
  'degenerate-part-dropped': {
    en: '{{count}} lines of fewer than 2 positions or rings of fewer than 4 were left out: the format cannot hold them.',
    fr: '{{count}} lignes de moins de 2 positions ou anneaux de moins de 4 ont été omis : le format ne peut pas les contenir.',
    es: 'Se omitieron {{count}} líneas de menos de 2 posiciones o anillos de menos de 4: el formato no puede contenerlos.',
  },
  'encoding-contradicted': {
    en: 'The texts are not in {{encoding}}, as the file declares; their encoding was found from them.',
    fr: 'Les textes ne sont pas en {{encoding}} comme le déclare le fichier ; leur encodage a été déduit.',
    es: 'Los textos no están en {{encoding}}, como declara el archivo; su codificación se dedujo de ellos.',
  },
  'encoding-unknown': {
    en: 'There is no encoding named “{{encoding}}”.',
    fr: 'Il n’y a pas d’encodage nommé « {{encoding}} ».',
    es: 'No existe ninguna codificación llamada «{{encoding}}».',
  },
  'export-not-faithful': {
    en: 'The {{format}} file was read again and differs from the layer in {{count}} places that the format does not explain; it is not handed over. The first: {{detail}}.',
    fr: 'Le fichier {{format}} a été relu et diffère de la couche à {{count}} endroits que le format n’explique pas ; il n’est pas remis. Le premier : {{detail}}.',
    es: 'El archivo {{format}} se volvió a leer y difiere de la capa en {{count}} lugares que el formato no explica; no se entrega. El primero: {{detail}}.',
  },
  'export-not-readable': {
    en: 'The {{format}} file that was written cannot be read again: {{detail}}',
    fr: 'Le fichier {{format}} écrit ne peut pas être relu : {{detail}}',
    es: 'El archivo {{format}} escrito no se puede volver a leer: {{detail}}',
  },
  'features-changed': {
    en: 'The features changed while they were being written. Try again.',
    fr: 'Les entités ont changé pendant l’écriture. Réessayez.',
    es: 'Los elementos cambiaron mientras se escribían. Inténtelo de nuevo.',
  },
  'features-not-features': {
    en: '{{count}} elements that are no features were left out.',
    fr: '{{count}} éléments qui ne sont pas des entités ont été omis.',
    es: 'Se omitieron {{count}} partes que no son elementos geográficos.',
  },
  'features-off-earth': {
    en: '{{count}} features are at no place on Earth in {{crs}}; they are listed without geometry.',
    fr: '{{count}} entités ne sont nulle part sur la Terre en {{crs}} ; elles sont listées sans géométrie.',
    es: '{{count}} elementos no están en ningún lugar de la Tierra en {{crs}}; figuran sin geometría.',
  },
  'field-as-text': {
    en: '{{count}} values of {{field}} ({{type}}) were written as text: the format has no such type for them.',
    fr: '{{count}} valeurs de {{field}} ({{type}}) ont été écrites comme du texte : le format n’a pas de tel type.',
    es: '{{count}} valores de {{field}} ({{type}}) se escribieron como texto: el formato no tiene ese tipo.',
  },
  'field-dropped': {
    en: 'The field {{field}} was left out: the format holds no fields of type {{type}}.',
    fr: 'Le champ {{field}} a été omis : le format ne contient pas de champs de type {{type}}.',
    es: 'Se omitió el campo {{field}}: el formato no admite campos de tipo {{type}}.',
  },
  'field-mixes-bytes': {
    en: 'The field “{{field}}” holds bytes in some features and other values in others. Give it one type.',
    fr: 'Le champ « {{field}} » contient des octets dans certaines entités et d’autres valeurs ailleurs. Donnez-lui un seul type.',
    es: 'El campo «{{field}}» contiene bytes en algunos elementos y otros valores en los demás. Asígnele un solo tipo.',
  },
  'field-name-changed': {
    en: 'The field “{{field}}” was renamed “{{name}}”, since a field needs a name of its own.',
    fr: 'Le champ « {{field}} » a été renommé « {{name}} » : chaque champ doit avoir son propre nom.',
    es: 'El campo «{{field}}» pasó a llamarse «{{name}}»: cada campo necesita un nombre propio.',
  },
  'field-name-repeated': {
    en: 'Every field needs a name of its own; “{{field}}” is empty or there twice.',
    fr: 'Chaque champ doit avoir son propre nom ; « {{field}} » est vide ou en double.',
    es: 'Cada campo necesita un nombre propio; «{{field}}» está vacío o repetido.',
  },
  'field-names-one-line': {
    en: '{{count}} field names that ran over several lines were put on one.',
    fr: '{{count}} noms de champs écrits sur plusieurs lignes ont été ramenés à une seule.',
    es: '{{count}} nombres de campos escritos en varias líneas se pusieron en una sola.',
  },
  'field-not-read': {
    en: 'The field “{{field}}” ({{kind}}) keeps its content in another file; it was not read.',
    fr: 'Le champ « {{field}} » ({{kind}}) garde son contenu dans un autre fichier ; il n’a pas été lu.',
    es: 'El campo «{{field}}» ({{kind}}) guarda su contenido en otro archivo; no se leyó.',
  },
  'field-renamed': {
    en: 'The field {{field}} is named {{name}} in the file.',
    fr: 'Le champ {{field}} s’appelle {{name}} dans le fichier.',
    es: 'El campo {{field}} se llama {{name}} en el archivo.',
  },
  'field-retyped': {
    en: 'The field {{field}} was written as {{type}}: its values are not all of its declared type, {{declared}}.',
    fr: 'Le champ {{field}} a été écrit comme {{type}} : ses valeurs ne sont pas toutes du type déclaré, {{declared}}.',
    es: 'El campo {{field}} se escribió como {{type}}: no todos sus valores son del tipo declarado, {{declared}}.',
  },
  'field-value-missing': {
    en: 'Feature {{feature}} has no value in the field “{{field}}”, which must always have one.',
    fr: 'L’entité {{feature}} n’a pas de valeur dans le champ « {{field}} », qui doit toujours en avoir une.',
    es: 'El elemento {{feature}} no tiene valor en el campo «{{field}}», que siempre debe tenerlo.',
  },
  'field-value-unfit': {
    en: 'Feature {{feature}} has the value “{{value}}” in the field “{{field}}”, which does not fit its type ({{type}}).',
    fr: 'L’entité {{feature}} a la valeur « {{value}} » dans le champ « {{field}} », ce qui ne convient pas à son type ({{type}}).',
    es: 'El elemento {{feature}} tiene el valor «{{value}}» en el campo «{{field}}», que no corresponde a su tipo ({{type}}).',
  },
  'fields-mixed-became-text': {
    en: 'Fields with values of several types were written as text: {{fields}}.',
    fr: 'Des champs aux valeurs de plusieurs types ont été écrits comme du texte : {{fields}}.',
    es: 'Los campos con valores de varios tipos se escribieron como texto: {{fields}}.',
  },
  'fields-too-many': {
    en: 'The layer has {{count}} fields; the format holds at most {{limit}}.',
    fr: 'La couche a {{count}} champs ; le format en admet au plus {{limit}}.',
    es: 'La capa tiene {{count}} campos; el formato admite como máximo {{limit}}.',
  },
  'file-empty': {
    en: '{{name}} is empty.',
    fr: '{{name}} est vide.',
    es: '{{name}} está vacío.',
  },
  'file-missing': {
    en: '{{name}} cannot be opened.',
    fr: '{{name}} ne peut pas être ouvert.',
    es: '{{name}} no se puede abrir.',
  },
  'file-not-read': {
    en: '{{name}} was not read ({{code}}).',
    fr: '{{name}} n’a pas été lu ({{code}}).',
    es: '{{name}} no se leyó ({{code}}).',
  },
  'file-too-large': {
    en: '{{name}} has {{bytes}}; this browser can take files of up to {{limitBytes}}. Divide it, or convert it to FlatGeobuf on the command line.',
    fr: '{{name}} fait {{bytes}} ; ce navigateur accepte des fichiers jusqu’à {{limitBytes}}. Divisez-le, ou convertissez-le en FlatGeobuf en ligne de commande.',
    es: '{{name}} tiene {{bytes}}; este navegador admite archivos de hasta {{limitBytes}}. Divídalo, o conviértalo a FlatGeobuf en la línea de comandos.',
  },
  'files-skipped': {
    en: '{{count}} files that hold no layer were passed over: {{names}}.',
    fr: '{{count}} fichiers sans couche ont été ignorés : {{names}}.',
    es: 'Se pasaron por alto {{count}} archivos sin capa: {{names}}.',
  },
  'flatgeobuf-coordinate': {
    en: 'A feature of the file has a coordinate that is not a finite number.',
    fr: 'Une entité du fichier a une coordonnée qui n’est pas un nombre fini.',
    es: 'Un elemento del archivo tiene una coordenada que no es un número finito.',
  },
  'flatgeobuf-coordinate-skipped': {
    en: '{{count}} features were skipped: they have a coordinate that is not a finite number.',
    fr: '{{count}} entités ont été ignorées : une de leurs coordonnées n’est pas un nombre fini.',
    es: 'Se omitieron {{count}} elementos: una de sus coordenadas no es un número finito.',
  },
  'flatgeobuf-corrupt': {
    en: 'The FlatGeobuf file is damaged. Fetch or write it again.',
    fr: 'Le fichier FlatGeobuf est endommagé. Téléchargez-le ou écrivez-le à nouveau.',
    es: 'El archivo FlatGeobuf está dañado. Descárguelo o escríbalo de nuevo.',
  },
  'flatgeobuf-curves': {
    en: 'The file holds geometry with curves ({{type}}). Convert it to straight lines first.',
    fr: 'Le fichier contient des géométries courbes ({{type}}). Convertissez-les d’abord en lignes droites.',
    es: 'El archivo contiene geometría con curvas ({{type}}). Conviértala primero en líneas rectas.',
  },
  'flatgeobuf-curves-skipped': {
    en: '{{count}} features were skipped: their geometry has curves.',
    fr: '{{count}} entités ont été ignorées : leur géométrie est courbe.',
    es: 'Se omitieron {{count}} elementos: su geometría tiene curvas.',
  },
  'flatgeobuf-geometry-type': {
    en: 'Feature {{feature}} is a {{found}}, but the layer is declared as {{declared}}.',
    fr: 'L’entité {{feature}} est de type {{found}}, mais la couche est déclarée {{declared}}.',
    es: 'El elemento {{feature}} es de tipo {{found}}, pero la capa está declarada como {{declared}}.',
  },
  'flatgeobuf-not': {
    en: 'The file is not FlatGeobuf.',
    fr: 'Le fichier n’est pas au format FlatGeobuf.',
    es: 'El archivo no es FlatGeobuf.',
  },
  'flatgeobuf-truncated': {
    en: 'The FlatGeobuf file is cut short: {{found}} bytes of at least {{expected}}. Fetch or upload it again.',
    fr: 'Le fichier FlatGeobuf est tronqué : {{found}} octets sur au moins {{expected}}. Téléchargez-le ou publiez-le à nouveau.',
    es: 'El archivo FlatGeobuf está incompleto: {{found}} bytes de al menos {{expected}}. Descárguelo o publíquelo de nuevo.',
  },
  'flatgeobuf-version': {
    en: 'The file is FlatGeobuf version {{version}}; version 3 can be read.',
    fr: 'Le fichier est en FlatGeobuf version {{version}} ; seule la version 3 peut être lue.',
    es: 'El archivo es FlatGeobuf versión {{version}}; se puede leer la versión 3.',
  },
  'format-unknown': {
    en: '{{name}} is of no format that is read here.',
    fr: '{{name}} n’est d’aucun format lu ici.',
    es: '{{name}} no es de ningún formato que se lea aquí.',
  },
  'formula-guarded': {
    en: '{{count}} texts of {{field}} that a spreadsheet would run as formulas have an apostrophe before them.',
    fr: '{{count}} textes de {{field}} qu’un tableur exécuterait comme des formules sont précédés d’une apostrophe.',
    es: '{{count}} textos de {{field}} que una hoja de cálculo ejecutaría como fórmulas llevan un apóstrofo delante.',
  },
  'geometry-invalid': {
    en: '{{count}} geometries that are not valid ({{detail}}) were left out; the values are kept.',
    fr: '{{count}} géométries non valides ({{detail}}) ont été omises ; les valeurs sont gardées.',
    es: 'Se omitieron {{count}} geometrías no válidas ({{detail}}); los valores se conservan.',
  },
  'geometry-not-finite': {
    en: '{{count}} features have coordinates that are not numbers; they are kept without a place.',
    fr: '{{count}} entités ont des coordonnées qui ne sont pas des nombres ; elles sont conservées sans lieu.',
    es: '{{count}} elementos tienen coordenadas que no son números; se conservan sin ubicación.',
  },
  'geometry-not-point': {
    en: 'Columns of coordinates hold points, and the layer has a {{type}}. Choose well-known text (WKT).',
    fr: 'Les colonnes de coordonnées ne contiennent que des points, et la couche a un {{type}}. Choisissez le texte WKT.',
    es: 'Las columnas de coordenadas solo admiten puntos, y la capa tiene un {{type}}. Elija el texto WKT.',
  },
  'geometry-too-short': {
    en: '{{count}} geometries with too few positions were left out.',
    fr: '{{count}} géométries avec trop peu de positions ont été omises.',
    es: 'Se omitieron {{count}} geometrías con muy pocas posiciones.',
  },
  'geometry-unreadable': {
    en: '{{count}} geometries that are damaged, or curves, were left out; the values are kept.',
    fr: '{{count}} géométries endommagées ou courbes ont été omises ; les valeurs sont gardées.',
    es: 'Se omitieron {{count}} geometrías dañadas o curvas; los valores se conservan.',
  },
  'geopackage-invalid': {
    en: '{{name}} cannot be read as a GeoPackage: {{detail}}.',
    fr: '{{name}} est illisible comme GeoPackage : {{detail}}.',
    es: '{{name}} no se puede leer como GeoPackage: {{detail}}.',
  },
  'geopackage-too-large': {
    en: 'The GeoPackage would take about {{bytes}} and {{limit}} fit into memory. Select less, or choose FlatGeobuf.',
    fr: 'Le GeoPackage prendrait environ {{bytes}} et la mémoire en admet {{limit}}. Sélectionnez moins, ou choisissez FlatGeobuf.',
    es: 'El GeoPackage ocuparía unos {{bytes}} y en memoria caben {{limit}}. Seleccione menos, o elija FlatGeobuf.',
  },
  'gpx-point-values': {
    en: '{{count}} values of single points of lines were left out.',
    fr: '{{count}} valeurs de points isolés de lignes ont été omises.',
    es: 'Se omitieron {{count}} valores de puntos sueltos de líneas.',
  },
  'height-filled': {
    en: '{{count}} positions without a height, among others that have one, were written at height 0.',
    fr: '{{count}} positions sans altitude, parmi d’autres qui en ont une, ont été écrites à l’altitude 0.',
    es: '{{count}} posiciones sin altura, entre otras que la tienen, se escribieron con altura 0.',
  },
  'heights-missing': {
    en: '{{count}} positions have no height in a layer where others have; they were written as “not a number”.',
    fr: '{{count}} positions n’ont pas d’altitude dans une couche où d’autres en ont ; elles ont été écrites comme « non numérique ».',
    es: '{{count}} posiciones no tienen altura en una capa donde otras sí; se escribieron como «no numérico».',
  },
  'http-cors': {
    en: 'The host of {{url}} does not let other sites read it. It must send the header Access-Control-Allow-Origin.',
    fr: 'L’hôte de {{url}} n’autorise pas la lecture par d’autres sites. Il doit envoyer l’en-tête Access-Control-Allow-Origin.',
    es: 'El servidor de {{url}} no permite la lectura desde otros sitios. Debe enviar el encabezado Access-Control-Allow-Origin.',
  },
  'http-forbidden': {
    en: 'The host does not give out {{url}} (status {{status}}). Its owner must allow public reading.',
    fr: 'L’hôte ne donne pas accès à {{url}} (statut {{status}}). Son propriétaire doit autoriser la lecture publique.',
    es: 'El servidor no da acceso a {{url}} (estado {{status}}). Su propietario debe permitir la lectura pública.',
  },
  'http-interrupted': {
    en: 'The connection broke while {{url}} was being read. Try again.',
    fr: 'La connexion a été coupée pendant la lecture de {{url}}. Réessayez.',
    es: 'La conexión se cortó mientras se leía {{url}}. Inténtelo de nuevo.',
  },
  'http-no-ranges': {
    en: 'The host does not give out parts of {{url}}, and the file is too large to fetch whole (more than {{limit}} MB). The host must allow range requests.',
    fr: 'L’hôte ne fournit pas de parties de {{url}}, et le fichier est trop volumineux pour être téléchargé en entier (plus de {{limit}} Mo). L’hôte doit accepter les requêtes de plages d’octets.',
    es: 'El servidor no entrega partes de {{url}}, y el archivo es demasiado grande para descargarlo entero (más de {{limit}} MB). El servidor debe aceptar solicitudes de rangos de bytes.',
  },
  'http-not-found': {
    en: 'There is no file at {{url}} (status {{status}}).',
    fr: 'Il n’y a pas de fichier à l’adresse {{url}} (statut {{status}}).',
    es: 'No hay ningún archivo en {{url}} (estado {{status}}).',
  },
  'http-offline': {
    en: 'This device is offline: {{url}} cannot be read. Try again once it is connected.',
    fr: 'Cet appareil est hors ligne : {{url}} ne peut pas être lu. Réessayez une fois la connexion rétablie.',
    es: 'Este dispositivo no tiene conexión: no se puede leer {{url}}. Inténtelo de nuevo cuando esté conectado.',
  },
  'http-server': {
    en: 'The host fails to give out {{url}} for now (status {{status}}). Try again later.',
    fr: 'L’hôte ne parvient pas à fournir {{url}} pour le moment (statut {{status}}). Réessayez plus tard.',
    es: 'El servidor no consigue entregar {{url}} por ahora (estado {{status}}). Inténtelo más tarde.',
  },
  'http-status': {
    en: 'The host answered for {{url}} with status {{status}}.',
    fr: 'L’hôte a répondu pour {{url}} avec le statut {{status}}.',
    es: 'El servidor respondió para {{url}} con el estado {{status}}.',
  },
  'http-unreachable': {
    en: 'No answer from the host of {{url}}. Check the address and the connection, and try again.',
    fr: 'Aucune réponse de l’hôte de {{url}}. Vérifiez l’adresse et la connexion, puis réessayez.',
    es: 'El servidor de {{url}} no responde. Compruebe la dirección y la conexión, e inténtelo de nuevo.',
  },
  'http-web-page': {
    en: 'The address {{url}} gives a web page, not a layer: the file is not there.',
    fr: 'L’adresse {{url}} donne une page web et non une couche : le fichier n’y est pas.',
    es: 'La dirección {{url}} entrega una página web y no una capa: el archivo no está allí.',
  },
  'icons-not-fetched': {
    en: '{{count}} icons lie on other hosts or are missing. Nothing is fetched: their points are drawn in the colours of the file.',
    fr: '{{count}} icônes se trouvent sur d’autres hôtes ou manquent. Rien n’est récupéré : leurs points prennent les couleurs du fichier.',
    es: '{{count}} iconos están en otros servidores o faltan. No se obtiene nada: sus puntos toman los colores del archivo.',
  },
  'icons-unreadable': {
    en: '{{count}} icons are not images that can be drawn; plain points stand in their places.',
    fr: '{{count}} icônes ne sont pas des images que l’on puisse dessiner ; de simples points les remplacent.',
    es: '{{count}} iconos no son imágenes que se puedan dibujar; los sustituyen puntos simples.',
  },
  'id-field-added': {
    en: 'The layer has no fields and a shapefile needs one: the features’ numbers are in ID.',
    fr: 'La couche n’a pas de champs et un shapefile en exige un : les numéros des entités sont dans ID.',
    es: 'La capa no tiene campos y un shapefile exige uno: los números de los elementos están en ID.',
  },
  'images-missing': {
    en: '{{count}} images that icons or overlays refer to are not there.',
    fr: '{{count}} images auxquelles des icônes ou superpositions renvoient sont absentes.',
    es: 'Faltan {{count}} imágenes a las que remiten iconos o superposiciones.',
  },
  'images-too-large': {
    en: '{{count}} images of more than {{limitBytes}} were not kept.',
    fr: '{{count}} images de plus de {{limitBytes}} n’ont pas été gardées.',
    es: 'No se conservaron {{count}} imágenes de más de {{limitBytes}}.',
  },
  'import-broken-off': {
    en: 'The import broke off; the browser had probably no more memory for it. Close other tabs, or read the file in parts.',
    fr: 'L’importation s’est interrompue ; le navigateur n’avait sans doute plus assez de mémoire. Fermez d’autres onglets, ou lisez le fichier par parties.',
    es: 'La importación se interrumpió; es probable que el navegador ya no tuviera memoria. Cierre otras pestañas, o lea el archivo por partes.',
  },
  'json-esri': {
    en: '{{name}} is JSON of an ArcGIS service, not GeoJSON. Ask the service for GeoJSON.',
    fr: '{{name}} est du JSON d’un service ArcGIS, pas du GeoJSON. Demandez du GeoJSON au service.',
    es: '{{name}} es JSON de un servicio ArcGIS, no GeoJSON. Pida GeoJSON al servicio.',
  },
  'json-invalid': {
    en: '{{name}} is not valid JSON: {{detail}}.',
    fr: '{{name}} n’est pas du JSON valide : {{detail}}.',
    es: '{{name}} no es JSON válido: {{detail}}.',
  },
  'json-lines-invalid': {
    en: '{{count}} lines are not valid JSON and were left out.',
    fr: '{{count}} lignes ne sont pas du JSON valide et ont été omises.',
    es: '{{count}} líneas no son JSON válido y se omitieron.',
  },
  'json-not-geographic': {
    en: '{{name}} is JSON, but neither GeoJSON nor TopoJSON.',
    fr: '{{name}} est du JSON, mais ni du GeoJSON ni du TopoJSON.',
    es: '{{name}} es JSON, pero ni GeoJSON ni TopoJSON.',
  },
  'kml-links-not-followed': {
    en: '{{count}} links to other files are listed but not followed.',
    fr: '{{count}} liens vers d’autres fichiers sont listés mais pas suivis.',
    es: '{{count}} enlaces a otros archivos figuran en la lista, pero no se siguieron.',
  },
  'kml-models': {
    en: '{{count}} models are shown as the point where they stand.',
    fr: '{{count}} modèles sont montrés par le point où ils se trouvent.',
    es: '{{count}} modelos se muestran como el punto donde están.',
  },
  'kml-overlays': {
    en: '{{count}} images laid over the map or the screen are listed; they are no features.',
    fr: '{{count}} images superposées à la carte ou à l’écran sont listées ; ce ne sont pas des entités.',
    es: '{{count}} imágenes superpuestas al mapa o a la pantalla figuran en la lista; no son elementos.',
  },
  'kml-regions': {
    en: '{{count}} regions (levels of detail) are not heeded: all features are read.',
    fr: '{{count}} régions (niveaux de détail) sont ignorées : toutes les entités sont lues.',
    es: 'No se atiende a {{count}} regiones (niveles de detalle): se leen todos los elementos.',
  },
  'kml-styles-missing': {
    en: '{{count}} styles that features refer to are not in the file.',
    fr: '{{count}} styles auxquels des entités renvoient ne sont pas dans le fichier.',
    es: '{{count}} estilos a los que remiten elementos no están en el archivo.',
  },
  'kml-tours': {
    en: '{{count}} tours were left out.',
    fr: '{{count}} visites guidées ont été omises.',
    es: 'Se omitieron {{count}} recorridos.',
  },
  'kml-updates': {
    en: 'Changes to other files are not followed.',
    fr: 'Les modifications d’autres fichiers ne sont pas suivies.',
    es: 'Los cambios de otros archivos no se siguen.',
  },
  'layer-changed': {
    en: 'The file at {{url}} was replaced while it was being read. Load the layer again.',
    fr: 'Le fichier {{url}} a été remplacé pendant sa lecture. Rechargez la couche.',
    es: 'El archivo {{url}} fue sustituido mientras se leía. Vuelva a cargar la capa.',
  },
  'layer-not-wgs84': {
    en: 'The layer at {{url}} is not in WGS 84 ({{crs}}). Import it, or publish it in WGS 84.',
    fr: 'La couche {{url}} n’est pas en WGS 84 ({{crs}}). Importez-la ou publiez-la en WGS 84.',
    es: 'La capa {{url}} no está en WGS 84 ({{crs}}). Impórtela o publíquela en WGS 84.',
  },
  'measures-dropped': {
    en: 'The measures (a fourth coordinate) of {{count}} geometries were left out: the format holds three coordinates.',
    fr: 'Les mesures (quatrième coordonnée) de {{count}} géométries ont été omises : le format contient trois coordonnées.',
    es: 'Se omitieron las medidas (cuarta coordenada) de {{count}} geometrías: el formato admite tres coordenadas.',
  },
  'measures-without-heights': {
    en: 'The measures (M) of {{count}} geometries were left out: they are kept beside heights (Z) alone.',
    fr: 'Les mesures (M) de {{count}} géométries ont été omises : elles ne sont conservées qu’avec des altitudes (Z).',
    es: 'Se omitieron las medidas (M) de {{count}} geometrías: solo se conservan junto con alturas (Z).',
  },
  'memo-file-missing': {
    en: 'The texts of the field “{{field}}” are in a memo file (.dbt or .fpt) that is not there; choose it with the others to have them.',
    fr: 'Les textes du champ « {{field}} » sont dans un fichier mémo (.dbt ou .fpt) absent ; choisissez-le avec les autres pour les obtenir.',
    es: 'Los textos del campo «{{field}}» están en un archivo memo (.dbt o .fpt) que falta; elíjalo junto con los demás para tenerlos.',
  },
  'memory-limit': {
    en: '{{name}} needs at least {{bytes}} of memory; the limit is {{limitBytes}}. Read it in parts.',
    fr: '{{name}} demande au moins {{bytes}} de mémoire ; la limite est {{limitBytes}}. Lisez-le par parties.',
    es: '{{name}} necesita al menos {{bytes}} de memoria; el límite es {{limitBytes}}. Léalo por partes.',
  },
  'memos-unreadable': {
    en: '{{count}} texts of the field “{{field}}” are not where the table says in the memo file; they were left empty.',
    fr: '{{count}} textes du champ « {{field}} » ne sont pas à l’endroit du fichier mémo qu’indique le tableau ; ils restent vides.',
    es: '{{count}} textos del campo «{{field}}» no están donde la tabla indica en el archivo memo; quedaron vacíos.',
  },
  'multipatch-footprint': {
    en: '{{count}} surfaces in space are drawn as the polygons they are made of.',
    fr: '{{count}} surfaces dans l’espace sont dessinées par les polygones qui les composent.',
    es: '{{count}} superficies en el espacio se dibujan como los polígonos que las forman.',
  },
  'nothing-to-read': {
    en: 'No layer was found in {{name}}.',
    fr: 'Aucune couche n’a été trouvée dans {{name}}.',
    es: 'No se encontró ninguna capa en {{name}}.',
  },
  'number-not-finite': {
    en: '{{count}} values of {{field}} that are infinite or not numbers were left empty.',
    fr: '{{count}} valeurs de {{field}} infinies ou qui ne sont pas des nombres ont été laissées vides.',
    es: '{{count}} valores de {{field}} infinitos o que no son números se dejaron vacíos.',
  },
  'numbers-after-measure': {
    en: '{{count}} positions have more than four numbers; those after the measure were left out.',
    fr: '{{count}} positions ont plus de quatre nombres ; ceux qui suivent la mesure ont été omis.',
    es: '{{count}} posiciones tienen más de cuatro números; se omitieron los que siguen a la medida.',
  },
  'outside-crs': {
    en: '{{count}} geometries reach where {{crs}} has no place and were left out; their features keep their values.',
    fr: '{{count}} géométries vont là où {{crs}} n’a pas d’image et ont été omises ; leurs entités gardent leurs valeurs.',
    es: '{{count}} geometrías llegan adonde {{crs}} no tiene lugar y se omitieron; sus elementos conservan los valores.',
  },
  'parts-too-short': {
    en: '{{count}} lines of fewer than two points were left out.',
    fr: '{{count}} lignes de moins de deux points ont été omises.',
    es: 'Se omitieron {{count}} líneas de menos de dos puntos.',
  },
  'places-at-zero': {
    en: '{{count}} rows are at longitude 0, latitude 0; their place is likely missing.',
    fr: '{{count}} lignes sont à la longitude 0, latitude 0 ; leur lieu manque sans doute.',
    es: '{{count}} filas están en longitud 0, latitud 0; probablemente falta su lugar.',
  },
  'places-out-of-range': {
    en: '{{count}} rows give a place beyond the Earth; they are features without geometry.',
    fr: '{{count}} lignes donnent un lieu hors de la Terre ; ce sont des entités sans géométrie.',
    es: '{{count}} filas indican un lugar fuera de la Tierra; son elementos sin geometría.',
  },
  'positions-unreadable': {
    en: '{{count}} positions that are no longitude and latitude were left out.',
    fr: '{{count}} positions qui ne sont pas une longitude et une latitude ont été omises.',
    es: 'Se omitieron {{count}} posiciones que no son longitud y latitud.',
  },
  'records-deleted': {
    en: '{{count}} records that are marked as deleted were left out.',
    fr: '{{count}} enregistrements marqués comme supprimés ont été omis.',
    es: 'Se omitieron {{count}} registros marcados como borrados.',
  },
  'ring-closed': {
    en: '{{count}} rings whose last position is not their first were closed.',
    fr: '{{count}} anneaux dont la dernière position n’est pas la première ont été fermés.',
    es: 'Se cerraron {{count}} anillos cuya última posición no es la primera.',
  },
  'rings-closed': {
    en: '{{count}} rings that did not end where they begin were closed.',
    fr: '{{count}} anneaux qui ne finissaient pas où ils commencent ont été fermés.',
    es: 'Se cerraron {{count}} anillos que no acababan donde empiezan.',
  },
  'rings-too-short': {
    en: '{{count}} rings of fewer than three points were left out.',
    fr: '{{count}} anneaux de moins de trois points ont été omis.',
    es: 'Se omitieron {{count}} anillos de menos de tres puntos.',
  },
  'rings-wound-wrongly': {
    en: 'The rings of {{count}} polygons run the wrong way round; holes were found by what lies inside what.',
    fr: 'Les anneaux de {{count}} polygones tournent à l’envers ; les trous ont été trouvés par inclusion.',
    es: 'Los anillos de {{count}} polígonos giran al revés; los huecos se hallaron por inclusión.',
  },
  'rows-missing': {
    en: '{{count}} shapes have no row in the table; they are features without values.',
    fr: '{{count}} formes n’ont pas de ligne dans le tableau ; ce sont des entités sans valeurs.',
    es: '{{count}} formas no tienen fila en la tabla; son elementos sin valores.',
  },
  'rows-without-place': {
    en: '{{count}} rows give no place that can be read and are features without geometry; the first is row {{row}} (“{{value}}”).',
    fr: '{{count}} lignes ne donnent pas de lieu lisible et sont des entités sans géométrie ; la première est la ligne {{row}} (« {{value}} »).',
    es: '{{count}} filas no indican un lugar legible y son elementos sin geometría; la primera es la fila {{row}} («{{value}}»).',
  },
  'shapefile-cut-off': {
    en: 'The shapes end at byte {{byteOffset}} of {{bytes}}; what follows is not a record.',
    fr: 'Les formes s’arrêtent à l’octet {{byteOffset}} sur {{bytes}} ; la suite n’est pas un enregistrement.',
    es: 'Las formas acaban en el byte {{byteOffset}} de {{bytes}}; lo que sigue no es un registro.',
  },
  'shapefile-invalid': {
    en: '{{name}} is not a shapefile.',
    fr: '{{name}} n’est pas un shapefile.',
    es: '{{name}} no es un shapefile.',
  },
  'shapefile-part-alone': {
    en: '{{name}} is a part of a shapefile; choose its .shp and .dbf with it.',
    fr: '{{name}} est une partie d’un shapefile ; choisissez aussi son .shp et son .dbf.',
    es: '{{name}} es una parte de un shapefile; elija también su .shp y su .dbf.',
  },
  'shapefile-too-large': {
    en: 'The layer does not fit into one shapefile ({{limit}} bytes a file). Split it into {{parts}}, select less, or choose GeoPackage or FlatGeobuf.',
    fr: 'La couche ne tient pas dans un shapefile ({{limit}} octets par fichier). Divisez-la en {{parts}}, sélectionnez moins, ou choisissez GeoPackage ou FlatGeobuf.',
    es: 'La capa no cabe en un shapefile ({{limit}} bytes por archivo). Divídala en {{parts}}, seleccione menos, o elija GeoPackage o FlatGeobuf.',
  },
  'shapefile-type-unknown': {
    en: '{{name}} holds shapes of type {{type}}, which does not exist.',
    fr: '{{name}} contient des formes de type {{type}}, qui n’existe pas.',
    es: '{{name}} contiene formas de tipo {{type}}, que no existe.',
  },
  'shapefile-without-dbf': {
    en: 'The table (.dbf) is missing: the shapes have no values.',
    fr: 'Le tableau (.dbf) manque : les formes n’ont pas de valeurs.',
    es: 'Falta la tabla (.dbf): las formas no tienen valores.',
  },
  'shapes-gap': {
    en: 'Bytes between records that belong to none were passed over.',
    fr: 'Des octets entre les enregistrements ont été ignorés.',
    es: 'Se pasaron por alto bytes entre registros.',
  },
  'shapes-missing': {
    en: '{{count}} rows of the table have no shape; they are features without geometry.',
    fr: '{{count}} lignes du tableau n’ont pas de forme ; ce sont des entités sans géométrie.',
    es: '{{count}} filas de la tabla no tienen forma; son elementos sin geometría.',
  },
  'shapes-of-other-type': {
    en: '{{count}} shapes are of another type than the file declares ({{type}}).',
    fr: '{{count}} formes sont d’un autre type que celui que déclare le fichier ({{type}}).',
    es: '{{count}} formas son de otro tipo que el que declara el archivo ({{type}}).',
  },
  'shapes-unreadable': {
    en: '{{count}} damaged shapes were left out; their rows are kept.',
    fr: '{{count}} formes endommagées ont été omises ; leurs lignes sont gardées.',
    es: 'Se omitieron {{count}} formas dañadas; sus filas se conservan.',
  },
  'shx-inconsistent': {
    en: 'The index (.shx) does not fit the shapes; they were read in the order of the file.',
    fr: 'L’index (.shx) ne correspond pas aux formes ; elles ont été lues dans l’ordre du fichier.',
    es: 'El índice (.shx) no corresponde a las formas; se leyeron en el orden del archivo.',
  },
  'split-by-geometry-type': {
    en: 'The layer has several geometry types and a shapefile holds one: the archive has {{count}} shapefiles ({{types}}).',
    fr: 'La couche a plusieurs types de géométrie et un shapefile n’en contient qu’un : l’archive a {{count}} shapefiles ({{types}}).',
    es: 'La capa tiene varios tipos de geometría y un shapefile solo admite uno: el archivo comprimido tiene {{count}} shapefiles ({{types}}).',
  },
  'split-by-size': {
    en: 'The layer is split over {{parts}} shapefiles, none larger than {{limit}} bytes.',
    fr: 'La couche est répartie sur {{parts}} shapefiles, aucun ne dépassant {{limit}} octets.',
    es: 'La capa se reparte en {{parts}} shapefiles, ninguno mayor de {{limit}} bytes.',
  },
  'storage-full': {
    en: 'This browser gives the Atlas no more room on this device; {{freeBytes}} are free. Delete imported layers that you no longer need.',
    fr: 'Ce navigateur n’accorde plus de place à l’Atlas sur cet appareil ; {{freeBytes}} sont libres. Supprimez les couches importées dont vous n’avez plus besoin.',
    es: 'Este navegador ya no da más espacio al Atlas en este dispositivo; quedan {{freeBytes}} libres. Elimine las capas importadas que ya no necesite.',
  },
  'stored-file-lost': {
    en: 'The files of this layer are no longer on this device: they were deleted, or cleared with the browser’s data. Import the layer again.',
    fr: 'Les fichiers de cette couche ne sont plus sur cet appareil : ils ont été supprimés ou effacés avec les données du navigateur. Importez la couche de nouveau.',
    es: 'Los archivos de esta capa ya no están en este dispositivo: se eliminaron o se borraron con los datos del navegador. Importe la capa de nuevo.',
  },
  'text-cut': {
    en: '{{count}} texts of {{field}} longer than {{limit}} bytes were cut.',
    fr: '{{count}} textes de {{field}} de plus de {{limit}} octets ont été coupés.',
    es: 'Se cortaron {{count}} textos de {{field}} de más de {{limit}} bytes.',
  },
  'text-ill-formed': {
    en: '{{count}} texts held a broken character, which was replaced by “\ufffd”.',
    fr: '{{count}} textes contenaient un caractère brisé, remplacé par « \ufffd ».',
    es: '{{count}} textos contenían un carácter roto, sustituido por «\ufffd».',
  },
  'text-not-utf8': {
    en: '{{count}} texts are not UTF-8; what could not be read became “\ufffd”.',
    fr: '{{count}} textes ne sont pas en UTF-8 ; ce qui était illisible est devenu « \ufffd ».',
    es: '{{count}} textos no están en UTF-8; lo ilegible se convirtió en «\ufffd».',
  },
  'text-undecodable': {
    en: '{{count}} texts hold bytes that are nothing in {{encoding}}; choose another encoding.',
    fr: '{{count}} textes contiennent des octets sans sens en {{encoding}} ; choisissez un autre encodage.',
    es: '{{count}} textos contienen bytes sin sentido en {{encoding}}; elija otra codificación.',
  },
  'too-many-fields': {
    en: 'The layer has {{fields}} fields and a shapefile holds {{limit}}. Choose the fields to export.',
    fr: 'La couche a {{fields}} champs et un shapefile en contient {{limit}}. Choisissez les champs à exporter.',
    es: 'La capa tiene {{fields}} campos y un shapefile admite {{limit}}. Elija los campos que exportar.',
  },
  'topojson-invalid': {
    en: 'The TopoJSON file {{name}} is not valid: {{detail}}.',
    fr: 'Le fichier TopoJSON {{name}} n’est pas valide : {{detail}}.',
    es: 'El archivo TopoJSON {{name}} no es válido: {{detail}}.',
  },
  unexpected: {
    en: 'Unexpected failure: {{message}}',
    fr: 'Échec inattendu : {{message}}',
    es: 'Fallo inesperado: {{message}}',
  },
  usage: {
    en: '{{message}}',
    fr: '{{message}}',
    es: '{{message}}',
  },
  'utm-datum-assumed': {
    en: 'The UTM coordinates of {{count}} rows name no datum; WGS 84 was assumed. If they are in NAD 27, places are off by up to 200 m: choose the system.',
    fr: 'Les coordonnées UTM de {{count}} lignes n’indiquent pas de datum ; WGS 84 est supposé. Si elles sont en NAD 27, l’écart atteint 200 m : choisissez le système.',
    es: 'Las coordenadas UTM de {{count}} filas no indican datum; se supone WGS 84. Si están en NAD 27, el desvío llega a 200 m: elija el sistema.',
  },
  'values-unreadable': {
    en: '{{count}} values of the field “{{field}}” are no {{type}}, such as “{{value}}”; they were left empty.',
    fr: '{{count}} valeurs du champ « {{field}} » ne sont pas du type {{type}}, comme « {{value}} » ; elles restent vides.',
    es: '{{count}} valores del campo «{{field}}» no son de tipo {{type}}, como «{{value}}»; quedaron vacíos.',
  },
  'where-field-unknown': {
    en: 'The condition asks for a field “{{field}}” that the layer does not have (character {{position}}).',
    fr: 'La condition porte sur un champ « {{field}} » que la couche n’a pas (caractère {{position}}).',
    es: 'La condición se refiere a un campo «{{field}}» que la capa no tiene (carácter {{position}}).',
  },
  'where-syntax': {
    en: 'The condition cannot be read at character {{position}}: {{detail}}.',
    fr: 'La condition est illisible au caractère {{position}} : {{detail}}.',
    es: 'La condición no se puede leer en el carácter {{position}}: {{detail}}.',
  },
  'where-type': {
    en: 'The field “{{field}}” holds values of type {{type}} and is compared with “{{value}}” (character {{position}}).',
    fr: 'Le champ « {{field}} » contient des valeurs de type {{type}} et est comparé à « {{value}} » (caractère {{position}}).',
    es: 'El campo «{{field}}» contiene valores de tipo {{type}} y se compara con «{{value}}» (carácter {{position}}).',
  },
  'xml-cut-off': {
    en: 'The file breaks off before its end; what it held up to there was read.',
    fr: 'Le fichier s’interrompt avant sa fin ; ce qui précède a été lu.',
    es: 'El archivo se interrumpe antes de su fin; se leyó lo anterior.',
  },
  'xml-entities': {
    en: '{{name}} defines entities of its own, as attacks do. It was not read.',
    fr: '{{name}} définit ses propres entités, comme le font les attaques. Il n’a pas été lu.',
    es: '{{name}} define entidades propias, como hacen los ataques. No se leyó.',
  },
  'xml-entity-unknown': {
    en: '{{count}} character names that XML does not know were kept as they stand.',
    fr: '{{count}} noms de caractères inconnus de XML ont été gardés tels quels.',
    es: 'Se conservaron tal cual {{count}} nombres de caracteres que XML no conoce.',
  },
  'xml-invalid': {
    en: '{{name}} is not valid XML: {{detail}}.',
    fr: '{{name}} n’est pas du XML valide : {{detail}}.',
    es: '{{name}} no es XML válido: {{detail}}.',
  },
  'xml-junk': {
    en: 'Something follows after the end of the document.',
    fr: 'Quelque chose suit la fin du document.',
    es: 'Hay algo después del final del documento.',
  },
  'xml-malformed': {
    en: '{{count}} tags do not match; the file was read as well as could be.',
    fr: '{{count}} balises ne correspondent pas ; le fichier a été lu au mieux.',
    es: '{{count}} etiquetas no concuerdan; el archivo se leyó lo mejor posible.',
  },
  'zip-bomb': {
    en: '{{name}} would unpack to {{bytes}} from very little; that is no honest file.',
    fr: '{{name}} donnerait {{bytes}} à partir de presque rien ; ce n’est pas un fichier honnête.',
    es: '{{name}} daría {{bytes}} a partir de muy poco; no es un archivo honesto.',
  },
  'zip-count-wrong': {
    en: 'The directory of {{name}} does not count its entries rightly.',
    fr: 'Le répertoire de {{name}} compte mal ses entrées.',
    es: 'El directorio de {{name}} no cuenta bien sus entradas.',
  },
  'zip-empty': {
    en: 'The archive {{name}} holds no files.',
    fr: 'L’archive {{name}} ne contient aucun fichier.',
    es: 'El archivo comprimido {{name}} no contiene archivos.',
  },
  'zip-encrypted': {
    en: '{{name}} is encrypted. Unpack the archive with its password first.',
    fr: '{{name}} est chiffré. Décompressez d’abord l’archive avec son mot de passe.',
    es: '{{name}} está cifrado. Descomprima antes el archivo con su contraseña.',
  },
  'zip-invalid': {
    en: 'The archive {{name}} is damaged: {{detail}}.',
    fr: 'L’archive {{name}} est endommagée : {{detail}}.',
    es: 'El archivo comprimido {{name}} está dañado: {{detail}}.',
  },
  'zip-method-unsupported': {
    en: '{{name}} is packed with method {{method}}, which is not read here.',
    fr: '{{name}} est compressé avec la méthode {{method}}, qui n’est pas lue ici.',
    es: '{{name}} está comprimido con el método {{method}}, que aquí no se lee.',
  },
  'zip-path-unsafe': {
    en: '{{count}} entries of {{name}} lead out of the archive; they were not read.',
    fr: '{{count}} entrées de {{name}} mènent hors de l’archive ; elles n’ont pas été lues.',
    es: '{{count}} entradas de {{name}} llevan fuera del archivo; no se leyeron.',
  },
  'zip-too-large': {
    en: 'The archive would pass 4 GB, which a zip cannot hold. Select less, or choose another format.',
    fr: 'L’archive dépasserait 4 Go, ce qu’un zip ne peut pas contenir. Sélectionnez moins, ou choisissez un autre format.',
    es: 'El archivo comprimido pasaría de 4 GB, más de lo que admite un zip. Seleccione menos, o elija otro formato.',
  },
}
