import type { Geometry, Position } from 'geojson'
import { toArea } from '../../geo/area.ts'
import type { Drawing } from '../../state/drawings.ts'
import type { Place } from '../../state/map-commands.ts'
import { toEdges } from './to-edges.ts'

/** What is longer is followed in longer steps. */
const STEP_METERS = 20_000
const DIGITS = 7

/**
 * A drawing as a geometry in longitude and latitude, whose edges have places enough to be straight over the ground
 * on any map; cut at the antimeridian (RFC 7946 section 3.1.9). `null` where it encloses nothing.
 */
export function toGeometry({ kind, places }: Pick<Drawing, 'kind' | 'places'>): Geometry | null {
  const edges = toEdges(kind, places, STEP_METERS)
  const [first] = edges
  if (!first) return null
  if (kind === 'point') return { type: 'Point', coordinates: [...first] }
  if (kind !== 'line') return toArea(edges)
  const [line, ...others] = splitAtAntimeridian(edges)
  if (!line) return null
  return others.length > 0
    ? { type: 'MultiLineString', coordinates: [line, ...others] }
    : { type: 'LineString', coordinates: line }
}

/** A line whose longitudes go on past ±180° as the parts that lie on either side of it. */
function splitAtAntimeridian(line: readonly Place[]): Position[][] {
  const worldOf = (lon: number) => Math.floor((lon + 180) / 360)
  const parts: Position[][] = []
  let part: Position[] = []
  let world: number | null = null
  const add = (lon: number, lat: number, into: number) =>
    part.push([lon - 360 * into, lat].map((degrees) => Number(degrees.toFixed(DIGITS))))
  for (const [index, [lon, lat]] of line.entries()) {
    const own = worldOf(lon)
    if (world !== null && own !== world) {
      const [beforeLon, beforeLat] = line[index - 1]!
      const edge = 360 * Math.max(own, world) - 180
      const crossing = beforeLat + ((lat - beforeLat) * (edge - beforeLon)) / (lon - beforeLon)
      add(edge, crossing, world)
      parts.push(part)
      part = []
      add(edge, crossing, own)
    }
    world = own
    add(lon, lat, own)
  }
  return [...parts, part].filter(({ length }) => length > 1)
}
