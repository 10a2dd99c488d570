import { type PublishedEdition, toEditionPath } from '../../src/catalog/downloads.ts'
import { type Site, toCataloguePath, toLayerPath } from '../../src/catalog/metadata/site.ts'
import { hasPictures } from '../../src/catalog/pictures.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import type { Language } from '../../src/model/schema.ts'
import { toFileTable, toReadyFile } from '../../src/pages/file-table.ts'
import { esc, type Link, toDate, toPage } from '../../src/pages/html.ts'
import { fill } from '../../src/words/fill.ts'
import { textIn } from '../../src/words/text-in.ts'
import { wordsOf } from '../../src/words/words.ts'

interface EditionOf {
  readonly id: string
  /** Not there for a layer that the catalogue has no more. */
  readonly record: LayerRecord | undefined
  readonly edition: PublishedEdition
  /** All of the layer, the newest first. */
  readonly editions: readonly PublishedEdition[]
}

/**
 * The page at the address of an edition, in whose folder its files lie: what became of the edition, where the newest
 * is, and the files that there are of it. It stays when the edition is replaced or withdrawn.
 */
export function toEditionPage(
  { id, record, edition, editions }: EditionOf,
  language: Language,
  site: Site,
): string {
  const words = wordsOf('static-pages', language)
  const layer = record ? textIn(record.title, language) : id
  const title = fill(words.editionOf, { layer, edition: edition.edition })
  return toPage({
    site,
    picture: record && hasPictures(record) ? record : undefined,
    language,
    title,
    description: title,
    toPath: (other) => toEditionPath(id, edition.edition, other),
    body: (link) => {
      const layerLink = record
        ? `<a href="${link(toLayerPath(id, language))}">${esc(layer)}</a>`
        : esc(layer)
      return `<p class="path"><a href="${link(toCataloguePath(language))}">${words.layers}</a> › ${layerLink}</p>
<h1>${fill(words.editionOf, { layer: esc(layer), edition: toDate(edition.edition, language) })}</h1>
${toStanding({ id, record, edition, editions }, language, link)}
${
  edition.downloads.length > 0
    ? toFileTable(edition.downloads.map(toReadyFile(language)), words.downloads, language, link)
    : edition.withdrawn
      ? ''
      : `<p class="note">${words.editionNotKept}</p>`
}
${editions.length > 1 ? toOthers(id, edition, editions, language, link) : ''}`
    },
  })
}

/** Whether the edition is the newest, an older one, or withdrawn, and what to take instead. */
function toStanding(
  { id, record, edition, editions }: EditionOf,
  language: Language,
  link: Link,
): string {
  const words = wordsOf('static-pages', language)
  const newest = editions.find(({ withdrawn }) => !withdrawn)
  const why = edition.withdrawn
    ? `<p class="note"><strong>${words.editionWithdrawn}</strong> ${esc(textIn(edition.withdrawn, language))}</p>`
    : ''
  if (newest === edition) return `<p class="lead">${words.editionNewest}</p>`
  const older = edition.withdrawn ? why : `<p class="note">${words.editionOlder}</p>`
  if (!record || !newest) return older
  return `${older}
<p class="actions"><a class="button" href="${link(toLayerPath(id, language))}">${fill(words.toNewest, { edition: toDate(newest.edition, language) })}</a></p>`
}

function toOthers(
  id: string,
  { edition }: PublishedEdition,
  editions: readonly PublishedEdition[],
  language: Language,
  link: Link,
): string {
  const words = wordsOf('static-pages', language)
  const newest = editions.find(({ withdrawn }) => !withdrawn)
  const items = editions
    .filter((other) => other.edition !== edition)
    .map(
      (other) =>
        `<li><a href="${link(other === newest ? toLayerPath(id, language) : toEditionPath(id, other.edition, language))}">${toDate(other.edition, language)}</a>${other.withdrawn ? ` <span class="quiet">${words.editionWithdrawn}</span>` : ''}</li>`,
    )
  return `<h2>${words.otherEditions}</h2>\n<ul>${items.join('')}</ul>`
}
