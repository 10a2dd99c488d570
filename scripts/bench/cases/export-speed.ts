import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import shpwrite from '@mapbox/shp-write'
import shpwritePackage from '@mapbox/shp-write/package.json' with { type: 'json' }
import { toKML } from '@placemarkio/tokml'
import { geojson } from 'flatgeobuf'
import flatgeobufPackage from 'flatgeobuf/package.json' with { type: 'json' }
import type { FeatureCollection } from 'geojson'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
import { type ExportLayer, writeLayer } from '../../../src/formats/write-layer.ts'
import { collect, type ExportFormat, type Written } from '../../../src/formats/writer.ts'
import { WGS84 } from '../../../src/geo/crs.ts'
import type { Feature } from '../../../src/geo/feature.ts'
import { type Bench, type Measured, timeSideBySide } from '../bench.ts'
import { makeParcels, toParcelLayer } from '../parcels.ts'

const COUNT = 10_000
const ROUNDS = 3
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

/** Both read the same FlatGeobuf and leave the same kind of file behind. */
async function againstGdal(
  format: ExportFormat,
  driver: string,
  extension: string,
  options: readonly string[] = [],
): Promise<Measured> {
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
      },
      ROUNDS,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const gdal = spawnSync('ogr2ogr', ['--version'], { encoding: 'utf8' })
const GDAL = gdal.status === 0 ? `ogr2ogr of ${gdal.stdout.trim().split(',')[0]}` : null

const FORMATS = [
  ['shapefile', 'ESRI Shapefile', 'shp.zip', ['-lco', 'ENCODING=UTF-8']],
  ['geojson', 'GeoJSON', 'geojson', ['-lco', 'RFC7946=YES']],
  ['geojsonseq', 'GeoJSONSeq', 'geojsonl', []],
  ['kml', 'LIBKML', 'kml', []],
  ['kmz', 'LIBKML', 'kmz', []],
  ['csv', 'CSV', 'csv', ['-lco', 'GEOMETRY=AS_WKT']],
  ['flatgeobuf', 'FlatGeobuf', 'fgb', []],
  ['geopackage', 'GPKG', 'gpkg', []],
] as const

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

const native: readonly Bench[] = FORMATS.map(([format, driver, extension, options]) => ({
  name: `export-${format}-native`,
  what: `FlatGeobuf to ${format}, reading included`,
  peer: GDAL ?? '',
  unit: 'ms',
  target: 3,
  run: () => againstGdal(format, driver, extension, options),
}))

export default GDAL ? [...packages, ...native] : packages
