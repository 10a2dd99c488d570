import Flatbush from 'flatbush'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import {
  type Bbox,
  EMPTY_BBOX,
  growBbox,
  isEmpty,
  splitAtAntimeridian,
  union,
} from '../geo/bbox.ts'
import { geometryBbox } from '../geo/positions.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { LayerFeatures } from '../sources/feature-source.ts'
import { subsetOf } from '../sources/subset.ts'
import { distanceBetween } from './distance.ts'
import { selectRows } from './filter.ts'
import { withinOfPlaces } from './near-points.ts'
import type { AskContext, AskedLayer, Question } from './question.ts'
import { isArea, isContained, meets } from './relate.ts'

export interface SpatialRequest {
  /** Which of its features are asked for. */
  readonly layer: AskedLayer
  readonly condition?: Condition
  /** What they are held against. */
  readonly of:
    | { readonly kind: 'area'; readonly area: Polygon | MultiPolygon }
    | {
        readonly kind: 'features'
        readonly layer: AskedLayer
        /** Some of them; without keys and condition, all. */
        readonly keys?: readonly FeatureKey[]
        readonly condition?: Condition
      }
  readonly relation: /** Shares at least a point with one of them. */
    | { readonly kind: 'meets' }
    /** Lies in one of them whole, edges included. */
    | { readonly kind: 'contained' }
    /** Is no farther from one of them than this, on the ellipsoid. */
    | { readonly kind: 'within'; readonly distanceMeters: number }
    /** The nearest of them to each, no farther than this. */
    | { readonly kind: 'nearest'; readonly distanceMeters: number }
  readonly offset: number
  readonly limit: number
}

export interface SpatialRow {
  readonly key: FeatureKey
  readonly id: number
  readonly bbox: Bbox
  /** The nearest feature that was held against, and how far it is; of `nearest` alone. */
  readonly nearest?: { readonly key: FeatureKey; readonly distanceMeters: number }
}

export interface SpatialAnswer {
  readonly rows: readonly SpatialRow[]
  readonly total: number
}

/** Which features of a layer stand in a relation to an area, or to features of another layer. */
export const spatial: Question<SpatialRequest, SpatialAnswer> = async (request, context) => {
  const others = await gatherOthers(request.of, context)
  if (others.length === 0) return { rows: [], total: 0 }
  const source = await context.open(request.layer)
  const { relation, offset, limit } = request
  const arePoints =
    source.schema.geometryType === 'Point' &&
    others.every(({ geometry }) => geometry.type === 'Point')
  if (relation.kind === 'within' && arePoints) {
    return pointsWithin(request, relation.distanceMeters, others, context)
  }
  const part = request.condition ? subsetOf(source, { condition: request.condition }) : source
  const index = new Others(others)
  const reach = 'distanceMeters' in relation ? relation.distanceMeters : 0
  const relate = toRelate(relation, index)
  const found: SpatialRow[] = []
  let read = 0
  const query = {
    fields: request.condition ? fieldsOf(request.condition) : [],
    signal: context.signal,
  }
  for await (const { key, id, geometry } of readNear(part, index.bbox, reach, query)) {
    if (++read % FEATURES_BETWEEN_PAUSES === 0) await context.pause(null)
    const answer = geometry && relate(geometry)
    if (!answer) continue
    const bbox = geometryBbox(geometry)
    found.push({ key, id, bbox, ...(answer !== true && { nearest: answer }) })
  }
  return { rows: found.slice(offset, offset + limit), total: found.length }
}

const FEATURES_BETWEEN_PAUSES = 200

interface Other {
  readonly key: FeatureKey
  readonly geometry: Geometry
}

async function gatherOthers(
  of: SpatialRequest['of'],
  { open, signal, pause }: AskContext,
): Promise<readonly Other[]> {
  if (of.kind === 'area') return [{ key: '', geometry: of.area }]
  const source = await open(of.layer)
  if (of.keys) {
    const found = await source.find(of.keys, { fields: [], signal })
    return [...found.values()].flatMap(toOther)
  }
  const part = of.condition ? subsetOf(source, { condition: of.condition }) : source
  const others: Other[] = []
  for await (const feature of part.features({ fields: [], signal })) {
    others.push(...toOther(feature))
    if (others.length % 1000 === 0) await pause(null)
  }
  return others
}

