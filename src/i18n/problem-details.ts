import type { Language, Localized } from '../model/schema.ts'

/**
 * What exactly is wrong with a file, as the readers put it in the value `detail` of a problem: English
 * phrases, with `{{…}}` for what differs. They complete a sentence after a colon.
 */
export const problemDetails: readonly Localized[] = [
  // Geometries of GeoJSON and TopoJSON.
  { en: 'not an object', fr: 'ce n’est pas un objet', es: 'no es un objeto' },
  {
    en: 'collections nested too deeply',
    fr: 'collections imbriquées trop profondément',
    es: 'colecciones anidadas en exceso',
  },
  { en: 'no geometries', fr: 'aucune géométrie', es: 'sin geometrías' },
  { en: 'type unknown', fr: 'type inconnu', es: 'tipo desconocido' },
  { en: 'no coordinates', fr: 'aucune coordonnée', es: 'sin coordenadas' },
  {
    en: 'coordinates of another shape',
    fr: 'coordonnées d’une autre forme que celle du type',
    es: 'coordenadas con una estructura distinta de la del tipo',
  },
  { en: 'arcs', fr: 'arcs introuvables ou trop courts', es: 'arcos inexistentes o muy cortos' },
  {
    en: 'its transform is none',
    fr: 'sa transformation n’en est pas une',
    es: 'su transformación no es válida',
  },
  {
    en: 'an arc has no positions',
    fr: 'un arc n’a pas de positions',
    es: 'un arco no tiene posiciones',
  },
  { en: 'it has no objects', fr: 'il ne contient aucun objet', es: 'no contiene ningún objeto' },
  {
    en: 'the object “{{name}}” is none',
    fr: 'l’objet « {{name}} » n’en est pas un',
    es: 'el objeto «{{name}}» no es válido',
  },
  // JSON.
  { en: 'it is empty', fr: 'il est vide', es: 'está vacío' },
  {
    en: 'the text breaks off at byte {{byte}}',
    fr: 'le texte s’interrompt à l’octet {{byte}}',
    es: 'el texto se interrumpe en el octeto {{byte}}',
  },
  {
    en: 'a bracket within a value at byte {{byte}}',
    fr: 'un crochet à l’intérieur d’une valeur, à l’octet {{byte}}',
    es: 'un corchete dentro de un valor, en el octeto {{byte}}',
  },
  {
    en: 'a comma without an element before it at byte {{byte}}',
    fr: 'une virgule sans élément qui la précède, à l’octet {{byte}}',
    es: 'una coma sin elemento que la preceda, en el octeto {{byte}}',
  },
  {
    en: 'brackets are nested too deeply at byte {{byte}}',
    fr: 'crochets imbriqués trop profondément, à l’octet {{byte}}',
    es: 'corchetes anidados en exceso, en el octeto {{byte}}',
  },
  {
    en: '{{parser}}, from byte {{byte}}',
    fr: 'à partir de l’octet {{byte}}, « {{parser}} » (en anglais)',
    es: 'a partir del octeto {{byte}}, «{{parser}}» (en inglés)',
  },
  // XML.
  {
    en: 'a tag does not end',
    fr: 'une balise ne se termine pas',
    es: 'una etiqueta no termina',
  },
  {
    en: 'it has no element',
    fr: 'il ne contient aucun élément',
    es: 'no contiene ningún elemento',
  },
  {
    en: 'its elements are nested too deeply',
    fr: 'ses éléments sont imbriqués trop profondément',
    es: 'sus elementos están anidados en exceso',
  },
  // Archives.
  {
    en: 'it claims {{count}} entries',
    fr: 'elle annonce {{count}} entrées',
    es: 'anuncia {{count}} entradas',
  },
  {
    en: 'it has too many entries',
    fr: 'elle contient trop d’entrées',
    es: 'contiene demasiadas entradas',
  },
  {
    en: 'its directory lies outside the file',
    fr: 'son répertoire est hors du fichier',
    es: 'su directorio queda fuera del archivo',
  },
  {
    en: 'its directory is cut off',
    fr: 'son répertoire est tronqué',
    es: 'su directorio está truncado',
  },
  {
    en: 'its directory cannot be read',
    fr: 'son répertoire est illisible',
    es: 'su directorio no se puede leer',
  },
  {
    en: 'it is one part of several',
    fr: 'c’est une partie d’une archive en plusieurs volumes',
    es: 'es una parte de un archivo de varios volúmenes',
  },
  {
    en: 'it has no directory; it may be cut off',
    fr: 'elle n’a pas de répertoire ; elle est peut-être tronquée',
    es: 'no tiene directorio; quizá esté truncado',
  },
  {
    en: 'its zip64 directory cannot be found',
    fr: 'son répertoire zip64 est introuvable',
    es: 'no se encuentra su directorio zip64',
  },
  {
    en: 'the entry “{{path}}” overlaps another or the end',
    fr: 'l’entrée « {{path}} » en recouvre une autre ou dépasse la fin',
    es: 'la entrada «{{path}}» se encima con otra o rebasa el final',
  },
  {
    en: 'the entry “{{path}}” is not where the directory says',
    fr: 'l’entrée « {{path}} » n’est pas là où l’indique le répertoire',
    es: 'la entrada «{{path}}» no está donde indica el directorio',
  },
  {
    en: 'the entry “{{path}}” is cut off',
    fr: 'l’entrée « {{path}} » est tronquée',
    es: 'la entrada «{{path}}» está truncada',
  },
  {
    en: 'its size is not what the directory says',
    fr: 'sa taille n’est pas celle qu’indique le répertoire',
    es: 'su tamaño no es el que indica el directorio',
  },
  {
    en: 'its checksum is wrong',
    fr: 'sa somme de contrôle est fausse',
    es: 'su suma de comprobación es incorrecta',
  },
  {
    en: 'it unpacks to more than the directory says',
    fr: 'son contenu dépasse ce qu’indique le répertoire',
    es: 'su contenido excede lo que indica el directorio',
  },
  {
    en: 'it cannot be unpacked',
    fr: 'elle ne peut pas être décompressée',
    es: 'no se puede descomprimir',
  },
  // Tables.
  {
    en: 'it is shorter than a header',
    fr: 'il est plus court qu’un en-tête',
    es: 'es más corta que un encabezado',
  },
  {
    en: 'its header has no sizes',
    fr: 'son en-tête n’indique aucune taille',
    es: 'su encabezado no indica tamaños',
  },
  { en: 'it has too many fields', fr: 'il a trop de champs', es: 'tiene demasiados campos' },
  {
    en: 'it is an SQLite database, but has no gpkg_contents',
    fr: 'c’est une base SQLite, mais sans gpkg_contents',
    es: 'es una base de datos SQLite, pero sin gpkg_contents',
  },
  {
    en: 'it has no tables of features; it may hold tiles',
    fr: 'elle n’a aucune table d’entités ; elle contient peut-être des tuiles',
    es: 'no tiene tablas de elementos; quizá contenga teselas',
  },
  {
    en: 'its layers are views, which are not read; store them as tables',
    fr: 'ses couches sont des vues, qui ne sont pas lues ; enregistrez-les comme tables',
    es: 'sus capas son vistas, que no se leen; guárdelas como tablas',
  },
  {
    en: 'file is not a database',
    fr: 'ce n’est pas une base de données',
    es: 'no es una base de datos',
  },
  {
    en: 'database disk image is malformed',
    fr: 'la base de données est corrompue',
    es: 'la base de datos está dañada',
  },
  // Coordinate reference systems.
  { en: 'ellipsoid', fr: 'ellipsoïde', es: 'elipsoide' },
  { en: 'PROJJSON', fr: 'PROJJSON', es: 'PROJJSON' },
]

interface Pattern {
  readonly phrase: Localized
  readonly names: readonly string[]
  readonly test: RegExp
}

const patterns: readonly Pattern[] = problemDetails.map((phrase) => {
  const names: string[] = []
  const source = phrase.en
    .split(/{{(\w+)}}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      names.push(part)
      return '(.+)'
    })
    .join('')
  return { phrase, names, test: new RegExp(`^${source}$`, 's') }
})

const IN_ENGLISH: Localized = {
  en: '{{detail}}',
  fr: '« {{detail}} » (en anglais)',
  es: '«{{detail}}» (en inglés)',
}

/** A detail in the reader's language; one that is not known stays as it is, and is said to be English. */
export function toDetail(detail: string, language: Language): string {
  if (language === 'en') return detail
  for (const { phrase, names, test } of patterns) {
    const match = test.exec(detail)
    if (!match) continue
    return phrase[language].replace(
      /{{(\w+)}}/g,
      (_, name: string) => match[names.indexOf(name) + 1] ?? '',
    )
  }
  return IN_ENGLISH[language].replace('{{detail}}', () => detail)
}
