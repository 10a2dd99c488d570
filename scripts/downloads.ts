/**
 * Makes the ready-made files of every published layer (GeoPackage, shapefile, KMZ, GeoJSON and CSV) and the archive
 * of all layers, where they are not made yet. `npm run build` puts what it finds into the site.
 *
 *     npm run -s downloads [-- --replace]
 *
 * They are kept in `downloads/`, or where `ATLAS_DOWNLOADS` says, with those of older editions. An edition that is
 * there stays as it is; `--replace` makes anew those of changed data or of other writers, before they are published.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LAYERS_FOLDER } from '../src/catalog/metadata/site.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import { toProblem } from '../src/model/problem.ts'
import { toRecords } from './catalog/records.ts'
import { makeDownloads } from './downloads/make-downloads.ts'
import { readReleasedRecords } from './release/released.ts'
import { shelfFolder, siteOfBuild } from './site-of-build.ts'

const layers = resolve(import.meta.dirname, '../public', LAYERS_FOLDER)

try {
  const { values } = parseArgs({ options: { replace: { type: 'boolean', default: false } } })
  const catalog = parseCatalog(JSON.parse(readFileSync(join(layers, 'catalog.json'), 'utf8')))
  await makeDownloads(toRecords(catalog.layers, await readReleasedRecords(layers)).records, {
    layers,
    shelf: shelfFolder(),
    site: siteOfBuild(),
    replace: values.replace,
    report: console.log,
  })
} catch (error) {
  console.error(toProblem(error).message)
  process.exitCode = 1
}
