import type { MultiPolygon, Polygon } from 'geojson'
import { PreparedArea } from '../geo/area.ts'
import { type Bbox, splitAtAntimeridian, toBoxPolygon } from '../geo/bbox.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { readValue, setValue } from '../model/field-value.ts'
import { type Predicate, toPredicate } from '../model/predicate.ts'
import type { FeatureQuery, LayerFeatures } from './feature-source.ts'

/** Part of a layer: features that meet all that is given, with the fields that are named. */
export interface Subset {
  /** WGS 84; a west greater than the east crosses the antimeridian. */
  readonly bbox?: Bbox
  /** WGS 84; features that share at least a point with it. */
  readonly area?: Polygon | MultiPolygon
  readonly condition?: Condition
  readonly ids?: ReadonlySet<number>
  /** In this order; without it, all. */
  readonly fields?: readonly string[]
}

/**
 * The part of a source as a source of its own. Geometries are never cut: a feature is in it whole or
 * not at all, by whether its shape, and not its box alone, meets the box and the area. Throws where a
 * field is named that the layer does not have, and the `ProblemError` of `toPredicate` where the condition
 * does not go with the layer's fields.
 */
export function subsetOf(source: LayerFeatures, subset: Subset): LayerFeatures {
  const { schema } = source
  const fields = subset.fields?.map((name) => {
    const field = schema.fields.find((candidate) => candidate.name === name)
    if (!field) throw new RangeError(`the layer ${schema.name} has no field ${name}`)
    return field
  })
  const meets = subset.condition && toPredicate(subset.condition, schema.fields)
  const isWhole = !subset.bbox && !subset.area && !subset.condition && !subset.ids
  return {
    schema: {
      ...schema,
      ...(fields && { fields }),
      ...(!isWhole && { featureCount: null, bbox: null }),
    },
    features: (query) => select(source, subset, meets, query),
  }
}

async function* select(
  source: LayerFeatures,
  subset: Subset,
  meets: Predicate | undefined,
  query: FeatureQuery = {},
): AsyncGenerator<Feature> {
  const names = query.fields ?? subset.fields
  const asked = names && [
    ...new Set([...names, ...(subset.condition ? fieldsOf(subset.condition) : [])]),
  ]
  const area = subset.area && new PreparedArea(subset.area)
  const box = subset.bbox ?? area?.bbox
  const boxes = subset.bbox
    ? splitAtAntimeridian(subset.bbox).map((part) => new PreparedArea(toBoxPolygon(part)))
    : []
  for await (const feature of source.features({
    ...query,
    ...(box && !query.bbox && { bbox: box }),
    ...(asked && { fields: asked }),
  })) {
    if (subset.ids && !subset.ids.has(feature.id)) continue
    if (meets && !meets(feature.properties)) continue
    if (boxes.length > 0 && !boxes.some((part) => part.meets(feature.geometry))) continue
    if (area && !area.meets(feature.geometry)) continue
    yield names ? { ...feature, properties: pick(feature.properties, names) } : feature
  }
}

function pick(
  properties: Feature['properties'],
  names: readonly string[],
): Record<string, FieldValue> {
  const picked: Record<string, FieldValue> = {}
  for (const name of names) setValue(picked, name, readValue(properties, name))
  return picked
}
