import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import sirv from 'sirv'

export interface StaticServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves the built page as a static host does: byte ranges, precompressed copies, entity tags. Without a
 * port, or where the port is taken, the system's choice of one.
 */
export async function startStaticServer(options: {
  readonly folder?: string
  readonly port?: number
  /** Told of each answer's path and the length of its body as sent, compressed where it is. */
  readonly onSent?: (path: string, bytes: number) => void
}): Promise<StaticServer> {
  const folder = options.folder ?? resolve(import.meta.dirname, '../dist')
  const serve = sirv(folder, { brotli: true, gzip: true, etag: true, extensions: ['html'] })
  const server = createServer((request, response) => {
    response.on('finish', () =>
      options.onSent?.(request.url ?? '', Number(response.getHeader('content-length') ?? 0)),
    )
    serve(request, response, () => {
      const page = join(folder, '404.html')
      if (existsSync(page)) {
        response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
        response.end(readFileSync(page))
        return
      }
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      response.end('Not found\n')
    })
  })
  await listen(server, options.port ?? 0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) listen(server, 0).then(done, fail)
      else fail(error)
    })
    server.listen(port, () => done())
  })
}