function toOther({ key, geometry }: { key: FeatureKey; geometry: Geometry | null }): Other[] {
  return geometry && !isEmpty(geometryBbox(geometry)) ? [{ key, geometry }] : []
}

/** The features that may be near, by the index of the file. */
function readNear(
  part: LayerFeatures,
  bbox: Bbox,
  reach: number,
  query: { readonly fields: readonly string[]; readonly signal: AbortSignal },
) {
  return part.features({ ...query, bbox: growBbox(bbox, reach) })
}

/** Points against points, by the columns that are kept: without a geometry. */
async function pointsWithin(
  { layer, condition, offset, limit }: SpatialRequest,
  meters: number,
  others: readonly Other[],
  { read }: AskContext,
): Promise<SpatialAnswer> {
  const rows = await read(layer, condition ? fieldsOf(condition) : [])
  const selected = selectRows(condition, rows.columns, rows.rowCount)
  const lons = Float64Array.from(selected, (row) => rows.boxes[4 * row]!)
  const lats = Float64Array.from(selected, (row) => rows.boxes[4 * row + 1]!)
  const positions = others.map(({ geometry }) => geometryBbox(geometry))
  const within = withinOfPlaces(
    { lons, lats },
    {
      lons: Float64Array.from(positions, ([lon]) => lon),
      lats: Float64Array.from(positions, ([, lat]) => lat),
    },
    meters,
  )
  const found = selected.filter((_, nth) => within[nth] === 1)
  return {
    total: found.length,
    rows: Array.from(found.subarray(offset, offset + limit), (row) => ({
      key: rows.keyAt(row),
      id: rows.idAt(row),
      bbox: rows.bboxAt(row)!,
    })),
  }
}

/** Geometries behind an index of their boxes. */
class Others {
  readonly bbox: Bbox
  readonly #others: readonly Other[]
  readonly #index: Flatbush

  constructor(others: readonly Other[]) {
    const boxes = others.map(({ geometry }) => geometryBbox(geometry))
    this.#others = others
    this.bbox = boxes.reduce(union, EMPTY_BBOX)
    this.#index = new Flatbush(others.length)
    for (const box of boxes) this.#index.add(...box)
    this.#index.finish()
  }

  /** Those whose boxes are, or may be, within a distance of a box. */
  near(bbox: Bbox, meters: number): Other[] {
    const grown = meters > 0 ? growBbox(bbox, meters) : bbox
    const found = splitAtAntimeridian(grown).flatMap((box) => this.#index.search(...box))
    return [...new Set(found)].map((place) => this.#others[place]!)
  }
}

type Nearest = NonNullable<SpatialRow['nearest']>

function toRelate(
  relation: SpatialRequest['relation'],
  index: Others,
): (geometry: Geometry) => boolean | Nearest {
  switch (relation.kind) {
    case 'meets':
      return (geometry) =>
        index.near(geometryBbox(geometry), 0).some((other) => meets(geometry, other.geometry))
    case 'contained':
      return (geometry) =>
        index
          .near(geometryBbox(geometry), 0)
          .some((other) => isArea(other.geometry) && isContained(geometry, other.geometry))
    case 'within':
      return (geometry) =>
        index
          .near(geometryBbox(geometry), relation.distanceMeters)
          .some((other) => distanceBetween(geometry, other.geometry) <= relation.distanceMeters)
    case 'nearest':
      return (geometry) => findNearest(geometry, index, relation.distanceMeters) ?? false
  }
}

const FIRST_REACH_METERS = 1000

/** Looks farther and farther: what was found within a reach is the nearest of all. */
function findNearest(geometry: Geometry, index: Others, mostMeters: number): Nearest | null {
  const bbox = geometryBbox(geometry)
  for (
    let reach = Math.min(FIRST_REACH_METERS, mostMeters);
    ;
    reach = Math.min(4 * reach, mostMeters)
  ) {
    let nearest: Nearest | null = null
    for (const other of index.near(bbox, reach)) {
      const distanceMeters = distanceBetween(geometry, other.geometry)
      if (distanceMeters <= reach && distanceMeters < (nearest?.distanceMeters ?? Infinity)) {
        nearest = { key: other.key, distanceMeters }
      }
    }
    if (nearest || reach >= mostMeters) return nearest
  }
}
