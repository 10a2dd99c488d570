import type { Localized } from '../model/schema.ts'

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
  'archive-too-deep': {
    en: '{{name}} is an archive inside archives, more than {{limit}} deep. Unpack it and choose what is in it.',
    fr: '{{name}} est une archive dans des archives, à plus de {{limit}} niveaux. Décompressez-la et choisissez son contenu.',
    es: '{{name}} es un archivo comprimido dentro de otros, a más de {{limit}} niveles. Descomprímalo y elija su contenido.',
  },
  'bytes-as-base64': {
    en: '{{count}} values of {{field}} are bytes, written as base64 text.',
    fr: '{{count}} valeurs de {{field}} sont des octets, écrits en texte base64.',
    es: '{{count}} valores de {{field}} son bytes, escritos como texto base64.',
  },
  'catalog-invalid': {
    en: 'The list of layers cannot be read ({{reason}}). Its owner must publish it anew.',
    fr: 'La liste des couches est illisible ({{reason}}). Son propriétaire doit la publier de nouveau.',
    es: 'La lista de capas no se puede leer ({{reason}}). Su propietario debe publicarla de nuevo.',
  },
  'catalog-version': {
    en: 'The catalogue is of another edition than the page. Load the page again.',
    fr: 'Le catalogue est d’une autre édition que la page. Rechargez la page.',
    es: 'El catálogo es de otra edición que la página. Vuelva a cargar la página.',
  },
  'collection-taken-apart': {
    en: '{{count}} geometry collections were taken apart into records of one geometry type each.',
    fr: '{{count}} collections de géométries ont été séparées en enregistrements d’un seul type de géométrie.',
    es: '{{count}} colecciones de geometrías se separaron en registros de un solo tipo de geometría.',
  },
  'condition-field-unknown': {
    en: 'The condition asks for a field “{{field}}” that the layer does not have.',
    fr: 'La condition porte sur un champ « {{field}} » que la couche n’a pas.',
    es: 'La condición se refiere a un campo «{{field}}» que la capa no tiene.',
  },
  'condition-type': {
    en: 'The field “{{field}}” holds values of type {{type}} and is compared with “{{value}}”.',
    fr: 'Le champ « {{field}} » contient des valeurs de type {{type}} et est comparé à « {{value}} ».',
    es: 'El campo «{{field}}» contiene valores de tipo {{type}} y se compara con «{{value}}».',
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
    en: 'Features with longitudes or latitudes beyond the Earth’s: {{count}}. Check whether the coordinate reference system is the right one.',
    fr: 'Entités dont la longitude ou la latitude sort des limites de la Terre : {{count}}. Vérifiez que le système de coordonnées est le bon.',
    es: 'Elementos con longitud o latitud fuera de los límites de la Tierra: {{count}}. Compruebe que el sistema de coordenadas sea el correcto.',
  },
  'crs-assumed': {
    en: 'The file declares no coordinate reference system; its coordinates look like degrees and were taken as WGS 84. Choose another system if the layer lies in the wrong place.',
    fr: 'Le fichier ne déclare aucun système de coordonnées ; ses coordonnées ressemblent à des degrés et ont été lues en WGS 84. Choisissez un autre système si la couche est mal placée.',
    es: 'El archivo no declara ningún sistema de coordenadas; sus coordenadas parecen grados y se leyeron en WGS 84. Elija otro sistema si la capa queda mal ubicada.',
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
    en: 'The coordinates look like degrees, but the file declares {{crs}}, whose unit is the {{unit}}. If the layer lies in the wrong place, choose WGS 84.',
    fr: 'Les coordonnées ressemblent à des degrés, mais le fichier déclare {{crs}}, dont l’unité est « {{unit}} ». Si la couche est mal placée, choisissez WGS 84.',
    es: 'Las coordenadas parecen grados, pero el archivo declara {{crs}}, cuya unidad es «{{unit}}». Si la capa queda mal ubicada, elija WGS 84.',
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
    fr: 'Le fichier ne peut pas indiquer que ses coordonnées sont en {{crs}} : précisez-le aux personnes qui l’utiliseront.',
    es: 'El archivo no puede indicar que sus coordenadas están en {{crs}}: avise a quien vaya a usarlo.',
  },
  'crs-plane-in-degrees': {
    en: 'The file declares {{crs}}, whose coordinates are degrees, but most of its coordinates cannot be. Choose the system that they are in.',
    fr: 'Le fichier déclare {{crs}}, dont les coordonnées sont des degrés, mais la plupart de ses coordonnées n’en sont pas. Choisissez le système qui est le leur.',
    es: 'El archivo declara {{crs}}, cuyas coordenadas son grados, pero la mayoría de las suyas no pueden serlo. Elija el sistema en que están.',
  },
  'crs-shift-approximate': {
    en: 'The shift from {{datum}} to WGS 84 was made with mean values, right to about {{accuracyMeters}} m.',
    fr: 'Le passage de {{datum}} à WGS 84 a été fait avec des valeurs moyennes, justes à environ {{accuracyMeters}} m.',
    es: 'El paso de {{datum}} a WGS 84 se hizo con valores medios, exactos hasta unos {{accuracyMeters}} m.',
  },
  'crs-unknown': {
    en: 'The file does not say in which coordinate reference system it is. Choose one to place the layer on the map.',
    fr: 'Le fichier n’indique pas son système de coordonnées. Choisissez-en un pour placer la couche sur la carte.',
    es: 'El archivo no indica su sistema de coordenadas. Elija uno para ubicar la capa en el mapa.',
  },
  'csv-column-missing': {
    en: 'The table has no column “{{column}}”. Choose the columns of the place again.',
    fr: 'Le tableau n’a pas de colonne « {{column}} ». Choisissez de nouveau les colonnes du lieu.',
    es: 'La tabla no tiene la columna «{{column}}». Vuelva a elegir las columnas del lugar.',
  },
  'csv-grouped-numbers': {
    en: 'Numbers with blanks between thousands (1 234,5) were read as numbers in these columns: {{fields}}.',
    fr: 'Des nombres dont les milliers sont séparés par des espaces (1 234,5) ont été lus comme des nombres dans ces colonnes : {{fields}}.',
    es: 'Se leyeron como números los que tienen espacios entre los miles (1 234,5) en estas columnas: {{fields}}.',
  },
  'csv-no-header': {
    en: 'The first row reads like data, so that the columns were named field_1, field_2 and so on. If it holds their names, choose it below, under how the table is cut.',
    fr: 'La première ligne ressemble à des données : les colonnes ont été nommées field_1, field_2, etc. Si elle contient leurs noms, choisissez-la plus bas, dans le découpage du tableau.',
    es: 'La primera fila parece contener datos: las columnas se llamaron field_1, field_2, etc. Si contiene sus nombres, elíjala más abajo, en cómo se divide la tabla.',
  },
  'csv-no-place': {
    en: 'No columns with a place were recognised: the rows are not on the map. Choose the columns of longitude and latitude, of UTM or of WKT.',
    fr: 'Aucune colonne de lieu n’a été reconnue : les lignes ne sont pas sur la carte. Choisissez les colonnes de longitude et de latitude, d’UTM ou de WKT.',
    es: 'No se reconoció ninguna columna de lugar: las filas no están en el mapa. Elija las columnas de longitud y latitud, de UTM o de WKT.',
  },
  'csv-not-a-table': {
    en: '{{name}} is text, but not a table: its first line has no columns. Separate the columns with commas, semicolons or tabs.',
    fr: '{{name}} est un fichier texte, mais pas un tableau : sa première ligne n’a pas de colonnes. Séparez les colonnes par des virgules, des points-virgules ou des tabulations.',
    es: '{{name}} es un archivo de texto, pero no una tabla: su primera línea no tiene columnas. Separe las columnas con comas, puntos y comas o tabuladores.',
  },
  'csv-pair-lat-lon': {
    en: 'Places were taken from the column “{{column}}”, latitude first: {{count}}. Choose the other order if the layer lies in the wrong place.',
    fr: 'Lieux tirés de la colonne « {{column}} », latitude d’abord : {{count}}. Choisissez l’autre ordre si la couche est mal placée.',
    es: 'Lugares tomados de la columna «{{column}}», primero la latitud: {{count}}. Elija el otro orden si la capa queda mal ubicada.',
  },
  'csv-pair-lon-lat': {
    en: 'Places were taken from the column “{{column}}”, longitude first: {{count}}. Choose the other order if the layer lies in the wrong place.',
    fr: 'Lieux tirés de la colonne « {{column}} », longitude d’abord : {{count}}. Choisissez l’autre ordre si la couche est mal placée.',
    es: 'Lugares tomados de la columna «{{column}}», primero la longitud: {{count}}. Elija el otro orden si la capa queda mal ubicada.',
  },
  'csv-quotes': {
    en: 'Cells that begin with a quotation mark which does not enclose them: {{count}}. It was taken for a letter. Look at the table, and correct the file if values are in the wrong column.',
    fr: 'Cellules qui commencent par un guillemet qui ne les entoure pas : {{count}}. Il a été lu comme une lettre. Vérifiez le tableau et corrigez le fichier si des valeurs sont dans la mauvaise colonne.',
    es: 'Celdas que empiezan con comillas que no las encierran: {{count}}. Se tomaron como una letra. Revise la tabla y corrija el archivo si hay valores en la columna equivocada.',
  },
  'csv-row-length': {
    en: 'Rows with more or fewer cells than the table has columns: {{count}}. Cells without a column were left out; missing cells are empty.',
    fr: 'Lignes qui ont plus ou moins de cellules que le tableau n’a de colonnes : {{count}}. Les cellules sans colonne ont été omises ; celles qui manquent sont vides.',
    es: 'Filas con más o menos celdas que columnas tiene la tabla: {{count}}. Se omitieron las celdas sin columna; las que faltan quedan vacías.',
  },
  'csv-row-too-long': {
    en: 'A row of {{name}} is longer than {{limitBytes}}: a quotation mark in it may never be closed, or the file is no table. The row begins with “{{value}}”.',
    fr: 'Une ligne de {{name}} dépasse {{limitBytes}} : un guillemet n’y est peut-être jamais fermé, ou le fichier n’est pas un tableau. La ligne commence par « {{value}} ».',
    es: 'Una fila de {{name}} supera {{limitBytes}}: quizá unas comillas no se cierran nunca, o el archivo no es una tabla. La fila empieza por «{{value}}».',
  },
  'csv-rows-above-header': {
    en: 'Rows above the names of the columns, which were left out: {{count}}.',
    fr: 'Lignes au-dessus des noms des colonnes, qui ont été omises : {{count}}.',
    es: 'Filas por encima de los nombres de las columnas, que se omitieron: {{count}}.',
  },
  'csv-west-from-name': {
    en: 'Longitudes without a sign that were taken as west, as the name of their column says: {{count}}.',
    fr: 'Longitudes sans signe lues à l’ouest, comme l’indique le nom de leur colonne : {{count}}.',
    es: 'Longitudes sin signo que se tomaron como oeste, según el nombre de su columna: {{count}}.',
  },
  'csv-west-signed': {
    en: 'Longitudes with a minus sign in a column that counts westward: {{count}}. They were taken as west too.',
    fr: 'Longitudes avec un signe moins dans une colonne comptée vers l’ouest : {{count}}. Elles ont aussi été lues à l’ouest.',
    es: 'Longitudes con signo menos en una columna contada hacia el oeste: {{count}}. También se tomaron como oeste.',
  },
  'csv-zeros': {
    en: 'Zero bytes, with which some devices fill their cells, were left out: {{count}}.',
    fr: 'Octets nuls, dont certains appareils remplissent leurs cellules, omis : {{count}}.',
    es: 'Bytes nulos, con los que algunos aparatos rellenan sus celdas, omitidos: {{count}}.',
  },
  'dbase-count-differs': {
    en: 'The header of the table counts {{declared}} rows, the file has room for {{room}}; {{rows}} were read.',
    fr: 'L’en-tête de la table compte {{declared}} lignes, le fichier peut en contenir {{room}} ; {{rows}} ont été lues.',
    es: 'La cabecera de la tabla cuenta {{declared}} filas, en el archivo caben {{room}}; se leyeron {{rows}}.',
  },
  'dbase-invalid': {
    en: 'The table {{name}} is damaged and cannot be read. Export it again from the program it comes from. Technical detail: {{detail}}.',
    fr: 'Le tableau {{name}} est endommagé et illisible. Exportez-le de nouveau depuis le logiciel d’origine. Détail technique : {{detail}}.',
    es: 'La tabla {{name}} está dañada y no se puede leer. Expórtela de nuevo desde el programa de origen. Detalle técnico: {{detail}}.',
  },
  'degenerate-part-dropped': {
    en: '{{count}} lines of fewer than 2 positions or rings of fewer than 4 were left out: the format cannot hold them.',
    fr: '{{count}} lignes de moins de 2 positions ou anneaux de moins de 4 ont été omis : le format ne peut pas les contenir.',
    es: 'Se omitieron {{count}} líneas de menos de 2 posiciones o anillos de menos de 4: el formato no puede contenerlos.',
  },
  'encoding-contradicted': {
    en: 'The texts are not in {{encoding}}, as the file declares; their encoding was found from the texts themselves. Check the accents, and choose another encoding if they are wrong.',
    fr: 'Les textes ne sont pas en {{encoding}}, contrairement à ce que déclare le fichier ; leur encodage a été déduit des textes. Vérifiez les accents et choisissez un autre encodage s’ils sont faux.',
    es: 'Los textos no están en {{encoding}}, como declara el archivo; su codificación se dedujo de los propios textos. Revise los acentos y elija otra codificación si no son correctos.',
  },
  'encoding-detected': {
    en: 'The file does not name its encoding; its texts were read as {{encoding}}, which fits them. Change it if letters look wrong.',
    fr: 'Le fichier n’indique pas son encodage ; ses textes ont été lus en {{encoding}}, qui leur convient. Changez-le si des lettres semblent fausses.',
    es: 'El archivo no indica su codificación; sus textos se leyeron como {{encoding}}, que les corresponde. Cámbiela si hay letras que parecen erróneas.',
  },
  'encoding-guessed': {
    en: 'The file does not name its encoding, and its texts do not show it for sure. They were read as {{encoding}} (“{{value}}”), which is a guess; likely too are {{others}}. Check the accents, and choose another encoding if they are wrong.',
    fr: 'Le fichier n’indique pas son encodage, et ses textes ne le montrent pas avec certitude. Ils ont été lus en {{encoding}} (« {{value}} »), ce qui est une supposition ; sont possibles aussi {{others}}. Vérifiez les accents et choisissez un autre encodage s’ils sont faux.',
    es: 'El archivo no indica su codificación y sus textos no la muestran con certeza. Se leyeron como {{encoding}} («{{value}}»), lo que es una suposición; también son posibles {{others}}. Revise los acentos y elija otra codificación si no son correctos.',
  },
  'encoding-unknown': {
    en: 'The encoding “{{encoding}}” does not exist. Check the accents, and choose another encoding if they are wrong.',
    fr: 'L’encodage « {{encoding}} » n’existe pas. Vérifiez les accents et choisissez un autre encodage s’ils sont faux.',
    es: 'La codificación «{{encoding}}» no existe. Revise los acentos y elija otra codificación si no son correctos.',
  },
  'esri-json-limit': {
    en: 'The service gave only as many features as it gives at once: there are more. Ask it for the rest in parts (resultOffset).',
    fr: 'Le service n’a donné que le nombre d’entités qu’il donne en une fois : il y en a d’autres. Demandez-lui le reste par parties (resultOffset).',
    es: 'El servicio dio solo tantos elementos como da de una vez: hay más. Pídale el resto por partes (resultOffset).',
  },
  'export-not-faithful': {
    en: 'The {{format}} file was read again and differs from the layer in {{count}} places that the format does not explain; it is not handed over. The first: {{detail}}.',
    fr: 'Le fichier {{format}} a été relu et diffère de la couche à {{count}} endroits, ce que le format n’explique pas ; il n’est donc pas fourni. Première différence : {{detail}}.',
    es: 'El archivo {{format}} se volvió a leer y difiere de la capa en {{count}} lugares, lo que el formato no explica; por eso no se entrega. Primera diferencia: {{detail}}.',
  },
  'export-not-readable': {
    en: 'The {{format}} file that was written cannot be read again: {{detail}}',
    fr: 'Le fichier {{format}} écrit ne peut pas être relu : {{detail}}',
    es: 'El archivo {{format}} escrito no se puede volver a leer: {{detail}}',
  },
  'feature-key-field': {
    en: 'The keys of the features are to be the values of {{field}}, but the layer has no such field.',
    fr: 'Les clés des entités doivent être les valeurs de {{field}}, mais la couche n’a pas ce champ.',
    es: 'Las claves de los elementos deben ser los valores de {{field}}, pero la capa no tiene ese campo.',
  },
  'feature-keys-repeated': {
    en: 'The features {{first}} and {{second}} have the same key, or keys that are the same number in tiles; each needs its own.',
    fr: 'Les entités {{first}} et {{second}} ont la même clé, ou des clés qui sont le même nombre dans les tuiles ; chacune doit avoir la sienne.',
    es: 'Los elementos {{first}} y {{second}} tienen la misma clave, o claves que son el mismo número en las teselas; cada uno necesita la suya.',
  },
  'features-changed': {
    en: 'The features changed while they were being written. Try again.',
    fr: 'Les entités ont changé pendant l’écriture. Réessayez.',
    es: 'Los elementos cambiaron mientras se escribían. Inténtelo de nuevo.',
  },
  'features-not-features': {
    en: 'Elements of the file that are not features and were left out: {{count}}.',
    fr: 'Éléments du fichier qui ne sont pas des entités et ont été omis : {{count}}.',
    es: 'Partes del archivo que no son elementos geográficos y se omitieron: {{count}}.',
  },
  'features-off-earth': {
    en: 'Features whose coordinates are no place on Earth in {{crs}}: {{count}}. They are in the table without geometry. Check the coordinate reference system.',
    fr: 'Entités dont les coordonnées ne correspondent à aucun lieu sur la Terre en {{crs}} : {{count}}. Elles figurent au tableau sans géométrie. Vérifiez le système de coordonnées.',
    es: 'Elementos cuyas coordenadas no corresponden a ningún lugar de la Tierra en {{crs}}: {{count}}. Están en la tabla sin geometría. Revise el sistema de coordenadas.',
  },
  'features-off-map': {
    en: 'Features off the Atlas’s map of North America, where they cannot be seen: {{count}}. They are kept, and exported, all the same.',
    fr: 'Entités hors de la carte de l’Amérique du Nord, où elles ne peuvent pas être vues : {{count}}. Elles sont tout de même conservées et exportées.',
    es: 'Elementos fuera del mapa de América del Norte, donde no pueden verse: {{count}}. De todos modos se conservan y se exportan.',
  },
  'field-as-text': {
    en: '{{count}} values of {{field}} ({{type}}) were written as text: the format has no such type for them.',
    fr: '{{count}} valeurs de {{field}} ({{type}}) ont été écrites sous forme de texte : le format n’a pas de type équivalent.',
    es: '{{count}} valores de {{field}} ({{type}}) se escribieron como texto: el formato no tiene un tipo equivalente.',
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
    en: 'Names of fields that ran over several lines and were put on one: {{count}}.',
    fr: 'Noms de champs écrits sur plusieurs lignes et ramenés à une seule : {{count}}.',
    es: 'Nombres de campos escritos en varias líneas que se pusieron en una sola: {{count}}.',
  },
  'field-not-read': {
    en: 'The field “{{field}}” was not read: its content ({{kind}}) is in another file and is not text.',
    fr: 'Le champ « {{field}} » n’a pas été lu : son contenu ({{kind}}) se trouve dans un autre fichier et n’est pas du texte.',
    es: 'El campo «{{field}}» no se leyó: su contenido ({{kind}}) está en otro archivo y no es texto.',
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
    fr: 'L’entité {{feature}} a, dans le champ « {{field}} », la valeur « {{value}} », qui ne convient pas au type du champ ({{type}}).',
    es: 'El elemento {{feature}} tiene el valor «{{value}}» en el campo «{{field}}», que no corresponde a su tipo ({{type}}).',
  },
  'fields-beyond-limit': {
    en: 'The layer has {{count}} fields or more; layers of up to {{limit}} can be read. Take out columns, or turn them into rows.',
    fr: 'La couche a {{count}} champs ou plus ; on peut lire des couches de {{limit}} champs au plus. Retirez des colonnes ou transformez-les en lignes.',
    es: 'La capa tiene {{count}} campos o más; se pueden leer capas de hasta {{limit}}. Quite columnas o conviértalas en filas.',
  },
  'fields-mixed-became-text': {
    en: 'Fields with values of several types were written as text: {{fields}}.',
    fr: 'Les champs dont les valeurs sont de plusieurs types ont été écrits sous forme de texte : {{fields}}.',
    es: 'Los campos con valores de varios tipos se escribieron como texto: {{fields}}.',
  },
  'fields-too-many': {
    en: 'The layer has {{count}} fields; the format holds at most {{limit}}.',
    fr: 'La couche a {{count}} champs ; le format en admet au plus {{limit}}.',
    es: 'La capa tiene {{count}} campos; el formato admite como máximo {{limit}}.',
  },
  'file-empty': {
    en: '{{name}} is empty (0 bytes). Copy or download it again.',
    fr: '{{name}} est vide (0 octet). Copiez-le ou téléchargez-le de nouveau.',
    es: '{{name}} está vacío (0 bytes). Cópielo o descárguelo de nuevo.',
  },
  'file-missing': {
    en: '{{name}} cannot be opened. Check the path and whether you may read the file.',
    fr: '{{name}} ne peut pas être ouvert. Vérifiez le chemin et le droit de lecture.',
    es: '{{name}} no se puede abrir. Compruebe la ruta y el permiso de lectura.',
  },
  'file-not-read': {
    en: '{{name}} was not read; the other files were. {{problem}}',
    fr: '{{name}} n’a pas été lu ; les autres fichiers l’ont été. {{problem}}',
    es: '{{name}} no se leyó; los demás archivos, sí. {{problem}}',
  },
  'file-too-large': {
    en: '{{name}} has {{bytes}}; this browser can take files of up to {{limitBytes}}. Divide it, or convert it to FlatGeobuf on the command line.',
    fr: '{{name}} fait {{bytes}} ; ce navigateur accepte des fichiers jusqu’à {{limitBytes}}. Divisez-le, ou convertissez-le en FlatGeobuf en ligne de commande.',
    es: '{{name}} tiene {{bytes}}; este navegador admite archivos de hasta {{limitBytes}}. Divídalo, o conviértalo a FlatGeobuf en la línea de comandos.',
  },
  'files-beyond-limit': {
    en: 'Files that were not read: {{count}}. The first {{limit}} layers are as many as are read at once; choose the others anew.',
    fr: 'Fichiers non lus : {{count}}. On lit au plus {{limit}} couches à la fois ; choisissez les autres ensuite.',
    es: 'Archivos que no se leyeron: {{count}}. Se leen como máximo {{limit}} capas a la vez; elija las demás después.',
  },
  'files-skipped': {
    en: 'Files without a layer that were passed over: {{count}} ({{names}}).',
    fr: 'Fichiers sans couche qui ont été ignorés : {{count}} ({{names}}).',
    es: 'Archivos sin capa que se pasaron por alto: {{count}} ({{names}}).',
  },
  'filter-field-missing': {
    en: 'At this scale the layer is drawn from an overview without the field “{{field}}”, by which it is filtered. Zoom in, or remove the filter.',
    fr: 'À cette échelle, la couche est dessinée d’après un aperçu sans le champ « {{field}} », sur lequel porte son filtre. Zoomez ou retirez le filtre.',
    es: 'A esta escala la capa se dibuja a partir de una vista general sin el campo «{{field}}», por el que se filtra. Acérquese o quite el filtro.',
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
  'flatgeobuf-more-than-counted': {
    en: 'The header counts {{features}} features, which were read; {{bytes}} that follow were not. The file may have been written wrongly: make it anew.',
    fr: 'L’en-tête compte {{features}} entités, qui ont été lues ; les {{bytes}} qui suivent ne l’ont pas été. Le fichier a peut-être été mal écrit : refaites-le.',
    es: 'La cabecera cuenta {{features}} elementos, que se leyeron; los {{bytes}} que siguen no. Quizá el archivo se escribió mal: vuelva a crearlo.',
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
  'format-not-read': {
    en: '{{names}}: {{format}} is not read here. Convert it to GeoPackage, shapefile or GeoJSON with other software, such as QGIS.',
    fr: '{{names}} : le format {{format}} n’est pas lu ici. Convertissez-le en GeoPackage, shapefile ou GeoJSON avec un autre logiciel, comme QGIS.',
    es: '{{names}}: el formato {{format}} no se lee aquí. Conviértalo a GeoPackage, shapefile o GeoJSON con otro programa, como QGIS.',
  },
  'format-unknown': {
    en: '{{name}} is of none of the formats that can be imported: shapefile, KML or KMZ, GeoJSON, TopoJSON, FlatGeobuf, CSV, GPX, TCX, GeoPackage. Convert it to one of them.',
    fr: '{{name}} n’est dans aucun des formats importables : shapefile, KML ou KMZ, GeoJSON, TopoJSON, FlatGeobuf, CSV, GPX, TCX, GeoPackage. Convertissez-le dans l’un d’eux.',
    es: '{{name}} no está en ninguno de los formatos que se pueden importar: shapefile, KML o KMZ, GeoJSON, TopoJSON, FlatGeobuf, CSV, GPX, TCX, GeoPackage. Conviértalo a uno de ellos.',
  },
  'formula-guarded': {
    en: '{{count}} texts of {{field}} that a spreadsheet would run as formulas have an apostrophe before them.',
    fr: '{{count}} textes de {{field}} qu’un tableur exécuterait comme des formules sont précédés d’une apostrophe.',
    es: '{{count}} textos de {{field}} que una hoja de cálculo ejecutaría como fórmulas llevan un apóstrofo delante.',
  },
  'geometry-invalid': {
    en: 'Geometries that are not valid and were left out: {{count}}. Their features keep their values. Technical detail: {{detail}}.',
    fr: 'Géométries non valides qui ont été omises : {{count}}. Leurs entités gardent leurs valeurs. Détail technique : {{detail}}.',
    es: 'Geometrías no válidas que se omitieron: {{count}}. Sus elementos conservan los valores. Detalle técnico: {{detail}}.',
  },
  'geometry-not-finite': {
    en: 'Features with coordinates that are not numbers: {{count}}. They are kept without geometry.',
    fr: 'Entités dont des coordonnées ne sont pas des nombres : {{count}}. Elles sont conservées sans géométrie.',
    es: 'Elementos con coordenadas que no son números: {{count}}. Se conservan sin geometría.',
  },
  'geometry-not-point': {
    en: 'Columns of coordinates hold points, and the layer has a {{type}}. Choose well-known text (WKT).',
    fr: 'Les colonnes de coordonnées ne conviennent qu’aux points, et la couche contient une géométrie de type {{type}}. Choisissez le format WKT.',
    es: 'Las columnas de coordenadas solo admiten puntos, y la capa contiene una geometría de tipo {{type}}. Elija el formato WKT.',
  },
  'geometry-too-short': {
    en: 'Geometries with too few positions for their kind, which were left out: {{count}}.',
    fr: 'Géométries qui ont trop peu de positions pour leur type et ont été omises : {{count}}.',
    es: 'Geometrías con muy pocas posiciones para su tipo, que se omitieron: {{count}}.',
  },
  'geometry-unreadable': {
    en: 'Geometries that are damaged, or curved, and were left out: {{count}}. Their features keep their values. Convert curves to straight lines in the program they come from.',
    fr: 'Géométries endommagées ou courbes qui ont été omises : {{count}}. Leurs entités gardent leurs valeurs. Convertissez les courbes en segments dans le logiciel d’origine.',
    es: 'Geometrías dañadas o curvas que se omitieron: {{count}}. Sus elementos conservan los valores. Convierta las curvas en segmentos rectos en el programa de origen.',
  },
  'geopackage-invalid': {
    en: '{{name}} is damaged, or is a database without layers. Export it again from the program it comes from. Technical detail: {{detail}}.',
    fr: '{{name}} est endommagé, ou est une base de données sans couches. Exportez-le de nouveau depuis le logiciel d’origine. Détail technique : {{detail}}.',
    es: '{{name}} está dañado, o es una base de datos sin capas. Expórtelo de nuevo desde el programa de origen. Detalle técnico: {{detail}}.',
  },
  'geopackage-too-large': {
    en: 'The GeoPackage would take about {{bytes}} and {{limitBytes}} fit into memory. Select less, or choose FlatGeobuf.',
    fr: 'Le GeoPackage occuperait environ {{bytes}}, alors que la mémoire en admet {{limitBytes}}. Réduisez la sélection ou choisissez FlatGeobuf.',
    es: 'El GeoPackage ocuparía unos {{bytes}} y en la memoria caben {{limitBytes}}. Reduzca la selección o elija FlatGeobuf.',
  },
  'geopackage-views': {
    en: 'Layers that are views were not read ({{count}}): {{names}}. Store them as tables to have them.',
    fr: 'Des couches qui sont des vues n’ont pas été lues ({{count}}) : {{names}}. Enregistrez-les comme tables pour les obtenir.',
    es: 'No se leyeron capas que son vistas ({{count}}): {{names}}. Guárdelas como tablas para tenerlas.',
  },
  'gpx-point-values': {
    en: 'Values of the single points of tracks and routes, which have no place in a line and were left out: {{count}}.',
    fr: 'Valeurs de points isolés de traces et d’itinéraires, qui n’ont pas de place dans une ligne et ont été omises : {{count}}.',
    es: 'Valores de puntos sueltos de trazas y rutas, que no tienen lugar en una línea y se omitieron: {{count}}.',
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
  'http-not-json': {
    en: 'What is at {{url}} is no JSON, or not all of it came. Try again.',
    fr: 'Ce qui se trouve à {{url}} n’est pas du JSON ou n’est pas arrivé en entier. Réessayez.',
    es: 'Lo que hay en {{url}} no es JSON o no llegó entero. Inténtelo de nuevo.',
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
  'http-stalled': {
    en: 'Nothing more came from {{url}} for 20 seconds. Check the connection and try again.',
    fr: 'Plus rien n’est venu de {{url}} depuis 20 secondes. Vérifiez la connexion et réessayez.',
    es: 'No ha llegado nada más de {{url}} en 20 segundos. Revise la conexión e inténtelo de nuevo.',
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
    en: 'Icons that lie on other hosts or are missing: {{count}}. Nothing is fetched; their points are drawn in the colours of the file.',
    fr: 'Icônes absentes ou situées sur d’autres hôtes : {{count}}. Rien n’est récupéré ; leurs points prennent les couleurs du fichier.',
    es: 'Iconos que faltan o están en otros servidores: {{count}}. No se obtiene nada; sus puntos toman los colores del archivo.',
  },
  'icons-unreadable': {
    en: 'Icons that are not images that can be drawn: {{count}}. Plain points stand in their places.',
    fr: 'Icônes qui ne sont pas des images que l’on puisse dessiner : {{count}}. De simples points les remplacent.',
    es: 'Iconos que no son imágenes que se puedan dibujar: {{count}}. Los sustituyen puntos simples.',
  },
  'id-field-added': {
    en: 'The layer has no fields and a shapefile needs one: the features’ numbers are in ID.',
    fr: 'La couche n’a pas de champs et un shapefile en exige un : les numéros des entités sont dans ID.',
    es: 'La capa no tiene campos y un shapefile exige uno: los números de los elementos están en ID.',
  },
  'images-missing': {
    en: 'Images that icons or overlays refer to and that did not come with the file: {{count}}. Import the whole KMZ, or the folder with its images.',
    fr: 'Images auxquelles renvoient des icônes ou des superpositions et qui n’accompagnent pas le fichier : {{count}}. Importez le KMZ complet, ou le dossier avec ses images.',
    es: 'Imágenes a las que remiten iconos o superposiciones y que no vienen con el archivo: {{count}}. Importe el KMZ completo, o la carpeta con sus imágenes.',
  },
  'images-too-large': {
    en: 'Images of more than {{limitBytes}}, which were not kept: {{count}}.',
    fr: 'Images de plus de {{limitBytes}}, qui n’ont pas été gardées : {{count}}.',
    es: 'Imágenes de más de {{limitBytes}} que no se conservaron: {{count}}.',
  },
  'import-broken-off': {
    en: 'The import broke off; the browser had probably no more memory for it. Close other tabs, or read the file in parts.',
    fr: 'L’importation s’est interrompue ; le navigateur n’avait sans doute plus assez de mémoire. Fermez d’autres onglets, ou lisez le fichier par parties.',
    es: 'La importación se interrumpió; es probable que el navegador ya no tuviera memoria. Cierre otras pestañas, o lea el archivo por partes.',
  },
  'json-esri': {
    en: '{{name}} is JSON of an ArcGIS service, but holds no features. Ask the service for them (…/query?where=1=1&outFields=*&f=json).',
    fr: '{{name}} est du JSON d’un service ArcGIS, mais ne contient pas d’entités. Demandez-les au service (…/query?where=1=1&outFields=*&f=json).',
    es: '{{name}} es JSON de un servicio ArcGIS, pero no contiene elementos. Pídalos al servicio (…/query?where=1=1&outFields=*&f=json).',
  },
  'json-invalid': {
    en: '{{name}} is not valid JSON; it may be cut off. Export or download it again. Technical detail: {{detail}}.',
    fr: '{{name}} n’est pas du JSON valide ; il est peut-être tronqué. Exportez-le ou téléchargez-le de nouveau. Détail technique : {{detail}}.',
    es: '{{name}} no es JSON válido; quizá esté incompleto. Expórtelo o descárguelo de nuevo. Detalle técnico: {{detail}}.',
  },
  'json-lines-invalid': {
    en: 'Lines that are not valid JSON and were left out: {{count}}.',
    fr: 'Lignes qui ne sont pas du JSON valide et ont été omises : {{count}}.',
    es: 'Líneas que no son JSON válido y se omitieron: {{count}}.',
  },
  'json-not-geographic': {
    en: '{{name}} is JSON, but neither GeoJSON nor TopoJSON: it holds no places. Export it as GeoJSON.',
    fr: '{{name}} est du JSON, mais ni du GeoJSON ni du TopoJSON : il ne contient pas de lieux. Exportez-le en GeoJSON.',
    es: '{{name}} es JSON, pero ni GeoJSON ni TopoJSON: no contiene lugares. Expórtelo como GeoJSON.',
  },
  'kml-balloon-fields': {
    en: 'The descriptions hold tables of names and values, as ArcGIS writes them; their rows became fields beside the descriptions, as text or numbers: {{fields}}.',
    fr: 'Les descriptions contiennent des tableaux de noms et de valeurs, comme ArcGIS en écrit ; leurs lignes sont devenues des champs à côté des descriptions, en texte ou en nombres : {{fields}}.',
    es: 'Las descripciones contienen tablas de nombres y valores, como las que escribe ArcGIS; sus filas pasaron a ser campos junto a las descripciones, como texto o números: {{fields}}.',
  },
  'kml-commas-only': {
    en: 'Positions with nothing but commas between them, which KML does not allow: {{count}}. They were read as Google Earth reads them, as longitude, latitude and height.',
    fr: 'Positions séparées uniquement par des virgules, ce que KML n’autorise pas : {{count}}. Elles ont été lues comme le fait Google Earth : longitude, latitude et altitude.',
    es: 'Posiciones separadas solo por comas, lo que KML no permite: {{count}}. Se leyeron como lo hace Google Earth: longitud, latitud y altura.',
  },
  'kml-links-not-followed': {
    en: 'Links to other files (NetworkLink) that are listed but not followed: {{count}}. To have their features, download those files and import them.',
    fr: 'Liens vers d’autres fichiers (NetworkLink) listés mais non suivis : {{count}}. Pour obtenir leurs entités, téléchargez ces fichiers et importez-les.',
    es: 'Enlaces a otros archivos (NetworkLink) que figuran en la lista sin seguirse: {{count}}. Para obtener sus elementos, descargue esos archivos e impórtelos.',
  },
  'kml-models': {
    en: 'Models of buildings and the like, shown as the point where they stand: {{count}}.',
    fr: 'Modèles de bâtiments et autres, montrés par le point où ils se trouvent : {{count}}.',
    es: 'Modelos de edificios y similares que se muestran como el punto donde están: {{count}}.',
  },
  'kml-overlays': {
    en: 'Images laid over the map or the screen, which are listed and not drawn: {{count}}. A layer holds features, and images would have to be bent into each projection.',
    fr: 'Images superposées à la carte ou à l’écran, listées mais non dessinées : {{count}}. Une couche contient des entités, et il faudrait déformer les images pour chaque projection.',
    es: 'Imágenes superpuestas al mapa o a la pantalla, que figuran en la lista y no se dibujan: {{count}}. Una capa contiene elementos, y habría que deformar las imágenes para cada proyección.',
  },
  'kml-regions': {
    en: 'Regions (levels of detail) that were not heeded: {{count}}. All features are read, whatever the scale.',
    fr: 'Régions (niveaux de détail) non prises en compte : {{count}}. Toutes les entités sont lues, quelle que soit l’échelle.',
    es: 'Regiones (niveles de detalle) que no se tomaron en cuenta: {{count}}. Se leen todos los elementos, sea cual sea la escala.',
  },
  'kml-styles-missing': {
    en: 'Styles that features refer to and that are not in the file: {{count}}. The features are drawn in the Atlas’s own style.',
    fr: 'Styles auxquels renvoient des entités et qui ne sont pas dans le fichier : {{count}}. Les entités prennent le style de l’Atlas.',
    es: 'Estilos a los que remiten elementos y que no están en el archivo: {{count}}. Los elementos se dibujan con el estilo del Atlas.',
  },
  'kml-tours': {
    en: 'Tours, which fly over the Earth and have no place on this map: {{count}}. They were left out.',
    fr: 'Visites guidées, qui survolent la Terre et n’ont pas de place sur cette carte : {{count}}. Elles ont été omises.',
    es: 'Recorridos que sobrevuelan la Tierra y no tienen lugar en este mapa: {{count}}. Se omitieron.',
  },
  'kml-updates': {
    en: 'The file asks to change other files (NetworkLinkControl); such changes are not followed.',
    fr: 'Le fichier demande de modifier d’autres fichiers (NetworkLinkControl) ; ces modifications ne sont pas suivies.',
    es: 'El archivo pide modificar otros archivos (NetworkLinkControl); esos cambios no se siguen.',
  },
  'layer-changed': {
    en: 'The file at {{url}} was replaced while it was being read. Load the layer again.',
    fr: 'Le fichier {{url}} a été remplacé pendant sa lecture. Rechargez la couche.',
    es: 'El archivo {{url}} fue sustituido mientras se leía. Vuelva a cargar la capa.',
  },
  'layer-not-open': {
    en: 'The layer {{layer}} is not open. Load the page again.',
    fr: 'La couche {{layer}} n’est pas ouverte. Rechargez la page.',
    es: 'La capa {{layer}} no está abierta. Vuelva a cargar la página.',
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
    en: 'Geometries with measures (M) but no heights (Z), whose measures were left out: {{count}}. Measures are kept beside heights alone.',
    fr: 'Géométries avec des mesures (M) mais sans altitudes (Z), dont les mesures ont été omises : {{count}}. Les mesures ne sont conservées qu’avec des altitudes.',
    es: 'Geometrías con medidas (M) pero sin alturas (Z), cuyas medidas se omitieron: {{count}}. Las medidas solo se conservan junto con alturas.',
  },
  'memo-file-missing': {
    en: 'The texts of the field “{{field}}” are in a memo file (.dbt or .fpt) that is not there. To have them, choose it together with the others.',
    fr: 'Les textes du champ « {{field}} » sont dans un fichier mémo (.dbt ou .fpt) absent. Pour les obtenir, choisissez-le avec les autres fichiers.',
    es: 'Los textos del campo «{{field}}» están en un archivo memo (.dbt o .fpt) que falta. Para tenerlos, elíjalo junto con los demás archivos.',
  },
  'memory-limit': {
    en: '{{name}} needs at least {{bytes}} of memory; the limit is {{limitBytes}}. Divide it into parts, or convert it to FlatGeobuf on the command line.',
    fr: '{{name}} demande au moins {{bytes}} de mémoire ; la limite est de {{limitBytes}}. Divisez-le, ou convertissez-le en FlatGeobuf en ligne de commande.',
    es: '{{name}} necesita al menos {{bytes}} de memoria; el límite es de {{limitBytes}}. Divídalo en partes, o conviértalo a FlatGeobuf en la línea de comandos.',
  },
  'memos-unreadable': {
    en: 'Texts of the field “{{field}}” that are not where the table says in the memo file: {{count}}. They were left empty.',
    fr: 'Textes du champ « {{field}} » introuvables dans le fichier mémo à l’endroit indiqué par le tableau : {{count}}. Ils restent vides.',
    es: 'Textos del campo «{{field}}» que no están donde la tabla indica en el archivo memo: {{count}}. Quedaron vacíos.',
  },
  'multipatch-footprint': {
    en: 'Surfaces in space (multipatch) drawn as the polygons that they are made of: {{count}}.',
    fr: 'Surfaces dans l’espace (multipatch) dessinées par les polygones qui les composent : {{count}}.',
    es: 'Superficies en el espacio (multipatch) que se dibujan como los polígonos que las forman: {{count}}.',
  },
  'nothing-to-read': {
    en: 'No layer was found in {{name}}. Choose a shapefile with all its parts, a KML, KMZ, GeoJSON, CSV, GPX or GeoPackage file.',
    fr: 'Aucune couche n’a été trouvée dans {{name}}. Choisissez un shapefile avec toutes ses parties, ou un fichier KML, KMZ, GeoJSON, CSV, GPX ou GeoPackage.',
    es: 'No se encontró ninguna capa en {{name}}. Elija un shapefile con todas sus partes, o un archivo KML, KMZ, GeoJSON, CSV, GPX o GeoPackage.',
  },
  'number-not-finite': {
    en: '{{count}} values of {{field}} that are infinite or not numbers were left empty.',
    fr: '{{count}} valeurs de {{field}}, infinies ou non numériques, ont été laissées vides.',
    es: 'Se dejaron vacíos {{count}} valores de {{field}}, infinitos o no numéricos.',
  },
  'numbers-after-measure': {
    en: 'Positions with more than four numbers: {{count}}. Those after the measure were left out.',
    fr: 'Positions de plus de quatre nombres : {{count}}. Ceux qui suivent la mesure ont été omis.',
    es: 'Posiciones con más de cuatro números: {{count}}. Se omitieron los que siguen a la medida.',
  },
  'outside-crs': {
    en: '{{count}} geometries reach where {{crs}} has no place and were left out; their features keep their values.',
    fr: '{{count}} géométries s’étendent hors du domaine de {{crs}} et ont été omises ; leurs entités conservent leurs valeurs.',
    es: 'Se omitieron {{count}} geometrías que se extienden fuera del dominio de {{crs}}; sus elementos conservan los valores.',
  },
  'parts-too-short': {
    en: 'Lines of fewer than two points, which were left out: {{count}}.',
    fr: 'Lignes de moins de deux points, qui ont été omises : {{count}}.',
    es: 'Líneas de menos de dos puntos, que se omitieron: {{count}}.',
  },
  'places-at-zero': {
    en: 'Rows at longitude 0, latitude 0, where their place is likely missing: {{count}}. They are kept where they are; check them in the table.',
    fr: 'Lignes à la longitude 0 et à la latitude 0, dont le lieu manque sans doute : {{count}}. Elles restent où elles sont ; vérifiez-les dans le tableau.',
    es: 'Filas en longitud 0 y latitud 0, a las que probablemente les falta el lugar: {{count}}. Se dejan donde están; revíselas en la tabla.',
  },
  'places-out-of-range': {
    en: 'Rows whose longitude or latitude is beyond the Earth’s: {{count}}. They are features without geometry; check them in the table.',
    fr: 'Lignes dont la longitude ou la latitude sort des limites de la Terre : {{count}}. Ce sont des entités sans géométrie ; vérifiez-les dans le tableau.',
    es: 'Filas con longitud o latitud fuera de los límites de la Tierra: {{count}}. Son elementos sin geometría; revíselas en la tabla.',
  },
  'positions-unreadable': {
    en: 'Positions that are no longitude and latitude and were left out: {{count}}.',
    fr: 'Positions qui ne sont pas une longitude et une latitude et ont été omises : {{count}}.',
    es: 'Posiciones que no son longitud y latitud y se omitieron: {{count}}.',
  },
  'query-field-unknown': {
    en: 'The layer {{layer}} has no field “{{field}}”.',
    fr: 'La couche {{layer}} n’a pas de champ « {{field}} ».',
    es: 'La capa {{layer}} no tiene ningún campo «{{field}}».',
  },
  'query-too-large': {
    en: 'What is asked of the layer {{name}} needs at least {{bytes}} of memory; the limit is {{limitBytes}}. Ask for fewer fields, or for a part of the layer.',
    fr: 'Ce qui est demandé à la couche {{name}} exige au moins {{bytes}} de mémoire ; la limite est de {{limitBytes}}. Demandez moins de champs, ou une partie de la couche.',
    es: 'Lo que se pide a la capa {{name}} necesita al menos {{bytes}} de memoria; el límite es de {{limitBytes}}. Pida menos campos, o una parte de la capa.',
  },
  'query-too-many-groups': {
    en: 'The field “{{field}}” has more than {{limit}} different values: choose another one to group by.',
    fr: 'Le champ « {{field}} » a plus de {{limit}} valeurs différentes : choisissez-en un autre pour regrouper.',
    es: 'El campo «{{field}}» tiene más de {{limit}} valores distintos: elija otro para agrupar.',
  },
  'records-deleted': {
    en: 'Records marked as deleted in the table, which were left out: {{count}}.',
    fr: 'Enregistrements marqués comme supprimés dans le tableau, qui ont été omis : {{count}}.',
    es: 'Registros marcados como borrados en la tabla, que se omitieron: {{count}}.',
  },
  'ring-closed': {
    en: '{{count}} rings whose last position is not their first were closed.',
    fr: '{{count}} anneaux dont la dernière position n’est pas la première ont été fermés.',
    es: 'Se cerraron {{count}} anillos cuya última posición no es la primera.',
  },
  'rings-closed': {
    en: 'Rings that did not end where they begin and were closed: {{count}}.',
    fr: 'Anneaux qui ne finissaient pas où ils commencent et ont été fermés : {{count}}.',
    es: 'Anillos que no terminaban donde empiezan y se cerraron: {{count}}.',
  },
  'rings-too-short': {
    en: 'Rings of fewer than three points, which enclose nothing and were left out: {{count}}.',
    fr: 'Anneaux de moins de trois points, qui ne délimitent rien et ont été omis : {{count}}.',
    es: 'Anillos de menos de tres puntos, que no encierran nada y se omitieron: {{count}}.',
  },
  'rings-wound-wrongly': {
    en: 'Polygons whose rings run the wrong way round: {{count}}. Their holes were found by which ring lies inside which.',
    fr: 'Polygones dont les anneaux tournent à l’envers : {{count}}. Leurs trous ont été trouvés d’après les anneaux contenus dans d’autres.',
    es: 'Polígonos cuyos anillos giran al revés: {{count}}. Sus huecos se hallaron según qué anillo está dentro de cuál.',
  },
  'rows-missing': {
    en: 'Shapes without a row in the table: {{count}}. They are features without values; check whether the .dbf belongs to the .shp.',
    fr: 'Formes sans ligne dans le tableau : {{count}}. Ce sont des entités sans valeurs ; vérifiez que le .dbf correspond au .shp.',
    es: 'Formas sin fila en la tabla: {{count}}. Son elementos sin valores; compruebe que el .dbf corresponda al .shp.',
  },
  'rows-without-place': {
    en: 'Rows without a place that can be read: {{count}}. They are features without geometry. The first is row {{row}} (“{{value}}”).',
    fr: 'Lignes sans lieu lisible : {{count}}. Ce sont des entités sans géométrie. La première est la ligne {{row}} (« {{value}} »).',
    es: 'Filas sin un lugar legible: {{count}}. Son elementos sin geometría. La primera es la fila {{row}} («{{value}}»).',
  },
  'shapefile-cut-off': {
    en: 'The shapes end at byte {{byteOffset}} of {{bytes}}; what follows is not a shape. The file may be cut off: copy or download it again.',
    fr: 'Les formes s’arrêtent à l’octet {{byteOffset}} sur {{bytes}} ; la suite n’est pas une forme. Le fichier est peut-être tronqué : copiez-le ou téléchargez-le de nouveau.',
    es: 'Las formas terminan en el byte {{byteOffset}} de {{bytes}}; lo que sigue no es una forma. Quizá el archivo esté incompleto: cópielo o descárguelo de nuevo.',
  },
  'shapefile-invalid': {
    en: '{{name}} is not a shapefile: its first bytes are not those of one. Copy or download it again.',
    fr: '{{name}} n’est pas un shapefile : ses premiers octets n’en sont pas ceux. Copiez-le ou téléchargez-le de nouveau.',
    es: '{{name}} no es un shapefile: sus primeros bytes no lo son. Cópielo o descárguelo de nuevo.',
  },
  'shapefile-part-alone': {
    en: '{{name}} is one part of a shapefile. Choose its .shp and .dbf with it, or the whole folder or zip.',
    fr: '{{name}} est une partie d’un shapefile. Choisissez aussi son .shp et son .dbf, ou tout le dossier ou le zip.',
    es: '{{name}} es una parte de un shapefile. Elija también su .shp y su .dbf, o toda la carpeta o el zip.',
  },
  'shapefile-record-too-large': {
    en: 'One feature takes {{bytes}} and a shapefile holds {{limitBytes}} at most. Choose GeoPackage or FlatGeobuf.',
    fr: 'Une entité occupe {{bytes}}, alors qu’un shapefile en contient au plus {{limitBytes}}. Choisissez GeoPackage ou FlatGeobuf.',
    es: 'Un elemento ocupa {{bytes}} y un shapefile admite como máximo {{limitBytes}}. Elija GeoPackage o FlatGeobuf.',
  },
  'shapefile-too-large': {
    en: 'The layer does not fit into one shapefile ({{limitBytes}} a file). Split it into {{parts}}, select less, or choose GeoPackage or FlatGeobuf.',
    fr: 'La couche ne tient pas dans un shapefile ({{limitBytes}} par fichier). Divisez-la en {{parts}}, réduisez la sélection ou choisissez GeoPackage ou FlatGeobuf.',
    es: 'La capa no cabe en un shapefile ({{limitBytes}} por archivo). Divídala en {{parts}}, reduzca la selección o elija GeoPackage o FlatGeobuf.',
  },
  'shapefile-type-unknown': {
    en: '{{name}} holds shapes of type {{type}}, which does not exist: the file is damaged. Copy or export it again.',
    fr: '{{name}} contient des formes de type {{type}}, qui n’existe pas : le fichier est endommagé. Copiez-le ou exportez-le de nouveau.',
    es: '{{name}} contiene formas de tipo {{type}}, que no existe: el archivo está dañado. Cópielo o expórtelo de nuevo.',
  },
  'shapefile-without-dbf': {
    en: 'The table (.dbf) is missing: the shapes have no values. To have them, choose it together with the .shp.',
    fr: 'Le tableau (.dbf) manque : les formes n’ont pas de valeurs. Pour les obtenir, choisissez-le avec le .shp.',
    es: 'Falta la tabla (.dbf): las formas no tienen valores. Para tenerlos, elíjala junto con el .shp.',
  },
  'shapes-gap': {
    en: 'Places in the file where bytes that belong to no shape were passed over: {{count}}.',
    fr: 'Endroits du fichier où des octets n’appartenant à aucune forme ont été ignorés : {{count}}.',
    es: 'Lugares del archivo donde se pasaron por alto bytes que no pertenecen a ninguna forma: {{count}}.',
  },
  'shapes-missing': {
    en: 'Rows of the table without a shape: {{count}}. They are features without geometry; check whether the .shp is whole.',
    fr: 'Lignes du tableau sans forme : {{count}}. Ce sont des entités sans géométrie ; vérifiez que le .shp est complet.',
    es: 'Filas de la tabla sin forma: {{count}}. Son elementos sin geometría; compruebe que el .shp esté completo.',
  },
  'shapes-of-other-type': {
    en: 'Shapes of another type than the file declares ({{type}}): {{count}}. They were read as what they are.',
    fr: 'Formes d’un autre type que celui que déclare le fichier ({{type}}) : {{count}}. Elles ont été lues selon leur propre type.',
    es: 'Formas de otro tipo que el que declara el archivo ({{type}}): {{count}}. Se leyeron como lo que son.',
  },
  'shapes-too-small': {
    en: 'Shapes too small to be seen on a map of the whole continent: {{count}}. At such scales they are drawn as small marks: one for those that fall together, none beside a larger shape. The data themselves are unchanged.',
    fr: 'Formes trop petites pour être vues sur une carte de tout le continent : {{count}}. À ces échelles, elles sont dessinées comme de petites marques : une seule pour celles qui se confondent, aucune au bord d’une forme plus grande. Les données elles-mêmes sont inchangées.',
    es: 'Formas demasiado pequeñas para verse en un mapa de todo el continente: {{count}}. A esas escalas se dibujan como marcas pequeñas: una sola para las que coinciden, ninguna junto a una forma mayor. Los datos no cambian.',
  },
  'shapes-unreadable': {
    en: 'Damaged shapes that were left out: {{count}}. Their rows are kept, without geometry.',
    fr: 'Formes endommagées qui ont été omises : {{count}}. Leurs lignes sont gardées, sans géométrie.',
    es: 'Formas dañadas que se omitieron: {{count}}. Sus filas se conservan, sin geometría.',
  },
  'shx-inconsistent': {
    en: 'The index (.shx) does not fit the shapes; they were read in the order of the file. Check that no row has another’s shape.',
    fr: 'L’index (.shx) ne correspond pas aux formes ; elles ont été lues dans l’ordre du fichier. Vérifiez qu’aucune ligne n’a reçu la forme d’une autre.',
    es: 'El índice (.shx) no corresponde a las formas; se leyeron en el orden del archivo. Compruebe que ninguna fila tenga la forma de otra.',
  },
  'split-by-geometry-type': {
    en: 'The layer has several geometry types and a shapefile holds one: the archive has {{count}} shapefiles ({{types}}).',
    fr: 'La couche a plusieurs types de géométrie et un shapefile n’en contient qu’un : l’archive a {{count}} shapefiles ({{types}}).',
    es: 'La capa tiene varios tipos de geometría y un shapefile solo admite uno: el archivo comprimido tiene {{count}} shapefiles ({{types}}).',
  },
  'split-by-size': {
    en: 'The layer is split over {{parts}} shapefiles, none of whose files is larger than {{limitBytes}}.',
    fr: 'La couche est répartie en {{parts}} shapefiles, dont aucun fichier ne dépasse {{limitBytes}}.',
    es: 'La capa se reparte en {{parts}} shapefiles, cuyos archivos no superan {{limitBytes}}.',
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
    fr: '{{count}} textes contenaient un caractère mal formé, remplacé par « \ufffd ».',
    es: '{{count}} textos contenían un carácter mal formado, que se sustituyó por «\ufffd».',
  },
  'text-not-utf8': {
    en: '{{count}} texts are not UTF-8; what could not be read became “\ufffd”.',
    fr: '{{count}} textes ne sont pas en UTF-8 ; ce qui était illisible est devenu « \ufffd ».',
    es: '{{count}} textos no están en UTF-8; lo ilegible se convirtió en «\ufffd».',
  },
  'text-undecodable': {
    en: 'Texts of the field “{{field}}” with bytes that mean nothing in {{encoding}}: {{count}}. They stand as �; the first is that of feature {{row}}, “{{value}}”. If there are many, choose another encoding.',
    fr: 'Textes du champ « {{field}} » contenant des octets sans signification en {{encoding}} : {{count}}. Ils sont remplacés par � ; le premier est celui de l’entité {{row}}, « {{value}} ». S’il y en a beaucoup, choisissez un autre encodage.',
    es: 'Textos del campo «{{field}}» con bytes que no significan nada en {{encoding}}: {{count}}. Aparecen como �; el primero es el del elemento {{row}}, «{{value}}». Si son muchos, elija otra codificación.',
  },
  'too-many-fields': {
    en: 'The layer has {{fields}} fields and a shapefile holds {{limit}}. Choose the fields to export.',
    fr: 'La couche a {{fields}} champs et un shapefile en contient {{limit}}. Choisissez les champs à exporter.',
    es: 'La capa tiene {{fields}} campos y un shapefile admite {{limit}}. Elija los campos que exportar.',
  },
  'topojson-invalid': {
    en: 'The TopoJSON file {{name}} is not valid. Export it again from the program it comes from. Technical detail: {{detail}}.',
    fr: 'Le fichier TopoJSON {{name}} n’est pas valide. Exportez-le de nouveau depuis le logiciel d’origine. Détail technique : {{detail}}.',
    es: 'El archivo TopoJSON {{name}} no es válido. Expórtelo de nuevo desde el programa de origen. Detalle técnico: {{detail}}.',
  },
  unexpected: {
    en: 'Something failed that should not have. Try again; if it recurs, report it with this text: {{message}}',
    fr: 'Une erreur imprévue s’est produite. Réessayez ; si elle se répète, signalez-la avec ce texte : {{message}}',
    es: 'Se produjo un error imprevisto. Inténtelo de nuevo; si se repite, repórtelo con este texto: {{message}}',
  },
  usage: {
    en: '{{message}}',
    fr: '{{message}}',
    es: '{{message}}',
  },
  'utm-datum-assumed': {
    en: 'Rows with UTM coordinates without a datum, which were taken as WGS 84: {{count}}. If they are in NAD 27, places are off by up to 200 m: choose the system.',
    fr: 'Lignes aux coordonnées UTM sans datum, lues en WGS 84 : {{count}}. Si elles sont en NAD 27, l’écart atteint 200 m : choisissez le système.',
    es: 'Filas con coordenadas UTM sin datum, que se leyeron en WGS 84: {{count}}. Si están en NAD 27, el desvío llega a 200 m: elija el sistema.',
  },
  'values-unreadable': {
    en: 'Values of the field “{{field}}” that are not of its type ({{type}}), such as “{{value}}”: {{count}}. They were left empty.',
    fr: 'Valeurs du champ « {{field}} » qui ne sont pas de son type ({{type}}), comme « {{value}} » : {{count}}. Elles restent vides.',
    es: 'Valores del campo «{{field}}» que no son de su tipo ({{type}}), como «{{value}}»: {{count}}. Quedaron vacíos.',
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
  'worker-not-loaded': {
    en: 'A part of the Atlas did not load ({{name}}): the host does not give it out as a script, or something blocks it. Load the page again, switch off blockers for this site, or tell the publisher.',
    fr: 'Une partie de l’Atlas n’a pas été chargée ({{name}}) : l’hôte ne la fournit pas comme un script, ou elle est bloquée. Rechargez la page, désactivez les bloqueurs pour ce site ou prévenez l’éditeur.',
    es: 'Una parte del Atlas no se cargó ({{name}}): el servidor no la entrega como script, o algo la bloquea. Vuelva a cargar la página, desactive los bloqueadores para este sitio o avise al editor.',
  },
  'xml-cut-off': {
    en: 'The file breaks off before its end; what it held up to there was read. Download or export it again to have the rest.',
    fr: 'Le fichier s’interrompt avant sa fin ; ce qui précède a été lu. Téléchargez-le ou exportez-le de nouveau pour obtenir la suite.',
    es: 'El archivo se interrumpe antes de su fin; se leyó lo anterior. Descárguelo o expórtelo de nuevo para tener el resto.',
  },
  'xml-entities': {
    en: '{{name}} was not read: it defines entities of its own (<!ENTITY>), which files of places do not need and attacks use. Remove them, or export the file again.',
    fr: '{{name}} n’a pas été lu : il définit ses propres entités XML (<!ENTITY>), inutiles dans un fichier de lieux et dont se servent les attaques. Retirez-les, ou exportez de nouveau le fichier.',
    es: '{{name}} no se leyó: define entidades XML propias (<!ENTITY>), que un archivo de lugares no necesita y que usan los ataques. Elimínelas o exporte de nuevo el archivo.',
  },
  'xml-entity-unknown': {
    en: 'Texts with names of characters that XML does not know (such as &eacute;) or with a bare &, kept as they stand: {{count}}.',
    fr: 'Textes contenant des noms de caractères inconnus de XML (comme &eacute;) ou un & isolé, gardés tels quels : {{count}}.',
    es: 'Textos con nombres de caracteres que XML no conoce (como &eacute;) o con un & suelto, que se conservaron tal cual: {{count}}.',
  },
  'xml-invalid': {
    en: '{{name}} is not valid XML. Export or download it again. Technical detail: {{detail}}.',
    fr: '{{name}} n’est pas du XML valide. Exportez-le ou téléchargez-le de nouveau. Détail technique : {{detail}}.',
    es: '{{name}} no es XML válido. Expórtelo o descárguelo de nuevo. Detalle técnico: {{detail}}.',
  },
  'xml-junk': {
    en: 'Something follows after the end of the document; it was not read.',
    fr: 'Du contenu suit la fin du document ; il n’a pas été lu.',
    es: 'Hay contenido después del final del documento; no se leyó.',
  },
  'xml-malformed': {
    en: 'Tags that do not match, or signs that are none: {{count}}. The file was read as well as could be; check that nothing is missing.',
    fr: 'Balises qui ne concordent pas, ou signes qui n’en sont pas : {{count}}. Le fichier a été lu au mieux ; vérifiez que rien ne manque.',
    es: 'Etiquetas que no concuerdan, o signos que no lo son: {{count}}. El archivo se leyó lo mejor posible; compruebe que no falte nada.',
  },
  'zip-bomb': {
    en: '{{name}} was not unpacked: it would become {{bytes}} from almost nothing, as harmful archives do. If it is honest, unpack it yourself and import the files.',
    fr: '{{name}} n’a pas été décompressé : il donnerait {{bytes}} à partir de presque rien, comme les archives malveillantes. S’il est sûr, décompressez-le vous-même et importez les fichiers.',
    es: '{{name}} no se descomprimió: daría {{bytes}} a partir de casi nada, como los archivos maliciosos. Si es de confianza, descomprímalo usted e importe los archivos.',
  },
  'zip-count-wrong': {
    en: 'The directory of the archive {{name}} does not count its entries rightly; all that it lists were read.',
    fr: 'Le répertoire de l’archive {{name}} compte mal ses entrées ; toutes celles qu’il énumère ont été lues.',
    es: 'El directorio del archivo comprimido {{name}} no cuenta bien sus entradas; se leyeron todas las que enumera.',
  },
  'zip-empty': {
    en: 'The archive {{name}} holds no files that can be read. Pack it again.',
    fr: 'L’archive {{name}} ne contient aucun fichier lisible. Compressez-la de nouveau.',
    es: 'El archivo comprimido {{name}} no contiene archivos que se puedan leer. Comprímalo de nuevo.',
  },
  'zip-encrypted': {
    en: '{{name}} is encrypted. Unpack the archive with its password first.',
    fr: '{{name}} est chiffré. Décompressez d’abord l’archive avec son mot de passe.',
    es: '{{name}} está cifrado. Descomprima antes el archivo con su contraseña.',
  },
  'zip-invalid': {
    en: 'The archive {{name}} is damaged. Download or pack it again. Technical detail: {{detail}}.',
    fr: 'L’archive {{name}} est endommagée. Téléchargez-la ou compressez-la de nouveau. Détail technique : {{detail}}.',
    es: 'El archivo comprimido {{name}} está dañado. Descárguelo o comprímalo de nuevo. Detalle técnico: {{detail}}.',
  },
  'zip-method-unsupported': {
    en: '{{name}} is packed with method {{method}}, which is not read here. Unpack the archive yourself, or pack it as an ordinary zip.',
    fr: '{{name}} est compressé avec la méthode {{method}}, qui n’est pas lue ici. Décompressez l’archive vous-même, ou compressez-la en zip ordinaire.',
    es: '{{name}} está comprimido con el método {{method}}, que aquí no se lee. Descomprima el archivo usted, o comprímalo como un zip ordinario.',
  },
  'zip-path-unsafe': {
    en: 'Entries of {{name}} whose names lead out of the archive, which were not read: {{count}}.',
    fr: 'Entrées de {{name}} dont le nom mène hors de l’archive et qui n’ont pas été lues : {{count}}.',
    es: 'Entradas de {{name}} cuyo nombre lleva fuera del archivo comprimido y que no se leyeron: {{count}}.',
  },
  'zip-too-large': {
    en: 'The archive would pass 4 GB, which a zip cannot hold. Select less, or choose another format.',
    fr: 'L’archive dépasserait 4 Go, la limite d’un fichier zip. Réduisez la sélection ou choisissez un autre format.',
    es: 'El archivo comprimido superaría los 4 GB, el límite de un zip. Reduzca la selección o elija otro formato.',
  },
}
