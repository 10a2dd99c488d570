import Flatbush from 'flatbush'
import type { MultiPolygon, Position } from 'geojson'
import { difference } from 'polyclip-ts'
import { PreparedArea } from '../../src/geo/area.ts'
import { type BorderFault, type Gap, SharedEdges } from '../../src/reviewing/shared-edges.ts'
import { cleanPolygons } from './clean.ts'
import { polygonsOf, type Rings, type Tally, toMultiPolygon } from './geometry.ts'
import type { PipelineFeature } from './recipe.ts'
import { isInRing, polygonAreaSquareMeters } from './rings.ts'
import { snapPolygons } from './snap.ts'

/**
 * Layers whose areas cover the ground together, a coverage as GIS call it: neighbours have the same edges, and
 * nothing lies over anything else.
 */

/** Rounding to the grid after a cut may bring edges over each other once more. */
const MOST_ROUNDS = 6

/**
 * The areas of a coverage without overlaps: where two lie over each other, as generalising and sources that
 * were generalised leave them, the ground goes to the smaller one. What is cut gets the same vertices on both
 * sides, on the grid. Tallies `overlaps`, and `overlapsLeft` for those that could not be cut.
 */
export function withoutOverlaps(
  features: readonly PipelineFeature[],
  bits: number,
  tally: Tally,
): PipelineFeature[] {
  let areas = features.map(({ geometry }) => polygonsOf(geometry))
  const sizes = areas.map(squareMetersOf)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const pairs = findOverlaps(areas)
    if (round === 0) tally.add('overlaps', pairs.length)
    if (pairs.length === 0) break
    if (round === MOST_ROUNDS - 1) tally.add('overlapsLeft', pairs.length)
    const changed = new Set<number>()
    for (const [a, b] of pairs.map(({ rows }) => rows as [number, number])) {
      const [winner, loser] = sizes[a]! <= sizes[b]! ? [a, b] : [b, a]
      const cut = subtract(areas[loser]!, areas[winner]!)
      if (!cut) continue
      areas[loser] = snapPolygons(cut, bits, tally)
      changed.add(loser)
    }
    areas = withSharedVertices(areas, changed, 2 ** -bits).map((polygons, i) =>
      polygons === areas[i] && !changed.has(i) ? polygons : cleanPolygons(polygons, bits, tally),
    )
  }
  return features.flatMap(({ properties }, i) =>
    areas[i]!.length > 0 ? [{ geometry: toMultiPolygon(areas[i]!), properties }] : [],
  )
}

/**
 * The areas of a coverage with its voids filled that are faults (`findCoverageFaults`), each by the smallest of the
 * areas around it. Tallies `gaps`.
 */
export function withoutGaps(
  features: readonly PipelineFeature[],
  whole: readonly PipelineFeature[] | null,
  bits: number,
  tally: Tally,
): PipelineFeature[] {
  const areas = features.map(({ geometry }) => polygonsOf(geometry))
  const { gaps } = findCoverageFaults(
    areas,
    whole?.map(({ geometry }) => polygonsOf(geometry)) ?? null,
  )
  tally.add('gaps', gaps.length)
  for (const { rows, ring } of gaps) {
    const sizes = rows.map((row) => squareMetersOf(areas[row]!))
    const row = rows[sizes.indexOf(Math.min(...sizes))]!
    // The void runs clockwise, as the holes of areas do.
    areas[row] = cleanPolygons([...areas[row]!, [ring.toReversed()]], bits, tally)
  }
  return features.map(({ properties }, i) => ({ geometry: toMultiPolygon(areas[i]!), properties }))
}

function squareMetersOf(polygons: readonly Rings[]): number {
  return polygons.reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0)
}

/** Pairs of areas, by their places, that lie over each other by more than rounding. */
function findOverlaps(areas: readonly (readonly Rings[])[]): BorderFault[] {
  const whole = areas.map((polygons) => toMultiPolygon(polygons) as MultiPolygon)
  return [...toSharedEdges(areas).findOverlaps((i) => whole[i] ?? null)]
}

function toSharedEdges(areas: readonly (readonly Rings[])[]): SharedEdges {
  const edges = new SharedEdges()
  areas.forEach((polygons, i) => {
    for (const rings of polygons) {
      for (const [nth, ring] of rings.entries()) edges.add(i, ring, nth === 0)
    }
  })
  return edges
}

/** Voids between neighbours that are narrower than this on average are none of nature at 1:10,000,000. */
const NARROWEST_VOID_METERS = 500

/**
 * What is wrong with a file of a coverage: pairs that lie over each other, and voids between neighbours. In the
 * layer's own file a void is a fault where it is narrower than half a kilometre; in an overview, whose mouths of
 * rivers and lagoons may have closed, where the layer covers most of its ground.
 *
 * @param whole the areas of the layer's own file, where these are those of an overview
 */
