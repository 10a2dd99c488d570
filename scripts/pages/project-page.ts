import { type Site, toProjectPath, toProjectsPath } from '../../src/catalog/metadata/site.ts'
import { hasPictures } from '../../src/catalog/pictures.ts'
import type { Project } from '../../src/catalog/project.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { LAYER_STATES } from '../../src/catalog/schema.ts'
import { RELATIONS } from '../../src/catalog/vocabulary.ts'
import type { Language } from '../../src/model/schema.ts'
import { esc, toFacts, toNumber, toPage, toSection, toSitePicture } from '../../src/pages/html.ts'
import { fill } from '../../src/words/fill.ts'
import { textIn } from '../../src/words/text-in.ts'
import { wordsOf } from '../../src/words/words.ts'
import { toLayerCards } from './list-pages.ts'

/** The page of a project: what it does, and its layers by what there is of them. */
export function toProjectPage(
  project: Project,
  projects: readonly Project[],
  records: readonly LayerRecord[],
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language)
  const relationTo = ({ projects }: LayerRecord) =>
    projects.find(({ no }) => no === project.no)?.relation
  // What the project gives stands before what it uses.
  const own = RELATIONS.flatMap((relation) =>
    records.filter((record) => relationTo(record) === relation),
  )
  const { allocationCad, allocationWithCarryOverCad } = project
  return toPage({
    site,
    // The first of its own layers that there is something to see of.
    picture: own.find(hasPictures) ?? toSitePicture(records),
    language,
    title: `${words.project} ${project.no} · ${textIn(project.title, language)}`,
    description: textIn(project.summary, language),
    toPath: (other) => toProjectPath(project.no, other),
    body: (link) => {
      const toItem = ({ no, title }: Project) =>
        `<a href="${link(toProjectPath(no, language))}">${no} · ${esc(textIn(title, language))}</a>`
      const parent = projects.find(({ no }) => no === project.parent)
      const parts = projects.filter((part) => part.parent === project.no)
      const layers = LAYER_STATES.flatMap((state) => {
        const inState = own.filter((record) => record.state === state)
        return inState.length > 0
          ? [
              `<h3>${esc(wordsOf('vocabulary', language).state[state])}</h3>`,
              toLayerCards(inState, language, link, 'h4'),
            ]
          : []
      })
      return [
        `<p class="path"><a href="${link(toProjectsPath(language))}">${words.projects}</a> › ${esc(wordsOf('vocabulary', language).area[project.area])}</p>`,
        `<h1><span class="number">${words.project} ${project.no}</span> ${esc(textIn(project.title, language))}</h1>`,
        `<p class="lead">${esc(textIn(project.summary, language))}</p>`,
        project.titleIsDescriptive ? `<p class="note">${esc(words.descriptive)}</p>` : '',
        toSection(
          words.givesAtlas,
          project.atlas ? `<p>${esc(textIn(project.atlas, language))}</p>` : '',
        ),
        toSection(words.layers, layers.join('\n') || `<p>${words.noLayers}</p>`),
        toSection(
          words.aboutProject,
          toFacts([
            [
              words.groups,
              `<ul>${project.workingGroups.map((group) => `<li>${esc(textIn(group, language))}</li>`).join('')}</ul>`,
            ],
            [words.managers, esc(project.managers.join(', '))],
            [
              words.allocation,
              allocationWithCarryOverCad
                ? fill(words.withCarryOver, {
                    planned: toNumber(allocationCad, language),
                    total: toNumber(allocationWithCarryOverCad, language),
                  })
                : fill(words.dollars, { amount: toNumber(allocationCad, language) }),
            ],
            [words.partOf, parent ? toItem(parent) : ''],
            [
              words.parts,
              parts.length > 0
                ? `<ul>${parts.map((part) => `<li>${toItem(part)}</li>`).join('')}</ul>`
                : '',
            ],
          ]),
        ),
      ]
        .filter(Boolean)
        .join('\n')
    },
  })
}
