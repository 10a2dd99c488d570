import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toLanguageCatalog, toLanguageCatalogName } from '../../src/catalog/language-catalog.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { LANGUAGES } from '../../src/geo/layer-schema.ts'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'

/** Writes `catalog.<language>.json` beside `catalog.json`, for the catalogue's panel. */
export async function writeLanguageCatalogs(
  layers: readonly CatalogLayer[],
  folder: string,
): Promise<void> {
  const { records } = toRecords(layers)
  for (const language of LANGUAGES) {
    const catalog = toLanguageCatalog(records, projects, language)
    await writeFile(
      join(folder, toLanguageCatalogName(language)),
      `${JSON.stringify(catalog, null, 1)}\n`,
    )
  }
}
