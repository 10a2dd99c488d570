import { ProblemError } from '../model/problem.ts'
import { differ, type FileVersion } from './file-version.ts'
import { tellReach } from './host-reach.ts'
import { interrupted, isPassing, noRanges, statusProblem, unreachable } from './http-problems.ts'
import { fetchPatiently, joinChunks, readChunks } from './patient-fetch.ts'
import { type Piece, type SeenParts, seenParts } from './seen-parts.ts'

/** How much of a download has come; `totalBytes` is null where the host does not say. */
export interface Progress {
  readonly receivedBytes: number
  readonly totalBytes: number | null
}

/**
 * A part of a file, the whole in answer to a request for a part, its body not yet read, or, where the host
 * is silent, the pieces of the part that were read before.
 */
export type RangeAnswer =
  | { readonly kind: 'part'; readonly bytes: Uint8Array<ArrayBuffer>; readonly isHtml: boolean }
  | ({ readonly kind: 'pieces' } & PiecesOfRange)
  | { readonly kind: 'whole'; readonly response: Response }

/** What there is of a range, of which the rest cannot be had. */
export interface PiecesOfRange {
  /** Ascending, with a gap between each two. */
  readonly pieces: readonly Piece[]
  /** Where the range ends, or the file if that is before. */
  readonly end: number
  /** Why the rest cannot be had. */
  readonly problem: unknown
}

/** Thrown where a host's ranges cannot be used, though the file is there. */
export class RangesUnusable extends Error {}

/** Thrown where an answer belongs to another version of the file than the answers before. */
export class FileChanged extends Error {}

/** Thrown where a file ends before the first byte that was asked for. */
export class PastEnd extends FileChanged {
  readonly start: number
  readonly total: number
  constructor(start: number, total: number) {
    super()
    this.start = start
    this.total = total
  }
}

/** Waits before the second and the third try of a request. */
const RETRY_MILLISECONDS = [150, 600] as const

/**
 * A file that is read in parts or whole, wherever it lies: `HttpFile` on a host, `LocalFile` on this
 * device. Both reject with the signal's reason, or with what `FlatGeobufSource` knows how to mend.
 */
export interface RangedFile {
  /** The address, or the name of a file that has none, for messages. */
  readonly url: string
  readonly byteLength: number | null
  readonly version: FileVersion | null
  restart(): void
  readRange(
    start: number,
    end: number,
    signal: AbortSignal,
    options?: RangeOptions,
  ): Promise<RangeAnswer>
  readWhole(options: WholeOptions, signal: AbortSignal): Promise<WholeAnswer>
  /** The bytes in `[start, end)`, all of which there are, as they come; null where that gains nothing or cannot be. */
  readonly stream:
    | ((start: number, end: number, signal: AbortSignal) => AsyncGenerator<Uint8Array<ArrayBuffer>>)
    | null
}

export interface RangeOptions {
  /** Whether the range is kept on this device for when the host is silent; it is unless said. */
  readonly isKept?: boolean
}

export interface WholeOptions {
  readonly maxBytes: number
  /** An answer at hand that is the whole file already. */
  readonly response?: Response
  readonly onProgress?: (progress: Progress) => void
}

export interface WholeAnswer {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly isHtml: boolean
}

/**
 * A file at an address, read in parts (RFC 9110 section 14) or whole. Nothing in an answer is taken
 * on trust: its status, its range, its length, and that it is of the same version of the file as the
 * answers before it. Versions are told apart by `ETag`, total length and `Last-Modified`, of which a
 * page sees the last from any host (Fetch, "CORS-safelisted response-header name"); `If-Range` would
 * do it in one request, but makes browsers ask a foreign host for permission before each.
 *
 * What comes is kept on this device (`seen-parts.ts`), and answers where the host is silent, as far as it goes
 * and is of the same version.
 */
export class HttpFile implements RangedFile {
  readonly url: string
  #version: FileVersion | null = null
  #reload = false
  /** Whether the ranges that came last were plain, and told which they are. */
  #isPlain = false
  readonly #seen: SeenParts | null

