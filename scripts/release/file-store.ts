import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PackageStore } from '../../src/reviewing/release/write-layer-files.ts'
import { fileSource } from '../file-source.ts'

export interface FileOnDisk extends PackageStore {
  readonly path: string
}

/** A file in a folder, as packages and their parts are written. */
export function fileStore(path: string): FileOnDisk {
  return {
    path,
    append: (bytes) => appendFile(path, bytes),
    read: (name) => fileSource(path, name),
    async writeAt(bytes, byteOffset) {
      const file = await open(path, 'r+')
      try {
        await file.write(bytes, 0, bytes.byteLength, byteOffset)
      } finally {
        await file.close()
      }
    },
    discard: () => rm(path, { force: true }),
  }
}

/** Gives stores of temporary files to some work, and takes all of them away after it. */
export async function withTemporaryStores<Value>(
  work: (openStore: () => Promise<FileOnDisk>) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'atlas-release-'))
  try {
    return await work(async () => {
      const store = fileStore(join(folder, randomUUID()))
      await store.append(new Uint8Array(0))
      return store
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
