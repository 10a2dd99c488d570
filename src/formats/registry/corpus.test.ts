import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { fileSources } from '../../../scripts/file-source.ts'
import { fuzz } from '../../../scripts/fuzz.ts'
import { countTypes, type TypeCounts } from '../../../scripts/judge-corpus.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import { readFiles } from './read-files.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const CORPUS = resolve(ROOT, '../shared/corpus')
const JUDGE = join(ROOT, 'tests/fixtures/import/judge.json')
const EXPLAINED = join(ROOT, 'tests/fixtures/import/explained.json')

interface JudgedLayer {
  readonly name: string
  readonly count: number
  readonly type: string
  readonly bbox: readonly number[] | null
  readonly fields: readonly string[]
}
interface Judged {
  readonly ogr: readonly JudgedLayer[] | null
  readonly togeojson?: number | null
}

/** Why a reading may differ from the judges', each with the reader that is right about it. */
const CAUSES = {
  'kml-one-layer':
    'GDAL makes a layer of each folder and counts overlays as features; ours is one layer of placemarks',
  'kml-recovered':
    'GDAL refuses files that hold no placemark (links, overlays, styles alone), and archives whose main file is not at the top',
  'togeojson-overlays':
    'togeojson makes features of ground overlays and network links, and of placemarks within updates of tours; here they are listed or told',
  'csv-text':
    'GDAL takes the first row for data where it looks like it; here the first row holds the names',
  'gpx-points': 'GDAL repeats the points of routes and tracks as layers of their own',
  'zip-choice':
    'GDAL does not look into archives within archives, or refuses what a part is missing of',
  'refused-by-gdal':
    'GDAL has no driver for it, or refuses a shapefile without its .shx (unless told to make one) and tables in UTF-16',
  'refused-here':
    'the JSON breaks off or is not valid as a whole, and is refused with a named problem',
  records: 'fields that memo files hold, or whose names are repeated, are told and named otherwise',
  rows: 'GDAL believes the length in the header of the index, which is older than the shapes, rows and index',
  bounds: 'GDAL reads the first track of several only, or leaves out tracks in its bounds',
} as const
type Cause = keyof typeof CAUSES

/** What is compared of a reading; the features themselves are let go. */
interface ReadLayer extends Pick<ImportedLayer, 'format' | 'schema' | 'crs' | 'geometryTypes'> {
  readonly count: number
  readonly types: TypeCounts
}
type Read = { readonly layers: readonly ReadLayer[] } | { readonly problem: string }

const readings = new Map<string, Promise<Read>>()

/** Each file is read once for all tests. */
function readOnce(path: string): Promise<Read> {
  const known = readings.get(path) ?? readLayers(path)
  readings.set(path, known)
  return known
}

async function readLayers(path: string): Promise<Read> {
  const result = await readFiles(await fileSources(join(CORPUS, path)))
  if (!result.ok) return { problem: result.problem.code }
  return {
    layers: result.layers.map(({ format, schema, crs, geometryTypes, features }) => ({
      format,
      schema,
      crs,
      geometryTypes,
      count: features.length,
      types: countTypes(
        Array.from({ length: features.length }, (_, i) => features.geometryType(i) ?? 'none'),
      ),
    })),
  }
}

/** The first difference between a reading and the judge's, in a few words, or `null`. */
function difference(
  layers: readonly ReadLayer[] | null,
  { ogr, togeojson }: Judged,
): string | null {
  const judged = ogr && ogr.length > 0 ? ogr : null
  if (!layers) return judged ? 'refused, read by GDAL' : null
  if (!judged) return 'read, refused by GDAL'
  const count = layers.reduce((sum, layer) => sum + layer.count, 0)
  const expected = judged.reduce((sum, layer) => sum + layer.count, 0)
  if (count !== expected) return `count ${count}, GDAL ${expected}`
  if (togeojson !== undefined && togeojson !== null && togeojson > count) {
    return `count ${count}, togeojson ${togeojson}`
  }
  const own = layers[0]
  const theirs = judged[0]
  if (layers.length === 1 && judged.length === 1 && own && theirs) {
    const { bbox } = own.schema
    if (theirs.bbox && bbox && own.crs.how !== 'unknown' && own.crs.crs.isWgs84) {
      const isOff = theirs.bbox.some((edge, index) => Math.abs(edge - bbox[index]!) > 1e-5)
      if (isOff) return 'bounds'
    }
    const types = new Set(own.geometryTypes.map((type) => type.replace(/^Multi/, '')))
    const type = theirs.type
      .replace(/^3D |^Measured |^3D Measured /, '')
      .replace(/^Multi /, '')
      .replaceAll(' ', '')
    if (
      ['Point', 'LineString', 'Polygon'].includes(type) &&
      types.size === 1 &&
      !types.has(type as never)
    ) {
      return `type ${[...types]}, GDAL ${type}`
    }
    if (own.format === 'shapefile' || own.format === 'dbase' || own.format === 'geopackage') {
      const names = own.schema.fields.map(({ name }) => name)
      const missing = theirs.fields.filter((name) => !names.includes(name))
      if (missing.length > 0) return 'fields'
    }
  }
  return null
}

interface JudgedTypes {
  readonly gdal: TypeCounts | null
  readonly togeojson?: TypeCounts | null
}
/** What is read of a KML file, and why a judge found something else. */
interface KmlReading {
  readonly ours: TypeCounts
  readonly gdal?: string
  readonly togeojson?: string
}

