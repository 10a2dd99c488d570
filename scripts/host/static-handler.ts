import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { type ByteRange, parseRange } from './byte-range.ts'
import { chooseCoding } from './content-coding.ts'
import { toContentType } from './content-types.ts'
import { toSiteHeaders } from './headers.ts'
import { checkPreconditions, holdsIfRange } from './preconditions.ts'
import { locate, openCopies, type SiteFile } from './site-file.ts'

const ALLOWED_METHODS = ['GET', 'HEAD']
/** What is read of a file at once: each reading has its own cost. */
const CHUNK_BYTES = 512 * 1024
const NOT_FOUND_PAGE = '/404.html'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Answers requests for the files of a folder as RFC 9110 has it: conditions, one byte range, compressed
 * copies (`<name>.br`, `<name>.gz`) for whole files alone. Whatever a request holds and whatever befalls a
 * file, the promise resolves and other requests are answered.
 */
export function createStaticHandler(folder: string): Handler {
  return async (request, response) => {
    try {
      await answer(folder, request, response)
    } catch (error) {
      // A reader that has gone ends its own answer alone.
      if (!request.destroyed && !response.destroyed) console.error(error)
      if (response.headersSent) response.destroy()
      else sendText(response, 500, 'The file could not be read.')
    }
  }
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '', headers } = request
  if (!ALLOWED_METHODS.includes(method)) {
    response.setHeader('Allow', ALLOWED_METHODS.join(', '))
    return sendText(response, 405, 'Files can be read here, with GET or HEAD.')
  }
  const located = await locate(folder, url)
  switch (located.kind) {
    case 'malformed':
      return sendText(response, 400, 'The address of the request is malformed.')
    case 'folder': {
      const query = url.includes('?') ? url.slice(url.indexOf('?')) : ''
      response.setHeader('Location', `./${encodeURIComponent(located.name)}/${query}`)
      return sendText(response, 301, 'The address of the folder has a slash at its end.')
    }
    case 'missing':
      return sendNotFound(folder, method, response)
  }
  const { path, file } = located
  const opened = [file]
  try {
    for (const [name, value] of Object.entries(toSiteHeaders(path))) response.setHeader(name, value)
    response.setHeader('Content-Type', toContentType(path))
    response.setHeader('Accept-Ranges', 'bytes')
    const copies = await openCopies(folder, path, file)
    opened.push(...copies.values())
    if (copies.size > 0) response.setHeader('Vary', 'Accept-Encoding')
    // RFC 9110 section 14.2: ranges are defined for GET alone.
    const asksForRange = method === 'GET' && headers.range !== undefined
    // Of a compressed file a part is of no use to readers who know the places in the file itself.
    const coding = asksForRange
      ? 'identity'
      : chooseCoding(headers['accept-encoding']?.toString(), [...copies.keys()])
    if (coding === null) {
      return sendText(response, 406, 'The file is here as it is, not in the codings asked for.')
    }
    const chosen = coding === 'identity' ? file : copies.get(coding)!
    if (coding !== 'identity') response.setHeader('Content-Encoding', coding)
    response.setHeader('ETag', chosen.etag)
    response.setHeader('Last-Modified', file.modified.toUTCString())
    const state = checkPreconditions(headers, { etag: chosen.etag, modified: file.modified })
    if (state !== 'pass') {
      for (const name of ['Content-Type', 'Content-Encoding']) response.removeHeader(name)
      if (state === 304) response.writeHead(304).end()
      else sendText(response, 412, 'The file is another than the request says.')
      return
    }
    const range =
      asksForRange && holdsIfRange(headers['if-range']?.toString(), file)
        ? parseRange(headers.range!, file.byteLength)
        : null
    if (range === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${file.byteLength}`)
      return sendText(response, 416, 'The file has no such bytes.')
    }
    await sendFile(method, response, chosen, range)
  } finally {
    await Promise.all(opened.map(({ handle }) => handle.close()))
  }
}

async function sendFile(
  method: string,
  response: ServerResponse,
  { handle, byteLength }: SiteFile,
  range: ByteRange | null,
): Promise<void> {
  const { start, end } = range ?? { start: 0, end: byteLength }
  response.statusCode = range ? 206 : 200
  if (range) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${byteLength}`)
  response.setHeader('Content-Length', end - start)
  if (method === 'HEAD' || end === start) {
    response.end()
    return
  }
  const bytes = createReadStream('', {
    fd: handle,
    start,
    end: end - 1,
    autoClose: false,
    highWaterMark: CHUNK_BYTES,
  })
  await pipeline(bytes, response, { end: false })
  // A file that became shorter meanwhile: the reader learns it now, not when it gives up waiting.
  if (bytes.bytesRead < end - start) response.destroy()
  else response.end()
}

/** The site's own page for what is not there, since the host may be asked for anything. */
async function sendNotFound(
  folder: string,
  method: string,
  response: ServerResponse,
): Promise<void> {
  const page = await locate(folder, NOT_FOUND_PAGE)
  if (page.kind !== 'file') return sendText(response, 404, 'There is no such file.')
  try {
    for (const [name, value] of Object.entries(toSiteHeaders(page.path)))
      response.setHeader(name, value)
    response.setHeader('Content-Type', toContentType(page.path))
    const bytes = await page.file.handle.readFile()
    response.writeHead(404, { 'Content-Length': bytes.length })
    response.end(method === 'HEAD' ? undefined : bytes)
  } finally {
    await page.file.handle.close()
  }
}

function sendText(response: ServerResponse, status: number, text: string): void {
  const bytes = Buffer.from(`${text}\n`)
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': bytes.length,
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(bytes)
}
