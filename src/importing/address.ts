import { ProblemError } from '../model/problem.ts'
import { fetchPatiently, readChunks } from '../sources/patient-fetch.ts'
import type { GivenFile } from './protocol.ts'

/**
 * Fetches the file at an address for an import: without cookies, and no more of it than may be held.
 *
 * Rejects with the signal's reason, or a `ProblemError`: `address-invalid`, `address-blocked` where the
 * host does not answer or does not let pages of other hosts read it, `address-status`, `file-too-large`.
 */
export async function fetchAddress(
  text: string,
  limitBytes: number,
  signal: AbortSignal,
  onProgress: (bytesDone: number, bytesTotal: number | null) => void,
): Promise<GivenFile> {
  const url = parseAddress(text)
  let response: Response
  try {
    response = await fetchPatiently(url, {
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
  } catch (cause) {
    signal.throwIfAborted()
    throw cause instanceof ProblemError ? cause : blocked(url, cause)
  }
  if (!response.ok) {
    throw new ProblemError({
      code: 'address-status',
      message: `${url.host} answered with the status ${response.status}. Check the address.`,
      values: { host: url.host, status: response.status },
    })
  }
  const length = Number(response.headers.get('Content-Length') ?? Number.NaN)
  // The length of a compressed answer is not that of the file.
  const isPlain = response.headers.get('Content-Encoding') === null
  const bytesTotal = isPlain && Number.isFinite(length) ? length : null
  if (bytesTotal !== null && bytesTotal > limitBytes) {
    await response.body?.cancel()
    throw tooLarge(url, bytesTotal, limitBytes)
  }
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytesDone = 0
  let lastTold = 0
  const incoming = readChunks(response)
  for (;;) {
    const { value: chunk, done } = await incoming.next().catch((cause: unknown) => {
      signal.throwIfAborted()
      throw cause instanceof ProblemError ? cause : blocked(url, cause)
    })
    if (done || !chunk) break
    chunks.push(chunk)
    bytesDone += chunk.length
    if (bytesDone > limitBytes) {
      await incoming.return(undefined)
      throw tooLarge(url, bytesDone, limitBytes)
    }
    if (performance.now() - lastTold > 100) {
      lastTold = performance.now()
      onProgress(bytesDone, bytesTotal === null ? null : Math.max(bytesTotal, bytesDone))
    }
  }
  const modified = Date.parse(response.headers.get('Last-Modified') ?? '')
  return {
    path: toFileName(url, response),
    blob: new Blob(chunks),
    modified: Number.isNaN(modified) ? null : modified,
  }
}

function parseAddress(text: string): URL {
  try {
    const url = new URL(text)
    if (url.protocol === 'https:' || url.protocol === 'http:') return url
  } catch {}
  throw new ProblemError({
    code: 'address-invalid',
    message: `“${text.slice(0, 100)}” is no address of a file on the web; it begins with https://.`,
    values: { address: text.slice(0, 100) },
  })
}

function blocked(url: URL, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'address-blocked',
      message: `${url.host} cannot be reached, or does not allow other pages to read its files (CORS). Download the file and drop it here.`,
      values: { host: url.host },
    },
    { cause },
  )
}

function tooLarge({ host }: URL, bytes: number, limitBytes: number): ProblemError {
  return new ProblemError({
    code: 'file-too-large',
    message: `The file at ${host} has at least ${bytes} bytes; files of up to ${limitBytes} bytes can be read here. Divide it, or convert it to FlatGeobuf on the command line.`,
    values: { name: host, bytes, limitBytes },
  })
}

/** RFC 6266 `filename`, else the last part of the path; content tells the format, not the name. */
function toFileName({ pathname, host }: URL, { headers }: Response): string {
  const given = /filename="?([^";]+)"?/i.exec(headers.get('Content-Disposition') ?? '')?.[1]
  const name = given ?? safeDecode(pathname.slice(pathname.lastIndexOf('/') + 1))
  return name.replaceAll(/[\\/]/g, '_').trim() || host
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
