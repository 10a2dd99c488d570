import { closeSync, openSync, readSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { ByteSource } from '../src/formats/bytes/byte-source.ts'

/**
 * A file on disk, read by slices; it is open only while it is read. A command has nothing else to do meanwhile: handing
 * each slice to another thread and back would take longer than to read it.
 */
export async function fileSource(path: string, name = basename(path)): Promise<ByteSource> {
  const { size } = await stat(path)
  return {
    name,
    size,
    async read(start, end) {
      const length = Math.max(0, Math.min(end, size) - start)
      const bytes = new Uint8Array(length)
      const file = openSync(path, 'r')
      try {
        let done = 0
        while (done < length) {
          const bytesRead = readSync(file, bytes, done, length - done, start + done)
          if (bytesRead === 0) return bytes.subarray(0, done)
          done += bytesRead
        }
        return bytes
      } finally {
        closeSync(file)
      }
    },
  }
}

const SHAPEFILE_PARTS = /\.(shp|shx|dbf|prj|qpj|cpg|cst|dbt|fpt)$/i

/** A file, with the other parts of its shapefile where it is one of them; or all files of a folder. */
export async function fileSources(path: string): Promise<ByteSource[]> {
  if ((await stat(path)).isDirectory()) {
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    const paths = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    return Promise.all(paths.toSorted().map((file) => fileSource(file, relative(path, file))))
  }
  if (!SHAPEFILE_PARTS.test(path)) return [await fileSource(path)]
  const folder = join(path, '..')
  const stem = basename(path).replace(SHAPEFILE_PARTS, '').toLowerCase()
  const names = (await readdir(folder)).filter(
    (name) =>
      SHAPEFILE_PARTS.test(name) && name.replace(SHAPEFILE_PARTS, '').toLowerCase() === stem,
  )
  return Promise.all(names.toSorted().map((name) => fileSource(join(folder, name))))
}
