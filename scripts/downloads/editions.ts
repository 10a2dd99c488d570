import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  EDITION_LIST_FILE,
  type EditionList,
  editionListSchema,
  type ListedEdition,
} from '../../src/catalog/downloads.ts'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import type { CatalogFault } from '../../src/catalog/parse-catalog.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import type { Localized } from '../../src/model/schema.ts'

type Editions = ReadonlyMap<string, readonly ListedEdition[]>

/** The editions of every layer by its id, the newest first; none where there is no list yet. */
export async function readEditions(folder: string): Promise<Editions> {
  const text = await readFile(join(folder, EDITION_LIST_FILE), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
  if (text === null) return new Map()
  const { layers } = editionListSchema.parse(JSON.parse(text))
  return new Map(layers.map(({ id, editions }) => [id, editions]))
}

/**
 * Enters the layers as they are in the list of editions: a layer that was changed on another day than its newest
 * edition is a new one; of one day there is one edition, the last. Those of before stay in the list for ever.
 */
export async function recordEditions(
  layers: readonly CatalogLayer[],
  folder: string,
): Promise<void> {
  const known = new Map(await readEditions(folder))
  for (const layer of layers) {
    const now = toEdition(layer)
    if (!now) continue
    const before = known.get(layer.id) ?? []
    const place = before.findIndex(
      ({ edition, withdrawn }) => edition === now.edition && !withdrawn,
    )
    // After a withdrawal the newest one that is left is in the catalogue again.
    known.set(
      layer.id,
      place < 0 ? [now, ...before] : before.with(place, { ...before[place], ...now }),
    )
  }
  await writeEditions(known, folder)
}

async function writeEditions(editions: Editions, folder: string): Promise<void> {
  const list: EditionList = {
    layers: [...editions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, listed]) => ({ id, editions: [...listed] })),
  }
  await writeFile(join(folder, EDITION_LIST_FILE), `${JSON.stringify(list, null, 1)}\n`)
}

/** Enters an edition that comes with what it changes of the one before it. */
export async function enterEdition(
  folder: string,
  id: string,
  edition: ListedEdition,
): Promise<void> {
  const known = new Map(await readEditions(folder))
  known.set(id, [edition, ...(known.get(id) ?? [])])
  await writeEditions(known, folder)
}

/** Says of an edition in the list why it is offered no more; its address stays. */
export async function markWithdrawn(
  folder: string,
  id: string,
  edition: string,
  withdrawn: Localized,
): Promise<void> {
  const known = new Map(await readEditions(folder))
  const listed = known.get(id) ?? []
  known.set(
    id,
    listed.map((each) => (each.edition === edition ? { ...each, withdrawn } : each)),
  )
  await writeEditions(known, folder)
}

/** A layer as an edition; `null` for one whose data do not come with the Atlas. */
function toEdition(layer: CatalogLayer): ListedEdition | null {
  const full = fullFileOf(layer)
  if (!full || !layer.modified) return null
  return { edition: layer.modified, sha256: full.sha256 }
}

/** Whether the list has each layer as it is now, its editions in order, and says of layers that are gone why. */
export async function checkEditions(
  layers: readonly CatalogLayer[],
  folder: string,
): Promise<CatalogFault[]> {
  const known = await readEditions(folder)
  const faults: CatalogFault[] = []
  const fault = (entry: string, message: string) =>
    faults.push({ entry, field: EDITION_LIST_FILE, message })
  for (const layer of layers) {
    const now = toEdition(layer)
    if (!now) continue
    const listed = known.get(layer.id) ?? []
    const newest = listed.find(({ withdrawn }) => !withdrawn)
    if (newest?.edition !== now.edition || newest.sha256 !== now.sha256) {
      fault(
        layer.id,
        'The list of editions has not the layer as it is: run "npm run layers -- texts".',
      )
    }
    if (listed.some(({ edition, withdrawn }) => edition === now.edition && withdrawn)) {
      fault(
        layer.id,
        'The edition that the catalogue has is withdrawn: change "modified" of its recipe.',
      )
    }
  }
  const published = new Set(layers.filter(toEdition).map(({ id }) => id))
  for (const [id, editions] of known) {
    const days = editions.map(({ edition }) => edition)
    if (days.some((day, i) => i > 0 && day >= days[i - 1]!)) {
      fault(id, `Its editions are not in order, the newest first, each once: ${days.join(', ')}.`)
    }
    if (!published.has(id) && !editions[0]!.withdrawn) {
      fault(
        id,
        'The catalogue has no such layer any more: say as "withdrawn" of its newest edition why.',
      )
    }
  }
  return faults
}
