import { toLanguage } from '../../catalog/in-language.ts'
import { toBibtex, toCitationText, toCslItem, toRis } from '../../catalog/metadata/citation.ts'
import type { Site } from '../../catalog/metadata/site.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import type { Language } from '../../model/schema.ts'
import { formatDay } from '../../words/format.ts'
import { factsOf } from '../../words/languages.ts'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'

export const CITATION_FORMS = ['text', 'bibtex', 'ris', 'csl'] as const
export type CitationForm = (typeof CITATION_FORMS)[number]

/** How the file of a form is called, and what it is. */
export const CITATION_FILES: Readonly<
  Record<CitationForm, { readonly extension: string; readonly mediaType: string }>
> = {
  text: { extension: 'txt', mediaType: 'text/plain' },
  bibtex: { extension: 'bib', mediaType: 'application/x-bibtex' },
  ris: { extension: 'ris', mediaType: 'application/x-research-info-systems' },
  csl: { extension: 'csl.json', mediaType: 'application/vnd.citationstyles.csl+json' },
}

/** A layer as it is seen: with what is hidden of it. */
export interface SeenLayer {
  readonly entry: CatalogLayer
  /** The condition of the classes that are seen, where some are not. */
  readonly filter?: string
}

/** What is seen, when and where: all that a citation says beside the layers themselves. */
export interface SeenView {
  readonly layers: readonly SeenLayer[]
  readonly date: Date
  /** The address that shows the same again. */
  readonly url: string
  readonly site: Site
  readonly language: Language
}

/** The map and every layer on it as a block of citations in one of the forms. */
export function toCitations(form: CitationForm, view: SeenView): string {
  return TO_CITATIONS[form](view)
}

const TO_CITATIONS: Readonly<Record<CitationForm, (view: SeenView) => string>> = {
  text: toText,
  bibtex: (view) =>
    view.layers.map((layer) => toBibtex(described(layer, view), view.site)).join('\n'),
  ris: (view) => view.layers.map((layer) => toRis(described(layer, view), view.site)).join(''),
  csl: (view) =>
    `${JSON.stringify(
      view.layers.map((layer) => ({
        ...toCslItem(described(layer, view), view.site),
        URL: view.url,
        accessed: { 'date-parts': [toDateParts(view.date)] },
      })),
      null,
      2,
    )}\n`,
}

function toText(view: SeenView): string {
  const { language, date, url, site } = view
  const { colon } = factsOf(language)
  const words = wordsOf('cite', language).cite.inText
  const head = `${words.atlas} ${words.seen} ${formatDay(date, language)}. ${url}`
  const layers = view.layers.map(({ entry, filter }) => {
    const provenance = entry.provenance && toLanguage(entry.provenance, language)
    const lines = [
      textIn(entry.title, language),
      toCitationText(entry, site, language),
      provenance && `${words.edition}${colon}${provenance.dataset}, ${provenance.edition}`,
      filter && `${words.filter}${colon}${filter}`,
      ...checksums(entry).map((checksum) => `${words.checksum}${colon}${checksum}`),
    ]
    return lines.filter((line) => line !== undefined).join('\n  ')
  })
  return `${[head, ...layers].join('\n\n')}\n`
}

/** The layer with what of it is seen, when, and its checksum in its citation. */
function described({ entry, filter }: SeenLayer, view: SeenView): CatalogLayer {
  if (!entry.provenance) return entry
  const { language, date, url } = view
  const { colon } = factsOf(language)
  const words = wordsOf('cite', language).cite.inText
  const parts = [
    toLanguage(entry.provenance.citation, language),
    filter && `${words.filter}${colon}${filter}.`,
    ...checksums(entry).map((checksum) => `${words.checksum}${colon}${checksum}.`),
    `${words.seen} ${formatDay(date, language)}${colon}${url}`,
  ]
  const citation = parts.filter(Boolean).join(' ')
  return { ...entry, provenance: { ...entry.provenance, citation } }
}

/** Of the layer itself; its overviews are made from it. */
function checksums({ files }: CatalogLayer): string[] {
  return files
    .filter(({ overviewZooms }) => !overviewZooms)
    .map(({ sha256, path }) => `${sha256} (${path})`)
}

function toDateParts(date: Date): number[] {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
}
