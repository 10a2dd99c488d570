import type { Crs } from '../../geo/crs.ts'
import type { Language, Localized } from '../../model/schema.ts'
import { PUNCTUATION } from '../text/punctuation.ts'
import type { WriteInput } from './writer.ts'

/** A text file that goes into an archive beside the data. */
export interface Companion {
  readonly path: string
  readonly text: string
}

const WORDS = {
  contents: { en: 'Files', fr: 'Fichiers', es: 'Archivos' },
  crs: {
    en: 'Coordinate reference system',
    fr: 'Système de coordonnées de référence',
    es: 'Sistema de referencia de coordenadas',
  },
  publisher: { en: 'Publisher', fr: 'Éditeur', es: 'Editor' },
  edition: { en: 'Edition', fr: 'Édition', es: 'Edición' },
  date: { en: 'Date of the data', fr: 'Date des données', es: 'Fecha de los datos' },
  selection: {
    en: 'Part of the layer in this file',
    fr: 'Partie de la couche dans ce fichier',
    es: 'Parte de la capa en este archivo',
  },
  limitations: { en: 'Limitations', fr: 'Limites', es: 'Limitaciones' },
  licence: { en: 'Licence', fr: 'Licence', es: 'Licencia' },
  citation: { en: 'How to cite', fr: 'Comment citer', es: 'Cómo citar' },
  link: { en: 'Link', fr: 'Lien', es: 'Enlace' },
  codebook: {
    en: 'the full name, type and unit of every field',
    fr: 'nom complet, type et unité de chaque champ',
    es: 'nombre completo, tipo y unidad de cada campo',
  },
  metadata: {
    en: 'metadata record (ISO 19139)',
    fr: 'fiche de métadonnées (ISO 19139)',
    es: 'registro de metadatos (ISO 19139)',
  },
  receipt: {
    en: 'what is the same as in the Atlas, and what the format changed',
    fr: 'ce qui est identique à l’Atlas et ce que le format a changé',
    es: 'qué es igual que en el Atlas y qué cambió el formato',
  },
} as const satisfies Record<string, Localized>

export type FileNote = 'codebook' | 'metadata' | 'receipt' | 'licence' | 'citation'

/**
 * `README.txt`, `CITATION.txt` and `LICENCE.txt` in the input's language: who finds the archive years
 * later learns from it alone what it holds, whose it is and how to cite it. Only what is known is
 * said.
 */
export function toCompanions(
  input: WriteInput,
  files: readonly (readonly [path: string, note?: FileNote])[],
): Companion[] {
  const { metadata, language } = input
  const companions: Companion[] = []
  const licence = [metadata.licence?.name, metadata.licence?.url].filter(Boolean).join('\r\n')
  if (metadata.citation) companions.push({ path: 'CITATION.txt', text: `${metadata.citation}\r\n` })
  if (licence) companions.push({ path: 'LICENCE.txt', text: `${licence}\r\n` })
  const listed = [...files, ...companions.map(({ path }) => [path] as const)]
  companions.unshift({ path: 'README.txt', text: toReadme(input, listed, licence, language) })
  return companions
}

function toReadme(
  { title, metadata, crs }: WriteInput,
  files: readonly (readonly [path: string, note?: FileNote])[],
  licence: string,
  language: Language,
): string {
  const section = (word: keyof typeof WORDS, text: string | undefined): string[] =>
    text ? ['', WORDS[word][language], text] : []
  const lines = [
    title,
    ...(metadata.abstract ? ['', metadata.abstract] : []),
    ...section('publisher', metadata.publisher),
    ...section('edition', metadata.edition),
    ...section('date', metadata.date),
    ...section('selection', metadata.selection),
    ...section('crs', toCrsText(crs)),
    ...section('limitations', metadata.limitations),
    ...section('licence', licence),
    ...section('citation', metadata.citation),
    ...section('link', metadata.url),
    '',
    WORDS.contents[language],
    ...files.map(([path, note]) =>
      note ? path + PUNCTUATION[language].colon + WORDS[note][language] : path,
    ),
    '',
  ]
  // A byte order mark and CRLF: the editors of every system show accents and lines rightly.
  return `\ufeff${lines.join('\r\n').replaceAll(/\r?\n/g, '\r\n')}`
}

/** The name with its code, or with the definition that any reader can be told by hand. */
function toCrsText({ name, epsg, proj }: Crs): string {
  if (epsg !== null) return `${name} (EPSG:${epsg})`
  return name === 'unknown' ? proj : `${name}\r\n${proj}`
}
