import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CatalogFault, parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { checkEditions } from '../downloads/editions.ts'
import { checkDescriptions, checkLayers } from '../pipeline/check.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { readReleasedRecords } from '../release/released.ts'
import { checkLooks } from './check-looks.ts'
import { checkPlaces } from './check-places.ts'
import { checkRecords } from './check-records.ts'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'
import { checkLanguageCatalogs } from './write-language-catalogs.ts'

/**
 * Everything that is wrong with the catalogue in a folder: entries that are incomplete, that do not say
 * what their recipes say, or that do not fit the files beside them.
 */
export async function checkCatalogue(
  folder: string,
  recipes: readonly Recipe[],
): Promise<CatalogFault[]> {
  const found = await checkLayers(folder, recipes)
  const text = await readFile(join(folder, 'catalog.json'), 'utf8').catch(() => null)
  if (text === null) return found
  // Entries that are no entries are among what was found already; the others are looked at further.
  const { layers } = parseCatalog(JSON.parse(text))
  const released = await readReleasedRecords(folder)
  const { records, faults } = toRecords(layers, released)
  return [
    ...found,
    ...checkDescriptions(
      layers,
      recipes.filter(({ id }) => !released.has(id)),
    ),
    ...checkLooks(layers),
    ...faults,
    ...checkRecords(records, projects),
    ...(await checkPlaces(layers, folder)),
    ...(await checkLanguageCatalogs(layers, folder)),
    ...(await checkEditions(layers, folder)),
  ]
}
