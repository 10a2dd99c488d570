import type { Site } from '../../src/catalog/metadata/site.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import {
  STEP_PICTURE,
  type Tour,
  type TourStep,
  toParagraphs,
  toStepName,
  toStepPicturePath,
  toTourPath,
  toToursPath,
} from '../../src/catalog/tour.ts'
import type { Language } from '../../src/model/schema.ts'
import { esc, toExternalLink, toPage, toSitePicture } from '../../src/pages/html.ts'
import { fill } from '../../src/words/fill.ts'
import { formatNumber } from '../../src/words/format.ts'
import { textIn } from '../../src/words/text-in.ts'
import { wordsOf } from '../../src/words/words.ts'

/** The list of the tours. */
export function toToursPage(
  tours: readonly Tour[],
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language).tours
  return toPage({
    site,
    picture: toSitePicture(records),
    language,
    title: words.title,
    description: words.lead,
    toPath: toToursPath,
    body: (link) => {
      const { width, height } = STEP_PICTURE
      const cards = tours.map(
        ({ id, title, sentence }) =>
          `<li class="card"><div class="thumb"><img src="${link(toStepPicturePath(id, 1))}" alt="" width="${width / 4}" height="${height / 4}" loading="lazy"></div><div><h2><a href="${link(toTourPath(id, language))}">${esc(textIn(title, language))}</a></h2><p class="whole">${esc(textIn(sentence, language))}</p></div></li>`,
      )
      return `<h1>${esc(words.title)}</h1>\n<p class="lead">${esc(words.lead)}</p>\n<ul class="cards">\n${cards.join('\n')}\n</ul>`
    },
  })
}

/** A tour as one page, step after step with its picture: it needs no scripts. */
export function toTourPage(
  { id, title, sentence, steps }: Tour,
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language).tours
  const format = (value: number) => formatNumber(value, language)
  return toPage({
    site,
    picture: toSitePicture(records),
    language,
    title: textIn(title, language),
    description: textIn(sentence, language),
    toPath: (other) => toTourPath(id, other),
    body: (link) => {
      const toMap = (step: TourStep, number: number) =>
        link(`?lang=${language}&${step.map}&panel=tours:${toStepName(id, number)}`)
      const sections = steps.map((step, index) => {
        const number = index + 1
        const paragraphs = toParagraphs(
          step,
          (text) => textIn(text, language),
          (value) => format(value),
        )
        const alt = fill(words.pictureOf, { layers: titlesOf(step, records, language).join(', ') })
        const { width, height } = STEP_PICTURE
        const links = step.links.map(
          (one) => `<li>${toExternalLink(one.url, esc(textIn(one.title, language)))}</li>`,
        )
        return [
          `<section id="${number}">`,
          `<h2>${esc(fill(words.step, { number, title: textIn(step.title, language) }))}</h2>`,
          `<p class="picture"><a href="${toMap(step, number)}"><img src="${link(toStepPicturePath(id, number))}" alt="${esc(alt)}" width="${width}" height="${height}"${index > 0 ? ' loading="lazy"' : ''}></a></p>`,
          ...paragraphs.map((paragraph) => `<p>${esc(paragraph)}</p>`),
          links.length > 0 ? `<ul>${links.join('')}</ul>` : '',
          `<p><a href="${toMap(step, number)}">${esc(words.openStep)}</a></p>`,
          '</section>',
        ].join('\n')
      })
      return [
        `<h1>${esc(textIn(title, language))}</h1>`,
        `<p class="lead">${esc(textIn(sentence, language))}</p>`,
        `<p class="actions"><a class="button" href="${toMap(steps[0]!, 1)}">${esc(words.play)}</a> <a class="button quiet" href="${link(toToursPath(language))}">${esc(words.title)}</a></p>`,
        ...sections,
      ].join('\n')
    },
  })
}

/** The titles of the layers that a step is about, from the topmost down. */
function titlesOf(
  { map }: TourStep,
  records: readonly LayerRecord[],
  language: Language,
): readonly string[] {
  const layers = new URLSearchParams(map).get('layers')!.split(',')
  return layers.flatMap((layer) => {
    const record = records.find(({ id }) => id === /^[a-z0-9-]+/.exec(layer)?.[0])
    return record ? [textIn(record.title, language)] : []
  })
}
