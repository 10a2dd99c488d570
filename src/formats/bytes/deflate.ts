import { nodeZlib } from './node-zlib.ts'

/** Bytes on their way into a deflate stream (RFC 1951), which another thread makes of them. */
export interface Deflater {
  /** Resolves once more may be given: the bytes are deflated later, and must not change any more. */
  write(bytes: Uint8Array): Promise<void>
  /** Resolves once all that comes out has been handed on. */
  end(): Promise<void>
  /** Ends at once; what is on its way is lost. */
  abort(): void
}

/** Deflates with what the platform has. `take` is given what comes out, in order. */
export function startDeflating(take: (bytes: Uint8Array) => void): Deflater {
  return nodeZlib ? deflateInNode(take, nodeZlib) : deflateByStreams(take)
}

/** So much waits to be deflated: Node itself would let gigabytes wait. */
const WAITING_BYTES = 1 << 21
const DEFLATED_BYTES = 1 << 16

/** Node's own stream of zlib, which takes and gives larger pieces than its web streams. */
function deflateInNode(
  take: (bytes: Uint8Array) => void,
  zlib: NonNullable<typeof nodeZlib>,
): Deflater {
  const stream = zlib.createDeflateRaw({ chunkSize: DEFLATED_BYTES })
  const ended = new Promise<void>((resolve, reject) => {
    stream.on('data', take).on('end', resolve).on('error', reject)
    stream.on('close', () => reject(new Error('deflating was ended')))
  })
  ended.catch(() => undefined)
  let waiting = 0
  let goOn: (() => void) | null = null
  return {
    async write(bytes) {
      waiting += bytes.byteLength
      stream.write(bytes, () => {
        waiting -= bytes.byteLength
        if (waiting <= WAITING_BYTES) goOn?.()
      })
      if (waiting <= WAITING_BYTES) return
      const room = new Promise<void>((resolve) => {
        goOn = resolve
      })
      await Promise.race([room, ended])
    },
    end() {
      stream.end()
      return ended
    },
    abort: () => void stream.destroy(),
  }
}

const MOST_WRITES = 8

function deflateByStreams(take: (bytes: Uint8Array) => void): Deflater {
  const deflate = new CompressionStream('deflate-raw')
  const input = deflate.writable.getWriter()
  const writes: Promise<void>[] = []
  const pumping = (async () => {
    const reader = (deflate.readable as ReadableStream<Uint8Array>).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      take(value)
    }
  })()
  // A failure reaches the writer by `write` or `end`; here it must not count as unhandled.
  pumping.catch(() => undefined)
  return {
    async write(bytes) {
      const write = input.write(bytes as Uint8Array<ArrayBuffer>)
      write.catch(() => undefined)
      if (writes.push(write) > MOST_WRITES) await writes.shift()
    },
    async end() {
      await input.close()
      await pumping
    },
    abort: () => void input.abort().catch(() => undefined),
  }
}
