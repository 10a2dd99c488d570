import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { copyFile, link, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type ArchiveDownload,
  DOWNLOAD_FORMATS,
  type Download,
  type ListedEdition,
  type PublishedEdition,
  toEditionFolder,
} from '../../src/catalog/downloads.ts'
import { LAYERS_FOLDER } from '../../src/catalog/metadata/site.ts'
import { z } from '../../src/model/zod.ts'

/**
 * The folder in which ready-made files are kept, laid out as on the site: `<id>/<edition>/`, with a list of what is
 * in each edition and of what it was made. Whoever runs a site keeps it from one release to the next: it
 * alone has the files of older editions.
 */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const shelved = z.strictObject({
  /** SHA-256 of the layer's own file, or of what an archive is made of. */
  source: sha256,
  /** SHA-256 of the code that wrote the files and of all else that is in them. */
  writers: sha256,
  files: z.array(
    z.strictObject({
      /** `archive` for that of all layers. */
      format: z.enum([...DOWNLOAD_FORMATS, 'archive']),
      name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
      mediaType: z.string().min(1),
      bytes: z.int().positive(),
      sha256,
    }),
  ),
})
export type Shelved = z.infer<typeof shelved>

export const SHELF_LIST = 'files.json'
/** What stands for a layer in the address of the archive of all of them. */
export const ALL_LAYERS = 'all-layers'

/** What is there of an edition, `null` where it is not, or was not finished. */
export function readShelved(shelf: string, id: string, edition: string): Shelved | null {
  const path = join(shelf, id, edition, SHELF_LIST)
  return existsSync(path) ? shelved.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
}

/** The editions of a layer with the files of each that are there and belong to it; a withdrawn one has none. */
export function readPublishedEditions(
  shelf: string,
  id: string,
  editions: readonly ListedEdition[],
): PublishedEdition[] {
  return editions.map(({ edition, sha256: source, withdrawn, changes }) => {
    const found = withdrawn ? null : readShelved(shelf, id, edition)
    const files = found?.source === source ? found.files : []
    return {
      edition,
      withdrawn,
      changes,
      downloads: files.flatMap(({ format, name, ...file }): Download[] =>
        format === 'archive'
          ? []
          : [{ format, path: toEditionFolder(id, edition) + name, ...file }],
      ),
    }
  })
}

/** Every archive of all layers that is there, the newest first. */
export function readArchives(shelf: string): ArchiveDownload[] {
  const folder = join(shelf, ALL_LAYERS)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .toSorted()
    .reverse()
    .flatMap((edition) =>
      (readShelved(shelf, ALL_LAYERS, edition)?.files ?? []).map(
        ({ format: _, name, ...file }) => ({
          path: toEditionFolder(ALL_LAYERS, edition) + name,
          ...file,
        }),
      ),
    )
}

/**
 * Puts files of the shelf into the built site, with their compressed copies: as further names of the same bytes where
 * the disk can, so that it takes no time and no room.
 */
export async function putIntoSite(
  shelf: string,
  downloads: readonly { readonly path: string }[],
  site: string,
): Promise<void> {
  for (const { path } of downloads) {
    const from = join(shelf, path.slice(LAYERS_FOLDER.length))
    const to = join(site, path)
    await mkdir(dirname(to), { recursive: true })
    for (const ending of ['', '.br', '.gz']) {
      if (!existsSync(from + ending)) continue
      await link(from + ending, to + ending).catch(() => copyFile(from + ending, to + ending))
    }
  }
}

/** The SHA-256 of a file that need not fit into memory. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** The SHA-256 of the text of all programs in folders, by which their outputs are told apart. */
export async function hashPrograms(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const names = (await readdir(folder, { recursive: true })).filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
    )
    for (const name of names.toSorted()) {
      hash.update(name).update(readFileSync(join(folder, name)))
    }
  }
  return hash.digest('hex')
}
