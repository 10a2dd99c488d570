/**
 * Has GDAL (`ogrinfo`, which must be installed) and togeojson read every file of the corpus, and keeps what
 * they found (counts, types, bounds, names of fields; no content) as `tests/fixtures/import/judge.json`,
 * which `src/formats/registry/corpus.test.ts` compares the readers with. The types that they find in each KML file
 * are kept as `tests/fixtures/import/kml-types.json`, and where GDAL brings layers that are not in degrees
 * as `tests/fixtures/import/reprojected.json`.
 *
 *     npx tsx scripts/judge-corpus.ts
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'

const ROOT = resolve(import.meta.dirname, '..')
const CORPUS = resolve(ROOT, '../shared/corpus')
const run = promisify(execFile)

/** What GDAL says of a layer. */
export interface JudgedLayer {
  readonly name: string
  readonly count: number
  readonly type: string
  /** Only of layers in degrees. */
  readonly bbox: readonly number[] | null
  readonly fields: readonly string[]
}

const SKIPPED = /\.(shx|prj|cpg|md)$/i

export function corpusFiles(): string[] {
  return readdirSync(CORPUS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !SKIPPED.test(entry.name))
    .map(({ parentPath, name }) => relative(CORPUS, join(parentPath, name)))
    .filter((path) => !/\.dbf$/i.test(path) || !hasShapes(path))
    .toSorted()
}

/**
 * The files of the corpus that a command is asked about: those whose path has a text in it, and of these every
 * n-th from the k-th on, if it is asked for the share `k/n`, so that a long run can be done in parts.
 */
export function filesOfPart(text = '', share = '1/1'): string[] {
  const [, first, count] = /^(\d+)\/(\d+)$/.exec(share) ?? []
  if (!first || !count || +first < 1 || +first > +count) throw new Error(`${share} is no share`)
  return corpusFiles()
    .filter((path) => path.includes(text))
    .filter((_, index) => index % +count === +first - 1)
}

function hasShapes(path: string): boolean {
  const folder = readdirSync(join(CORPUS, path, '..'))
  const shp = `${path.slice(path.lastIndexOf('/') + 1, -4)}.shp`.toLowerCase()
  return folder.some((name) => name.toLowerCase() === shp)
}

function prefixed(path: string): string {
  const extension = extname(path).toLowerCase()
  const full = join(CORPUS, path)
  return extension === '.zip' ? `/vsizip/${full}` : extension === '.gz' ? `/vsigzip/${full}` : full
}

function parseLayers(text: string): JudgedLayer[] {
  return text
    .split(/^Layer name: /m)
    .slice(1)
    .map((part) => {
      const [name = ''] = part.split('\n', 1)
      const extent = /^Extent: \((.+), (.+)\) - \((.+), (.+)\)$/m.exec(part)?.slice(1).map(Number)
      const isDegrees = /^(GEOGCRS|GEODCRS)/m.test(part) || !/PROJCRS|ENGCRS|BOUNDCRS/.test(part)
      return {
        name,
        count: Number(/^Feature Count: (\d+)$/m.exec(part)?.[1] ?? -1),
        type: /^Geometry: (.+)$/m.exec(part)?.[1] ?? '',
        bbox: extent && isDegrees ? [extent[0]!, extent[1]!, extent[2]!, extent[3]!] : null,
        fields: [
          ...part.matchAll(
            /^(.+?): (?:Integer|Integer64|Real|String|Date|DateTime|Time|Binary|StringList|IntegerList|RealList|Integer64List)\b.*$/gm,
          ),
        ].map((match) => match[1]!),
      }
    })
}

/** What fails twice is refused: on a busy machine GDAL may once run out of time or memory. */
async function judge(path: string): Promise<JudgedLayer[] | null> {
  return (await judgeOnce(path)) ?? (await judgeOnce(path))
}

async function judgeOnce(path: string): Promise<JudgedLayer[] | null> {
  try {
    const { stdout } = await run('ogrinfo', ['-ro', '-so', '-al', prefixed(path)], {
      timeout: 60_000,
      maxBuffer: 64 << 20,
    })
    return parseLayers(stdout)
  } catch {
    return null
  }
}

function countWithTogeojson(path: string): number | null {
  try {
    const document = new DOMParser({ onError: () => {} }).parseFromString(
      readFileSync(join(CORPUS, path), 'utf8'),
      'text/xml',
    )
    return kml(document).features.length
  } catch {
    return null
  }
}

/** How many geometries of each type there are; `none` counts the features without one. */
export type TypeCounts = Readonly<Record<string, number>>

