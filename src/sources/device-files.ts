import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type Problem, ProblemError } from '../model/problem.ts'
import { findHeldFile } from './held-files.ts'
import { storedFileLost } from './local-file.ts'
import { isQuota, seenParts } from './seen-parts.ts'
import { type SyncAccessHandle, type WritableFile, writeWhole } from './sync-access.ts'

/**
 * What a reader's imports, and the published layers that a reader keeps, leave on this device: FlatGeobuf
 * files, in the origin's private file system where the browser has one, else in IndexedDB; and for each
 * layer a record, in IndexedDB. A layer is there once its record is: files without one are what an import that was
 * cancelled, or a tab that was closed, left behind.
 */

const FOLDER = 'layers'

interface AtlasDatabase extends DBSchema {
  /** Records by the id of their layer; what is in them is checked where it is read. */
  records: { key: string; value: unknown }
  /** Files by their path, where there is no file system. */
  files: { key: string; value: Blob }
}

let opening: Promise<IDBPDatabase<AtlasDatabase>> | undefined

function openDatabase(): Promise<IDBPDatabase<AtlasDatabase>> {
  opening ??= openAnew().catch((cause: unknown) => {
    throw isQuota(cause) ? cause : storageBlocked(cause)
  })
  opening.catch(() => {
    opening = undefined
  })
  return opening
}

/** Rejects where the browser keeps its storage closed, some of them by throwing at once. */
async function openAnew(): Promise<IDBPDatabase<AtlasDatabase>> {
  return openDB<AtlasDatabase>('atlas', 1, {
    upgrade(database) {
      database.createObjectStore('records')
      database.createObjectStore('files')
    },
    // Another tab wants a newer layout, or the browser ended the connection: it is opened anew.
    blocking: () => closeDatabase(),
    terminated: () => {
      opening = undefined
    },
  })
}

function storageBlocked(cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'storage-blocked',
      message: 'This browser keeps nothing for this site: its storage is blocked.',
    },
    { cause },
  )
}

/** Whether this browser keeps anything for the page: where it does not, nothing can be kept beyond the page's life. */
export async function isStorageOpen(): Promise<boolean> {
  return openDatabase().then(
    () => true,
    () => false,
  )
}

function closeDatabase(): void {
  void opening?.then((database) => database.close())
  opening = undefined
}

/** The folder of the private file system; `null` where the browser has none or keeps it closed. */
async function openFolder(): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory()
    return await root.getDirectoryHandle(FOLDER, { create: true })
  } catch {
    return null
  }
}

/**
 * Writes a file in the order of its chunks, none of which is kept in memory, and gives its length. To
 * be called in a worker. Rejects with `storage-full` where the device has no room for it; what was
 * written until then is taken away again.
 */
