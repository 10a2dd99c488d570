import type { Crs } from '../../geo/crs.ts'
import type { Language } from '../../model/schema.ts'
import { factsOf } from '../../words/languages.ts'
import { wordsOf } from '../../words/words.ts'
import type { WriteInput } from './writer.ts'

/** A text file that goes into an archive beside the data. */
export interface Companion {
  readonly path: string
  readonly text: string
}

export type FileNote = 'codebook' | 'qml' | 'sld' | 'metadata' | 'receipt' | 'licence' | 'citation'

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
  const { colon } = factsOf(language)
  const { companion } = wordsOf('files', language)
  const section = (word: keyof typeof companion, text: string | undefined): string[] =>
    text ? ['', companion[word], text] : []
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
    companion.contents,
    ...files.map(([path, note]) => (note ? path + colon + companion[note] : path)),
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
