import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { createStaticHandler } from './host/static-handler.ts'

export interface StaticServer {
  readonly url: string
  close(): Promise<void>
}

/** The name under which a browser takes a site without a certificate for a safe one. */
const LOOPBACK = '127.0.0.1'

/**
 * Serves the built page as a good static host does (`docs/hosting.md`), on the loopback address unless
 * `host` says otherwise. Without a port, or where the port is taken, the system's choice of one.
 */
export async function startStaticServer(options: {
  readonly folder?: string
  readonly host?: string
  readonly port?: number
  /** Told of each answer's path, the length of its body as sent, compressed where it is, and its status. */
  readonly onSent?: (path: string, bytes: number, status: number) => void
}): Promise<StaticServer> {
  const folder = options.folder ?? resolve(import.meta.dirname, '../dist')
  const answer = createStaticHandler(folder)
  const server = createServer((request, response) => {
    response.on('finish', () =>
      options.onSent?.(
        request.url ?? '',
        Number(response.getHeader('content-length') ?? 0),
        response.statusCode,
      ),
    )
    void answer(request, response)
  })
  const host = options.host ?? LOOPBACK
  await listen(server, host, options.port ?? 0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`,
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) listen(server, host, 0).then(done, fail)
      else fail(error)
    }
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      // Such as no more file handles for connections: those that there are go on.
      server.on('error', (error) => console.error(error.message))
      done()
    })
  })
}
