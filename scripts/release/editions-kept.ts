import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CatalogLayer, layerSchema } from '../../src/catalog/schema.ts'
import { z } from '../../src/model/zod.ts'
import { readCatalogLayers, writeCatalogLayers } from '../pipeline/build.ts'
import { type Released, readReleased, releasedLayerSchema, writeReleased } from './released.ts'

/**
 * Editions of layers as they lay beside the catalogue, kept on the shelf when another takes their place: what a
 * withdrawal goes back to.
 */

const KEPT_FILE = 'edition.json'
const keptSchema = z.strictObject({ entry: layerSchema, released: releasedLayerSchema.nullable() })

/** A layer as the catalogue has it, and what its record says where it came as a package. */
export interface Edition {
  readonly entry: CatalogLayer
  /** `null` for one that a recipe makes. */
  readonly released: Released | null
}

const folderOf = (shelf: string, id: string, edition: string) => join(shelf, id, `${edition}.layer`)

/** The names of all files that an entry says are there. */
export function fileNames({ files }: Pick<CatalogLayer, 'files'>): string[] {
  return files.flatMap(({ path, keys }) => (keys ? [path, keys.path] : [path]))
}

/** Keeps what lies beside the catalogue of a layer, as the edition that it is. */
export async function keepEdition(
  { entry, released }: Edition,
  folder: string,
  shelf: string,
): Promise<void> {
  if (!entry.modified) return
  const kept = folderOf(shelf, entry.id, entry.modified)
  await rm(kept, { recursive: true, force: true })
  await mkdir(kept, { recursive: true })
  for (const name of fileNames(entry)) await copyFile(join(folder, name), join(kept, name))
  await writeFile(join(kept, KEPT_FILE), `${JSON.stringify({ entry, released }, null, 1)}\n`)
}

/** An edition that was kept, and the folder of its files; `null` where it was not. */
export async function readKeptEdition(
  shelf: string,
  id: string,
  edition: string,
): Promise<(Edition & { readonly folder: string }) | null> {
  const folder = folderOf(shelf, id, edition)
  if (!existsSync(join(folder, KEPT_FILE))) return null
  const kept = keptSchema.parse(JSON.parse(await readFile(join(folder, KEPT_FILE), 'utf8')))
  return { ...kept, folder }
}

/**
 * Puts an edition in the place of whatever the catalogue has of its layer: its files, its entry, and what is known of
 * its coming as a package.
 */
export async function putEdition(
  { entry, released }: Edition,
  from: string,
  folder: string,
): Promise<void> {
  const names = fileNames(entry)
  // Under names that no entry has, until all are there.
  for (const name of names) await copyFile(join(from, name), join(folder, `${name}.new`))
  const layers = await readCatalogLayers(folder)
  await removeFiles(layers, entry.id, folder)
  for (const name of names) await rename(join(folder, `${name}.new`), join(folder, name))
  const isThere = layers.some(({ id }) => id === entry.id)
  await writeCatalogLayers(
    isThere ? layers.map((layer) => (layer.id === entry.id ? entry : layer)) : [...layers, entry],
    folder,
  )
  await note(entry.id, released, folder)
}

/** Takes a layer out of the catalogue, with its files. */
export async function removeLayer(id: string, folder: string): Promise<void> {
  const layers = await readCatalogLayers(folder)
  await writeCatalogLayers(
    layers.filter((layer) => layer.id !== id),
    folder,
  )
  await removeFiles(layers, id, folder)
  await note(id, null, folder)
}

async function removeFiles(
  layers: readonly CatalogLayer[],
  id: string,
  folder: string,
): Promise<void> {
  const entry = layers.find((layer) => layer.id === id)
  const there = new Set(await readdir(folder))
  for (const name of entry ? fileNames(entry) : []) {
    if (there.has(name)) await rm(join(folder, name))
  }
}

async function note(id: string, released: Released | null, folder: string): Promise<void> {
  const all = new Map(await readReleased(folder))
  if (!released && !all.has(id)) return
  if (released) all.set(id, released)
  else all.delete(id)
  await writeReleased(all, folder)
}
