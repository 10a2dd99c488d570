import type { Geometry, Position } from 'geojson'
import { parseDbf, parseShp } from 'shpjs'
import { z } from 'zod'
import type { Wording } from '../../../src/catalog/localized.ts'
import { mendWindows1252, requireDecoder } from '../../../src/formats/text/decoder.ts'
import { linesOf, polygonsOf, type Tally } from '../../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature, Recipe, Source } from '../../pipeline/recipe.ts'
import { NATURAL_EARTH_LICENCE } from './natural-earth-units.ts'

/** Natural Earth files that other packages carry: each source with the version seen in it. */

const EXAMPLES = {
  kind: 'npm',
  name: 'mapbox-layer-control',
  version: '0.0.95',
  integrity:
    'sha512-B/wcIZC0M3mLgl02pVOrpOHM8TkFsw8OYI7gxhpJ2rzcYZtEwlcpGK9ZKS+3f71LZQ3dMP5BkgMFWaPfdVsOkQ==',
} as const

export const LAKES_SUPPLEMENT: Source = { ...EXAMPLES, path: 'example/lakes.json' }
export const RIVERS_SUPPLEMENT: Source = { ...EXAMPLES, path: 'example/rivers.geojson' }
export const RAILROADS: Source = { ...EXAMPLES, path: 'example/rail.geojson' }

export const LAKES_50M: Source = {
  kind: 'npm',
  name: 'aframe-geojson-component',
  version: '1.4.4',
  integrity:
    'sha512-24KaIJUghs8z/PTOg+WwqNmJ+KpGNKbCh39v2AlK3/vCNMqCoEkJgzDX4bMtbIUlE+QFFbWt8h3+xtnpjVNP7g==',
  path: 'examples/texture/assets/ne_50m_lakes.geojson',
}

export interface ShapefileSource {
  readonly shp: Source
  readonly dbf: Source
}

function shapefile(
  source: Omit<Source & { kind: 'npm' | 'debian' }, 'path'>,
  base: string,
): ShapefileSource {
  return {
    shp: { ...source, path: `${base}.shp` } as Source,
    dbf: { ...source, path: `${base}.dbf` } as Source,
  }
}

const MAGICS = {
  kind: 'debian',
  name: 'libmagics++-data',
  version: '4.13.0-1',
  integrity: 'sha256:0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0',
} as const

export const PLACES_10M = shapefile(MAGICS, 'usr/share/magics/10m/ne_10m_populated_places_simple')
export const RIVERS_10M = shapefile(MAGICS, 'usr/share/magics/10m/ne_10m_rivers_lake_centerlines')
export const LAND_50M = shapefile(MAGICS, 'usr/share/magics/50m/ne_50m_land')
export const LAND_110M = shapefile(MAGICS, 'usr/share/magics/110m/ne_110m_land')

export const GLACIERS_110M = shapefile(
  {
    kind: 'npm',
    name: 'polarmap',
    version: '1.2.1',
    integrity:
      'sha512-pK+OJxGJU6AJ7MWfHb1X8ZTxzu1LtUiR32Cb5YtX04PhjTK8JQ+slvflb/Boz2jfTjcE1rxvMvII+m0TYoiK8A==',
  },
  'examples/Leaflet.PolarMap/shapefiles/ne_110m_glaciated_areas',
)

const collection = z.object({
  features: z.array(
    z.object({
      properties: z.record(z.string(), z.unknown()),
      geometry: z.looseObject({ type: z.string() }).nullable(),
    }),
  ),
})

export interface RawFeature {
  readonly geometry: Geometry | null
  readonly properties: Readonly<Record<string, unknown>>
}

/** The features of a GeoJSON file. */
export async function readGeoJson(context: BuildContext, source: Source): Promise<RawFeature[]> {
  const json: unknown = JSON.parse(new TextDecoder().decode(await context.read(source)))
  const { features } = collection.parse(json) as { readonly features: readonly RawFeature[] }
  return features.map(({ geometry, properties }) => ({
    geometry,
    properties: withWindows1252(properties),
  }))
}

/** The features of a shapefile in longitude and latitude; its table is in Windows-1252. */
export async function readShapefile(
  context: BuildContext,
  { shp, dbf }: ShapefileSource,
): Promise<RawFeature[]> {
  const [shapes, table] = await Promise.all([context.read(shp), context.read(dbf)])
  const geometries = parseShp(toBuffer(shapes)) as Geometry[]
  const rows = (
    parseDbf(toBuffer(table), 'windows-1252' as never) as Record<string, unknown>[]
  ).map(withWindows1252)
  if (geometries.length !== rows.length) {
    throw new Error(`${geometries.length} shapes, but ${rows.length} rows of attributes`)
  }
  return geometries.map((geometry, index) => ({ geometry, properties: rows[index]! }))
}

/**
 * The library decodes texts itself, by what the platform makes of windows-1252; and who made GeoJSON of a
 * shapefile may have done so before.
 */
function withWindows1252(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field,
      typeof value === 'string' ? mendWindows1252(value) : value,
    ]),
  )
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A text with something in it, or null. */
export function toText(value: unknown): string | null {
  const text = typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : ''
  return text === '' ? null : text
}

const WINDOWS_1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    requireDecoder('windows-1252').decode(new Uint8Array([byte])),
    byte,
  ]),
)

/**
 * Undoes UTF-8 that was read as Windows-1252 and written as UTF-8 again ("RÃ­o"). Tallies `mended`;
 * a text that is not such stays as it is.
 */
export function mendText(value: unknown, tally: Tally): string | null {
  const text = toText(value)
  if (text === null || !/[ÃÂÅ]/.test(text)) return text
  const bytes = [...text].map((letter) => WINDOWS_1252.get(letter))
  if (bytes.some((byte) => byte === undefined)) return text
  try {
    const mended = new TextDecoder('utf-8', { fatal: true }).decode(
      new Uint8Array(bytes as number[]),
    )
    tally.add('mended')
    return mended
  } catch {
    return text
  }
}

/**
 * Natural Earth's zooms are those of 256-pixel tiles of Web Mercator; the same scale at 45° N is this
 * much less in the Framework's grid of 512-pixel tiles.
 */
const NATURAL_EARTH_ZOOM_SHIFT = 2.24

export function toFrameworkZoom(naturalEarthZoom: number): number {
  return Math.max(0, Math.round((naturalEarthZoom - NATURAL_EARTH_ZOOM_SHIFT) * 10) / 10)
}

export function naturalEarth(
  dataset: string,
  edition: Wording,
  date: string,
): Recipe['provenance'] {
  return {
    publisher: 'Natural Earth',
    dataset,
    edition,
    date,
    licence: NATURAL_EARTH_LICENCE,
    citation: `Natural Earth. ${date}. ${dataset}. https://www.naturalearthdata.com`,
  }
}

/** Whether two boxes of features are nearly one: doubles of two scales of the same lake. */
export function planarBox(geometry: Geometry): [number, number, number, number] {
  const positions = [...polygonsOf(geometry).flat(), ...linesOf(geometry)].flat() as Position[]
  return positions.reduce<[number, number, number, number]>(
    ([west, south, east, north], [lon, lat]) => [
      Math.min(west, lon!),
      Math.min(south, lat!),
      Math.max(east, lon!),
      Math.max(north, lat!),
    ],
    [180, 90, -180, -90],
  )
}

/** Features whose zoom of first appearance is within an overview's, for its file. */
export function seenBy(features: readonly PipelineFeature[], zoom: number): PipelineFeature[] {
  return features.filter(({ properties }) => Number(properties.min_zoom ?? 0) <= zoom)
}
