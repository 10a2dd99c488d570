import { type FileHandle, open, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { CODINGS, type Coding } from './content-coding.ts'
import type { Validators } from './preconditions.ts'

/** A file of the site, open for reading: who asked for it closes it. */
export interface SiteFile extends Validators {
  readonly handle: FileHandle
  readonly byteLength: number
}

export type Located =
  | { readonly kind: 'file'; readonly path: string; readonly file: SiteFile }
  /** A folder without the slash at its end, with which the links of its page would go astray. */
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'missing' }

/**
 * Finds the file of a request's target in the folder of the site: `index.html` for a folder. Hidden files
 * and links that lead out of the folder are as if they were not there.
 */
export async function locate(folder: string, target: string): Promise<Located> {
  const segments = parseTarget(target)
  if (!segments) return { kind: 'malformed' }
  if (segments.some((segment) => segment.startsWith('.') || /[\\/]/.test(segment))) {
    return { kind: 'missing' }
  }
  const isFolder = segments.at(-1) === ''
  const path = [
    ...segments.slice(0, isFolder ? -1 : undefined),
    ...(isFolder ? ['index.html'] : []),
  ]
  if (path.includes('')) return { kind: 'missing' }
  const file = await openInside(folder, path)
  if (file) return { kind: 'file', path: path.join('/'), file }
  const index = isFolder ? null : await openInside(folder, [...path, 'index.html'])
  if (!index) return { kind: 'missing' }
  await index.handle.close()
  return { kind: 'folder', name: path.at(-1)! }
}

/** The decoded segments of a target's path, null where it is none (RFC 9112 section 3.2). */
function parseTarget(target: string): string[] | null {
  const absolute = /^https?:\/\/[^/?]*(.*)$/i.exec(target)
  const [path = ''] = (absolute ? absolute[1]! || '/' : target).split('?')
  if (!path.startsWith('/')) return null
  try {
    const segments = path.slice(1).split('/').map(decodeURIComponent)
    return segments.some((segment) => segment.includes('\0')) ? null : segments
  } catch {
    return null
  }
}

/** Opens a file whose true place, with all links followed, lies in the folder. */
async function openInside(folder: string, path: readonly string[]): Promise<SiteFile | null> {
  try {
    const [root, place] = await Promise.all([realpath(folder), realpath(join(folder, ...path))])
    const inside = relative(root, place)
    if (inside === '' || inside.split(sep)[0] === '..' || join(root, inside) !== place) return null
    return await openFile(place)
  } catch (error) {
    if (isAbsence(error)) return null
    throw error
  }
}

async function openFile(place: string): Promise<SiteFile | null> {
  const handle = await open(place)
  const { size, mtimeNs, mtime, isFile } = await describe(handle)
  if (isFile) {
    // Strong: a file that is written anew has another time, to the nanosecond.
    const etag = `"${size.toString(36)}-${mtimeNs.toString(36)}"`
    return { handle, byteLength: Number(size), etag, modified: mtime }
  }
  await handle.close()
  return null
}

async function describe(handle: FileHandle) {
  const stats = await handle.stat({ bigint: true })
  const { size, mtimeNs, mtime } = stats
  return { size, mtimeNs, mtime, isFile: stats.isFile() }
}

/** The copies of a file that are compressed and not older than it. */
export async function openCopies(
  folder: string,
  path: string,
  { modified }: SiteFile,
): Promise<ReadonlyMap<Exclude<Coding, 'identity'>, SiteFile>> {
  const copies = new Map<Exclude<Coding, 'identity'>, SiteFile>()
  for (const { name, ending } of CODINGS) {
    const copy = await openInside(folder, `${path}${ending}`.split('/'))
    if (copy && copy.modified >= modified) copies.set(name, copy)
    else await copy?.handle.close()
  }
  return copies
}

/** Nothing there, no folder on the way, a name too long, a circle of links, or not ours to read. */
function isAbsence(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EACCES', 'EPERM'].includes(code)
}
