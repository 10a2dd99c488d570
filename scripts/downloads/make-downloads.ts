import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import type { Site } from '../../src/catalog/metadata/site.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { READY_FORMATS, toReadyLayer } from '../../src/exporting/ready-made.ts'
import { readFiles } from '../../src/formats/registry/read-files.ts'
import type { ExportLayer } from '../../src/formats/registry/write-layer.ts'
import { WRITERS } from '../../src/formats/registry/writers.ts'
import { WGS84 } from '../../src/geo/crs.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { fileSources } from '../file-source.ts'
import { compressCopies } from '../host/compress-copies.ts'
import { sha256Hex } from '../pipeline/integrity.ts'
import { writeExport } from '../write-export.ts'
import { writeArchive } from './archive.ts'
import {
  ALL_LAYERS,
  hashFile,
  hashPrograms,
  readShelved,
  SHELF_LIST,
  type Shelved,
} from './shelf.ts'

const SRC = resolve(import.meta.dirname, '../../src')
/** What decides what is in a file besides the layer. */
const WRITING_FOLDERS = ['formats', 'exporting', 'catalog/metadata'].map((name) => join(SRC, name))

export interface MakingOptions {
  /** The folder of the layers' own files. */
  readonly layers: string
  readonly shelf: string
  readonly site: Site
  /** Whether editions that are there already are made anew. */
  readonly replace?: boolean
  /** Whether the archive of all layers is made, too: it is, unless said. */
  readonly withArchive?: boolean
  readonly report: (line: string) => void
}

/**
 * Makes the ready-made files of the layers' newest editions, and the archive of all, where they are not on the shelf.
 * They are written, read again and compared as the page's exports are, and stamped with the day of the edition: the
 * same layer gives the same bytes.
 *
 * @throws ProblemError `edition-changed` where the shelf has an edition by that name that was made of other data
 */
export async function makeDownloads(
  records: readonly LayerRecord[],
  options: MakingOptions,
): Promise<void> {
  const { shelf, site, report } = options
  const writers = hashText(`${await hashPrograms(WRITING_FOLDERS)} ${site.url}`)
  const made: { record: LayerRecord; shelved: Shelved }[] = []
  for (const record of records) {
    const full = fullFileOf(record)
    if (!full || !record.modified) continue
    const shelved = await onShelf(
      record.id,
      record.modified,
      { source: full.sha256, writers },
      options,
      (folder) => makeFiles(record, join(options.layers, full.path), folder, site),
    )
    made.push({ record, shelved })
  }
  if (options.withArchive === false) return
  const edition = made
    .map(({ record }) => record.modified!)
    .toSorted()
    .at(-1)
  if (edition === undefined) return report('No layer has files.')
  const parts = made.flatMap(({ record, shelved }) => {
    const file = shelved.files.find(({ format }) => format === 'geopackage')!
    return [{ record, path: join(shelf, record.id, record.modified!, file.name), ...file }]
  })
  const source = hashText(parts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
  await onShelf(ALL_LAYERS, edition, { source, writers }, options, async (folder) => {
    const name = `${ALL_LAYERS}.zip`
    await writeArchive(parts, site, new Date(`${edition}T00:00:00Z`), join(folder, name))
    return [await describe(folder, name, 'archive', 'application/zip')]
  })
  report(`${made.length} layers have their files in ${shelf}.`)
}

const hashText = (text: string) => sha256Hex(new TextEncoder().encode(text))

/** What the shelf has of an edition, made first where it has nothing. */
async function onShelf(
  id: string,
  edition: string,
  { source, writers }: Pick<Shelved, 'source' | 'writers'>,
  { shelf, replace = false, report }: MakingOptions,
  make: (folder: string) => Promise<Shelved['files']>,
): Promise<Shelved> {
  const found = readShelved(shelf, id, edition)
  if (found && found.source !== source && !replace) {
    throw new ProblemError({
      code: 'edition-changed',
      message: `The edition ${edition} of ${id} was made of other data. If it has been published, set "modified" in the recipes of what was changed to the day of the change and run "npm run layers -- texts"; if not, make it anew with --replace.`,
      values: { layer: id, edition },
    })
  }
  const isOld = found !== null && found.writers !== writers
  if (found && !(replace && (isOld || found.source !== source))) {
    if (isOld) report(`${id} ${edition}: made by other writers than now, left as it is published`)
    return found
  }
  const started = performance.now()
  const folder = join(shelf, id, edition)
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  const shelved = { source, writers, files: await make(unfinished) }
  await compressCopies(unfinished)
  await writeFile(join(unfinished, SHELF_LIST), `${JSON.stringify(shelved, null, 1)}\n`)
  await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
  const bytes = shelved.files.reduce((sum, file) => sum + file.bytes, 0)
  const seconds = (performance.now() - started) / 1000
  report(`${id} ${edition}: ${(bytes / 1e6).toFixed(2)} MB in ${seconds.toFixed(1)} s`)
  return shelved
}

async function makeFiles(
  record: LayerRecord,
  path: string,
  folder: string,
  site: Site,
): Promise<Shelved['files']> {
  const layer = await readLayer(record, path, site)
  const files: Shelved['files'] = []
  for (const format of READY_FORMATS) {
    const { extension, mediaType } = await WRITERS[format]()
    const name = `${record.id}.${extension}`
    const result = await writeExport(layer, format, WGS84, join(folder, name), {
      date: new Date(`${record.modified}T00:00:00Z`),
    })
    if (!result.ok) throw new ProblemError(result.problem)
    files.push(await describe(folder, name, format, mediaType))
    const { beside } = result
    if (beside) files.push(await describe(folder, beside.name, 'csvw', beside.mediaType))
  }
  return files
}

async function readLayer(record: LayerRecord, path: string, site: Site): Promise<ExportLayer> {
  const result = await readFiles(await fileSources(path))
  if (!result.ok) throw new ProblemError(result.problem)
  const [layer] = result.layers
  return toReadyLayer(record, layer!, site)
}

async function describe(
  folder: string,
  name: string,
  format: Shelved['files'][number]['format'],
  mediaType: string,
): Promise<Shelved['files'][number]> {
  const path = join(folder, name)
  const { size: bytes } = await stat(path)
  return { format, name, mediaType, bytes, sha256: await hashFile(path) }
}
