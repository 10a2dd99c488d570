import { appendFileSync } from 'node:fs'
import { type FileHandle, open, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import {
  exportToStore,
  type FileStore,
  type StoredResult,
  type StoreOptions,
} from '../src/exporting/write-to-store.ts'
import type { ExportFormat } from '../src/formats/contract/writer.ts'
import type { ExportLayer } from '../src/formats/registry/write-layer.ts'
import type { Crs } from '../src/geo/crs.ts'
import { fileSource } from './file-source.ts'

/**
 * Writes a layer, reads it again from the disk, compares, and only then puts the file in its place, with
 * what belongs beside it: what stands at the path is never half a file. The file itself is never in memory as a whole.
 */
export async function writeExport(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs,
  path: string,
  options: Omit<StoreOptions, 'fileName'> = {},
): Promise<StoredResult> {
  const unfinished = `${path}.part`
  const file = await open(unfinished, 'w+')
  try {
    const result = await exportToStore(layer, format, crs, storeOf(file, unfinished), {
      ...options,
      fileName: basename(path),
    })
    await file.close()
    if (!result.ok) {
      await rm(unfinished)
      return result
    }
    await rename(unfinished, path)
    const { beside } = result
    if (beside) await writeFile(join(dirname(path), beside.name), beside.text)
    return result
  } catch (error) {
    await file.close()
    await rm(unfinished, { force: true })
    throw error
  }
}

function storeOf(file: FileHandle, path: string): FileStore {
  return {
    // At once: a thread of its own for each piece would take longer than to write it.
    append: (bytes) => appendFileSync(file.fd, bytes),
    read: (name) => fileSource(path, name),
    async writeAt(bytes, byteOffset) {
      await file.write(bytes, 0, bytes.byteLength, byteOffset)
    },
  }
}
