import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/**
 * How the server answers for a file:
 *
 * - `correct`: ranges with status 206, `Content-Range`, `ETag`; gzip for a whole file if asked for
 * - `no-ranges`: the whole file with status 200, whatever range was asked for
 * - `gzip-ranges`: compresses the file and cuts the range out of that, as some proxies do
 * - `gzip-slices`: cuts the range and compresses it: odd, but a client sees the right bytes
 * - `web-page`: status 200 and an HTML page for any address, as hosts of single-page applications do
 * - `wrong-type`: correct, but as `text/html`
 * - `wrong-range`: status 206 with a range other than the one asked for
 * - `hidden`: correct, but without the headers that a page of another origin may not see
 * - `drop`: ends the connection in the middle of every body
 * - `drop-once`: does so for the first request of each range alone
 * - `silent`: takes the request and says nothing; `stall`: sends half of the body and then nothing
 * - `trickle`: sends a quarter of the body, and another with each call of `trickle()`
 * - `busy`: status 503 for the first request of each range
 * - `missing`: status 404; `forbidden`: status 403; `broken`: status 500
 */
export type Behaviour =
  | 'correct'
  | 'no-ranges'
  | 'gzip-ranges'
  | 'gzip-slices'
  | 'web-page'
  | 'wrong-type'
  | 'wrong-range'
  | 'hidden'
  | 'drop'
  | 'drop-once'
  | 'silent'
  | 'stall'
  | 'trickle'
  | 'busy'
  | 'missing'
  | 'forbidden'
  | 'broken'

export interface ServedRequest {
  readonly path: string
  /** `[start, end)` of the range asked for, `end` infinite if left open; null for the whole file. */
  readonly range: readonly [start: number, end: number] | null
  readonly status: number
  /** Bytes of the body that were sent. */
  bytes: number
  /** Whether the client closed the connection before all was sent. */
  aborted: boolean
}

interface ServedFile {
  bytes: Uint8Array
  behaviour: Behaviour
  version: number
  stale?: { readonly bytes: Uint8Array; readonly stubborn: boolean }
}

/**
 * A real HTTP server on a free port of this machine, whose files answer as each test wants, and which
 * keeps a list of the requests. Allows any origin, so that pages may ask it too.
 */
export class RangeServer {
  readonly requests: ServedRequest[] = []
  /** Waits this long before each answer. */
  delayMilliseconds = 0
  /** Called before each answer, the file as it then stands: a test may change it under the client. */
  onRequest: ((request: ServedRequest) => void) | null = null
  readonly #files = new Map<string, ServedFile>()
  #trickles: (() => void)[] = []
  readonly #seen = new Set<string>()
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<RangeServer> {
    const server = createServer()
    const rangeServer = new RangeServer(server)
    server.on('request', (request, response) => {
      void rangeServer.#answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return rangeServer
  }

  /** The address of the server's root, without a slash at its end. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Serves the bytes under a name, in place of what was there; gives the address. */
  serve(name: string, bytes: Uint8Array, behaviour: Behaviour = 'correct'): string {
    const version = (this.#files.get(name)?.version ?? 0) + 1
    this.#files.set(name, { bytes, behaviour, version })
    return `${this.origin}/${name}`
  }

  behave(name: string, behaviour: Behaviour): void {
    this.#files.get(name)!.behaviour = behaviour
  }

  /**
   * Answers requests for the beginning of a file from these bytes, as a cache on the way does that kept
   * them from before the file was replaced; one that is `stubborn` does so even for a client that asks
   * it not to (`Cache-Control: no-cache`).
   */
  keepStaleHead(name: string, bytes: Uint8Array, stubborn = false): void {
    this.#files.get(name)!.stale = { bytes, stubborn }
  }

  /** Bytes of bodies sent since the start or the last `forget`. */
  get bytesSent(): number {
    return this.requests.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Sends the next part of every body that is sent in parts. */
  trickle(): void {
    for (const send of this.#trickles.splice(0)) send()
  }

  forget(): void {
    this.requests.length = 0
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url!, this.origin).pathname).slice(1)
    const range = parseRange(request.headers.range)
    const file = this.#files.get(path)
    const answer = this.#respond(file, range, request)
    const record: ServedRequest = { path, range, status: answer.status, bytes: 0, aborted: false }
    this.requests.push(record)
    this.onRequest?.(record)
    response.on('close', () => {
      record.aborted = !response.writableFinished
    })
    if (this.delayMilliseconds > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.delayMilliseconds))
    }
    if (response.destroyed || file?.behaviour === 'silent') return
    response.writeHead(answer.status, {
      'Access-Control-Allow-Origin': '*',
      'Content-Length': answer.body.length,
      ...answer.headers,
    })
    const sent = answer.drop
      ? answer.body.subarray(0, Math.floor(answer.body.length / 2))
      : answer.body
    record.bytes = sent.length
    if (file?.behaviour === 'stall') response.write(sent.subarray(0, sent.length >> 1))
    else if (file?.behaviour === 'trickle') this.#sendParts(response, sent)
    else if (answer.drop) response.write(sent, () => response.destroy())
    else response.end(sent)
  }

  #sendParts(response: ServerResponse, body: Uint8Array, from = 0): void {
    const end = from + Math.ceil(body.length / 4)
    if (end >= body.length) {
      response.end(body.subarray(from))
      return
    }
    response.write(body.subarray(from, end))
    this.#trickles.push(() => this.#sendParts(response, body, end))
  }

