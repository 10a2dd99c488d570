import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync, strToU8, zipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Problem, ProblemError } from '../../src/model/problem.ts'
import { RangeServer } from '../../tests/support/range-server.ts'
import { fetchSource } from './fetch-source.ts'
import { integrityOf } from './integrity.ts'
import type { Source } from './recipe.ts'

let server: RangeServer
let root: string
let cache: string
beforeAll(async () => {
  server = await RangeServer.start()
})
afterAll(() => server.stop())
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sources-'))
  cache = join(root, 'cache')
  server.forget()
})
afterEach(() => rm(root, { recursive: true }))

/** Bytes without a pattern, too many for one packet. */
const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 2654435761) >>> 13)
const sha256 = (bytes: Uint8Array) => integrityOf(bytes, 'sha256:')
const read = (source: Source) => fetchSource(source, { root, cache })

async function problemOf(source: Source): Promise<Problem> {
  const error: unknown = await read(source).then(
    () => new Error('it was read'),
    (reason: unknown) => reason,
  )
  if (error instanceof ProblemError) return error.problem
  throw error
}

let names = 0
function serve(bytes: Uint8Array, behaviour: Parameters<RangeServer['serve']>[2] = 'correct') {
  const name = `source-${++names}.bin`
  const url = server.serve(name, bytes, behaviour)
  const source: Source & { kind: 'https' } = { kind: 'https', url, integrity: sha256(bytes) }
  return { name, source }
}

