import { type Site, toReviewPath } from '../../src/catalog/metadata/site.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import type { Language } from '../../src/model/schema.ts'
import { esc, toPage, toSitePicture } from '../../src/pages/html.ts'
import { wordsOf } from '../../src/words/words.ts'

/** The page from which staff begin a review: what it is for, and the way into the Atlas. */
export function toReviewPage(
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const { review } = wordsOf('static-pages', language)
  return toPage({
    site,
    picture: toSitePicture(records),
    language,
    title: review.title,
    description: review.lead,
    toPath: toReviewPath,
    body: (link) =>
      [
        `<h1>${esc(review.title)}</h1>`,
        `<p class="lead">${esc(review.lead)}</p>`,
        `<p class="actions"><a class="button" href="${link(`?lang=${language}&panel=review`)}">${esc(review.open)}</a></p>`,
        `<p>${esc(review.command)} <code>npm run -s review -- &lt;file&gt; --theme &lt;layer&gt;</code></p>`,
      ].join('\n'),
  })
}
