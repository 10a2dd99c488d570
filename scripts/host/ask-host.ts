import { request as askPlain, type IncomingHttpHeaders } from 'node:http'
import { request as askSecurely } from 'node:https'

export interface HostAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** As it was sent, compressed where it is. */
  readonly body: Buffer
}

const MOST_SILENCE_MILLISECONDS = 20_000

/**
 * Asks a host, exactly as given: nothing is followed, decompressed or kept, and the path is sent as it
 * stands. Rejects where no answer comes, or none goes on for 20 seconds.
 *
 * @param site an address of the host
 * @param path from the host's root, with its query
 */
export function askHost(
  site: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<HostAnswer> {
  const { protocol, hostname, port } = new URL(site)
  const ask = protocol === 'https:' ? askSecurely : askPlain
  return new Promise((resolve, reject) => {
    const target = { hostname: hostname.replace(/^\[|\]$/g, ''), port, path, method, headers }
    const request = ask({ ...target, timeout: MOST_SILENCE_MILLISECONDS }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    request.on('error', reject)
    request.on('timeout', () => request.destroy(new Error('no answer for 20 seconds')))
    request.end()
  })
}
