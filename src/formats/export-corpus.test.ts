import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { NAAF, WGS84 } from '../geo/crs.ts'
import { bytesSource } from './byte-source.ts'
import { exportLayer } from './export-layer.ts'
import type { ImportedLayer } from './imported-layer.ts'
import { readFiles } from './read-files.ts'
import { rereadFile } from './reread.ts'
import { EXPORT_FORMATS, type ExportFormat } from './writer.ts'

const CORPUS = resolve(import.meta.dirname, '../../../shared/corpus/formats')
const READABLE = /\.(shp|geojson|json|kml|kmz|fgb|gpx|csv)$/i
const MOST_BYTES = 12_000
/** One file of each so many: all of them take minutes (`EXPORT_CORPUS=all`). */
const STRIDE = process.env.EXPORT_CORPUS === 'all' ? 1 : 17

const files = existsSync(CORPUS)
  ? readdirSync(CORPUS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && READABLE.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => statSync(path).size < MOST_BYTES)
      .sort()
      .filter((_, index) => index % STRIDE === 0)
  : []

/** The layers of a file, with what belongs to it where it is part of a shapefile. */
async function layersOf(path: string): Promise<readonly ImportedLayer[]> {
  const stem = `${basename(path, extname(path))}.`
  const paths =
    extname(path) === '.shp'
      ? readdirSync(join(path, '..'))
          .filter((name) => name.startsWith(stem))
          .map((name) => join(path, '..', name))
      : [path]
  const sources = paths.map((part) =>
    bytesSource(new Uint8Array(readFileSync(part)), basename(part)),
  )
  const result = await readFiles(sources)
  return result.ok ? result.layers.filter(({ crs }) => crs.how !== 'unknown') : []
}

const CRS_OF_FORMAT = (format: ExportFormat) =>
  format === 'shapefile' || format === 'geopackage' ? [WGS84, NAAF] : [WGS84]

describe.skipIf(files.length === 0)('a layer of the corpus (shared/corpus, where it is)', () => {
  it.each(files.map((path) => [path.slice(CORPUS.length + 1), path]))(
    '%s comes back from every format as it was, but for what the format explains',
    async (_, path) => {
      for (const layer of await layersOf(path)) {
        for (const format of EXPORT_FORMATS) {
          for (const crs of CRS_OF_FORMAT(format)) {
            const result = await exportLayer(
              {
                schema: layer.schema,
                features: () => layer.features,
                name: layer.name,
                title: layer.name,
                metadata: {},
                language: 'en',
              },
              format,
              crs,
              rereadFile,
            )
            expect(
              result.ok ? [] : [format, crs.name, result.problem, result.receipt?.differences[0]],
            ).toEqual([])
          }
        }
      }
    },
  )

  it('has its receipt in the archive', async () => {
    const [layer] = (await Promise.all(files.slice(0, 8).map(layersOf))).flat()
    const result = await exportLayer(
      {
        schema: layer!.schema,
        features: () => layer!.features,
        name: 'layer',
        title: 'Layer',
        metadata: {},
        language: 'en',
      },
      'shapefile',
      NAAF,
      rereadFile,
    )
    if (!result.ok) throw new Error(result.problem.message)
    const archive = unzipSync(new Uint8Array(Buffer.concat(result.file.chunks)))
    const receipt = JSON.parse(new TextDecoder().decode(archive['receipt.json'])) as unknown
    expect(receipt).toEqual(JSON.parse(JSON.stringify(result.receipt)))
    expect(result.receipt.differences).toEqual([])
  })
})
