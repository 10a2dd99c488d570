import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toLanguageCatalog, toLanguageCatalogName } from '../../src/catalog/language-catalog.ts'
import type { CatalogFault } from '../../src/catalog/parse-catalog.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { readReleasedRecords } from '../release/released.ts'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'

/** Writes `catalog.<language>.json` beside `catalog.json`, for the catalogue's panel. */
export async function writeLanguageCatalogs(
  layers: readonly CatalogLayer[],
  folder: string,
): Promise<void> {
  for (const [name, text] of await toFiles(layers, folder))
    await writeFile(join(folder, name), text)
}

/** Whether the files say what the entries say now. */
export async function checkLanguageCatalogs(
  layers: readonly CatalogLayer[],
  folder: string,
): Promise<CatalogFault[]> {
  const faults: CatalogFault[] = []
  for (const [name, text] of await toFiles(layers, folder)) {
    const written = await readFile(join(folder, name), 'utf8').catch(() => '')
    if (written === text) continue
    const message = 'It does not say what the entries say: run "npm run layers -- texts".'
    faults.push({ entry: '', field: name, message })
  }
  return faults
}

async function toFiles(
  layers: readonly CatalogLayer[],
  folder: string,
): Promise<[name: string, text: string][]> {
  const { records } = toRecords(layers, await readReleasedRecords(folder))
  return LANGUAGES.map((language) => [
    toLanguageCatalogName(language),
    `${JSON.stringify(toLanguageCatalog(records, projects, language), null, 1)}\n`,
  ])
}
