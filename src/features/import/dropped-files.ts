import type { GivenFile } from '../../importing/protocol.ts'

/** A folder of a whole disk is no import: what is given is cut here, and the reader told. */
export const MOST_FILES = 2000

/** What systems leave in folders for themselves. */
const IS_HIDDEN = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i

export interface CollectedFiles {
  readonly files: readonly GivenFile[]
  readonly hasMore: boolean
}

const toGiven = (file: File, path: string): GivenFile => ({
  path,
  blob: file,
  modified: file.lastModified || null,
})

/** The files that were picked or made, with the paths that a picked folder gives them. */
export function collectPicked(list: Iterable<File>): CollectedFiles {
  const files = [...list]
    .map((file) => toGiven(file, file.webkitRelativePath || file.name))
    .filter(({ path }) => !IS_HIDDEN.test(path))
  return { files: files.slice(0, MOST_FILES), hasMore: files.length > MOST_FILES }
}

/**
 * The files that were dropped, folders opened (File and Directory Entries API, section 6). To be called
 * in the event's own turn: what was dropped is gone after it.
 */
export function collectDropped(transfer: DataTransfer): Promise<CollectedFiles> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null)
  if (entries.every((entry) => entry === null)) {
    return Promise.resolve(collectPicked(transfer.files))
  }
  return walk(entries.filter((entry) => entry !== null))
}

async function walk(entries: readonly FileSystemEntry[]): Promise<CollectedFiles> {
  const files: GivenFile[] = []
  const waiting = [...entries].reverse()
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    const path = entry.fullPath.replace(/^\//, '')
    if (IS_HIDDEN.test(path)) continue
    if (entry.isDirectory) {
      waiting.push(...(await readFolder(entry as FileSystemDirectoryEntry)).reverse())
    } else {
      if (files.length === MOST_FILES) return { files, hasMore: true }
      files.push(toGiven(await openFile(entry as FileSystemFileEntry), path))
    }
  }
  return { files, hasMore: false }
}

/** Browsers give the entries of a folder in pieces, the last of which is empty. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  while (entries.length <= MOST_FILES) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (piece.length === 0) break
    entries.push(...piece)
  }
  return entries
}

function openFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}
