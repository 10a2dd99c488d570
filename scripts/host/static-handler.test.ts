import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { request as send } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StaticServer, startStaticServer } from '../static-server.ts'
import { askHost, type HostAnswer } from './ask-host.ts'

const LAYER = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251))
const PAGE = '<!doctype html><title>Atlas</title>'.padEnd(3000, '.')

let outside: string
let folder: string
let server: StaticServer

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'atlas-host-'))
  folder = join(outside, 'dist')
  for (const path of ['layers/rivers', 'assets', '.well']) {
    mkdirSync(join(folder, path), { recursive: true })
  }
  const write = (path: string, content: string | Buffer) => {
    writeFileSync(join(folder, path), content)
  }
  write('index.html', PAGE)
  write('layers/rivers.fgb', LAYER)
  write('layers/rivers.fgb.br', brotliCompressSync(LAYER))
  write('layers/rivers.fgb.gz', gzipSync(LAYER))
  write('layers/rivers/index.html', PAGE)
  write('layers/empty.fgb', '')
  write('layers/a,b é.geojson', '{}')
  write('assets/index-C-DWDdYx.js', 'export {}')
  write('embed.html', PAGE)
  write('.env', 'secret')
  write('icon.svg', '<svg/>')
  writeFileSync(join(outside, 'private.txt'), 'secret')
  symlinkSync(join(outside, 'private.txt'), join(folder, 'private.txt'))
  symlinkSync(outside, join(folder, 'up'))
  symlinkSync('rivers.fgb', join(folder, 'layers/also.fgb'))
  symlinkSync('circle.fgb', join(folder, 'layers/circle.fgb'))
  server = await startStaticServer({ folder })
})

afterAll(async () => {
  await server.close()
  rmSync(outside, { recursive: true })
})

const ask = (path: string, headers?: Record<string, string>, method?: string) =>
  askHost(server.url, path, headers, method)

const RIVERS = '/layers/rivers.fgb'

describe('a request for a range', () => {
  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=990-', 990, 1000],
    ['bytes=-10', 990, 1000],
    ['bytes=-5000', 0, 1000],
    ['bytes=990-5000', 990, 1000],
    ['bytes=999-18446744073709551616', 999, 1000],
    ['Bytes=5-5', 5, 6],
    ['bytes= 0-9 ,', 0, 10],
  ])('gets the bytes of %s, never compressed', async (range, start, end) => {
    const answer = await ask(RIVERS, { Range: range, 'Accept-Encoding': 'br, gzip' })
    expect(answer.status).toBe(206)
    expect(answer.headers).toMatchObject({
      'content-range': `bytes ${start}-${end - 1}/1000`,
      'content-length': String(end - start),
      'content-type': 'application/flatgeobuf',
    })
    expect(answer.headers).not.toHaveProperty('content-encoding')
    expect(answer.body.equals(LAYER.subarray(start, end))).toBe(true)
  })

  it.each([
    'bytes=1000-',
    'bytes=1000-1000',
    'bytes=18446744073709551616-',
    'bytes=18446744073709551615-18446744073709551616',
    'bytes=-0',
    'bytes=2000-,3000-',
  ])('is told with 416 that there are no such bytes: %s', async (range) => {
    const { status, headers } = await ask(RIVERS, { Range: range })
    expect(status).toBe(416)
    expect(headers['content-range']).toBe('bytes */1000')
  })

  it.each([
    ['the last before the first', 'bytes=5-2'],
    [
      'the last before the first, beyond what a number holds',
      'bytes=9007199254740993-9007199254740992',
    ],
    ['one of two is faulty', 'bytes=0-1,5-2'],
    ['several ranges', 'bytes=0-1,5-6'],
    ['another unit', 'items=0-1'],
    ['no unit', '0-1'],
    ['no range', 'bytes='],
    ['a dash', 'bytes=-'],
    ['text', 'bytes=a-b'],
    ['a sign', 'bytes=+1-2'],
    ['a fraction', 'bytes=0.5-2'],
    ['twice', 'bytes=0-1, bytes=2-3'],
  ])('gets the whole file where the range is not valid or not one: %s', async (_, range) => {
    const answer = await ask(RIVERS, { Range: range })
    expect(answer.status).toBe(200)
    expect(answer.headers).not.toHaveProperty('content-range')
    expect(answer.body.equals(LAYER)).toBe(true)
  })

  it('gets an empty file whole, since no range can be named in it', async () => {
    for (const range of ['bytes=0-', 'bytes=-5']) {
      expect(await ask('/layers/empty.fgb', { Range: range })).toMatchObject({
        status: 200,
        headers: { 'content-length': '0' },
      })
    }
  })

  it('gets a part only of the edition that If-Range names', async () => {
    const { headers } = await ask(RIVERS)
    const etag = String(headers.etag)
    const modified = String(headers['last-modified'])
    for (const [ifRange, status] of [
      [etag, 206],
      [modified, 206],
      ['"old"', 200],
      [`W/${etag}`, 200],
      [new Date(Date.parse(modified) - 5000).toUTCString(), 200],
      [new Date(Date.parse(modified) + 5000).toUTCString(), 200],
      ['neither tag nor date', 200],
    ] as const) {
      const answer = await ask(RIVERS, { Range: 'bytes=0-9', 'If-Range': ifRange })
      expect([ifRange, answer.status]).toEqual([ifRange, status])
    }
  })

  it('gets the headers of the whole file where it is not GET', async () => {
    const { status, headers } = await ask(RIVERS, { Range: 'bytes=0-9' }, 'HEAD')
    expect(status).toBe(200)
    expect(headers['content-length']).toBe('1000')
  })
})

