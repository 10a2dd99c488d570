import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  PREVIEW_FOLDER,
  PREVIEW_LIST,
  type PreviewList,
  previewListSchema,
} from '../../src/reviewing/release/preview-list.ts'
import { readPackage } from '../../src/reviewing/release/read-package.ts'
import { fileSource } from '../file-source.ts'

async function readList(folder: string): Promise<PreviewList> {
  const text = await readFile(join(folder, PREVIEW_LIST), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
  return text === null ? { packages: [] } : previewListSchema.parse(JSON.parse(text))
}

async function writeList(packages: PreviewList['packages'], folder: string): Promise<void> {
  const sorted = packages.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  await writeFile(
    join(folder, PREVIEW_LIST),
    `${JSON.stringify({ packages: sorted } satisfies PreviewList, null, 1)}\n`,
  )
}

/**
 * Puts a package among those that can be seen before their release, in the place of an earlier one of its layer. Gives
 * the part of the Atlas's address that shows it.
 */
export async function addPreview(path: string, folder: string): Promise<string> {
  const { manifest, record } = await readPackage(await fileSource(path))
  const { id, edition } = manifest
  const name = `${id}.release.zip`
  await mkdir(folder, { recursive: true })
  await copyFile(path, join(folder, name))
  const { packages } = await readList(folder)
  const others = packages.filter((each) => each.id !== id)
  await writeList([...others, { id, title: record.title, edition, path: name }], folder)
  return `?preview=${PREVIEW_FOLDER}${name}`
}

/** Takes the package of a layer away from there; one that is not there is none the less gone. */
export async function removePreview(id: string, folder: string): Promise<void> {
  const { packages } = await readList(folder)
  const gone = packages.find((each) => each.id === id)
  if (!gone) return
  await writeList(
    packages.filter((each) => each.id !== id),
    folder,
  )
  await rm(join(folder, gone.path), { force: true })
}
