import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { FileVersion } from './file-version.ts'
import type { Range } from './plan-ranges.ts'

/** Bytes of a file from `start` on. */
export interface Piece {
  readonly start: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What this device has of one version of a file on a host. */
export interface SeenFile {
  readonly version: FileVersion
  /** What is there of `[start, end)`, ascending and without overlap. */
  read(start: number, end: number): Promise<readonly Piece[]>
}

/** The store of what was read of files on hosts; `HttpFile` fills it and reads from it where the host is silent. */
export interface SeenParts {
  keep(url: string, version: FileVersion, start: number, bytes: Uint8Array<ArrayBuffer>): void
  find(url: string): Promise<SeenFile | null>
}

interface Part extends Range {
  readonly url: string
  /** The version of the file, as text. */
  readonly edition: string
  /** Milliseconds since 1970 when it was last read from its host. */
  readonly at: number
}

type PartKey = [url: string, start: number, end: number]

interface SeenDatabase extends DBSchema {
  parts: { key: PartKey; value: Part }
  bytes: { key: PartKey; value: Uint8Array<ArrayBuffer> }
}

/** What is kept of all files together; what was read longest ago goes first. */
const MAX_BYTES = 128 * 1024 * 1024

/** What comes within this time is written together. */
const GATHER_MILLISECONDS = 1000

const keyOf = ({ url, start, end }: Part): PartKey => [url, start, end]

/**
 * Parts of files in IndexedDB, in a database of its own: nobody was promised them, so that they may be
 * bounded, and give way when the device has no more room. Of a file there are parts of one version alone:
 * the first one of another takes their place.
 */
class StoredParts implements SeenParts {
  readonly #maxBytes: number
  readonly #name: string
  #opening: Promise<IDBPDatabase<SeenDatabase>> | undefined
  #waiting: { readonly part: Part; readonly bytes: Uint8Array<ArrayBuffer> }[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor({ maxBytes = MAX_BYTES, name = 'atlas-seen' } = {}) {
    this.#maxBytes = maxBytes
    this.#name = name
  }

  /** Keeps bytes in a moment; what cannot be kept is not there later, and nothing else. */
  keep(url: string, version: FileVersion, start: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length === 0 || bytes.length > this.#maxBytes) return
    const part = { url, start, end: start + bytes.length, edition: toEdition(version) }
    if (this.#waiting.length === 0) setTimeout(() => this.#flush(), GATHER_MILLISECONDS)
    this.#waiting.push({ part: { ...part, at: Date.now() }, bytes })
  }

  async find(url: string): Promise<SeenFile | null> {
    try {
      this.#flush()
      await this.#writing
      const database = await this.#open()
      const parts = await database.getAll('parts', allOf(url))
      const [newest] = parts.toSorted((a, b) => b.at - a.at)
      if (!newest) return null
      const sameEdition = parts
        .filter(({ edition }) => edition === newest.edition)
        .sort((a, b) => a.start - b.start || b.end - a.end)
      return {
        version: JSON.parse(newest.edition),
        read: (start, end) => readPieces(database, sameEdition, start, end),
      }
    } catch {
      return null
    }
  }

  /** Takes away everything, to make room for what somebody was promised. Gives how many bytes that were. */
  async clear(): Promise<number> {
    const database = await this.#open()
    const transaction = database.transaction(['parts', 'bytes'], 'readwrite')
    const parts = await transaction.objectStore('parts').getAll()
    await Promise.all([
      transaction.objectStore('parts').clear(),
      transaction.objectStore('bytes').clear(),
      transaction.done,
    ])
    return parts.reduce((sum, { start, end }) => sum + end - start, 0)
  }

  #flush(): void {
    const waiting = this.#waiting
    this.#waiting = []
    if (waiting.length === 0) return
    const write = async () => {
      try {
        const database = await this.#open()
        await writeParts(database, waiting, this.#maxBytes)
      } catch (error) {
        // No room, or no storage at all: the host has everything.
        if (isQuota(error)) await this.clear().catch(() => undefined)
      }
    }
    this.#writing = this.#writing.then(write)
  }

  #open(): Promise<IDBPDatabase<SeenDatabase>> {
    const forget = () => {
      this.#opening = undefined
    }
    this.#opening ??= openDB<SeenDatabase>(this.#name, 1, {
      upgrade(database) {
        database.createObjectStore('parts', { keyPath: ['url', 'start', 'end'] })
        database.createObjectStore('bytes')
      },
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        forget()
      },
      terminated: forget,
    })
    this.#opening.catch(forget)
    return this.#opening
  }
}

function toEdition({ etag, modified, total }: FileVersion): string {
  return JSON.stringify({ etag, modified, total })
}

const allOf = (url: string) => IDBKeyRange.bound([url], [url, []])

/** Whether something failed since the device has no more room for the site. */
export const isQuota = (error: unknown) =>
  error instanceof DOMException && error.name === 'QuotaExceededError'

async function writeParts(
  database: IDBPDatabase<SeenDatabase>,
  waiting: readonly { readonly part: Part; readonly bytes: Uint8Array<ArrayBuffer> }[],
  maxBytes: number,
): Promise<void> {
  const transaction = database.transaction(['parts', 'bytes'], 'readwrite')
  const parts = transaction.objectStore('parts')
  const bytes = transaction.objectStore('bytes')
  const changes: Promise<unknown>[] = []
  const remove = (part: Part) => changes.push(parts.delete(keyOf(part)), bytes.delete(keyOf(part)))
  try {
    const editions = new Map(waiting.map(({ part }) => [part.url, part.edition]))
    const old = await parts.getAll()
    const left: Part[] = []
    for (const part of old) {
      const edition = editions.get(part.url)
      if (edition !== undefined && edition !== part.edition) remove(part)
      else left.push(part)
    }
    const written = new Map<string, Part>(left.map((part) => [JSON.stringify(keyOf(part)), part]))
    for (const { part, bytes: content } of waiting) {
      if (part.edition !== editions.get(part.url)) continue
      written.set(JSON.stringify(keyOf(part)), part)
      changes.push(parts.put(part), bytes.put(content, keyOf(part)))
    }
    let total = 0
    for (const part of [...written.values()].sort((a, b) => b.at - a.at)) {
      total += part.end - part.start
      if (total > maxBytes) remove(part)
    }
  } finally {
    await Promise.all([...changes, transaction.done])
  }
}

async function readPieces(
  database: IDBPDatabase<SeenDatabase>,
  parts: readonly Part[],
  start: number,
  end: number,
): Promise<readonly Piece[]> {
  const pieces: Piece[] = []
  let position = start
  for (const part of parts) {
    if (part.start >= end) break
    if (part.end <= position) continue
    const bytes = await database.get('bytes', keyOf(part))
    if (!bytes) continue
    const from = Math.max(position, part.start)
    position = Math.min(end, part.end)
    pieces.push({ start: from, bytes: bytes.slice(from - part.start, position - part.start) })
  }
  return pieces
}

/** The store of this device, where there is one: programs in Node have none. */
export const seenParts: StoredParts | null = 'indexedDB' in globalThis ? new StoredParts() : null
