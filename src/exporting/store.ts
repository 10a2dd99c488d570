import { chunksSource } from '../formats/bytes/byte-source.ts'
import { type SyncAccessHandle, type WritableFile, writeWhole } from '../sources/sync-access.ts'
import type { FileStore } from './write-to-store.ts'

/** A store that gives its file to the page when all is well, or lets go of it. */
export interface ExportStore extends FileStore {
  /** The file as it stands; on a disk it takes no memory. */
  finish(mediaType: string): Promise<Blob>
  discard(): Promise<void>
}

const FOLDER = 'exports'
/** What a tab that was closed in the middle left behind is taken away after so long. */
const LEFT_BEHIND_MILLISECONDS = 24 * 60 * 60 * 1000

/**
 * Opens a store in the origin's private file system, where files of any size are written and read
 * again without being in memory; where a browser has none, in memory.
 */
export async function openExportStore(): Promise<ExportStore> {
  try {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle(FOLDER, { create: true })
    const name = crypto.randomUUID()
    const file: WritableFile = await folder.getFileHandle(name, { create: true })
    const handle = await file.createSyncAccessHandle?.()
    if (handle) return diskStore(folder, file, handle)
  } catch {
    // No private file system, or one that is closed to this page.
  }
  return memoryStore()
}

function diskStore(
  folder: FileSystemDirectoryHandle,
  file: FileSystemFileHandle,
  handle: SyncAccessHandle,
): ExportStore {
  let isOpen = true
  const close = () => {
    if (isOpen) handle.close()
    isOpen = false
  }
  return {
    append(bytes) {
      writeWhole(handle, bytes, handle.getSize())
    },
    read: (name) => ({
      name,
      size: handle.getSize(),
      read(start, end) {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, handle.getSize()) - start))
        const count = handle.read(bytes, { at: start })
        return Promise.resolve(bytes.subarray(0, count))
      },
    }),
    writeAt(bytes, byteOffset) {
      writeWhole(handle, bytes, byteOffset)
    },
    async finish(mediaType) {
      handle.flush()
      close()
      return new Blob([await file.getFile()], { type: mediaType })
    },
    async discard() {
      close()
      await folder.removeEntry(file.name).catch(() => undefined)
    },
  }
}

function memoryStore(): ExportStore {
  const chunks: Uint8Array[] = []
  let byteLength = 0
  return {
    append(bytes) {
      chunks.push(bytes)
      byteLength += bytes.byteLength
    },
    read: (name) => chunksSource([...chunks], name),
    writeAt(bytes, byteOffset) {
      // Only what comes after is written over: the rest of the last chunks goes.
      while (byteLength > byteOffset) {
        const last = chunks.pop()!
        byteLength -= last.byteLength
        if (byteLength < byteOffset) {
          chunks.push(last.subarray(0, byteOffset - byteLength))
          byteLength = byteOffset
        }
      }
      chunks.push(bytes)
      byteLength += bytes.byteLength
    },
    finish: async (mediaType) => new Blob(chunks as Uint8Array<ArrayBuffer>[], { type: mediaType }),
    async discard() {
      chunks.length = 0
    },
  }
}

/** Takes away what earlier visits left behind. */
export async function removeLeftBehind(now: number): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle(FOLDER)
    for await (const entry of folder.values()) {
      if (entry.kind !== 'file') continue
      const { lastModified } = await (entry as FileSystemFileHandle).getFile()
      if (now - lastModified > LEFT_BEHIND_MILLISECONDS) await folder.removeEntry(entry.name)
    }
  } catch {
    // Nothing was left, or nothing can be reached.
  }
}