/** Why the geometries of a KML file may be others than a judge's. */
const KML_CAUSES = {
  'overlays-and-links':
    'overlays, links to other files and the regions of both are no features: they are listed with the layer',
  'collections-of-one-kind':
    'a collection of geometries of one kind is the multiple of that kind; togeojson leaves it a collection',
  'updates-and-tours':
    'placemarks within changes to other files and in tours are not of this file, which is told',
  models: 'a model is shown as the point where it stands; the others leave it without a place',
  cameras: 'GDAL takes the place of the viewer (Camera) for that of the placemark',
  'empty-geometries': 'a geometry without positions, or too few, is none; GDAL keeps it empty',
  'rings-alone': 'a ring that is no polygon’s is a closed line; GDAL leaves it without geometry',
  tracks:
    'tracks of several parts are lines of as many, and a track of one place a point; GDAL reads some of them',
  'numbers-that-are-none': 'positions that are no numbers are left out; GDAL makes zeros of them',
  'placemarks-alone': 'GDAL reads the first only of placemarks that stand in no document',
  'gdal-refused': 'GDAL refuses or finds no layer in it',
  'togeojson-refused': 'the file is not in UTF-8 or is no XML that @xmldom/xmldom accepts',
} as const

/**
 * Declared in the British grid, and lying at 87° north: outside the area of a system GDAL leaves out the
 * change of datum, which is made here.
 */
const OUTSIDE_ITS_SYSTEM = /\/poly0[01]\.fgb$/

function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(join(ROOT, 'tests/fixtures/import', name), 'utf8')) as T
}

/** Over a thousand files: half a minute of work, on a machine that has nothing else to do. */
const SLOW_MACHINE_MS = 240_000

const isHere = existsSync(CORPUS) && existsSync(JUDGE)
if (!isHere) console.warn('skipped: the corpus is not here')

describe.skipIf(!isHere)('the files of the corpus', () => {
  const judge = isHere ? (JSON.parse(readFileSync(JUDGE, 'utf8')) as Record<string, Judged>) : {}
  const explained = existsSync(EXPLAINED)
    ? (JSON.parse(readFileSync(EXPLAINED, 'utf8')) as Record<
        string,
        { cause: Cause; difference: string }
      >)
    : {}

  it(
    'are read as GDAL and togeojson read them, or differ for a known reason',
    async () => {
      const unexplained: Record<string, string> = {}
      for (const [path, judged] of Object.entries(judge)) {
        const read = await readOnce(path)
        if ('problem' in read) expect(read.problem, path).not.toBe('unexpected')
        const found = difference('layers' in read ? read.layers : null, judged)
        if (found !== (explained[path]?.difference ?? null))
          unexplained[path] = found ?? 'none any more'
        if (found)
          expect(
            explained[path] && CAUSES[explained[path].cause],
            `${path}: ${found}`,
          ).toBeDefined()
      }
      expect(unexplained).toEqual({})
    },
    SLOW_MACHINE_MS,
  )

  it(
    'of KML have the geometries that GDAL and togeojson find, or others for a known reason',
    async () => {
      const judges = readFixture<Record<string, JudgedTypes>>('kml-types.json')
      const table = readFixture<Record<string, KmlReading>>('kml-explained.json')
      const found: Record<string, KmlReading> = {}
      for (const [path, { gdal, togeojson }] of Object.entries(judges)) {
        const read = await readOnce(path)
        if ('problem' in read) continue
        const ours: Record<string, number> = {}
        for (const { types } of read.layers) {
          for (const [type, count] of Object.entries(types)) ours[type] = (ours[type] ?? 0) + count
        }
        const isOther = (theirs: TypeCounts | null | undefined) =>
          theirs !== undefined && !isDeepStrictEqual(theirs, ours)
        found[path] = {
          ours,
          ...(isOther(gdal) && { gdal: table[path]?.gdal ?? 'not explained' }),
          ...(isOther(togeojson) && { togeojson: table[path]?.togeojson ?? 'not explained' }),
        }
        for (const cause of [found[path].gdal, found[path].togeojson]) {
          if (cause) expect(KML_CAUSES, `${path}: ${cause}`).toHaveProperty(cause)
        }
      }
      expect(found).toEqual(table)
    },
    SLOW_MACHINE_MS,
  )

  it(
    'that are not in degrees lie where GDAL reprojects them to, to a centimetre',
    async () => {
      const reprojected = readFixture<Record<string, readonly number[]>>('reprojected.json')
      const off: Record<string, number> = {}
      for (const [path, bounds] of Object.entries(reprojected)) {
        if (OUTSIDE_ITS_SYSTEM.test(path)) continue
        const read = await readOnce(path)
        const layer = 'layers' in read ? read.layers[0] : undefined
        const bbox = layer?.schema.bbox
        expect(bbox, path).toBeDefined()
        // A degree of latitude has 111 km; the longitudes are measured where they are longest.
        const meters = bounds.map((edge, index) => Math.abs(edge - bbox![index]!) * 111_320)
        if (Math.max(...meters) > 0.01) off[path] = Math.round(Math.max(...meters) * 1000) / 1000
      }
      expect(off).toEqual({})
    },
    SLOW_MACHINE_MS,
  )

  it(
    'are never more than a named problem when they are damaged',
    async () => {
      expect(await fuzz(1500, 7)).toEqual([])
    },
    SLOW_MACHINE_MS,
  )
})
