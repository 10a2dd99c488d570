import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import { unzipSync } from 'fflate'
import type { FeatureCollection } from 'geojson'
import * as shapefile from 'shapefile'
import { getShapefile } from 'shpjs'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { type ByteSource, bytesSource } from '../../../src/formats/bytes/byte-source.ts'
import { collect } from '../../../src/formats/contract/collect.ts'
import { TableRows } from '../../../src/formats/contract/feature-rows.ts'
import type { ExportFormat } from '../../../src/formats/contract/writer.ts'
import { readFiles } from '../../../src/formats/registry/read-files.ts'
import { writeLayer } from '../../../src/formats/registry/write-layer.ts'
import { WGS84 } from '../../../src/geo/crs.ts'
import type { Feature } from '../../../src/model/feature.ts'
import { type Bench, type Measured, timeSideBySide } from '../bench.ts'
import { makeParcels, toParcelLayer } from '../parcels.ts'

/** A shapefile that a project shares by mail, and one of a province. */
const SMALL = 5_000
const LARGE = 20_000

const files = new Map<string, Promise<Uint8Array>>()

/** The same features in a format, made once. */
function fileOf(format: ExportFormat, count: number): Promise<Uint8Array> {
  const key = `${format} ${count}`
  const made = files.get(key) ?? makeFile(format, count)
  files.set(key, made)
  return made
}

async function makeFile(format: ExportFormat, count: number): Promise<Uint8Array> {
  const features = makeParcels(count)
  const { chunks } = await collect(
    writeLayer(
      toParcelLayer(count, () => features),
      format,
      WGS84,
    ),
  )
  return new Uint8Array(Buffer.concat(chunks))
}

/** Reads the files and makes every feature of them, as the peers do. */
async function read(sources: readonly ByteSource[], expected: number): Promise<void> {
  const result = await readFiles(sources)
  if (!result.ok) throw new Error(result.problem.message)
  let count = 0
  for (const _ of result.layers[0]!.features) count++
  if (count !== expected) throw new Error(`${count} features of ${expected}`)
}

const noteOf = (count: number, bytes: number): string =>
  `${count} polygons, ${Math.round(bytes / 1e5) / 10} MB`

async function againstShpjs(count: number): Promise<Measured> {
  const bytes = await fileOf('shapefile', count)
  const times = await timeSideBySide(
    () => read([bytesSource(bytes, 'parcels.zip')], count),
    () => getShapefile(bytes.slice().buffer),
  )
  return { ...times, note: noteOf(count, bytes.length) }
}

/** The parts of the shapefile unpacked: the package reads no archives. */
async function partsOf(count: number): Promise<Readonly<Record<string, Uint8Array>>> {
  return unzipSync(await fileOf('shapefile', count))
}

async function againstShapefile(count: number): Promise<Measured> {
  const parts = await partsOf(count)
  const names = Object.keys(parts).filter((name) => /\.(shp|shx|dbf|prj|cpg)$/.test(name))
  const [shp, dbf] = [parts['parcels.shp']!, parts['parcels.dbf']!]
  const times = await timeSideBySide(
    () =>
      read(
        names.map((name) => bytesSource(parts[name]!, name)),
        count,
      ),
    () => shapefile.read(shp, dbf),
  )
  return { ...times, note: noteOf(count, shp.length + dbf.length) }
}

async function againstTogeojson(): Promise<Measured> {
  const bytes = await fileOf('kml', SMALL)
  const times = await timeSideBySide(
    () => read([bytesSource(bytes, 'parcels.kml')], SMALL),
    () => kml(new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'text/xml')),
    3,
  )
  return { ...times, note: noteOf(SMALL, bytes.length) }
}

/** Reads a file and writes what it holds as FlatGeobuf with an index, as ogr2ogr does. */
async function convert(source: ByteSource, expected: number): Promise<void> {
  const result = await readFiles([source])
  if (!result.ok) throw new Error(result.problem.message)
  const [layer] = result.layers
  const { name, schema, features } = layer!
  const rows = new TableRows(features)
  const given = { schema, features: () => features, rows, name, title: name, metadata: {} }
  const { layers } = await collect(writeLayer({ ...given, language: 'en' }, 'flatgeobuf', WGS84))
  const count = layers[0]?.featureCount
  if (count !== expected) throw new Error(`${count} features of ${expected}`)
}

