import type { ArchiveDownload } from '../../src/catalog/downloads.ts'
import {
  type Site,
  toCataloguePath,
  toLayerPath,
  toProjectPath,
  toProjectsPath,
} from '../../src/catalog/metadata/site.ts'
import type { Project } from '../../src/catalog/project.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { LAYER_GROUPS } from '../../src/catalog/schema.ts'
import { AREAS } from '../../src/catalog/vocabulary.ts'
import type { Language } from '../../src/model/schema.ts'
import { toFileTable } from '../../src/pages/file-table.ts'
import {
  esc,
  type Link,
  toFileSize,
  toNumber,
  toPage,
  toPicture,
  toSitePicture,
} from '../../src/pages/html.ts'
import { textIn } from '../../src/words/text-in.ts'
import { wordsOf } from '../../src/words/words.ts'

/** The page that lists every layer, by theme. */
export function toCataloguePage(
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
  archive?: ArchiveDownload,
): string {
  const words = wordsOf('static-pages', language)
  return toPage({
    site,
    picture: toSitePicture(records),
    language,
    title: words.layers,
    description: wordsOf('vocabulary', language).atlasDescription,
    toPath: toCataloguePath,
    body: (link) => {
      const groups = LAYER_GROUPS.map((group) => ({
        group,
        title: esc(wordsOf('vocabulary', language).group[group]),
        own: records.filter((record) => record.group === group),
      })).filter(({ own }) => own.length > 0)
      return [
        `<h1>${words.layers}</h1>`,
        `<p class="lead">${esc(wordsOf('vocabulary', language).atlasDescription)}</p>`,
        `<p class="actions"><a class="button" href="${link(`?lang=${language}`)}">${words.toMap}</a></p>`,
        archive
          ? `<details><summary>${words.allInOne} (${toFileSize(archive.bytes, language)})</summary><p>${words.allInOneHelp}</p>${toFileTable([{ ...archive, format: 'GeoPackage (zip)' }], words.allInOne, language, link)}</details>`
          : '',
        `<nav aria-label="${words.themes}"><ul class="jump">${groups.map(({ group, title, own }) => `<li><a href="#${group}">${title}</a> <span class="quiet">${own.length}</span></li>`).join('')}</ul></nav>`,
        ...groups.map(
          ({ group, title, own }) =>
            `<section id="${group}">\n<h2>${title}</h2>\n${toLayerCards(own, language, link)}\n</section>`,
        ),
      ].join('\n')
    },
  })
}

/** The page that lists every project, by area of work. */
export function toProjectsPage(
  projects: readonly Project[],
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language)
  return toPage({
    site,
    picture: toSitePicture(records),
    language,
    title: words.projects,
    description: words.projectsLead,
    toPath: toProjectsPath,
    body: (link) => {
      const row = ({ no, title, allocationCad }: Project) => {
        const layers = records.filter((record) =>
          record.projects.some((project) => project.no === no),
        )
        return `<tr><td class="number">${no}</td><th scope="row"><a href="${link(toProjectPath(no, language))}">${esc(textIn(title, language))}</a></th><td class="number">${layers.length || '–'}</td><td class="number">${toNumber(allocationCad, language)}</td></tr>`
      }
      const areas = AREAS.map((area) => ({
        title: esc(wordsOf('vocabulary', language).area[area]),
        own: projects.filter((project) => project.area === area),
      }))
      return [
        `<h1>${words.projects}</h1>`,
        `<p class="lead">${esc(words.projectsLead)}</p>`,
        ...areas.map(
          ({ title, own }) =>
            `<section>\n<h2>${title}</h2>\n<div class="scroll" role="group" aria-label="${title}" tabindex="0"><table class="projects"><thead><tr><th scope="col">${words.number}</th><th scope="col">${words.title}</th><th scope="col">${words.layers}</th><th scope="col">${words.allocationShort}</th></tr></thead><tbody>${own.map(row).join('\n')}</tbody></table></div>\n</section>`,
        ),
      ].join('\n')
    },
  })
}

/** Layers as a list of cards: picture, title, state, the beginning of what it is. */
export function toLayerCards(
  records: readonly LayerRecord[],
  language: Language,
  link: Link,
  heading: 'h3' | 'h4' = 'h3',
): string {
  const words = wordsOf('static-pages', language)
  const cards = records.map((record) => {
    const { id, title, state, badge, abstract } = record
    const picture =
      toPicture(record, 'thumbnail', language, link) ||
      `<span class="nopicture">${state === 'planned' ? words.noData : words.notBundled}</span>`
    const tags = [
      `<li data-state="${state}">${esc(wordsOf('vocabulary', language).state[state])}</li>`,
      ...(badge
        ? [`<li data-badge="${badge}">${esc(wordsOf('vocabulary', language).badge[badge])}</li>`]
        : []),
    ]
    return `<li class="card"><div class="thumb">${picture}</div><div><${heading}><a href="${link(toLayerPath(id, language))}">${esc(textIn(title, language))}</a></${heading}><ul class="tags">${tags.join('')}</ul><p>${esc(textIn(abstract, language))}</p></div></li>`
  })
  return `<ul class="cards">\n${cards.join('\n')}\n</ul>`
}
