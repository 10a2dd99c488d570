import type { Language, Localized } from '../model/schema.ts'
import type { PublishedEdition } from './downloads.ts'
import { toLanguageFolder } from './metadata/site.ts'

/** What happened to a layer: it came, it has another edition, or one was withdrawn. */
export const NEWS_KINDS = ['layer', 'edition', 'withdrawn'] as const
export type NewsKind = (typeof NEWS_KINDS)[number]

export interface NewsItem {
  readonly layerId: string
  readonly edition: string
  readonly kind: NewsKind
  /** Why it was withdrawn. */
  readonly reason?: Localized | undefined
  /** What the edition changes of the one before. */
  readonly changes?: Localized | undefined
  /** Whether the layer is offered as of this edition. */
  readonly isOffered: boolean
}

export interface NewsDay {
  /** Of the editions. */
  readonly date: string
  readonly items: readonly NewsItem[]
}

/** What is new among the layers by the days of their editions, the newest first; within a day by kind and layer. */
export function toNews(
  editions: ReadonlyMap<
    string,
    readonly Pick<PublishedEdition, 'edition' | 'withdrawn' | 'changes'>[]
  >,
): readonly NewsDay[] {
  const days = new Map<string, NewsItem[]>()
  for (const [layerId, listed] of editions) {
    const offered = listed.find(({ withdrawn }) => !withdrawn)
    for (const [place, one] of listed.entries()) {
      const isFirst = place === listed.length - 1
      const item: NewsItem = {
        layerId,
        edition: one.edition,
        kind: one.withdrawn ? 'withdrawn' : isFirst ? 'layer' : 'edition',
        ...(one.withdrawn && { reason: one.withdrawn }),
        ...(one.changes && !one.withdrawn && !isFirst && { changes: one.changes }),
        isOffered: one === offered,
      }
      days.set(one.edition, [...(days.get(one.edition) ?? []), item])
    }
  }
  const rank = ({ kind }: NewsItem) => NEWS_KINDS.indexOf(kind)
  return [...days]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([date, items]) => ({
      date,
      items: items.toSorted((a, b) => rank(a) - rank(b) || (a.layerId < b.layerId ? -1 : 1)),
    }))
}

/** The page of what is new, from the site's root: `fr/news/`. */
export function toNewsPath(language: Language): string {
  return `${toLanguageFolder(language)}news/`
}