export function findCoverageFaults(
  areas: readonly (readonly Rings[])[],
  whole: readonly (readonly Rings[])[] | null,
): { readonly overlaps: readonly BorderFault[]; readonly gaps: readonly Gap[] } {
  const edges = toSharedEdges(areas)
  const shapes = areas.map((polygons) => toMultiPolygon(polygons) as MultiPolygon)
  const covered = whole?.map((polygons) => new PreparedArea(toMultiPolygon(polygons) as MultiPolygon)) // biome-ignore format: one line
  const isCovered = (ring: readonly Position[]) => {
    const places = placesWithin(ring)
    const count = places.filter((coordinates) =>
      covered?.some((area) => area.meets({ type: 'Point', coordinates: [...coordinates] })),
    ).length
    return count > places.length / 2
  }
  const widest = covered ? Number.POSITIVE_INFINITY : NARROWEST_VOID_METERS
  return {
    overlaps: [...edges.findOverlaps((i) => shapes[i] ?? null)],
    gaps: [...edges.findGaps(widest)].filter(({ ring }) => !covered || isCovered(ring)),
  }
}

/** Places of a lattice that lie within a ring, some dozens of them or less. */
function placesWithin(ring: readonly Position[]): Position[] {
  const [west, south, east, north] = boxOf([ring])
  const steps = 8
  return Array.from({ length: steps * steps }, (_, i): Position => {
    const column = i % steps
    return [
      west + ((column + 0.5) / steps) * (east - west),
      south + ((Math.floor(i / steps) + 0.5) / steps) * (north - south),
    ]
  }).filter(([x, y]) => isInRing(x!, y!, ring))
}

type Plain = [number, number][][]
type Box = [number, number, number, number]

/** An area without another; `null` where the sweep loses its way. Polygons that are nowhere near stay as they are. */
function subtract(from: readonly Rings[], what: readonly Rings[]): Rings[] | null {
  const boxes = what.map(boxOf)
  try {
    return from.flatMap((rings): Rings[] => {
      const box = boxOf(rings)
      const near = what.filter((_, i) => doMeet(boxes[i]!, box))
      if (near.length === 0) return [rings]
      return difference([rings as unknown as Plain], near as unknown as Plain[])
    })
  } catch {
    return null
  }
}

/** Puts the vertices of areas that were cut onto the edges that run by them within a cell of the grid. */
function withSharedVertices(
  areas: readonly (readonly Rings[])[],
  changed: ReadonlySet<number>,
  cell: number,
): (readonly Rings[])[] {
  const corners = [...changed].flatMap((i) => areas[i]!.flatMap((rings) => rings.flat()))
  if (corners.length === 0) return [...areas]
  const index = new Flatbush(corners.length)
  for (const [x, y] of corners) index.add(x!, y!, x!, y!)
  index.finish()
  const onEdge = (from: Position, to: Position): Position[] => {
    const length = Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!)
    const near = index.search(
      Math.min(from[0]!, to[0]!) - cell,
      Math.min(from[1]!, to[1]!) - cell,
      Math.max(from[0]!, to[0]!) + cell,
      Math.max(from[1]!, to[1]!) + cell,
    )
    const found = new Map<number, Position>()
    for (const corner of near) {
      const [x, y] = corners[corner] as [number, number]
      const along = ((x - from[0]!) * (to[0]! - from[0]!) + (y - from[1]!) * (to[1]! - from[1]!)) / length // biome-ignore format: one line
      const across = ((x - from[0]!) * (to[1]! - from[1]!) - (y - from[1]!) * (to[0]! - from[0]!)) / length // biome-ignore format: one line
      if (along > 0 && along < length && Math.abs(across) < cell) found.set(along, [x, y])
    }
    return [...found]
      .sort(([a], [b]) => a - b)
      .map(([, position]) => position)
      .filter((position) => !isSame(position, from) && !isSame(position, to))
  }
  return areas.map((polygons) => {
    let added = 0
    const noded = polygons.map((rings) =>
      rings.map((ring) =>
        ring.flatMap((to, i): Position[] => {
          if (i === 0) return [to]
          const between = onEdge(ring[i - 1]!, to)
          added += between.length
          return [...between, to]
        }),
      ),
    )
    return added > 0 ? noded : polygons
  })
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function boxOf(rings: Rings): Box {
  const box: Box = [180, 90, -180, -90]
  for (const [x, y] of rings[0]!) {
    box[0] = Math.min(box[0], x!)
    box[1] = Math.min(box[1], y!)
    box[2] = Math.max(box[2], x!)
    box[3] = Math.max(box[3], y!)
  }
  return box
}

function doMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
