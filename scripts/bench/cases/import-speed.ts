import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import { getShapefile } from 'shpjs'
import { bytesSource } from '../../../src/formats/byte-source.ts'
import { readFiles } from '../../../src/formats/read-files.ts'
import { writeLayer } from '../../../src/formats/write-layer.ts'
import { collect, type ExportFormat } from '../../../src/formats/writer.ts'
import { WGS84 } from '../../../src/geo/crs.ts'
import { type Bench, type Measured, timeSideBySide } from '../bench.ts'
import { makeParcels } from '../parcels.ts'

const COUNT = 5_000
const ROUNDS = 2

async function fileOf(format: ExportFormat): Promise<Uint8Array> {
  const features = makeParcels(COUNT)
  const { chunks } = await collect(
    writeLayer(
      {
        schema: {
          name: 'parcels',
          geometryType: 'Polygon',
          fields: [
            { name: 'name', type: 'string' },
            { name: 'kind', type: 'string' },
            { name: 'hectares', type: 'double' },
            { name: 'year', type: 'integer' },
            { name: 'protected', type: 'boolean' },
            { name: 'note', type: 'string' },
          ],
          featureCount: COUNT,
          bbox: null,
        },
        features: () => features,
        name: 'parcels',
        title: 'Parcels',
        metadata: {},
        language: 'en',
      },
      format,
      WGS84,
    ),
  )
  return new Uint8Array(Buffer.concat(chunks))
}

/** Reads the file and makes every feature of it, as the peers do. */
async function read(bytes: Uint8Array, name: string): Promise<number> {
  const result = await readFiles([bytesSource(bytes, name)])
  if (!result.ok) throw new Error(result.problem.message)
  let count = 0
  // The archive has a table of the fields beside the layer, which is read as well.
  for (const _ of result.layers[0]!.features) count++
  if (count !== COUNT) throw new Error(`${count} features of ${COUNT}`)
  return count
}

const note = (bytes: Uint8Array): string =>
  `${COUNT} polygons, ${Math.round(bytes.length / 1e5) / 10} MB`

async function againstShpjs(): Promise<Measured> {
  const bytes = await fileOf('shapefile')
  const times = await timeSideBySide(
    () => read(bytes, 'parcels.zip'),
    () => getShapefile(bytes.slice().buffer),
    ROUNDS,
  )
  return { ...times, note: note(bytes) }
}

async function againstTogeojson(): Promise<Measured> {
  const bytes = await fileOf('kml')
  const times = await timeSideBySide(
    () => read(bytes, 'parcels.kml'),
    () => kml(new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'text/xml')),
    ROUNDS,
  )
  return { ...times, note: note(bytes) }
}

/** The whole of `ogr2ogr -f FlatGeobuf`, its start included, against reading alone. */
async function againstOgr(format: 'shapefile' | 'kml', name: string): Promise<Measured> {
  const bytes = await fileOf(format)
  const folder = mkdtempSync(join(tmpdir(), 'import-bench-'))
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const from = name.endsWith('.zip') ? `/vsizip/${path}` : path
  try {
    const times = await timeSideBySide(
      () => read(bytes, name),
      () => spawnSync('ogr2ogr', ['-overwrite', '-f', 'FlatGeobuf', join(folder, 'out.fgb'), from]),
      ROUNDS,
    )
    return { ...times, note: note(bytes) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Mapshaper {
  readonly applyCommands: (
    commands: string,
    input: Readonly<Record<string, Uint8Array>>,
  ) => Promise<unknown>
}

/** Peers that the project does not depend on are measured where they are installed. */
function optional<T>(name: string): T | null {
  try {
    return createRequire(import.meta.url)(name) as T
  } catch {
    return null
  }
}

const mapshaper = optional<Mapshaper>('mapshaper')

async function againstMapshaper(format: 'shapefile' | 'kml', name: string): Promise<Measured> {
  const bytes = await fileOf(format)
  const times = await timeSideBySide(
    () => read(bytes, name),
    () => mapshaper!.applyCommands(`-i ${name} -o out.json format=geojson`, { [name]: bytes }),
    ROUNDS,
  )
  return { ...times, note: note(bytes) }
}

const hasOgr = spawnSync('ogr2ogr', ['--version']).status === 0

const bench = (
  name: string,
  what: string,
  peer: string,
  target: number,
  run: () => Promise<Measured>,
): Bench => ({ name, what, peer, unit: 'ms', target, run })

export default [
  bench('import-shapefile-shpjs', 'A zipped shapefile to features', 'shpjs', 1, againstShpjs),
  bench(
    'import-kml-togeojson',
    'A KML file to features',
    '@tmcw/togeojson with @xmldom/xmldom',
    1,
    againstTogeojson,
  ),
  ...(mapshaper
    ? [
        bench('import-shapefile-mapshaper', 'A zipped shapefile to features', 'mapshaper', 1, () =>
          againstMapshaper('shapefile', 'parcels.zip'),
        ),
        bench('import-kml-mapshaper', 'A KML file to features', 'mapshaper', 1, () =>
          againstMapshaper('kml', 'parcels.kml'),
        ),
      ]
    : []),
  ...(hasOgr
    ? [
        bench('import-shapefile-native', 'A zipped shapefile to features', 'ogr2ogr', 3, () =>
          againstOgr('shapefile', 'parcels.zip'),
        ),
        bench('import-kml-native', 'A KML file to features', 'ogr2ogr', 3, () =>
          againstOgr('kml', 'parcels.kml'),
        ),
      ]
    : []),
] satisfies readonly Bench[]