  constructor(url: string, seen: SeenParts | null = seenParts) {
    this.url = url
    this.#seen = seen
  }

  /** The length of the file, null where no answer has told it. */
  get byteLength(): number | null {
    return this.#version?.total ?? null
  }

  /** The version that answers belong to, null before the first. */
  get version(): FileVersion | null {
    return this.#version
  }

  /** Forgets the version of the file, and goes past the browser's cache from now on. */
  restart(): void {
    this.#version = null
    this.#reload = true
  }

  /**
   * The bytes in `[start, end)`, fewer where the file ends before `end`. Tries a broken connection or
   * a failing host again. Rejects with the signal's reason, a `ProblemError`, `RangesUnusable` or
   * `FileChanged`.
   */
  async readRange(
    start: number,
    end: number,
    signal: AbortSignal,
    { isKept = true }: RangeOptions = {},
  ): Promise<RangeAnswer> {
    try {
      return await this.#fetchRange(start, end, signal, isKept)
    } catch (error) {
      signal.throwIfAborted()
      const { pieces, end: last } = await this.#readSeen(start, end, error)
      const [only] = pieces
      if (only && only.start === start && only.bytes.length === last - start) {
        return { kind: 'part', bytes: only.bytes, isHtml: false }
      }
      return { kind: 'pieces', pieces, end: last, problem: error }
    }
  }

