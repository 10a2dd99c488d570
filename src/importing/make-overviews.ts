import type { Symbology } from '../catalog/symbology.ts'
import { FeatureTable } from '../formats/contract/feature-table.ts'
import { DEFAULT_MAX_BYTES, MemoryBudget } from '../formats/contract/read-context.ts'
import type { Bbox } from '../geo/bbox.ts'
import type { Feature } from '../model/feature.ts'
import { type FeatureKey, toFeatureId } from '../model/feature-key.ts'
import { readValue } from '../model/field-value.ts'
import { KEY_COLUMN } from '../model/own-columns.ts'
import { type OverviewLevel, planOverviews, toOverviewFeature } from './overview.ts'
import { isExtended, SmallShapes, widthMeters } from './small-shapes.ts'

/** A layer of at most this many bytes is read whole to draw it, whatever the scale. */
const WHOLE_BYTES = 4_000_000

/** Larger ones have overviews for their size, and none besides for the smallest of their shapes. */
const SMALLEST_SHAPE_BYTES = 20_000_000

/** The overviews that a layer of areas and lines needs, from the finest on, by the bytes of its own file. */
export function planLayerOverviews(
  bytes: number,
  bbox: Bbox | null,
  table: FeatureTable,
): readonly OverviewLevel[] {
  return planOverviews(
    bytes > WHOLE_BYTES ? bytes : 0,
    bbox,
    bytes > SMALLEST_SHAPE_BYTES ? undefined : findSmallestMeters(table),
  )
}

const FEATURES_PER_PAUSE = 4096

/** The width of the narrowest area or line, as the sides of its box have it. */
function findSmallestMeters(table: FeatureTable): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let index = 0; index < table.length; index++) {
    const type = table.geometryType(index)
    if (!type || !isExtended(type)) continue
    smallest = Math.min(smallest, widthMeters(table.bbox(index)))
  }
  return smallest
}

/** A coarser copy of a layer, or the layer itself. */
export interface Overview {
  readonly features: () => Iterable<Feature>
  /** The keys of features that are marks for what is too small to be seen, one for each of their parts. */
  readonly marks: ReadonlySet<FeatureKey>
}

/** An overview in compact memory, since the writer goes through it several times. */
export async function makeOverview(
  finer: Overview,
  fields: readonly string[],
  symbology: Symbology,
  toleranceMeters: number,
): Promise<Overview & { readonly small: number }> {
  const table = new FeatureTable(new MemoryBudget(DEFAULT_MAX_BYTES))
  const taken = new Set<string>()
  const classField = 'field' in symbology ? symbology.field : undefined
  const kindOf = ({ properties }: Feature) =>
    classField === undefined ? '' : String(properties[classField])
  for (const field of fields) table.declareField(field)
  const add = ({ key, geometry, properties }: Feature) => {
    table.setValue(KEY_COLUMN, key)
    for (const field of fields) table.setValue(field, readValue(properties, field))
    table.addGeometry(geometry)
    table.endFeature()
  }
  const shapes = new SmallShapes(toleranceMeters)
  const smallKeys = new Set<FeatureKey>()
  let small = 0
  for await (const feature of withPauses(finer.features())) {
    if (!shapes.note(feature, kindOf(feature))) continue
    smallKeys.add(feature.key)
    if (!finer.marks.has(feature.key)) small++
  }
  for await (const feature of withPauses(finer.features())) {
    if (smallKeys.has(feature.key)) continue
    const coarse = toOverviewFeature(feature, toleranceMeters, taken, kindOf(feature))
    if (!coarse) continue
    if (feature.geometry) shapes.cover(feature.geometry)
    add(coarse)
  }
  const marks = new Set<FeatureKey>()
  for (const mark of shapes.marks()) {
    marks.add(mark.key)
    add(mark)
  }
  return { features: () => keyedFeatures(table), marks, small }
}

/** The features of a table that holds their keys, since it calls them by their rows alone. */
function* keyedFeatures(table: FeatureTable): Generator<Feature> {
  for (const feature of table) {
    const key = String(feature.properties[KEY_COLUMN])
    yield { ...feature, key, id: toFeatureId(key) }
  }
}

/** Lets progress be told, and the worker be ended, while much is gone through. */
async function* withPauses(features: Iterable<Feature>): AsyncGenerator<Feature> {
  let count = 0
  for (const feature of features) {
    if (++count % FEATURES_PER_PAUSE === 0) await new Promise((resolve) => setTimeout(resolve))
    yield feature
  }
}
