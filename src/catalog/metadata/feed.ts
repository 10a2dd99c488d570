import type { Language } from '../../model/schema.ts'
import { LANGUAGES } from '../../words/languages.ts'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { toNewsPath } from '../news.ts'
import type { Project } from '../project.ts'
import type { LayerRecord } from '../record.ts'
import { toHomePath } from '../subject.ts'
import { type Tour, toTourPath, toToursPath } from '../tour.ts'
import { ATLAS_PUBLISHER } from './atlas.ts'
import {
  CATALOGUE_FILES,
  type Site,
  toAlternates,
  toCataloguePath,
  toFeedPath,
  toLayerPath,
  toProjectPath,
  toProjectsPath,
  toReviewPath,
} from './site.ts'
import { element as el, withAttributes, writeXml } from './xml.ts'

/** Layers changed last come first; more than these a reader has seen before. */
const MAX_FEED_ENTRIES = 50

/** What is new or changed among the layers, as an Atom feed (RFC 4287). */
export function toAtomFeed(
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const url = (path: string) => new URL(path, site.url).href
  const dated = records
    .flatMap((record) => (record.modified ? [{ record, modified: record.modified }] : []))
    .sort((a, b) =>
      a.modified === b.modified
        ? stateRank(a.record) - stateRank(b.record) || (a.record.id < b.record.id ? -1 : 1)
        : a.modified < b.modified
          ? 1
          : -1,
    )
    .slice(0, MAX_FEED_ENTRIES)
  return writeXml(
    el(
      'feed',
      withAttributes({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language }),
      el('id', url(toFeedPath(language))),
      el(
        'title',
        `${wordsOf('vocabulary', language).atlas}: ${wordsOf('vocabulary', language).news}`,
      ),
      el('updated', `${dated[0]?.modified ?? '1970-01-01'}T00:00:00Z`),
      el('author', el('name', textIn(ATLAS_PUBLISHER, language))),
      el('link', withAttributes({ rel: 'self', href: url(toFeedPath(language)) })),
      el('link', withAttributes({ rel: 'alternate', href: url(toCataloguePath(language)) })),
      ...dated.map(({ record, modified }) =>
        el(
          'entry',
          el('id', url(toLayerPath(record.id, language))),
          el(
            'title',
            `${textIn(record.title, language)} (${wordsOf('vocabulary', language).state[record.state]})`,
          ),
          el('updated', `${modified}T00:00:00Z`),
          el('link', withAttributes({ href: url(toLayerPath(record.id, language)) })),
          el('summary', textIn(record.abstract, language)),
        ),
      ),
    ),
  )
}

const STATE_RANKS: Readonly<Record<LayerRecord['state'], number>> = {
  bundled: 0,
  preview: 1,
  available: 2,
  planned: 3,
}

function stateRank({ state }: LayerRecord): number {
  return STATE_RANKS[state]
}

/** Every page in every language, each naming the others (sitemaps.org protocol 0.9 with hreflang). */
export function toSitemap(
  records: readonly LayerRecord[],
  projects: readonly Project[],
  tours: readonly Pick<Tour, 'id'>[],
  site: Site,
): string {
  const pages: { toPath: (language: Language) => string; modified?: string }[] = [
    { toPath: toHomePath },
    { toPath: toCataloguePath },
    { toPath: toProjectsPath },
    { toPath: toReviewPath },
    { toPath: toToursPath },
    { toPath: toNewsPath },
    ...tours.map(({ id }) => ({ toPath: (language: Language) => toTourPath(id, language) })),
    ...records.map(({ id, modified }) => ({
      toPath: (language: Language) => toLayerPath(id, language),
      ...(modified ? { modified } : {}),
    })),
    ...projects.map(({ no }) => ({ toPath: (language: Language) => toProjectPath(no, language) })),
  ]
  const url = (path: string) => new URL(path, site.url).href
  return writeXml(
    el(
      'urlset',
      withAttributes({
        xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
        'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
      }),
      el('url', el('loc', site.url)),
      ...pages.flatMap(({ toPath, modified }) =>
        LANGUAGES.map((language) =>
          el(
            'url',
            el('loc', url(toPath(language))),
            modified ? el('lastmod', modified) : undefined,
            ...toAlternates(toPath).map(([hreflang, path]) =>
              el('xhtml:link', withAttributes({ rel: 'alternate', hreflang, href: url(path) })),
            ),
          ),
        ),
      ),
    ),
  )
}

/** What programs that read the web may read, which is all, and where the pages are listed (RFC 9309). */
export function toRobots(site: Site): string {
  const sitemap = new URL(CATALOGUE_FILES.sitemap, site.url).href
  return `User-agent: *\nAllow: /\n\nSitemap: ${sitemap}\n`
}
