import { booleanIntersects } from '@turf/turf'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import { type Bbox, intersects, splitAtAntimeridian } from '../geo/bbox.ts'
import { type Feature, type FieldValue, geometryBbox } from '../geo/feature.ts'
import type { FeatureQuery, FeatureSource } from './feature-source.ts'
import type { Where } from './where.ts'

/** Part of a layer: features that meet all that is given, with the fields that are named. */
export interface Subset {
  /** WGS 84; a west greater than the east crosses the antimeridian. */
  readonly bbox?: Bbox
  /** WGS 84; features that share at least a point with it. */
  readonly area?: Polygon | MultiPolygon
  readonly where?: Where
  readonly ids?: ReadonlySet<number>
  /** In this order; without it, all. */
  readonly fields?: readonly string[]
}

/**
 * The part of a source as a source of its own. Geometries are never cut: a feature is in it whole or
 * not at all, by whether its shape, and not its box alone, meets the box and the area. Throws where a
 * field is named that the layer does not have.
 */
export function subsetOf(source: FeatureSource, subset: Subset): FeatureSource {
  const { schema } = source
  const fields = subset.fields?.map((name) => {
    const field = schema.fields.find((candidate) => candidate.name === name)
    if (!field) throw new RangeError(`the layer ${schema.name} has no field ${name}`)
    return field
  })
  const isWhole = !subset.bbox && !subset.area && !subset.where && !subset.ids
  return {
    schema: {
      ...schema,
      ...(fields && { fields }),
      ...(!isWhole && { featureCount: null, bbox: null }),
    },
    features: (query) => select(source, subset, query),
  }
}

async function* select(
  source: FeatureSource,
  subset: Subset,
  query: FeatureQuery = {},
): AsyncGenerator<Feature> {
  const names = query.fields ?? subset.fields
  const asked = names && [...new Set([...names, ...(subset.where?.fields ?? [])])]
  const box = subset.bbox ?? (subset.area && geometryBbox(subset.area))
  const areas = subset.bbox ? splitAtAntimeridian(subset.bbox).map(toArea) : []
  for await (const feature of source.features({
    ...query,
    ...(box && !query.bbox && { bbox: box }),
    ...(asked && { fields: asked }),
  })) {
    if (subset.ids && !subset.ids.has(feature.id)) continue
    if (subset.where && !subset.where.matches(feature.properties)) continue
    if (areas.length > 0 && !areas.some((area) => meets(feature.geometry, area))) continue
    if (subset.area && !meets(feature.geometry, subset.area)) continue
    yield names ? { ...feature, properties: pick(feature.properties, names) } : feature
  }
}

function pick(
  properties: Feature['properties'],
  names: readonly string[],
): Record<string, FieldValue> {
  const picked: Record<string, FieldValue> = {}
  for (const name of names) picked[name] = properties[name] ?? null
  return picked
}

function toArea([west, south, east, north]: Bbox): Polygon {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

function meets(geometry: Geometry | null, area: Polygon | MultiPolygon): boolean {
  if (!geometry) return false
  const own = geometryBbox(geometry)
  const box = geometryBbox(area)
  if (!intersects(own, box)) return false
  // Wholly within the box, and the box is the area: no need to look closer.
  if (isBox(area) && contains(box, own)) return true
  return booleanIntersects(geometry, area)
}

function isBox(area: Polygon | MultiPolygon): boolean {
  if (area.type !== 'Polygon' || area.coordinates.length !== 1) return false
  const ring = area.coordinates[0]!
  const [west, south, east, north] = geometryBbox(area)
  return (
    ring.length === 5 &&
    ring.every(([x, y]) => (x === west || x === east) && (y === south || y === north))
  )
}

function contains(outer: Bbox, inner: Bbox): boolean {
  return (
    inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
  )
}
