import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import shpwrite from '@mapbox/shp-write'
import shpwritePackage from '@mapbox/shp-write/package.json' with { type: 'json' }
import { toKML } from '@placemarkio/tokml'
import { geojson } from 'flatgeobuf'
import flatgeobufPackage from 'flatgeobuf/package.json' with { type: 'json' }
import type { FeatureCollection } from 'geojson'
import { collect, type Written } from '../../../src/formats/contract/collect.ts'
import type { ExportFormat } from '../../../src/formats/contract/writer.ts'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
import { type ExportLayer, writeLayer } from '../../../src/formats/registry/write-layer.ts'
import { WGS84 } from '../../../src/geo/crs.ts'
import type { Feature } from '../../../src/model/feature.ts'
import { type Bench, type Measured, timeSideBySide } from '../bench.ts'
import { makeParcels, toParcelLayer } from '../parcels.ts'

const COUNT = 10_000
/** Enough for the engine to have compiled both sides, which the first few rounds are spent on. */
const ROUNDS = 9

/** The package takes minutes for more: its time grows with the square of the count. */
const SHP_WRITE_COUNT = 1000

function write(layer: ExportLayer, format: ExportFormat): Promise<Written> {
  return collect(writeLayer(layer, format, WGS84))
}

function toCollection(features: readonly Feature[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.map(({ geometry, properties }) => ({
      type: 'Feature',
      geometry: geometry!,
      properties,
    })),
  }
}

/** Ours, from features in memory, against a package's, from the GeoJSON that it takes. */
function againstPackage(
  format: ExportFormat,
  peer: (collection: FeatureCollection) => unknown,
  count = COUNT,
): Promise<Measured> {
  const parcels = makeParcels(count)
  const collection = toCollection(parcels)
  return timeSideBySide(
    () =>
      write(
        toParcelLayer(count, () => parcels),
        format,
      ),
    () => peer(collection),
    ROUNDS,
  )
}

interface Native {
  readonly format: ExportFormat
  readonly driver: string
  readonly extension: string
  readonly options?: readonly string[]
  /** What is left to be done to the peer's bytes until they are the same kind of file. */
  readonly finish?: (bytes: Uint8Array) => Uint8Array
}

/** Both read the same FlatGeobuf and leave the same kind of file behind. */
async function againstGdal({
  format,
  driver,
  extension,
  options = [],
  finish,
}: Native): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const { bytes } = writeFlatGeobuf({ name: 'parcels' }, makeParcels(COUNT))
    const source = join(folder, 'parcels.fgb')
    writeFileSync(source, bytes)
    return await timeSideBySide(
      async () => {
        const { chunks } = await write(
          toParcelLayer(COUNT, () => new FlatGeobufFile(bytes).features()),
          format,
        )
        writeFileSync(join(folder, `ours.${extension}`), Buffer.concat(chunks))
      },
      () => {
        const target = join(folder, `peer.${extension}`)
        rmSync(target, { force: true })
        const { status, stderr } = spawnSync(
          'ogr2ogr',
          ['-f', driver, ...options, target, source],
          { encoding: 'utf8' },
        )
        if (status !== 0) throw new Error(stderr)
        if (finish) writeFileSync(target, finish(readFileSync(target)))
      },
      ROUNDS,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const gdal = spawnSync('ogr2ogr', ['--version'], { encoding: 'utf8' })
const GDAL = gdal.status === 0 ? `ogr2ogr of ${gdal.stdout.trim().split(',')[0]}` : null

/**
 * KML is measured against GDAL's plain driver, its quickest by far: the time of `LIBKML`, the only one
 * that writes KMZ, grows with more than the square of the count (20 s for 2000 of these polygons).
 */
const NATIVE: readonly Native[] = [
  {
    format: 'shapefile',
    driver: 'ESRI Shapefile',
    extension: 'shp.zip',
    options: ['-lco', 'ENCODING=UTF-8'],
  },
  {
    format: 'geojson',
    driver: 'GeoJSON',
    extension: 'geojson',
    options: ['-lco', 'RFC7946=YES'],
  },
  {
    format: 'geojsonseq',
    driver: 'GeoJSONSeq',
    extension: 'geojsonl',
  },
  { format: 'kml', driver: 'KML', extension: 'kml' },
  { format: 'kmz', driver: 'KML', extension: 'kmz', finish: (bytes) => deflateRawSync(bytes) },
  { format: 'csv', driver: 'CSV', extension: 'csv', options: ['-lco', 'GEOMETRY=AS_WKT'] },
  { format: 'flatgeobuf', driver: 'FlatGeobuf', extension: 'fgb' },
  { format: 'geopackage', driver: 'GPKG', extension: 'gpkg' },
]

const packages: readonly Bench[] = [
  {
    name: 'export-shapefile-package',
    what: 'writing a zipped shapefile; ours with codebook and README, in UTF-8',
    peer: `@mapbox/shp-write ${shpwritePackage.version}, zip`,
    unit: 'ms',
    target: 0.5,
    run: () =>
      againstPackage(
        'shapefile',
        (collection) =>
          shpwrite.zip(collection, { compression: 'DEFLATE', outputType: 'uint8array' }),
        SHP_WRITE_COUNT,
      ),
  },
  {
    name: 'export-kml-package',
    what: 'writing KML; ours with typed fields, styles, balloons and regions',
    peer: '@placemarkio/tokml, toKML',
    unit: 'ms',
    target: 0.5,
    run: () =>
      againstPackage('kml', (collection) => new TextEncoder().encode(toKML(collection as never))),
  },
  {
    name: 'export-flatgeobuf-package',
    what: 'writing FlatGeobuf; ours with schema, envelope and index',
    peer: `flatgeobuf ${flatgeobufPackage.version}, geojson.serialize`,
    unit: 'ms',
    target: 0.5,
    run: async () => ({
      ...(await againstPackage('flatgeobuf', (collection) =>
        geojson.serialize(collection as never),
      )),
      note: 'the package writes no index, no envelope and no feature order',
    }),
  },
]

const native: readonly Bench[] = NATIVE.map((one) => ({
  name: `export-${one.format}-native`,
  what: `FlatGeobuf to ${one.format}, reading included`,
  peer: `${GDAL}, ${one.driver}${one.finish ? ', deflated' : ''}`,
  unit: 'ms',
  target: 1,
  run: () => againstGdal(one),
}))

export default GDAL ? [...packages, ...native] : packages
