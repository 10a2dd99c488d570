import type { Localized } from '../geo/layer-schema.ts'

/**
 * What a user reads of a `Problem` or `Warning`, by its code: `{{name}}` stands for a value of the
 * problem, `{{count}}` for a warning's count. Sorted by code.
 */
export const problems: Readonly<Record<string, Localized>> = {
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
  'degenerate-part-dropped': {
    en: '{{count}} lines of fewer than 2 positions or rings of fewer than 4 were left out: the format cannot hold them.',
    fr: '{{count}} lignes de moins de 2 positions ou anneaux de moins de 4 ont été omis : le format ne peut pas les contenir.',
    es: 'Se omitieron {{count}} líneas de menos de 2 posiciones o anillos de menos de 4: el formato no puede contenerlos.',
  },
  'export-not-faithful': {
    en: 'The {{format}} file was read again and differs from the layer in {{count}} places that the format does not explain; it is not handed over. The first: {{detail}}.',
    fr: 'Le fichier {{format}} a été relu et diffère de la couche à {{count}} endroits que le format n’explique pas ; il n’est pas remis. Le premier : {{detail}}.',
    es: 'El archivo {{format}} se volvió a leer y difiere de la capa en {{count}} lugares que el formato no explica; no se entrega. El primero: {{detail}}.',
  },
  'features-changed': {
    en: 'The features changed while they were being written. Try again.',
    fr: 'Les entités ont changé pendant l’écriture. Réessayez.',
    es: 'Los elementos cambiaron mientras se escribían. Inténtelo de nuevo.',
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
  'field-name-repeated': {
    en: 'Every field needs a name of its own; “{{field}}” is empty or there twice.',
    fr: 'Chaque champ doit avoir son propre nom ; « {{field}} » est vide ou en double.',
    es: 'Cada campo necesita un nombre propio; «{{field}}» está vacío o repetido.',
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
  'formula-guarded': {
    en: '{{count}} texts of {{field}} that a spreadsheet would run as formulas have an apostrophe before them.',
    fr: '{{count}} textes de {{field}} qu’un tableur exécuterait comme des formules sont précédés d’une apostrophe.',
    es: '{{count}} textos de {{field}} que una hoja de cálculo ejecutaría como fórmulas llevan un apóstrofo delante.',
  },
  'geometry-not-point': {
    en: 'Columns of coordinates hold points, and the layer has a {{type}}. Choose well-known text (WKT).',
    fr: 'Les colonnes de coordonnées ne contiennent que des points, et la couche a un {{type}}. Choisissez le texte WKT.',
    es: 'Las columnas de coordenadas solo admiten puntos, y la capa tiene un {{type}}. Elija el texto WKT.',
  },
  'geopackage-too-large': {
    en: 'The GeoPackage would take about {{bytes}} bytes and {{limit}} fit into memory. Select less, or choose FlatGeobuf.',
    fr: 'Le GeoPackage prendrait environ {{bytes}} octets et la mémoire en admet {{limit}}. Sélectionnez moins, ou choisissez FlatGeobuf.',
    es: 'El GeoPackage ocuparía unos {{bytes}} bytes y en memoria caben {{limit}}. Seleccione menos, o elija FlatGeobuf.',
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
  'id-field-added': {
    en: 'The layer has no fields and a shapefile needs one: the features’ numbers are in ID.',
    fr: 'La couche n’a pas de champs et un shapefile en exige un : les numéros des entités sont dans ID.',
    es: 'La capa no tiene campos y un shapefile exige uno: los números de los elementos están en ID.',
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
  'number-not-finite': {
    en: '{{count}} values of {{field}} that are infinite or not numbers were left empty.',
    fr: '{{count}} valeurs de {{field}} infinies ou qui ne sont pas des nombres ont été laissées vides.',
    es: '{{count}} valores de {{field}} infinitos o que no son números se dejaron vacíos.',
  },
  'outside-crs': {
    en: '{{count}} geometries reach where {{crs}} has no place and were left out; their features keep their values.',
    fr: '{{count}} géométries vont là où {{crs}} n’a pas d’image et ont été omises ; leurs entités gardent leurs valeurs.',
    es: '{{count}} geometrías llegan adonde {{crs}} no tiene lugar y se omitieron; sus elementos conservan los valores.',
  },
  'ring-closed': {
    en: '{{count}} rings whose last position is not their first were closed.',
    fr: '{{count}} anneaux dont la dernière position n’est pas la première ont été fermés.',
    es: 'Se cerraron {{count}} anillos cuya última posición no es la primera.',
  },
  'shapefile-too-large': {
    en: 'The layer does not fit into one shapefile ({{limit}} bytes a file). Split it into {{parts}}, select less, or choose GeoPackage or FlatGeobuf.',
    fr: 'La couche ne tient pas dans un shapefile ({{limit}} octets par fichier). Divisez-la en {{parts}}, sélectionnez moins, ou choisissez GeoPackage ou FlatGeobuf.',
    es: 'La capa no cabe en un shapefile ({{limit}} bytes por archivo). Divídala en {{parts}}, seleccione menos, o elija GeoPackage o FlatGeobuf.',
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
  'too-many-fields': {
    en: 'The layer has {{fields}} fields and a shapefile holds {{limit}}. Choose the fields to export.',
    fr: 'La couche a {{fields}} champs et un shapefile en contient {{limit}}. Choisissez les champs à exporter.',
    es: 'La capa tiene {{fields}} campos y un shapefile admite {{limit}}. Elija los campos que exportar.',
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
  'zip-too-large': {
    en: 'The archive would pass 4 GB, which a zip cannot hold. Select less, or choose another format.',
    fr: 'L’archive dépasserait 4 Go, ce qu’un zip ne peut pas contenir. Sélectionnez moins, ou choisissez un autre format.',
    es: 'El archivo comprimido pasaría de 4 GB, más de lo que admite un zip. Seleccione menos, o elija otro formato.',
  },
}