export function countTypes(types: readonly string[]): TypeCounts {
  const counts: Record<string, number> = {}
  for (const type of types.toSorted()) counts[type] = (counts[type] ?? 0) + 1
  return counts
}

const OGR_TYPES = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
  GEOMETRYCOLLECTION: 'GeometryCollection',
} as const
const OGR_TYPE = new RegExp(`^ {2}(${Object.keys(OGR_TYPES).join('|')})\\b`, 'm')

async function typesByOgr(path: string): Promise<TypeCounts | null> {
  try {
    const { stdout } = await run('ogrinfo', ['-ro', '-al', '-geom=SUMMARY', join(CORPUS, path)], {
      timeout: 60_000,
      maxBuffer: 256 << 20,
    })
    const features = stdout.split(/^OGRFeature\(/m).slice(1)
    return countTypes(
      features.map((text) => {
        const type = OGR_TYPE.exec(text)?.[1] as keyof typeof OGR_TYPES | undefined
        return type ? OGR_TYPES[type] : 'none'
      }),
    )
  } catch {
    return null
  }
}

function typesByTogeojson(path: string): TypeCounts | null {
  try {
    const document = new DOMParser({ onError: () => {} }).parseFromString(
      readFileSync(join(CORPUS, path), 'utf8'),
      'text/xml',
    )
    return countTypes(kml(document).features.map(({ geometry }) => geometry?.type ?? 'none'))
  } catch {
    return null
  }
}

/** The bounds in WGS 84 of a layer that GDAL reprojects, from all of its positions. */
async function boundsByOgr(path: string): Promise<readonly number[] | null> {
  try {
    const { stdout } = await run(
      'ogr2ogr',
      [
        '-f',
        'GeoJSON',
        '/vsistdout/',
        '-t_srs',
        'EPSG:4326',
        '-lco',
        'COORDINATE_PRECISION=10',
        prefixed(path),
      ],
      { timeout: 120_000, maxBuffer: 512 << 20 },
    )
    const bounds = [Infinity, Infinity, -Infinity, -Infinity]
    const visit = (nested: unknown): void => {
      if (!Array.isArray(nested)) return
      if (typeof nested[0] !== 'number') {
        for (const part of nested) visit(part)
        return
      }
      const [lon, lat] = nested as [number, number]
      bounds[0] = Math.min(bounds[0]!, lon)
      bounds[1] = Math.min(bounds[1]!, lat)
      bounds[2] = Math.max(bounds[2]!, lon)
      bounds[3] = Math.max(bounds[3]!, lat)
    }
    const { features } = JSON.parse(stdout) as {
      features: { geometry: { coordinates: unknown } | null }[]
    }
    for (const { geometry } of features) visit(geometry?.coordinates)
    return bounds.every(Number.isFinite) ? bounds : null
  } catch {
    return null
  }
}

/** Formats that say in which system they are; all others are in degrees or have no places. */
const MAY_BE_PLANE = /\.(shp|zip|fgb|gpkg)$/i

function writeFixture(name: string, entries: readonly string[]): void {
  writeFileSync(join(ROOT, 'tests/fixtures/import', name), `{\n${entries.join(',\n')}\n}\n`)
}

if (import.meta.filename === process.argv[1]) {
  const judged: string[] = []
  const types: string[] = []
  const reprojected: string[] = []
  for (const path of corpusFiles()) {
    const isKml = /\.kml$/i.test(path)
    const togeojson = isKml ? { togeojson: countWithTogeojson(path) } : {}
    const ogr = await judge(path)
    judged.push(`${JSON.stringify(path)}: ${JSON.stringify({ ogr, ...togeojson })}`)
    if (isKml || /\.kmz$/i.test(path)) {
      const found = {
        gdal: await typesByOgr(path),
        ...(isKml && { togeojson: typesByTogeojson(path) }),
      }
      types.push(`${JSON.stringify(path)}: ${JSON.stringify(found)}`)
    }
    const isPlane = ogr?.length === 1 && ogr[0]!.bbox === null && ogr[0]!.count > 0
    if (isPlane && MAY_BE_PLANE.test(path)) {
      const bounds = await boundsByOgr(path)
      if (bounds) reprojected.push(`${JSON.stringify(path)}: ${JSON.stringify(bounds)}`)
    }
  }
  writeFixture('judge.json', judged)
  writeFixture('kml-types.json', types)
  writeFixture('reprojected.json', reprojected)
  console.log(`${judged.length} files, ${types.length} of KML, ${reprojected.length} reprojected`)
}