  async #fetchRange(
    start: number,
    end: number,
    signal: AbortSignal,
    isKept: boolean,
  ): Promise<RangeAnswer> {
    const headers = { Range: `bytes=${start}-${end - 1}` }
    return this.#retrying(signal, async () => {
      const response = await this.#request(headers, signal)
      if (response.status === 200) return { kind: 'whole', response }
      if (response.status === 416) {
        await response.body?.cancel()
        // RFC 9110 section 15.5.17: such an answer tells the length alone, as `bytes */1234`.
        const total = /\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')
        throw new PastEnd(start, Number(total?.[1] ?? 0))
      }
      if (response.status !== 206) throw statusProblem(this.url, response.status)
      const range = parseContentRange(response.headers.get('Content-Range'))
      if (range && (range.start !== start || range.end > end)) throw new RangesUnusable()
      const encoded = isEncoded(response)
      // The total of a compressed file is not the file's: only plain answers say what it is.
      if (!encoded) this.#check(response, range?.total ?? null)
      this.#isPlain = !encoded && range !== null
      const bytes = await readBody(response, signal).catch((error: unknown) => {
        // A part of a compressed file does not decompress; a foreign host may hide that it is one.
        const mayBeEncoded = encoded || (response.type === 'cors' && !range)
        if (mayBeEncoded && error instanceof BrokenBody) throw new RangesUnusable()
        throw error
      })
      const expected = range ? range.end - range.start : end - start
      const isShortAtEnd = !range && bytes.length < expected
      if (bytes.length !== expected && !isShortAtEnd) throw new RangesUnusable()
      if (!encoded) this.#keep(response, range?.total ?? null, start, bytes, isKept)
      return { kind: 'part', bytes, isHtml: isHtml(response) }
    })
  }

  /**
   * A range in one answer, used as it comes, where those before were plain: asked for anew from where it broke off.
   * Nothing of it is kept on this device. Rejects as `readRange` does.
   */
  get stream(): RangedFile['stream'] {
    return this.#isPlain ? (start, end, signal) => this.#stream(start, end, signal) : null
  }

  async *#stream(
    start: number,
    end: number,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    let at = start
    let tries = 0
    while (at < end) {
      // Of which nothing has come yet is tried again as any request is; what breaks off later is asked for from there on.
      const response = await this.#retrying(signal, () => this.#openRange(at, end, signal))
      try {
        for await (const chunk of readChunks(response)) {
          at += chunk.length
          if (at > end) throw new RangesUnusable()
          tries = 0
          yield chunk
        }
        if (at < end) throw new BrokenBody('the body ended early')
      } catch (error) {
        signal.throwIfAborted()
        const wait = error instanceof TypeError && !isOffline() ? RETRY_MILLISECONDS[tries++] : null
        if (wait == null) throw error instanceof TypeError ? interrupted(this.url) : error
        await sleep(wait, signal)
      }
    }
  }

  /** The answer with a range that is plain and just the one asked for, its body not yet read. */
  async #openRange(start: number, end: number, signal: AbortSignal): Promise<Response> {
    const headers = { Range: `bytes=${start}-${end - 1}` }
    const response = await this.#request(headers, signal)
    const range = parseContentRange(response.headers.get('Content-Range'))
    try {
      if (response.status === 416) throw new FileChanged()
      if (response.status !== 206 || !range || isEncoded(response)) throw new RangesUnusable()
      this.#check(response, range.total)
      if (range.start !== start || range.end !== end) throw new RangesUnusable()
    } catch (error) {
      await response.body?.cancel()
      throw error
    }
    tellReach(true)
    return response
  }

  /**
   * The whole file, at most `maxBytes`, from a plain request, which the host may compress, or from
   * the answer already at hand. Rejects as `readRange` does, and with `http-no-ranges` beyond the limit.
   */
  async readWhole(options: WholeOptions, signal: AbortSignal): Promise<WholeAnswer> {
    try {
      return await this.#fetchWhole(options, signal)
    } catch (error) {
      signal.throwIfAborted()
      const { pieces, end } = await this.#readSeen(0, Number.POSITIVE_INFINITY, error)
      const [only] = pieces
      if (only?.start !== 0 || only.bytes.length !== end || end > options.maxBytes) throw error
      return { bytes: only.bytes, isHtml: false }
    }
  }

  async #fetchWhole(options: WholeOptions, signal: AbortSignal): Promise<WholeAnswer> {
    let atHand = options.response
    return this.#retrying(signal, async () => {
      const response = atHand ?? (await this.#request({}, signal))
      atHand = undefined
      if (response.status !== 200) throw statusProblem(this.url, response.status)
      const length = Number(response.headers.get('Content-Length') ?? Number.NaN)
      const totalBytes = Number.isFinite(length) && !isEncoded(response) ? length : null
      if (totalBytes !== null && totalBytes > options.maxBytes) {
        await response.body?.cancel()
        throw noRanges(this.url, totalBytes, options.maxBytes)
      }
      let receivedBytes = 0
      const bytes = await readBody(response, signal, (chunkBytes) => {
        receivedBytes += chunkBytes
        if (receivedBytes > options.maxBytes) throw noRanges(this.url, null, options.maxBytes)
        options.onProgress?.({ receivedBytes, totalBytes })
      })
      // Not held against answers before: hosts give the compressed file an `ETag` of its own.
      this.#version ??= versionOf(response, bytes.length)
      this.#keep(response, bytes.length, 0, bytes, true)
      return { bytes, isHtml: isHtml(response) }
    })
  }

  #keep(
    response: Response,
    total: number | null,
    start: number,
    bytes: Uint8Array<ArrayBuffer>,
    isKept: boolean,
  ): void {
    tellReach(true)
    if (!isKept) return
    const version = versionOf(response, total)
    // Without a sign of its version a part could be put together with those of another.
    if (version.etag === null && version.modified === null) return
    if (!isHtml(response)) this.#seen?.keep(this.url, version, start, bytes)
  }

  /** What was read of `[start, end)` before, where the host is silent; else throws what befell the request. */
  async #readSeen(
    start: number,
    end: number,
    error: unknown,
  ): Promise<{ readonly pieces: readonly Piece[]; readonly end: number }> {
    const isSilent = error instanceof ProblemError && SILENT.has(error.problem.code)
    const seen = isSilent ? await this.#seen?.find(this.url) : null
    if (!seen || (this.#version && differ(this.#version, seen.version))) throw error
    const last = Math.min(end, seen.version.total ?? end)
    const pieces = joinPieces(await seen.read(start, last))
    if (pieces.length === 0) throw error
    this.#version ??= seen.version
    tellReach(false)
    return { pieces, end: last }
  }

  async #request(headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    const cache = this.#reload ? 'reload' : 'default'
    const response = await fetchPatiently(this.url, { headers, signal, cache })
    if (response.ok || response.status === 416) return response
    await response.body?.cancel()
    throw isPassing(response.status)
      ? new PassingFailure(response.status)
      : statusProblem(this.url, response.status)
  }

  #check(response: Response, total: number | null): void {
    const version = versionOf(response, total)
    if (this.#version && differ(this.#version, version)) throw new FileChanged()
    this.#version ??= version
  }

  /** Tries again what a moment may mend: a connection that breaks, a host that fails. */
  async #retrying<Answer>(signal: AbortSignal, attempt: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      signal.throwIfAborted()
      try {
        return await attempt()
      } catch (error) {
        signal.throwIfAborted()
        const wait = isOffline() ? undefined : RETRY_MILLISECONDS[tries]
        // `fetch` and bodies reject with a `TypeError` where the network fails.
        const passing = error instanceof PassingFailure || error instanceof TypeError
        if (!passing) throw error
        if (wait === undefined) throw await this.#lastingProblem(error)
        await sleep(wait, signal)
      }
    }
  }

  async #lastingProblem(error: unknown): Promise<Error> {
    if (error instanceof PassingFailure) return statusProblem(this.url, error.status)
    if (error instanceof BrokenBody) return interrupted(this.url)
    return unreachable(this.url, error)
  }
}

