import type { LineString, Position } from 'geojson'
import { toGeodesic, toPlaceAt } from '../geo/geodesic.ts'
import { linesOf } from '../geo/positions.ts'
import { type AskedFeatures, gather } from './answer.ts'
import { NearIndex } from './near-index.ts'
import type { AskContext, Question } from './question.ts'

export interface StripEdgesRequest {
  /** The lines that the strip lies along, on both sides. */
  readonly of: AskedFeatures
  readonly meters: number
}

/** Between corners a place every so many parts of the distance: between two of them an edge bends in by 1/1152 of it. */
const PLACES_OF_DISTANCE = 12
/** But no nearer to each other than this: nobody sees how a narrower strip bends in. */
const LEAST_STEP_METERS = 400
/** Around a corner an edge has a place every so many degrees. */
const STEP_DEGREES = 5
/** Places that lie nearer to a line than this share of the distance are within the strip, and on no edge of it. */
const EDGE_SHARE = 0.998
/** Parts of an edge that end this many steps from each other are one. */
const GAP_STEPS = 4
const PLACES_BETWEEN_PAUSES = 200

/**
 * The edges of the strip of all places that lie within a geodesic distance of lines: the places at that distance, to
 * some thousandths of it. Lines are straight in longitude and latitude (RFC 7946 section 3.1.1); beyond their ends the
 * strip is round.
 */
export const stripEdges: Question<StripEdgesRequest, readonly LineString[]> = async (
  { of, meters },
  context,
) => {
  const others = await gather(of, [], context)
  if (others.length === 0) return []
  const geometries = others.map(({ geometry }) => geometry)
  const index = new NearIndex(geometries)
  const step = Math.max(meters / PLACES_OF_DISTANCE, LEAST_STEP_METERS)
  const edges: LineString[] = []
  for (const line of geometries.flatMap(linesOf)) {
    edges.push(...(await edgesOf(toPlaces(line, step), { meters, step, index }, context)))
  }
  return edges
}

/** A line with places at most `step` metres from each other. */
function toPlaces(line: readonly Position[], step: number): readonly Position[] {
  return line.flatMap((corner, at) => {
    const before = line[at - 1]
    if (!before) return [corner]
    const { meters } = toGeodesic(toLonLat(before), toLonLat(corner))
    // A corner that is there twice has no direction.
    const steps = Math.ceil(meters / step)
    return Array.from({ length: steps }, (_, nth) =>
      before.map((value, axis) => value + ((corner[axis]! - value) * (nth + 1)) / steps),
    )
  })
}

const toLonLat = ([lon = 0, lat = 0]: Position): [number, number] => [lon, lat]
const bearing = (from: Position, to: Position) =>
  toGeodesic(toLonLat(from), toLonLat(to)).bearingDegrees

/** What lies at the distance at the left hand of who walks along a line and back again. */
async function edgesOf(
  places: readonly Position[],
  { meters, step, index }: { meters: number; step: number; index: NearIndex },
  { pause }: AskContext,
): Promise<readonly LineString[]> {
  if (places.length < 2) return []
  const walk = [...places, ...places.slice(1, -1).toReversed()]
  const edges: Position[][] = [[]]
  const take = (place: Position) => {
    const edge = edges.at(-1)!
    const before = edge.at(-1)
    const isFar = before && toGeodesic(toLonLat(before), toLonLat(place)).meters > GAP_STEPS * step
    if (isFar) edges.push([place])
    else edge.push(place)
  }
  for (const [at, place] of walk.entries()) {
    const arriving = bearing(place, walk.at(at - 1)!) + 180
    const leaving = bearing(place, walk[(at + 1) % walk.length]!)
    for (const direction of leftOf(arriving, leaving)) {
      const beside = toPlaceAt(toLonLat(place), direction, meters)
      const isWithin = index.nearest(
        { type: 'Point', coordinates: [...beside] },
        meters * EDGE_SHARE,
      )
      if (!isWithin) take([...beside])
    }
    if (at % PLACES_BETWEEN_PAUSES === 0) await pause(null)
  }
  close(edges, step)
  return edges
    .filter((edge) => edge.length > 1)
    .map((coordinates) => ({ type: 'LineString', coordinates }))
}

/** The directions at the left hand of who comes in one direction and goes on in another, degrees clockwise from north. */
function leftOf(arriving: number, leaving: number): readonly number[] {
  const turn = ((leaving - arriving + 540) % 360) - 180
  // Who turns back goes around the end by the right.
  const right = turn === -180 ? 180 : turn
  if (right <= STEP_DEGREES) return [arriving - 90 + right / 2]
  const steps = Math.ceil(right / STEP_DEGREES)
  return Array.from({ length: steps + 1 }, (_, nth) => arriving - 90 + (right * nth) / steps)
}

/** An edge that comes back to where it began goes on there. */
function close(edges: Position[][], step: number): void {
  const [first, last] = [edges[0]?.[0], edges.at(-1)?.at(-1)]
  if (!first || !last) return
  if (toGeodesic(toLonLat(first), toLonLat(last)).meters <= GAP_STEPS * step) {
    edges.at(-1)!.push(first)
  }
}
