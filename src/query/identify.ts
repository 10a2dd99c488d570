import type { Geometry, Position } from 'geojson'
import { type Bbox, growBbox } from '../geo/bbox.ts'
import { geometryBbox } from '../geo/positions.ts'
import type { Condition } from '../model/condition.ts'
import type { Feature, FieldValues } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import { type Problem, toProblem } from '../model/problem.ts'
import { subsetOf } from '../sources/subset.ts'
import { distanceToGeometry } from './distance.ts'
import type { AskContext, AskedLayer, Question } from './question.ts'
import { prepareArea } from './relate.ts'

export interface IdentifyRequest {
  /** From the topmost one down. */
  readonly layers: readonly (AskedLayer & {
    readonly id: string
    /** Features that are not drawn are not found. */
    readonly condition?: Condition
    readonly fields?: readonly string[]
    /** Markers are found as far from their middles as they are drawn, where that is more than the tolerance. */
    readonly reach?: MarkerReach
  })[]
  readonly where: /** Points and lines that are no farther from a place than some metres, areas that hold it. */
    | {
        readonly kind: 'place'
        readonly place: readonly [lon: number, lat: number]
        readonly toleranceMeters: number
      }
    /** Features that share at least a point with a box, WGS 84; west > east crosses the antimeridian. */
    | { readonly kind: 'box'; readonly bbox: Bbox }
    /** The features of some keys, whichever conditions they meet. */
    | { readonly kind: 'keys'; readonly keys: readonly FeatureKey[] }
  /** The most features that are wanted of a layer. */
  readonly limit: number
}

/** How far on the ground the markers of points reach; their areas may be in proportion to the values of a field. */
export type MarkerReach =
  | { readonly meters: number }
  | {
      readonly field: string
      /** The value whose marker reaches `maxMeters`. */
      readonly maxValue: number
      readonly maxMeters: number
      readonly minMeters: number
    }

export type GeometryKind = 'point' | 'line' | 'area'

export interface IdentifiedFeature {
  readonly key: FeatureKey
  readonly id: number
  readonly properties: FieldValues
  readonly bbox: Bbox
  readonly kind: GeometryKind
  /** From the place that was pointed at, 0 within an area and in a box. */
  readonly distanceMeters: number
}

export type IdentifiedLayer =
  | {
      readonly ok: true
      readonly id: string
      /** The nearest first. */
      readonly features: readonly IdentifiedFeature[]
      /** How many there are, with those past the limit. */
      readonly total: number
    }
  /** A layer that cannot be read keeps nothing from the others. */
  | { readonly ok: false; readonly id: string; readonly problem: Problem }

/** Which features are at a place: read through the index of each layer's file, and held against their shapes. */
export const identify: Question<IdentifyRequest, readonly IdentifiedLayer[]> = async (
  { layers, where, limit },
  context,
) => {
  const { signal } = context
  return Promise.all(
    layers.map(async (layer): Promise<IdentifiedLayer> => {
      try {
        return await identifyIn(layer, where, limit, context)
      } catch (error) {
        signal.throwIfAborted()
        return { ok: false, id: layer.id, problem: toProblem(error) }
      }
    }),
  )
}

async function identifyIn(
  layer: IdentifyRequest['layers'][number],
  where: IdentifyRequest['where'],
  limit: number,
  { openForFew, signal, pause }: AskContext,
): Promise<IdentifiedLayer> {
  const source = await openForFew(layer)
  if (where.kind === 'keys') {
    const read = await source.find(where.keys, {
      signal,
      ...(layer.fields && { fields: layer.fields }),
    })
    const features = [...read.values()].flatMap((feature) => toIdentified(feature, 0))
    return { ok: true, id: layer.id, features: features.slice(0, limit), total: features.length }
  }
  const part = subsetOf(source, {
    ...(where.kind === 'box' && { bbox: where.bbox }),
    ...(layer.condition && { condition: layer.condition }),
    ...(layer.fields && { fields: layer.fields }),
  })
  const toDistance = distanceTo(where, layer.reach)
  const found: IdentifiedFeature[] = []
  let read = 0
  for await (const feature of part.features({
    signal,
    ...(where.kind === 'place' && {
      bbox: growBbox(
        [...where.place, ...where.place],
        Math.max(where.toleranceMeters, farthest(layer.reach)),
      ),
    }),
  })) {
    if (++read % FEATURES_BETWEEN_PAUSES === 0) await pause(null)
    const distanceMeters = toDistance(feature)
    if (distanceMeters !== null) found.push(...toIdentified(feature, distanceMeters))
  }
  found.sort((a, b) => a.distanceMeters - b.distanceMeters)
  return { ok: true, id: layer.id, features: found.slice(0, limit), total: found.length }
}

const FEATURES_BETWEEN_PAUSES = 500

/** None of a feature that is nowhere. */
function toIdentified(
  { key, id, properties, geometry }: Feature,
  distanceMeters: number,
): readonly IdentifiedFeature[] {
  if (!geometry) return []
  return [
    { key, id, properties, bbox: geometryBbox(geometry), kind: kindOf(geometry), distanceMeters },
  ]
}

function kindOf(geometry: Geometry): GeometryKind {
  if (geometry.type === 'GeometryCollection') {
    return geometry.geometries[0] ? kindOf(geometry.geometries[0]) : 'point'
  }
  if (geometry.type.endsWith('Polygon')) return 'area'
  return geometry.type.endsWith('LineString') ? 'line' : 'point'
}

/** How far a feature is, or `null` where that is too far. */
function distanceTo(
  where: Exclude<IdentifyRequest['where'], { kind: 'keys' }>,
  reach: MarkerReach | undefined,
): (feature: Feature) => number | null {
  if (where.kind === 'box') return () => 0
  const place: Position = [...where.place]
  return ({ geometry, properties }) => {
    if (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon') {
      return prepareArea(geometry).meets({ type: 'Point', coordinates: place }) ? 0 : null
    }
    const meters = geometry ? distanceToGeometry(place, geometry) : Infinity
    const isMarker = geometry !== null && kindOf(geometry) === 'point'
    const most = Math.max(where.toleranceMeters, isMarker && reach ? reachOf(reach, properties) : 0)
    return meters <= most ? meters : null
  }
}

function reachOf(reach: MarkerReach, properties: FieldValues): number {
  if ('meters' in reach) return reach.meters
  const value = Math.max(0, Number(properties[reach.field] ?? 0) || 0)
  const share = Math.min(1, Math.sqrt(value / reach.maxValue))
  return Math.max(reach.minMeters, reach.maxMeters * share)
}

function farthest(reach: MarkerReach | undefined): number {
  if (!reach) return 0
  return 'meters' in reach ? reach.meters : Math.max(reach.minMeters, reach.maxMeters)
}
