import { bboxClip, featureCollection, intersect, union } from '@turf/turf'
import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson'
import { type Bbox, intersects } from '../geo/bbox.ts'
import { toAreaSquareMeters } from '../geo/ellipsoid-area.ts'
import { geometryBbox } from '../geo/positions.ts'
import { inTurns } from '../geo/turns.ts'
import type { AskContext } from './question.ts'
import { isArea } from './relate.ts'

/** What areas have in common with others, in square metres on the ellipsoid. */
export interface OverlapAnswer {
  /** The areas that overlap, whole, each by itself. */
  readonly wholeSquareMeters: number
  /** What each has in common with the others, added up: ground that several of them share counts for each. */
  readonly sharesSquareMeters: number
  /** The same ground once. */
  readonly onceSquareMeters: number
  /** Areas whose shapes are too broken to be cut, which are in none of these but the first. */
  readonly unmeasured: number
}

type Area = Feature<Polygon | MultiPolygon, { readonly row: number }>
type Cluster = readonly [Area, ...Area[]]

/** Cuts areas with others as they come, and puts together what they have in common. */
export class OverlapMeasure {
  readonly #others: readonly { readonly area: Polygon | MultiPolygon; readonly bbox: Bbox }[]
  readonly #pieces: Area[] = []
  readonly #shares = new Map<number, number>()
  #whole = 0
  #unmeasured = 0

  constructor(others: readonly Geometry[]) {
    this.#others = others.filter(isArea).map((area) => ({ area, bbox: geometryBbox(area) }))
  }

  /** Square metres that each has in common with the others, by its row; of all that could be measured once it is finished. */
  get shares(): ReadonlyMap<number, number> {
    return this.#shares
  }

  add(geometry: Geometry, row: number): void {
    if (!isArea(geometry)) return
    this.#whole += toAreaSquareMeters(geometry)
    const bbox = geometryBbox(geometry)
    const own: Area = { type: 'Feature', geometry, properties: { row } }
    try {
      const near = this.#others.flatMap((other) => inTurns(other.area, other.bbox, bbox))
      const pieces = near.flatMap((other): Area[] => {
        // Of a continent no more than what may lie under it: cutting costs what both have of corners.
        const part = bboxClip({ type: 'Feature', geometry: other, properties: {} }, [...bbox])
        const whole = withoutEmptyRings(part.geometry as Polygon | MultiPolygon, row)
        const common = whole && intersect(featureCollection([own, whole]))
        return common ? [{ ...common, properties: { row } }] : []
      })
      const common = toOne(pieces)
      if (!common) return
      this.#shares.set(row, toAreaSquareMeters(common.geometry))
      this.#pieces.push(common)
    } catch {
      // The clipper gives up where rings cross themselves in ways that rounding does not settle.
      this.#unmeasured++
    }
  }

  async finish(pause: AskContext['pause']): Promise<OverlapAnswer> {
    let once = 0
    for (const cluster of clustersOf(this.#pieces)) {
      const one = await this.#join(cluster, pause)
      once += toAreaSquareMeters(one.geometry)
      await pause(null)
    }
    return {
      wholeSquareMeters: this.#whole,
      sharesSquareMeters: [...this.#shares.values()].reduce((sum, share) => sum + share, 0),
      onceSquareMeters: once,
      unmeasured: this.#unmeasured,
    }
  }

  /** Pieces as one; where the clipper gives up on all of them at once, those are left out that it cannot take. */
  async #join([first, ...others]: Cluster, pause: AskContext['pause']): Promise<Area> {
    try {
      return toOne([first, ...others]) ?? first
    } catch {
      let one = first
      for (const piece of others) {
        try {
          one = toOne([one, piece]) ?? one
        } catch {
          this.#shares.delete(piece.properties.row)
          this.#unmeasured++
        }
        await pause(null)
      }
      return one
    }
  }
}

function toOne(areas: readonly Area[]): Area | null {
  const [first, second] = areas
  if (!first) return null
  const one = second ? union(featureCollection([...areas])) : first
  return one && { ...one, properties: first.properties }
}

/** What a box leaves of a polygon that lies beside it are rings without places. */
function withoutEmptyRings(area: Polygon | MultiPolygon, row: number): Area | null {
  const coordinates = (area.type === 'Polygon' ? [area.coordinates] : area.coordinates).flatMap(
    (rings) => {
      const [outer, ...holes] = rings.filter((ring) => ring.length >= 4)
      return outer && rings[0] === outer ? [[outer, ...holes]] : []
    },
  )
  if (coordinates.length === 0) return null
  return { type: 'Feature', geometry: { type: 'MultiPolygon', coordinates }, properties: { row } }
}

/** Areas whose boxes hang together, box by box: those of two clusters have nothing in common. */
function clustersOf(areas: readonly Area[]): readonly Cluster[] {
  const boxes = areas.map(({ geometry }) => geometryBbox(geometry))
  const order = areas.map((_, at) => at).toSorted((a, b) => boxes[a]![0] - boxes[b]![0])
  const rootOf = areas.map((_, at) => at)
  const find = (at: number): number => {
    let root = at
    while (rootOf[root] !== root) root = rootOf[root]!
    rootOf[at] = root
    return root
  }
  for (const [nth, at] of order.entries()) {
    for (let next = nth + 1; next < order.length; next++) {
      const other = order[next]!
      if (boxes[other]![0] > boxes[at]![2]) break
      if (intersects(boxes[at]!, boxes[other]!)) rootOf[find(other)] = find(at)
    }
  }
  const clusters = new Map<number, [Area, ...Area[]]>()
  for (const [at, area] of areas.entries()) {
    const root = find(at)
    const cluster = clusters.get(root)
    if (cluster) cluster.push(area)
    else clusters.set(root, [area])
  }
  return [...clusters.values()]
}