function versionOf({ headers }: Response, total: number | null): FileVersion {
  return { etag: headers.get('ETag'), modified: headers.get('Last-Modified'), total }
}

/** A device that knows that it is offline need not try again. */
const isOffline = () => globalThis.navigator?.onLine === false

/** The problems of a host that is not to be reached, or cannot answer for now. */
const SILENT = new Set([
  'http-interrupted',
  'http-offline',
  'http-server',
  'http-stalled',
  'http-unreachable',
])

/** Pieces that lie side by side put together. */
function joinPieces(pieces: readonly Piece[]): readonly Piece[] {
  const runs: { start: number; end: number; pieces: Piece[] }[] = []
  for (const piece of pieces) {
    const run = runs.at(-1)
    const end = piece.start + piece.bytes.length
    if (run?.end === piece.start) {
      run.end = end
      run.pieces.push(piece)
    } else {
      runs.push({ start: piece.start, end, pieces: [piece] })
    }
  }
  return runs.map((run) => ({
    start: run.start,
    bytes: joinChunks(run.pieces.map(({ bytes }) => bytes)),
  }))
}

class PassingFailure extends Error {
  readonly status: number
  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}

class BrokenBody extends TypeError {}

async function readBody(
  response: Response,
  signal: AbortSignal,
  onChunk?: (byteLength: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  const incoming = readChunks(response)
  for (;;) {
    const { value: chunk, done } = await incoming.next().catch((cause: unknown) => {
      signal.throwIfAborted()
      if (cause instanceof ProblemError) throw cause
      throw new BrokenBody('the body broke off', { cause })
    })
    if (done || !chunk) break
    chunks.push(chunk)
    try {
      onChunk?.(chunk.length)
    } catch (error) {
      await incoming.return(undefined)
      throw error
    }
  }
  return joinChunks(chunks)
}

function isEncoded(response: Response): boolean {
  const encoding = response.headers.get('Content-Encoding')
  return encoding !== null && encoding.toLowerCase() !== 'identity'
}

function isHtml(response: Response): boolean {
  return /^\s*text\/html\b/i.test(response.headers.get('Content-Type') ?? '')
}

/** RFC 9110 section 14.4; `end` is exclusive, `total` null where the host writes `*`. */
function parseContentRange(
  header: string | null,
): { readonly start: number; readonly end: number; readonly total: number | null } | null {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(header?.trim() ?? '')
  if (!match) return null
  return {
    start: Number(match[1]),
    end: Number(match[2]) + 1,
    total: match[3] === '*' ? null : Number(match[3]),
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds)
    function done() {
      signal.removeEventListener('abort', aborted)
      resolve()
    }
    function aborted() {
      clearTimeout(timer)
      reject(signal.reason)
    }
    signal.addEventListener('abort', aborted, { once: true })
  })
}
