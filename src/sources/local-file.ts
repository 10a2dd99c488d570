import type { ByteSource } from '../formats/bytes/byte-source.ts'
import { ProblemError } from '../model/problem.ts'
import type { FileVersion } from './file-version.ts'
import type { RangeAnswer, RangedFile, WholeAnswer, WholeOptions } from './http-file.ts'
import { noRanges } from './http-problems.ts'

/**
 * A file on this device, such as a layer that a reader imported: its ranges are slices, which cost no
 * round trip and are always those of the same version. What cannot be read any more, since it was
 * deleted in another tab or cleared with the browser's data, is the problem `stored-file-lost`.
 */
export class LocalFile implements RangedFile {
  readonly #source: ByteSource

  constructor(source: ByteSource) {
    this.#source = source
  }

  get url(): string {
    return this.#source.name
  }

  get byteLength(): number {
    return this.#source.size
  }

  get version(): FileVersion {
    return { etag: null, modified: null, total: this.#source.size }
  }

  restart(): void {}

  async readRange(start: number, end: number, signal: AbortSignal): Promise<RangeAnswer> {
    return { kind: 'part', bytes: await this.#read(start, end, signal), isHtml: false }
  }

  /** Slices cost no round trip. */
  readonly stream = null

  async readWhole(options: WholeOptions, signal: AbortSignal): Promise<WholeAnswer> {
    const { size } = this.#source
    if (size > options.maxBytes) throw noRanges(this.url, size, options.maxBytes)
    const bytes = await this.#read(0, size, signal)
    options.onProgress?.({ receivedBytes: size, totalBytes: size })
    return { bytes, isHtml: false }
  }

  async #read(start: number, end: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    signal.throwIfAborted()
    let bytes: Uint8Array
    try {
      bytes = await this.#source.read(start, Math.min(end, this.#source.size))
    } catch (cause) {
      signal.throwIfAborted()
      throw storedFileLost(this.url, cause)
    }
    signal.throwIfAborted()
    return bytes.buffer instanceof ArrayBuffer
      ? (bytes as Uint8Array<ArrayBuffer>)
      : new Uint8Array(bytes)
  }
}

/** The problem of a file that was on this device and is not, or not readably, there any more. */
export function storedFileLost(name: string, cause?: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'stored-file-lost',
      message: `The file ${name} is no longer on this device. Import its source again.`,
      values: { name },
    },
    { cause },
  )
}
