import {
  type Site,
  toCataloguePath,
  toLayerPath,
  toProjectsPath,
} from '../../src/catalog/metadata/site.ts'
import { toNewsPath } from '../../src/catalog/news.ts'
import { PICTURE_SIZES } from '../../src/catalog/pictures.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { type Subject, toHomePath, toSubjectPicturePath } from '../../src/catalog/subject.ts'
import { type Tour, toTourPath, toToursPath } from '../../src/catalog/tour.ts'
import type { Language } from '../../src/model/schema.ts'
import { esc, toDate, toPage, toSitePicture } from '../../src/pages/html.ts'
import { textIn } from '../../src/words/text-in.ts'
import { wordsOf } from '../../src/words/words.ts'

const MOST_NEWS = 6

/** The page with which someone may begin who has no scripts, or comes from a search engine: the subjects. */
export function toHomePage(
  subjects: readonly Subject[],
  tours: readonly Tour[],
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language)
  const { atlas } = wordsOf('vocabulary', language)
  const news = records
    .filter(({ modified, state }) => modified && state === 'bundled')
    .toSorted((a, b) => b.modified!.localeCompare(a.modified!))
    .slice(0, MOST_NEWS)
  return toPage({
    site,
    picture: toSitePicture(records),
    language,
    title: words.home,
    description: words.homeLead,
    toPath: toHomePath,
    body: (link) => {
      const { width, height } = PICTURE_SIZES.thumbnail
      const toMap = (query: string) => link(`?lang=${language}${query}`)
      const cards = subjects.map(
        ({ id, title, sentence, limits, map }) =>
          `<li class="card"><div class="thumb"><img src="${link(toSubjectPicturePath(id))}" alt="" width="${width}" height="${height}" loading="lazy"></div><div><h3><a href="${toMap(`&${map}`)}">${esc(textIn(title, language))}</a></h3><p class="whole">${esc(textIn(sentence, language))}</p><details><summary>${words.limitsOfMap}</summary><p class="whole">${esc(textIn(limits, language))}</p></details></div></li>`,
      )
      return [
        `<h1>${esc(atlas)}</h1>`,
        `<p class="lead">${esc(words.homeLead)}</p>`,
        `<p class="actions"><a class="button" href="${toMap('')}">${words.openMapOf}</a> <a class="button quiet" href="${toMap('&panel=find')}">${words.searchMap}</a> <a class="button quiet" href="${toMap('&panel=near')}">${words.nearYou}</a></p>`,
        `<section>\n<h2>${words.subjects}</h2>\n<ul class="cards">\n${cards.join('\n')}\n</ul>\n</section>`,
        `<section>\n<h2><a href="${link(toToursPath(language))}">${esc(words.tours.title)}</a></h2>\n<ul>${tours.map(({ id, title, sentence }) => `<li><a href="${link(toTourPath(id, language))}">${esc(textIn(title, language))}</a> <span class="quiet">${esc(textIn(sentence, language))}</span></li>`).join('')}</ul>\n</section>`,
        `<section>\n<h2><a href="${link(toNewsPath(language))}">${words.news}</a></h2>\n<ul>${news.map(({ id, title, modified }) => `<li><a href="${link(toLayerPath(id, language))}">${esc(textIn(title, language))}</a> <span class="quiet">${toDate(modified!, language)}</span></li>`).join('')}</ul>\n</section>`,
        `<p class="actions"><a class="button quiet" href="${link(toCataloguePath(language))}">${words.allLayers}</a> <a class="button quiet" href="${link(toProjectsPath(language))}">${words.projects}</a></p>`,
      ].join('\n')
    },
  })
}
