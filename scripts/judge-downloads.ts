/**
 * Has GDAL (`ogrinfo`, which must be installed) read every ready-made file of the shelf to its end, and says which it
 * reads otherwise than the catalogue says; those of the small layers of the tests it keeps as
 * `tests/fixtures/downloads.gdal.json`. Exit status 1 where there is any difference.
 *
 *     npx tsx scripts/judge-downloads.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Download, isData } from '../src/catalog/downloads.ts'
import { fullFileOf } from '../src/catalog/layer-files.ts'
import { LAYERS_FOLDER } from '../src/catalog/metadata/site.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import type { ExportFormat } from '../src/formats/contract/writer.ts'
import { readEditions } from './downloads/editions.ts'
import { readPublishedEditions } from './downloads/shelf.ts'
import { gdalAddress, readLayersWithGdal, readWithGdal } from './judge-exports.ts'
import { shelfFolder } from './site-of-build.ts'

/** A layer of points and one of areas, both small: the tests make their files and hold them to what GDAL found. */
export const JUDGED_LAYERS: readonly string[] = ['ports', 'glaciers']

/** What GDAL finds in a ready-made file. */
export interface JudgedDownload {
  readonly features: number
  readonly error: string | null
  /** Of the first layer: names of the fields in order. */
  readonly fields: readonly string[]
  /** Of the first layer: west, south, east, north to a thousandth of a degree; empty for tables. */
  readonly extent: readonly number[]
}

export async function judgeDownload(
  path: string,
  { format }: Pick<Download, 'format'>,
): Promise<JudgedDownload> {
  const address = gdalAddress(path, format as ExportFormat)
  const { fields, extent } = await readLayersWithGdal(address)
  return { ...(await readWithGdal(address)), fields, extent }
}

async function main(): Promise<void> {
  const layersFolder = resolve(import.meta.dirname, '../public', LAYERS_FOLDER)
  const { layers } = parseCatalog(
    JSON.parse(readFileSync(join(layersFolder, 'catalog.json'), 'utf8')),
  )
  const listed = await readEditions(layersFolder)
  const kept: Record<string, Record<string, JudgedDownload>> = {}
  let files = 0
  let differences = 0
  for (const layer of layers) {
    const [newest] = readPublishedEditions(shelfFolder(), layer.id, listed.get(layer.id) ?? [])
    for (const download of newest?.downloads.filter(isData) ?? []) {
      files++
      const found = await judgeDownload(
        join(shelfFolder(), download.path.slice(LAYERS_FOLDER.length)),
        download,
      )
      const { featureCount } = fullFileOf(layer)!
      if (found.error || found.features !== featureCount) {
        differences++
        console.log(
          `${download.path}: ${found.features} of ${featureCount} features${found.error ? `, ${found.error}` : ''}`,
        )
      }
      if (JUDGED_LAYERS.includes(layer.id)) {
        kept[layer.id] = { ...kept[layer.id], [download.format]: found }
      }
    }
  }
  const fixture = resolve(import.meta.dirname, '../tests/fixtures/downloads.gdal.json')
  writeFileSync(fixture, `${JSON.stringify(kept, null, 1)}\n`)
  console.log(`${files} files read by GDAL to their end, ${differences} differently`)
  if (differences > 0) process.exitCode = 1
}

if (import.meta.filename === process.argv[1]) await main()
