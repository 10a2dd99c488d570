import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloadFeatures } from './fetch-features.ts'

const feature = (id: number) => ({
  type: 'Feature',
  id,
  properties: { id },
  geometry: { type: 'Point', coordinates: [-100 + id / 1000, 50] },
})

/** Answers of services by their name: the page from an offset on. */
const SERVICES: Readonly<Record<string, (offset: number) => unknown>> = {
  // 2,500 features, a thousand a page.
  many: (offset) => ({
    type: 'FeatureCollection',
    properties: { exceededTransferLimit: offset + 1_000 < 2_500 },
    features: Array.from({ length: Math.min(1_000, 2_500 - offset) }, (_, i) =>
      feature(offset + i),
    ),
  }),
  fault: () => ({ error: { code: 400, message: 'Invalid query parameters' } }),
  endless: () => ({ type: 'FeatureCollection', exceededTransferLimit: true, features: [] }),
  page: () => ({ hello: 'world' }),
}

describe('features of a service', () => {
  let server: Server
  let folder: string
  const asked: string[] = []
  const address = (name: string) =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atlas-features-'))
    server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://localhost')
      asked.push(url.search)
      const answer = SERVICES[url.pathname.split('/')[1]!]?.(
        Number(url.searchParams.get('resultOffset')),
      )
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer ?? null))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    await rm(folder, { recursive: true, force: true })
  })

  it('come page by page into one file, in WGS 84, each once', async () => {
    const path = join(folder, 'many.geojson')
    await downloadFeatures(address('many'), path)
    const { features } = JSON.parse(await readFile(path, 'utf8')) as { features: { id: number }[] }
    expect(features.map(({ id }) => id)).toEqual(Array.from({ length: 2_500 }, (_, i) => i))
    expect(asked).toHaveLength(3)
    for (const query of asked) expect(query).toContain('outSR=4326')
  })

  it.each([
    ['fault', 'the service answered: Invalid query parameters'],
    ['endless', 'says that there are more features, but gives none'],
    ['page', 'something else than features'],
    ['missing', 'the server answered 404'],
  ])('that are none (%s) leave no file', async (name, message) => {
    const path = join(folder, `${name}.geojson`)
    await expect(downloadFeatures(address(name), path)).rejects.toThrow(message)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
  })
})