describe('an address with a checksum', () => {
  it('is fetched once, and then read from the cache', async () => {
    const { source } = serve(content)
    expect(sha256(await read(source))).toBe(sha256(content))
    expect(sha256(await read(source))).toBe(sha256(content))
    expect(server.requests).toHaveLength(1)
  })

  it('is fetched once by all who ask for it at a time', async () => {
    const { source } = serve(content)
    const asked = await Promise.all([read(source), read(source), read(source)])
    expect(asked.map(sha256)).toEqual(Array(3).fill(sha256(content)))
    expect(server.requests).toHaveLength(1)
  })

  it('goes on where a download broke off', async () => {
    const { name, source } = serve(content, 'drop')
    expect((await problemOf(source)).code).toBe('source-unavailable')
    server.behave(name, 'correct')
    server.forget()
    expect(sha256(await read(source))).toBe(sha256(content))
    const [request] = server.requests
    expect(request!.range![0]).toBeGreaterThan(0)
    expect(server.bytesSent).toBeLessThan(content.length)
  })

  it('begins again where the server cannot go on', async () => {
    const { name, source } = serve(content, 'drop')
    await problemOf(source)
    server.behave(name, 'no-ranges')
    expect(sha256(await read(source))).toBe(sha256(content))
  })

  it('begins again where what is kept is longer than the file', async () => {
    const { source } = serve(content)
    const path = join(cache, 'https', `${source.integrity!.slice(-16)}-source-${names}.bin`)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.part`, Buffer.concat([content, content]))
    expect(sha256(await read(source))).toBe(sha256(content))
  })

  it('does not mix parts of two editions: the checksum tells, and what to do is said', async () => {
    const { name, source } = serve(content, 'drop')
    await problemOf(source)
    server.serve(
      name,
      content.map((byte) => byte ^ 1),
    )
    const { code, message } = await problemOf(source)
    expect(code).toBe('source-integrity')
    expect(message).toMatch(/expected sha256:.+, found sha256:.+; delete .+ and try again/)
  })

  it.each([
    ['missing', 404],
    ['forbidden', 403],
    ['broken', 500],
  ] as const)(
    'whose server fails (%s) is named with the status and a remedy',
    async (behaviour, status) => {
      const { source } = serve(content, behaviour)
      const { code, message } = await problemOf(source)
      expect(code).toBe('source-unavailable')
      expect(message).toContain(`the server answered ${status}`)
      expect(message).toContain(
        `check that ${source.url} still answers, or put its file at ${cache}`,
      )
    },
  )

  it('that nobody answers at is named with the remedy too', async () => {
    const { message } = await problemOf({
      kind: 'https',
      url: 'http://127.0.0.1:9/none.zip',
      integrity: sha256(content),
    })
    expect(message).toContain('put its file at')
  })

  it('that gives another file is refused, fetched now or lying in the cache', async () => {
    const { source } = serve(content)
    const wrong = { ...source, integrity: sha256(new Uint8Array()) }
    for (let attempt = 0; attempt < 2; attempt++) {
      const { code, values } = await problemOf(wrong)
      expect(code).toBe('source-integrity')
      expect(values).toMatchObject({ expected: wrong.integrity, found: source.integrity })
    }
  })

  it('is held to its first digest where its publisher states none', async () => {
    const { name, source } = serve(content)
    const { integrity: _, ...open } = source
    await read(open)
    expect(sha256(await read(open))).toBe(sha256(content))
    const [file] = (await readdir(join(cache, 'https'))).filter((kept) => kept.endsWith(name))
    await writeFile(join(cache, 'https', file!), 'changed by hand')
    const { code, message } = await problemOf(open)
    expect(code).toBe('source-integrity')
    expect(message).toContain('to fetch it anew')
  })

  it('may be an archive, of which one file is read', async () => {
    const archive = zipSync({ 'data/lakes.txt': strToU8('Superior'), 'readme.txt': strToU8('') })
    const { source } = serve(archive)
    expect(await read({ ...source, path: 'data/lakes.txt' })).toEqual(strToU8('Superior'))
    const { code, message } = await problemOf({ ...source, path: 'data/rivers.txt' })
    expect(code).toBe('source-entry-missing')
    expect(message).toContain('has no file data/rivers.txt')
    expect(message).toContain('correct the recipe')
  })
})

describe('a file of the project', () => {
  it('is read from the root', async () => {
    await writeFile(join(root, 'table.csv'), 'a,b')
    const source: Source = {
      kind: 'file',
      path: 'table.csv',
      integrity: sha256(strToU8('a,b')),
    }
    expect(await read(source)).toEqual(Buffer.from('a,b'))
    await writeFile(join(root, 'table.csv'), 'a,c')
    const { message } = await problemOf(source)
    expect(message).toContain('if the change is meant, put the new digest into the recipe')
  })

  it('that is missing is asked for', async () => {
    const { code, message } = await problemOf({ kind: 'file', path: 'none.csv' })
    expect(code).toBe('source-unavailable')
    expect(message).toContain('none.csv')
  })
})

describe('a source that is not known by an address', () => {
  const source: Source = { kind: 'asked', key: 'roads', what: 'the shapefile of major roads' }

  it('says how it can be given', async () => {
    const { code, message } = await problemOf(source)
    expect(code).toBe('source-asked')
    expect(message).toContain('--from roads=<address or file>')
  })

  it('is taken from where it is given', async () => {
    await writeFile(join(root, 'roads.zip'), content)
    const from = new Map([['roads', join(root, 'roads.zip')]])
    expect(sha256(await fetchSource(source, { root, cache, from }))).toBe(sha256(content))
  })
})

describe('a package of npm', () => {
  /** One file of a tape archive (POSIX ustar), enough for npm and tar. */
  function tar(name: string, bytes: Uint8Array): Uint8Array {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write('0000644\0', 100)
    header.write('0000000\0', 108)
    header.write('0000000\0', 116)
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('00000000000\0', 136)
    header.write('        0', 148)
    header.write('ustar\x0000', 257)
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512)
    return Buffer.concat([header, bytes, padding])
  }

  const manifest = { name: 'tiny-data', version: '1.0.0' }
  const tarball = gzipSync(
    Buffer.concat([
      tar('package/package.json', strToU8(JSON.stringify(manifest))),
      tar('package/data/lakes.json', strToU8('["Erie"]')),
      Buffer.alloc(1024),
    ]),
    { mtime: 0 },
  )
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const source: Source = { kind: 'npm', ...manifest, integrity, path: 'data/lakes.json' }

  beforeEach(() => {
    const url = server.serve('tiny-data/-/tiny-data-1.0.0.tgz', tarball)
    const versions = { '1.0.0': { ...manifest, dist: { tarball: url, integrity } } }
    server.serve(
      'tiny-data',
      strToU8(JSON.stringify({ name: 'tiny-data', 'dist-tags': { latest: '1.0.0' }, versions })),
    )
    vi.stubEnv('npm_config_registry', server.origin)
    vi.stubEnv('npm_config_cache', join(root, 'npm-cache'))
    vi.stubEnv('npm_config_fetch_retries', '0')
  })
  afterEach(() => vi.unstubAllEnvs())

  it('is fetched by name and version from the registry that npm is set to', async () => {
    const other: Source = { ...source, path: 'package.json' }
    const [bytes] = await Promise.all([read(source), read(other)])
    expect(new TextDecoder().decode(bytes)).toBe('["Erie"]')
    expect(server.requests.filter(({ path }) => path.endsWith('.tgz'))).toHaveLength(1)
    expect(await readdir(join(cache, 'npm'))).toEqual(['tiny-data-1.0.0.tgz'])
    server.forget()
    await read(source)
    expect(server.requests).toEqual([])
  })

  it('is fetched whole after a download that broke off', async () => {
    const part = join(cache, 'npm/tiny-data-1.0.0.tgz.part')
    await mkdir(part, { recursive: true })
    await writeFile(join(part, 'tiny-data-1.0.0.tgz'), tarball.subarray(0, 100))
    expect(new TextDecoder().decode(await read(source))).toBe('["Erie"]')
    expect(await readdir(join(cache, 'npm'))).toEqual(['tiny-data-1.0.0.tgz'])
  })

  it('that the registry does not have says what to try', async () => {
    const { code, message } = await problemOf({ ...source, version: '2.0.0' })
    expect(code).toBe('source-unavailable')
    expect(message).toContain('check that "npm pack tiny-data@2.0.0" works, or put')
  })

  it('without the file, or of another content, is refused', async () => {
    expect((await problemOf({ ...source, path: 'data/none.json' })).code).toBe(
      'source-entry-missing',
    )
    const { code } = await problemOf({ ...source, integrity: `sha512-${'A'.repeat(86)}==` })
    expect(code).toBe('source-integrity')
  })
})

const hasDpkg = (() => {
  try {
    execFileSync('dpkg-deb', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!hasDpkg)('a package of Debian', () => {
  it('is read out of the cache, and held to its digest', async () => {
    const tree = join(root, 'tree')
    await mkdir(join(tree, 'DEBIAN'), { recursive: true })
    await mkdir(join(tree, 'usr/share/data'), { recursive: true })
    await writeFile(
      join(tree, 'DEBIAN/control'),
      'Package: tiny-data\nVersion: 1.0-1\nArchitecture: all\nMaintainer: Test <t@example.org>\nDescription: test\n',
    )
    await writeFile(join(tree, 'usr/share/data/lakes.txt'), 'Ontario')
    const path = join(cache, 'debian/tiny-data_1.0-1_all.deb')
    await mkdir(dirname(path), { recursive: true })
    execFileSync('dpkg-deb', ['-b', '--root-owner-group', tree, path], { stdio: 'ignore' })
    const source: Source = {
      kind: 'debian',
      name: 'tiny-data',
      version: '1.0-1',
      integrity: sha256(await readFile(path)),
      path: 'usr/share/data/lakes.txt',
    }
    const both = await Promise.all([read(source), read(source)])
    expect(both.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['Ontario', 'Ontario'])
    expect((await problemOf({ ...source, path: 'usr/share/none' })).code).toBe(
      'source-entry-missing',
    )
    expect((await problemOf({ ...source, integrity: sha256(content) })).code).toBe(
      'source-integrity',
    )
  })

  it('that cannot be had says where it can be taken from by hand', async () => {
    const { code, message } = await problemOf({
      kind: 'debian',
      name: 'atlas-no-such-package',
      version: '1.0-1',
      integrity: sha256(content),
      path: 'usr/share/none',
    })
    expect(code).toBe('source-unavailable')
    expect(message).toContain('https://snapshot.debian.org/binary/atlas-no-such-package/')
  })
})