/** The whole of `ogr2ogr -f FlatGeobuf`, its start included. */
async function againstOgr(
  format: 'shapefile' | 'kml',
  name: string,
  count: number,
): Promise<Measured> {
  const bytes = await fileOf(format, count)
  const folder = mkdtempSync(join(tmpdir(), 'import-bench-'))
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const from = name.endsWith('.zip') ? `/vsizip/${path}` : path
  try {
    const times = await timeSideBySide(
      () => convert(bytesSource(bytes, name), count),
      () => {
        // GDAL does not write over a file of this format: it would fail, and fast.
        rmSync(join(folder, 'out.fgb'), { force: true })
        const { status } = spawnSync('ogr2ogr', ['-f', 'FlatGeobuf', join(folder, 'out.fgb'), from])
        if (status !== 0) throw new Error('ogr2ogr failed')
      },
    )
    return { ...times, note: noteOf(count, bytes.length) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const toCollection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: features.map(({ geometry, properties }) => ({
    type: 'Feature',
    geometry: geometry!,
    properties: { ...properties },
  })),
})

async function againstTopojsonClient(): Promise<Measured> {
  const topo = topology({ parcels: toCollection(makeParcels(LARGE)) }, 1e6)
  const bytes = new TextEncoder().encode(JSON.stringify(topo))
  const times = await timeSideBySide(
    () => read([bytesSource(bytes, 'parcels.json')], LARGE),
    () => {
      const parsed = JSON.parse(new TextDecoder().decode(bytes)) as typeof topo
      return feature(parsed, parsed.objects.parcels!)
    },
  )
  return { ...times, note: noteOf(LARGE, bytes.length) }
}

interface Mapshaper {
  readonly applyCommands: (
    commands: string,
    input: Readonly<Record<string, Uint8Array>>,
  ) => Promise<unknown>
}

/** Of the size of the whole project, and so no dependency of it. */
const MAPSHAPER =
  'mapshaper is not installed (npm i --prefix <folder> mapshaper, then NODE_PATH=<folder>/node_modules)'

function findMapshaper(): Mapshaper | null {
  try {
    return createRequire(import.meta.url)('mapshaper') as Mapshaper
  } catch {
    return null
  }
}

const mapshaper = findMapshaper()

/** Mapshaper answers with the text of a GeoJSON file: it has no features to hand out. */
async function againstMapshaper(
  input: Readonly<Record<string, Uint8Array>>,
  main: string,
): Promise<Measured> {
  const names = Object.keys(input)
  const times = await timeSideBySide(
    () =>
      read(
        names.map((name) => bytesSource(input[name]!, name)),
        SMALL,
      ),
    () =>
      mapshaper!.applyCommands(
        `-i ${main} -o out.json format=geojson`,
        Object.fromEntries(names.map((name) => [name, Buffer.from(input[name]!)])),
      ),
    3,
  )
  const bytes = Object.values(input).reduce((sum, { length }) => sum + length, 0)
  return { ...times, note: noteOf(SMALL, bytes) }
}

async function shapefileAgainstMapshaper(): Promise<Measured> {
  const parts = await partsOf(SMALL)
  const names = ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((extension) => `parcels.${extension}`)
  return againstMapshaper(
    Object.fromEntries(names.map((name) => [name, parts[name]!])),
    'parcels.shp',
  )
}

async function kmlAgainstMapshaper(): Promise<Measured> {
  return againstMapshaper({ 'parcels.kml': await fileOf('kml', SMALL) }, 'parcels.kml')
}

const hasOgr = spawnSync('ogr2ogr', ['--version']).status === 0

type Given = Omit<Bench, 'unit' | 'what'>

const ofShapefile = (bench: Given): Bench => ({
  ...bench,
  what: 'A shapefile to features',
  unit: 'ms',
})
const ofKml = (bench: Given): Bench => ({ ...bench, what: 'A KML file to features', unit: 'ms' })
const ofConversion = (bench: Given): Bench => ({
  ...bench,
  what: 'A file to FlatGeobuf with an index',
  unit: 'ms',
})
const withMapshaper = mapshaper ? {} : { absent: MAPSHAPER }
const withOgr = hasOgr ? {} : { absent: 'ogr2ogr (GDAL) is not installed' }

export default [
  ofShapefile({
    name: 'import-shapefile-shpjs-small',
    peer: 'shpjs',
    target: 1,
    run: () => againstShpjs(SMALL),
  }),
  ofShapefile({
    name: 'import-shapefile-shpjs',
    peer: 'shpjs',
    target: 1,
    run: () => againstShpjs(LARGE),
  }),
  ofShapefile({
    name: 'import-shapefile-shapefile',
    peer: 'shapefile',
    target: 1,
    run: () => againstShapefile(LARGE),
  }),
  ofShapefile({
    name: 'import-shapefile-mapshaper',
    peer: 'mapshaper -i -o format=geojson',
    target: 1,
    run: shapefileAgainstMapshaper,
    ...withMapshaper,
  }),
  ofConversion({
    name: 'import-shapefile-native',
    peer: 'ogr2ogr -f FlatGeobuf',
    target: 1.2,
    run: () => againstOgr('shapefile', 'parcels.zip', LARGE),
    ...withOgr,
  }),
  ofKml({
    name: 'import-kml-togeojson',
    peer: '@tmcw/togeojson with @xmldom/xmldom',
    target: 1,
    run: againstTogeojson,
  }),
  ofKml({
    name: 'import-kml-mapshaper',
    peer: 'mapshaper -i -o format=geojson',
    target: 1,
    run: kmlAgainstMapshaper,
    ...withMapshaper,
  }),
  ofConversion({
    name: 'import-kml-native',
    peer: 'ogr2ogr -f FlatGeobuf',
    target: 1.2,
    run: () => againstOgr('kml', 'parcels.kml', SMALL),
    ...withOgr,
  }),
  {
    name: 'import-topojson-client',
    what: 'A TopoJSON file to features',
    peer: 'topojson-client with JSON.parse',
    unit: 'ms',
    target: 1,
    run: againstTopojsonClient,
  },
] satisfies readonly Bench[]
