import type { Language } from '../../model/schema.ts'
import { fill } from '../../words/fill.ts'
import { wordsOf } from '../../words/words.ts'
import { type Citable, type Reference, toReference } from './reference.ts'
import type { Site } from './site.ts'

/** Files for reference managers are in English, in which a layer has one name for all who cite it. */
const LANGUAGE_OF_FILES: Language = 'en'

/** Who publishes it, where that is not who made it. */
function house({ author, publisher }: Reference): string {
  return author === publisher ? '' : sentence(publisher)
}

/** A part of a citation with its full stop, of which an abbreviation has one already. */
function sentence(text: string): string {
  return `${text.replace(/\.$/, '')}. `
}

/** The citation as a sentence, or `undefined` where there is nothing to cite yet. */
export function toCitationText(
  record: Citable,
  site: Site | null,
  language: Language,
): string | undefined {
  const reference = toReference(record, site, language)
  if (!reference) return undefined
  const { author, year, source, url, isInAtlas } = reference
  if (!isInAtlas) return `${source} ${url}`.trimEnd()
  const { atlas, citation } = wordsOf('vocabulary', language)
  const { title, edition } = reference
  const of = sentence(author) + sentence(String(year ?? ''))
  const text = fill(citation, { title, atlas, edition, house: house(reference), url, source })
  // Two blanks stand where there is no address.
  return of + (url ? text : text.replace('  ', ' '))
}

function toKey({ id }: Citable, { year }: Reference): string {
  return `${id}${year ? `-${year}` : ''}`
}

/** An entry for BibTeX and BibLaTeX, in UTF-8. */
export function toBibtex(record: Citable, site: Site | null): string | undefined {
  const reference = toReference(record, site, LANGUAGE_OF_FILES)
  if (!reference) return undefined
  const { author, title, edition, year, publisher, url, source } = reference
  // Two pairs of braces keep an organisation's name and a title's capitals as they are.
  const lines = [
    ['author', `{{${escapeTex(author)}}}`],
    ['title', `{{${escapeTex(title)}}}`],
    ...(year ? [['year', `{${year}}`]] : []),
    ['edition', `{${escapeTex(edition)}}`],
    ['publisher', `{{${escapeTex(publisher)}}}`],
    ...(url
      ? [
          ['howpublished', `{\\url{${url}}}`],
          ['url', `{${url}}`],
        ]
      : []),
    ['note', `{${escapeTex(source)}}`],
  ]
  return `@misc{${toKey(record, reference)},\n${lines.map(([name, value]) => `  ${name} = ${value},`).join('\n')}\n}\n`
}

const TEX_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

function escapeTex(text: string): string {
  return text.replace(
    /[\\~^]|[{}#$%&_]/g,
    (character) => TEX_ESCAPES[character] ?? `\\${character}`,
  )
}

/** A record of the RIS format, for reference managers: lines of tag, two spaces, hyphen, space, value. */
export function toRis(record: Citable, site: Site | null): string | undefined {
  const reference = toReference(record, site, LANGUAGE_OF_FILES)
  if (!reference) return undefined
  const { author, title, edition, year, publisher, url, source } = reference
  const lines: [string, string][] = [
    ['TY', 'DATA'],
    ['AU', author],
    ['TI', title],
    ...(year ? ([['PY', String(year)]] as [string, string][]) : []),
    ['ET', edition],
    ['PB', publisher],
    ...(url ? ([['UR', url]] as [string, string][]) : []),
    ['N1', source],
    ['ER', ''],
  ]
  return `${lines.map(([tag, value]) => `${tag}  - ${value.replace(/[\s\p{Cc}]+/gu, ' ')}`).join('\r\n')}\r\n`
}

/** An item of CSL-JSON 1.0, the form that citation processors read. */
export interface CslItem {
  readonly id: string
  readonly type: 'dataset'
  readonly title: string
  readonly author: readonly { readonly literal: string }[]
  readonly publisher: string
  readonly version: string
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] }
  readonly URL: string
  readonly note: string
}

export function toCslItem(record: Citable, site: Site): CslItem | undefined {
  const reference = toReference(record, site, LANGUAGE_OF_FILES)
  if (!reference) return undefined
  const { author, title, edition, year, publisher, url, source } = reference
  return {
    id: toKey(record, reference),
    type: 'dataset',
    title,
    author: [{ literal: author }],
    publisher,
    version: edition,
    ...(year ? { issued: { 'date-parts': [[year]] } } : {}),
    URL: url,
    note: source,
  }
}
