import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import type { ImportedLayer } from '../../src/formats/contract/imported-layer.ts'
import type { ReadOptions } from '../../src/formats/contract/read-context.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { type ImportResult, readFiles } from '../../src/formats/registry/read-files.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { Places } from '../../src/reviewing/places.ts'
import { type ReviewRows, toReviewRows } from '../../src/reviewing/review-rows.ts'
import type { Subject } from '../../src/reviewing/rule.ts'
import { type SubjectContext, toSubject } from '../../src/reviewing/subject.ts'
import { toTheme } from '../../src/reviewing/theme.ts'
import { fileSource, fileSources } from '../file-source.ts'

/** The layer by which it is told in which country and state a position is. */
const PLACES_LAYER = 'states-provinces'

/** What layers are held to: the catalogue and the files beside it. */
export interface Published {
  readonly folder: string
  readonly catalog: readonly CatalogLayer[]
  readonly places: Places | null
}

/** Reads the catalogue of a folder, and the states in it. Throws where there is no catalogue. */
export async function readPublished(folder: string): Promise<Published> {
  const { layers } = parseCatalog(JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8')))
  const states = layers.find(({ id }) => id === PLACES_LAYER)
  const file = states && fullFileOf(states)
  const places = file
    ? new Places([...new FlatGeobufFile(await readFile(join(folder, file.path))).features()])
    : null
  return { folder, catalog: layers, places }
}

/**
 * The layer of the catalogue that has an id.
 *
 * @throws ProblemError `layer-unknown`
 */
export function requireLayer({ catalog }: Published, id: string): CatalogLayer {
  const layer = catalog.find((each) => each.id === id)
  if (layer) return layer
  throw new ProblemError({
    code: 'layer-unknown',
    message: `The catalogue has no layer "${id}"; it has ${catalog.map((each) => each.id).join(', ')}.`,
    values: { layer: id },
  })
}

/** The rows of a layer of the catalogue, as published. */
export async function readPublishedRows(
  published: Published,
  { files }: Pick<CatalogLayer, 'files'>,
): Promise<ReviewRows | null> {
  const file = fullFileOf({ files })
  if (!file) return null
  const [layer] = await readLayers(join(published.folder, file.path))
  return layer ? toReviewRows(layer) : null
}

/** All layers that a file, or a folder of files, holds. Throws the `ProblemError` of a file that is refused. */
export const readLayers = async (
  path: string,
  options: ReadOptions = {},
): Promise<readonly ImportedLayer[]> => (await readDelivery(path, options)).layers

/** The layers of what was sent, and what reading its files as a whole met. Throws as `readLayers` does. */
export async function readDelivery(
  path: string,
  options: ReadOptions = {},
): Promise<Extract<ImportResult, { ok: true }>> {
  const sources = path.endsWith('.fgb') ? [await fileSource(path)] : await fileSources(path)
  const result = await readFiles(sources, { maxBytes: 6_000_000_000, ...options })
  if (!result.ok) throw new ProblemError(result.problem)
  return result
}

/** A layer that a command has read, with its name and without where it lies on this machine. */
export const toReviewed = (
  layer: ImportedLayer,
  published: Published,
  options: Partial<SubjectContext>,
): Subject => toSubject({ ...layer, path: basename(layer.path) }, { ...published, ...options })

/** A bundled layer as its own next edition: held to its own schema, its own entry and itself. */
export async function bundledSubject(published: Published, id: string): Promise<Subject> {
  const entry = requireLayer(published, id)
  const [layer] = await readLayers(join(published.folder, fullFileOf(entry)!.path))
  const rows = toReviewRows(layer!)
  return toReviewed(layer!, published, { theme: toTheme(entry), published: rows, entry, rows })
}
