import type { Localized } from '../geo/layer-schema.ts'

/**
 * What a user reads of a `Problem` or `Warning`, by its code: `{{name}}` stands for a value of the
 * problem, `{{count}}` for a warning's count. Sorted by code.
 */
export const problems: Readonly<Record<string, Localized>> = {
  'coordinate-not-finite': {
    en: 'Feature {{feature}} has a coordinate that is not a finite number.',
    fr: 'L’entité {{feature}} a une coordonnée qui n’est pas un nombre fini.',
    es: 'El elemento {{feature}} tiene una coordenada que no es un número finito.',
  },
  'features-changed': {
    en: 'The features changed while they were being written. Try again.',
    fr: 'Les entités ont changé pendant l’écriture. Réessayez.',
    es: 'Los elementos cambiaron mientras se escribían. Inténtelo de nuevo.',
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
  'heights-missing': {
    en: '{{count}} positions have no height in a layer where others have; they were written as “not a number”.',
    fr: '{{count}} positions n’ont pas d’altitude dans une couche où d’autres en ont ; elles ont été écrites comme « non numérique ».',
    es: '{{count}} posiciones no tienen altura en una capa donde otras sí; se escribieron como «no numérico».',
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
}
