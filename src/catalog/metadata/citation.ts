import type { Language } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import { toLanguage } from '../in-language.ts'
import type { LayerRecord } from '../record.ts'
import { type Site, toLayerPath } from './site.ts'

/** What of a layer's description a citation is made of. */
type Citable = Pick<LayerRecord, 'id' | 'title' | 'provenance'>

/**
 * The parts of a citation; files for reference managers are in English, in which a layer has one name for
 * all who cite it. A layer that is only planned has nothing to cite.
 */
interface Reference {
  readonly key: string
  readonly author: string
  readonly title: string
  readonly edition: string
  readonly year?: number
  readonly url: string
  readonly text: string
}

function toReference(
  record: Citable,
  site: Site,
  language: Language = 'en',
): Reference | undefined {
  if (!record.provenance) return undefined
  const { publisher, edition, date, citation } = toLanguage(record.provenance, language)
  const year = /^\d{4}/.exec(date)?.[0]
  return {
    key: `${record.id}${year ? `-${year}` : ''}`,
    author: publisher,
    title: textIn(record.title, language),
    edition,
    ...(year ? { year: Number(year) } : {}),
    url: new URL(toLayerPath(record.id, language), site.url).href,
    text: citation,
  }
}

/** The citation as a sentence, or `undefined` where there is nothing to cite yet. */
export function toCitationText(
  record: Citable,
  site: Site,
  language: Language,
): string | undefined {
  const reference = toReference(record, site, language)
  return reference && `${reference.text} ${reference.url}`
}

/** An entry for BibTeX and BibLaTeX, in UTF-8. */
export function toBibtex(record: Citable, site: Site): string | undefined {
  const reference = toReference(record, site)
  if (!reference) return undefined
  const { key, author, title, edition, year, url, text } = reference
  // Two pairs of braces keep an organisation's name and a title's capitals as they are.
  const lines = [
    ['author', `{{${escapeTex(author)}}}`],
    ['title', `{{${escapeTex(title)}}}`],
    ...(year ? [['year', `{${year}}`]] : []),
    ['edition', `{${escapeTex(edition)}}`],
    ['howpublished', `{\\url{${url}}}`],
    ['url', `{${url}}`],
    ['note', `{${escapeTex(text)}}`],
  ]
  return `@misc{${key},\n${lines.map(([name, value]) => `  ${name} = ${value},`).join('\n')}\n}\n`
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
export function toRis(record: Citable, site: Site): string | undefined {
  const reference = toReference(record, site)
  if (!reference) return undefined
  const { author, title, edition, year, url, text } = reference
  const lines: [string, string][] = [
    ['TY', 'DATA'],
    ['AU', author],
    ['TI', title],
    ...(year ? ([['PY', String(year)]] as [string, string][]) : []),
    ['ET', edition],
    ['PB', author],
    ['UR', url],
    ['N1', text],
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
  const reference = toReference(record, site)
  if (!reference) return undefined
  const { key, author, title, edition, year, url, text } = reference
  return {
    id: key,
    type: 'dataset',
    title,
    author: [{ literal: author }],
    publisher: author,
    version: edition,
    ...(year ? { issued: { 'date-parts': [[year]] } } : {}),
    URL: url,
    note: text,
  }
}