describe('a request with conditions', () => {
  it('is answered with 304 where the reader has the edition, by tag before date', async () => {
    const first = await ask(RIVERS)
    const etag = String(first.headers.etag)
    const modified = String(first.headers['last-modified'])
    const earlier = new Date(Date.parse(modified) - 5000).toUTCString()
    for (const [headers, status] of [
      [{ 'If-None-Match': etag }, 304],
      [{ 'If-None-Match': `W/${etag}` }, 304],
      [{ 'If-None-Match': `"a,b", "c" ,${etag}` }, 304],
      [{ 'If-None-Match': '*' }, 304],
      [{ 'If-None-Match': '"other"' }, 200],
      [{ 'If-None-Match': '"other"', 'If-Modified-Since': modified }, 200],
      [{ 'If-Modified-Since': modified }, 304],
      [{ 'If-Modified-Since': earlier }, 200],
      [{ 'If-Modified-Since': 'yesterday' }, 200],
      [{ 'If-None-Match': etag, Range: 'bytes=0-9' }, 304],
      [{ 'If-Match': etag }, 200],
      [{ 'If-Match': '*' }, 200],
      [{ 'If-Match': `W/${etag}` }, 412],
      [{ 'If-Match': '"other"' }, 412],
      [{ 'If-Unmodified-Since': modified }, 200],
      [{ 'If-Unmodified-Since': earlier }, 412],
    ] as const) {
      const answer = await ask(RIVERS, headers)
      expect([headers, answer.status]).toEqual([headers, status])
      if (status !== 304) continue
      expect(answer.body).toHaveLength(0)
      expect(answer.headers).toMatchObject({ etag, 'cache-control': 'no-cache' })
    }
  })

  it('is given another tag for each coding', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(
        async (coding) => (await ask(RIVERS, { 'Accept-Encoding': coding })).headers.etag,
      ),
    )
    expect(new Set(tags).size).toBe(3)
  })
})