  #respond(
    file: ServedFile | undefined,
    range: readonly [number, number] | null,
    request: IncomingMessage,
  ): Answer {
    if (!file || file.behaviour === 'missing') return text(404, 'Not found')
    const { behaviour, stale } = file
    const isStale =
      stale !== undefined &&
      range?.[0] === 0 &&
      (stale.stubborn || !/no-cache/.test(String(request.headers['cache-control'])))
    const bytes = isStale ? stale.bytes : file.bytes
    const version = isStale ? 0 : file.version
    if (behaviour === 'forbidden') return text(403, 'Forbidden')
    if (behaviour === 'broken') return text(500, 'Broken')
    if (behaviour === 'web-page')
      return text(200, '<!doctype html><title>Atlas</title>', 'text/html')
    const key = `${request.url} ${request.headers.range}`
    const isFirst = !this.#seen.has(key)
    this.#seen.add(key)
    if (behaviour === 'busy' && isFirst) return text(503, 'Busy')

    const drop = behaviour === 'drop' || (behaviour === 'drop-once' && isFirst)
    const headers: Record<string, string> = {
      'Content-Type': behaviour === 'wrong-type' ? 'text/html' : 'application/octet-stream',
    }
    headers['Last-Modified'] = new Date(Date.UTC(2026, 0, 1, 0, 0, version)).toUTCString()
    if (behaviour !== 'hidden') {
      headers.ETag = `"${version}"`
      headers['Accept-Ranges'] = behaviour === 'no-ranges' ? 'none' : 'bytes'
      headers['Access-Control-Expose-Headers'] = 'Content-Range, ETag, Content-Encoding'
    }
    if (!range || behaviour === 'no-ranges') {
      const accepts = String(request.headers['accept-encoding'] ?? '')
      if (!/no-ranges|trickle/.test(behaviour) && /\bgzip\b/.test(accepts)) {
        const body = gzipSync(bytes)
        return { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body, drop }
      }
      return { status: 200, headers, body: bytes, drop }
    }

    const source = behaviour === 'gzip-ranges' ? gzipSync(bytes) : bytes
    const shift = behaviour === 'wrong-range' ? 8 : 0
    const start = range[0] + shift
    const end = Math.min(range[1] + shift, source.length)
    if (start >= end) {
      if (behaviour !== 'hidden') headers['Content-Range'] = `bytes */${source.length}`
      return { status: 416, headers, body: new Uint8Array(), drop: false }
    }
    if (behaviour !== 'hidden') {
      headers['Content-Range'] = `bytes ${start}-${end - 1}/${source.length}`
    }
    if (behaviour.startsWith('gzip')) headers['Content-Encoding'] = 'gzip'
    const slice = source.subarray(start, end)
    const body = behaviour === 'gzip-slices' ? gzipSync(slice) : slice
    return { status: 206, headers, body, drop }
  }
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly drop: boolean
}

function text(status: number, body: string, type = 'text/plain'): Answer {
  return {
    status,
    headers: { 'Content-Type': type },
    body: new TextEncoder().encode(body),
    drop: false,
  }
}

function parseRange(header: string | undefined): readonly [number, number] | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  return [Number(match[1]), match[2] ? Number(match[2]) + 1 : Number.POSITIVE_INFINITY]
}
