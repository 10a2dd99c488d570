import { toEditionPath } from '../../src/catalog/downloads.ts'
import { type Site, toFeedPath, toLayerPath } from '../../src/catalog/metadata/site.ts'
import {
  NEWS_KINDS,
  type NewsDay,
  type NewsItem,
  type NewsKind,
  toNewsPath,
} from '../../src/catalog/news.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import type { Language } from '../../src/model/schema.ts'
import {
  esc,
  type Link,
  toCopyable,
  toDate,
  toPage,
  toSection,
  toSitePicture,
} from '../../src/pages/html.ts'
import { fill } from '../../src/words/fill.ts'
import { formatIsoDay } from '../../src/words/format.ts'
import { textIn } from '../../src/words/text-in.ts'
import { wordsOf } from '../../src/words/words.ts'

/** The page of what is new among the layers, by day, with a text of the newest day to be sent to a mailing list. */
export function toNewsPage(
  news: readonly NewsDay[],
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language).newsPage
  const [latest] = news
  return toPage({
    site,
    picture: toSitePicture(records),
    language,
    title: words.title,
    description: words.lead,
    toPath: toNewsPath,
    body: (link) => {
      const feed = `<a href="${link(toFeedPath(language))}">Atom</a>`
      const days = news.map(({ date, items }) => {
        const lists = byKind(items).map(
          ([kind, ofKind]) =>
            `<h3>${esc(words.kinds[kind])}</h3>\n<ul>\n${ofKind.map((item) => toEntry(item, records, language, link)).join('\n')}\n</ul>`,
        )
        return `<section>\n<h2>${toDate(date, language)}</h2>\n${lists.join('\n')}\n</section>`
      })
      const message = latest
        ? toSection(
            words.message,
            `<p>${esc(words.messageHelp)}</p>\n${toCopyable('pre', words.message, toMessage(latest, records, language, site), language)}`,
          )
        : ''
      return `<h1>${esc(words.title)}</h1>\n<p class="lead">${esc(words.lead)}</p>\n<p>${fill(esc(words.feed), { feed })}</p>\n${days.join('\n')}\n${message}`
    },
  })
}

function byKind(items: readonly NewsItem[]): [NewsKind, readonly NewsItem[]][] {
  return NEWS_KINDS.flatMap((kind): [NewsKind, readonly NewsItem[]][] => {
    const ofKind = items.filter((item) => item.kind === kind)
    return ofKind.length > 0 ? [[kind, ofKind]] : []
  })
}

/** Of what is offered the layer's own page tells all; of the other editions theirs. */
function toItemPath({ layerId, edition, isOffered }: NewsItem, language: Language): string {
  return isOffered ? toLayerPath(layerId, language) : toEditionPath(layerId, edition, language)
}

function toItemText(item: NewsItem, records: readonly LayerRecord[], language: Language) {
  const record = records.find(({ id }) => id === item.layerId)
  const text = item.reason ?? item.changes ?? record?.abstract
  return {
    title: record ? textIn(record.title, language) : item.layerId,
    text: text ? textIn(text, language) : '',
  }
}

function toEntry(
  item: NewsItem,
  records: readonly LayerRecord[],
  language: Language,
  link: Link,
): string {
  const { title, text } = toItemText(item, records, language)
  // A layer that the catalogue has no more has pages of its older editions alone.
  const isGone = item.isOffered && !records.some(({ id }) => id === item.layerId)
  const name = isGone
    ? esc(title)
    : `<a href="${link(toItemPath(item, language))}">${esc(title)}</a>`
  return `<li>${name} <span class="quiet">${esc(text)}</span></li>`
}

/** The news of a day as plain text: a subject, what there is, and where. */
function toMessage(
  { date, items }: NewsDay,
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language).newsPage
  const { atlas } = wordsOf('vocabulary', language)
  const day = formatIsoDay(date, language)
  const url = (path: string) => new URL(path, site.url).href
  const parts = byKind(items).map(([kind, ofKind]) => {
    const entries = ofKind.map((item) => {
      const { title, text } = toItemText(item, records, language)
      return `* ${title}\n  ${text}\n  ${url(toItemPath(item, language))}`
    })
    return `${words.kinds[kind]}\n\n${entries.join('\n\n')}`
  })
  const end = fill(words.more, { url: url(toNewsPath(language)) })
  return [fill(words.subject, { atlas, date: day }), ...parts, end].join('\n\n')
}