describe('a request that takes compressed files', () => {
  const decoded = ({ headers, body }: HostAnswer) =>
    headers['content-encoding'] === 'br'
      ? brotliDecompressSync(body)
      : headers['content-encoding'] === 'gzip'
        ? gunzipSync(body)
        : body

  it.each([
    ['gzip, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['x-gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; Q=0 , gzip;q=0', undefined],
    ['br;q=0.2, gzip;q=0.8', 'gzip'],
    ['br;q=0.2, identity', undefined],
    ['*', 'br'],
    ['*;q=0, gzip', 'gzip'],
    ['br;q=much', undefined],
    ['', undefined],
  ])('gets with «%s» the coding %s', async (accepted, coding) => {
    const answer = await ask(RIVERS, { 'Accept-Encoding': accepted })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-encoding']).toBe(coding)
    expect(answer.headers.vary).toBe('Accept-Encoding')
    expect(decoded(answer).equals(LAYER)).toBe(true)
  })

  it('is told with 406 where it takes none that there is', async () => {
    expect((await ask(RIVERS, { 'Accept-Encoding': 'zstd, *;q=0' })).status).toBe(406)
  })

  it('never gets the copy of a former edition', async () => {
    writeFileSync(join(folder, 'layers/new.fgb.br'), brotliCompressSync('former'))
    await new Promise((done) => setTimeout(done, 20))
    writeFileSync(join(folder, 'layers/new.fgb'), 'present')
    const { headers, body } = await ask('/layers/new.fgb', { 'Accept-Encoding': 'br' })
    expect(headers).not.toHaveProperty('content-encoding')
    expect(String(body)).toBe('present')
  })
})

describe('an address', () => {
  it.each([
    ['/', 200],
    ['/index.html?lang=fr', 200],
    ['/layers/a%2Cb%20%C3%A9.geojson', 200],
    ['http://elsewhere/icon.svg', 200],
    ['/layers/also.fgb', 200],
    ['/layers/rivers/', 200],
    ['/layers/none.fgb', 404],
    ['/layers/rivers.fgb/', 404],
    ['/layers/', 404],
    ['//', 404],
    ['/.env', 404],
    ['/private.txt', 404],
    ['/up/private.txt', 404],
    ['/layers/circle.fgb', 404],
    ['/../private.txt', 404],
    ['/%2e%2e/private.txt', 404],
    ['/..%2fprivate.txt', 404],
    ['/layers%5C..%5Cicon.svg', 404],
    [`/${'a'.repeat(5000)}`, 404],
    ['/%00', 400],
    ['/%E0%A4%A', 400],
    ['*', 400],
  ])('%s is answered with %i', async (path, status) => {
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    expect(String(answer.body)).not.toContain('secret')
  })

  it('of a folder leads to the one with the slash at its end, on this host', async () => {
    const to = async (path: string) => String((await ask(path)).headers.location)
    expect(await to('/layers/rivers?lang=fr')).toBe('./rivers/?lang=fr')
    mkdirSync(join(folder, 'javascript:alert'))
    writeFileSync(join(folder, 'javascript:alert/index.html'), PAGE)
    expect(new URL(await to('/javascript:alert'), server.url).href).toBe(
      `${server.url}javascript%3Aalert/`,
    )
  })
})

describe('the server', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])(
    'answers %s with 405 and what is allowed',
    async (method) => {
      expect(await ask('/', {}, method)).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD' },
      })
    },
  )

  it('gives HEAD the headers of GET and no body', async () => {
    for (const path of ['/', RIVERS, '/none']) {
      const [get, head] = await Promise.all([ask(path), ask(path, {}, 'HEAD')])
      expect(head.body).toHaveLength(0)
      const { date: _, ...headers } = get.headers
      expect(head.headers).toMatchObject(headers)
    }
  })

  it('goes on after requests that are none, are cut off, or are left midway', async () => {
    const { hostname, port } = new URL(server.url)
    writeFileSync(join(folder, 'layers/large.fgb'), Buffer.alloc(50_000_000))
    for (const text of [
      'NOT HTTP\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET /layers/large.fgb HTTP/1.1\r\nHost: a\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n`,
      'GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=5-2\r\n',
      '\0\0\0',
    ]) {
      await new Promise<void>((done) => {
        const socket = connect(Number(port), hostname, () => socket.write(text))
        socket.once('data', () => socket.destroy())
        socket.on('error', () => undefined)
        socket.on('close', () => done())
        setTimeout(() => socket.destroy(), 300)
      })
    }
    expect((await ask('/')).status).toBe(200)
  })

  it('ends the answer, and nothing else, where a file becomes shorter while it is read', async () => {
    const path = join(folder, 'layers/shrinking.fgb')
    writeFileSync(path, Buffer.alloc(100_000_000))
    const broken = new Promise<string>((done) => {
      const { hostname, port } = new URL(server.url)
      send({ hostname, port, path: '/layers/shrinking.fgb' }, (response) => {
        truncateSync(path, 10)
        response.on('error', ({ message }) => done(message))
        response.on('end', () => done('whole'))
        response.resume()
      }).end()
    })
    expect(await broken).toBe('aborted')
    expect((await ask('/')).status).toBe(200)
  })

  it('listens on the address that it tells, and on no other', async () => {
    const { hostname, port } = new URL(server.url)
    expect(hostname).toBe('127.0.0.1')
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
    for (const { address } of others.filter(({ internal, scopeid }) => !internal && !scopeid)) {
      const opened = new Promise<boolean>((done) => {
        connect(Number(port), address, () => done(true)).on('error', () => done(false))
      })
      expect([address, await opened]).toEqual([address, false])
    }
    const second = await startStaticServer({ folder, port: Number(port) })
    expect(second.url).not.toBe(server.url)
    expect((await askHost(second.url, '/')).status).toBe(200)
    await second.close()
  })
})

describe('headers', () => {
  it('let scripts of the site alone run, and no frame but of the embed page', async () => {
    for (const path of ['/', RIVERS, '/icon.svg', '/assets/index-C-DWDdYx.js']) {
      const { headers } = await ask(path)
      const policy = String(headers['content-security-policy'])
      expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
      expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'access-control-allow-origin': '*',
      })
    }
    const embed = await ask('/embed.html')
    expect(embed.headers['content-security-policy']).toMatch(/frame-ancestors \*$/)
  })

  it('keep what is named by its content for a year, and ask for all else each time', async () => {
    const caching = async (path: string) => (await ask(path)).headers['cache-control']
    expect(await caching('/assets/index-C-DWDdYx.js')).toBe('public, max-age=31536000, immutable')
    for (const path of ['/', RIVERS, '/icon.svg']) expect(await caching(path)).toBe('no-cache')
  })

  it('name the type of every kind of file', async () => {
    for (const [name, type] of [
      ['a.mjs', 'text/javascript; charset=utf-8'],
      ['a.geojson', 'application/geo+json'],
      ['a.kmz', 'application/vnd.google-earth.kmz'],
      ['a.FGB', 'application/flatgeobuf'],
      ['a.unknown', 'application/octet-stream'],
      ['none', 'application/octet-stream'],
    ] as const) {
      writeFileSync(join(folder, name), '')
      expect([name, (await ask(`/${name}`)).headers['content-type']]).toEqual([name, type])
    }
  })
})
