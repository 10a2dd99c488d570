/** Bytes of known length that are read by slices: a file dropped on the page, an entry of a zip, a file on disk. */
export interface ByteSource {
  /** The path as the user gave it, with `/` between folders; its last part is the file's name. */
  readonly name: string
  readonly size: number
  /** The bytes from `start` up to, not including, `end`; fewer only where the source ends before. */
  read(start: number, end: number): Promise<Uint8Array>
  /**
   * All bytes in order and in pieces, for sources of which to read a part takes reading what is before it, as large files in
   * archives are: so they are never held as a whole. May be called again.
   */
  stream?(): AsyncIterable<Uint8Array>
  /** Lets go of what is held in memory to read from, such as an unpacked entry; it may be read again. */
  release?(): void
}

/** A `File` or `Blob` of the browser (or of Node), which stays on the disk until it is read. */
export function blobSource(blob: Blob, name: string): ByteSource {
  return {
    name,
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  }
}

export function bytesSource(bytes: Uint8Array, name: string): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  }
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The name of a file without folders and without its last extension. */
export function baseName(path: string): string {
  const name = fileName(path)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/** The extension in lower case without its dot, or an empty text. */
export function extensionOf(path: string): string {
  const name = fileName(path)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

/** Bytes in pieces, one after another, as a file; a read within one piece copies nothing. */
export function chunksSource(chunks: readonly Uint8Array[], name: string): ByteSource {
  const starts: number[] = []
  let size = 0
  for (const chunk of chunks) {
    starts.push(size)
    size += chunk.byteLength
  }
  return {
    name,
    size,
    async read(start, end) {
      const to = Math.min(size, end)
      let index = findChunk(starts, start)
      const first = chunks[index]
      if (!first || to <= start) return new Uint8Array(0)
      const offset = start - starts[index]!
      if (offset + to - start <= first.byteLength)
        return first.subarray(offset, offset + to - start)
      const bytes = new Uint8Array(to - start)
      for (; index < chunks.length && starts[index]! < to; index++) {
        const from = Math.max(start, starts[index]!)
        const chunk = chunks[index]!.subarray(from - starts[index]!, to - starts[index]!)
        bytes.set(chunk, from - start)
      }
      return bytes
    },
  }
}

/** The last chunk that starts at `position` or before it. */
function findChunk(starts: readonly number[], position: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= position) low = middle
    else high = middle - 1
  }
  return low
}