export async function writeStoredFile(
  path: string,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<number> {
  const folder = await openFolder()
  const file: WritableFile | undefined = await folder?.getFileHandle(path, { create: true })
  try {
    const handle = await file?.createSyncAccessHandle?.()
    return await (handle ? writeToHandle(handle, chunks) : writeToDatabase(path, chunks))
  } catch (error) {
    await removeStoredFile(path)
    throw (await toStorageProblem(error)) ?? error
  }
}

async function writeToHandle(
  handle: SyncAccessHandle,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  let byteLength = 0
  try {
    handle.truncate(0)
    for await (const chunk of chunks) {
      try {
        writeWhole(handle, chunk, byteLength)
      } catch (error) {
        if (!isQuota(error) || !(await makeRoom())) throw error
        writeWhole(handle, chunk, byteLength)
      }
      byteLength += chunk.length
    }
    handle.flush()
  } finally {
    handle.close()
  }
  return byteLength
}

/** What was only read in passing gives way to what is to be kept. Gives whether there was any. */
async function makeRoom(): Promise<boolean> {
  const clearedBytes = (await seenParts?.clear().catch(() => 0)) ?? 0
  return clearedBytes > 0
}

/** A `Blob` of blobs, which the browser holds on its disk when they become many. */
async function writeToDatabase(
  path: string,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<number> {
  let blob = new Blob()
  for await (const chunk of chunks) blob = new Blob([blob, chunk])
  const put = async () => (await openDatabase()).put('files', blob, path)
  await put().catch(async (error: unknown) => {
    if (!isQuota(error) || !(await makeRoom())) throw error
    await put()
  })
  return blob.size
}

/** The problem `storage-full` where that is what something failed of. */
export async function toStorageProblem(error: unknown): Promise<ProblemError | null> {
  if (!isQuota(error)) return null
  const { freeBytes } = await measureStorage()
  return new ProblemError(storageFull(freeBytes))
}

export function storageFull(freeBytes: number): Problem {
  return {
    code: 'storage-full',
    message: `This browser gives the Atlas no more room on this device (${freeBytes} bytes are free). Delete imported layers that are no longer needed.`,
    values: { freeBytes },
  }
}

/**
 * The file, which stays on the disk until parts of it are read, or is held for the life of the page. Rejects with
 * `stored-file-lost`.
 */
export async function readStoredFile(path: string): Promise<Blob> {
  const held = findHeldFile(path)
  if (held) return held
  try {
    const folder = await openFolder()
    const handle = await folder?.getFileHandle(path).catch(() => undefined)
    const file = await handle?.getFile()
    if (file && file.size > 0) return file
    const database = await openDatabase()
    const blob = await database.get('files', path)
    if (blob) return blob
  } catch (cause) {
    throw storedFileLost(path, cause)
  }
  throw storedFileLost(path)
}

export async function removeStoredFile(path: string): Promise<void> {
  const folder = await openFolder()
  await folder?.removeEntry(path).catch(() => undefined)
  const database = await openDatabase().catch(() => undefined)
  await database?.delete('files', path).catch(() => undefined)
}

/** The record of a layer, written once all its files are: from now on the layer is there. */
export async function writeRecord(id: string, record: unknown): Promise<void> {
  try {
    const database = await openDatabase()
    await database.put('records', record, id)
  } catch (error) {
    throw (await toStorageProblem(error)) ?? error
  }
}

/** All records whose ids begin so, by id; what is in them must be checked. */
export async function readRecords(idPrefix: string): Promise<ReadonlyMap<string, unknown>> {
  const database = await openDatabase()
  const transaction = database.transaction('records')
  const range = rangeOf(idPrefix)
  const [ids, records] = await Promise.all([
    transaction.store.getAllKeys(range),
    transaction.store.getAll(range),
  ])
  return new Map(ids.map((id, index) => [id, records[index]]))
}

/** One record; what is in it must be checked. `undefined` where there is none. */
export async function readRecord(id: string): Promise<unknown> {
  return (await openDatabase()).get('records', id)
}

/** The ids of all records that begin so, none of which is read. */
export async function readRecordIds(idPrefix: string): Promise<readonly string[]> {
  return (await openDatabase()).getAllKeys('records', rangeOf(idPrefix))
}

const rangeOf = (idPrefix: string) => IDBKeyRange.bound(idPrefix, `${idPrefix}\uffff`)

/** Takes a layer off this device: its record first, so that it is gone even if a file stays. */
export async function removeStoredLayer(id: string): Promise<void> {
  const database = await openDatabase()
  await database.delete('records', id)
  for (const path of await storedPaths()) if (isOfLayer(path, id)) await removeStoredFile(path)
}

/** Takes away what is on this device of a layer beside the files named, unless it is being written. */
export async function removeOtherFiles(id: string, paths: readonly string[]): Promise<void> {
  if (await isBeingWritten(id)) return
  for (const path of await storedPaths()) {
    if (isOfLayer(path, id) && !paths.includes(path)) await removeStoredFile(path)
  }
}

const lockName = (id: string): string => `atlas-writing-${id}`

/** Holds a lock while the files of a layer are written, so that no tab takes them for left ones. */
export async function whileWriting<Value>(id: string, write: () => Promise<Value>): Promise<Value> {
  if (!navigator.locks) return write()
  return await navigator.locks.request(lockName(id), write)
}

/** Resolves once nobody writes files of a layer, in whatever tab. */
export async function whenWritten(id: string): Promise<void> {
  await navigator.locks?.request(lockName(id), { mode: 'shared' }, () => undefined)
}

async function isBeingWritten(id: string): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return held.some(({ name, mode }) => name === lockName(id) && mode === 'exclusive')
}

/** Takes away files that no record names and nobody is writing. */
export async function removeLeftFiles(): Promise<void> {
  if (!navigator.locks) return
  const paths = await storedPaths()
  if (paths.length === 0) return
  const ids = new Set(paths.map(layerOfPath))
  const recorded = new Set(await (await openDatabase()).getAllKeys('records'))
  for (const id of ids) if (!recorded.has(id)) await removeOtherFiles(id, [])
}

const isOfLayer = (path: string, id: string): boolean => path.startsWith(`${id}.`)

/** The layer of which a path is a file. */
export const layerOfPath = (path: string): string => path.slice(0, path.indexOf('.'))

async function storedPaths(): Promise<string[]> {
  const paths: string[] = []
  const folder = await openFolder()
  if (folder) for await (const path of folder.keys()) paths.push(path)
  const database = await openDatabase()
  paths.push(...(await database.getAllKeys('files')))
  return paths
}

/** What this browser gives the Atlas of the device, and what is left of it. */
export async function measureStorage(): Promise<{
  readonly usedBytes: number
  readonly freeBytes: number
}> {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {}
  return { usedBytes: usage, freeBytes: Math.max(0, quota - usage) }
}
