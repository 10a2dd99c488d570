import type { Localized } from '../model/schema.ts'
import { z } from '../model/zod.ts'
import { type CatalogLayer, layerSchema } from './schema.ts'

/**
 * A layer of the catalogue whose files a reader has had kept whole on this device. It is drawn and exported
 * from there, as the edition that was kept, until the reader takes a newer one.
 */
export type PublishedLayer = CatalogLayer & {
  readonly kept?: Kept
  /**
   * Set where it is a layer that is not released yet, whose files the page holds as those of a kept one: what marks it as
   * such in whatever is made of it.
   */
  readonly notReleased?: Localized
  /** Set where it is the answer to a question of a layer of the catalogue, and no layer of its own. */
  readonly answer?: AnswerOrigin
}

/** Where the features of an answer come from: an entry that has it says of all else what that of the layer asked says. */
export interface AnswerOrigin {
  /** The question (`src/model/recipe.ts`) that they are the answer to, as text. */
  readonly recipe: string
  /** The id of the layer whose features they are. */
  readonly of: string
  /** The layer's one file; `null` until the question is answered for the first time, when `files` is empty. */
  readonly blob: Blob | null
}

/** An entry as it is cited: an answer as the layer that was asked. */
export function toCited<Entry extends PublishedLayer>(entry: Entry): Entry {
  return entry.answer ? { ...entry, id: entry.answer.of } : entry
}

export interface Kept {
  /** When it was kept, an ISO 8601 date and time. */
  readonly since: string
  /** What the catalogue has now, where that is another edition; `null` where it is this one. */
  readonly newer: CatalogLayer | null
}

/** What the device notes of a kept layer, once all its files are there. */
export const keptRecordSchema = z.object({ entry: layerSchema, since: z.iso.datetime() })

export type KeptRecord = z.infer<typeof keptRecordSchema>

/** What the ids of such records begin with; no layer of a reader's own has it. */
export const KEPT_ID_PREFIX = 'kept-'

export const toKeptId = (layerId: string): string => `${KEPT_ID_PREFIX}${layerId}`

/** The name of a kept file: two editions of a file have two names, and never stand in for each other. */
export function toKeptPath(layerId: string, sha256: string, extension: 'fgb' | 'keys'): string {
  return `${toKeptId(layerId)}.${sha256}.${extension}`
}

/** A file to be kept: where it lies beside the catalogue, and under which name it is kept. */
export interface KeptFile {
  readonly path: string
  readonly keptPath: string
  readonly bytes: number
  readonly sha256: string
}

/** All files of a layer: itself, its overviews, and the indexes of its keys. */
export function keptFilesOf({ id, files }: CatalogLayer): readonly KeptFile[] {
  const toFile = (
    { path, bytes, sha256 }: { path: string; bytes: number; sha256: string },
    extension: 'fgb' | 'keys',
  ) => ({ path, bytes, sha256, keptPath: toKeptPath(id, sha256, extension) })
  return files.flatMap((file) => [
    toFile(file, 'fgb'),
    ...(file.keys ? [toFile(file.keys, 'keys')] : []),
  ])
}

/** The bytes that a layer takes on the device, its overviews and indexes included. */
export function keptBytes(entry: CatalogLayer): number {
  return keptFilesOf(entry).reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Whether two entries are of the same files. */
export function isSameEdition(a: CatalogLayer, b: CatalogLayer): boolean {
  const toNames = (entry: CatalogLayer) =>
    keptFilesOf(entry)
      .map(({ keptPath }) => keptPath)
      .sort()
      .join()
  return toNames(a) === toNames(b)
}
