import type { Symbology } from '../catalog/symbology.ts'
import { FeatureTable } from '../formats/contract/feature-table.ts'
import { DEFAULT_MAX_BYTES, MemoryBudget } from '../formats/contract/read-context.ts'
import type { Bbox } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import type { Feature } from '../model/feature.ts'
import { type FeatureKey, toFeatureId } from '../model/feature-key.ts'
import { readValue } from '../model/field-value.ts'
import { KEY_COLUMN } from '../model/own-columns.ts'
import { type OverviewLevel, planOverviews, tileMetersAt, toOverviewFeature } from './overview.ts'
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
  /** With what it was generalised; without it, not at all. */
  readonly toleranceMeters?: number
}

/** What is made of a finer copy for the zooms of a level. */
export interface MadeOverview extends Overview {
  /** Greater than the level's own where a tile would have been too full with that. */
  readonly toleranceMeters: number
  /** How many features stand as marks that did not before. */
  readonly small: number
}

/**
 * An overview in compact memory, since the writer goes through it several times. Where the fullest of its tiles would
 * be larger than `TILE_BYTES`, its shapes are generalised more, so that more of them are marks; and then the largest of
 * the small shapes that fall together is the mark of all, of whatever kind they are.
 */
export async function makeOverview(
  finer: Overview,
  fields: readonly string[],
  symbology: Symbology,
  { zooms, toleranceMeters }: OverviewLevel,
): Promise<MadeOverview> {
  const tileMeters = tileMetersAt(Math.max(0, Math.ceil(zooms[0])))
  const classField = 'field' in symbology ? symbology.field : undefined
  const toKind = ({ properties }: Feature) =>
    classField === undefined ? '' : String(properties[classField])
  let tolerance = Math.max(toleranceMeters, finer.toleranceMeters ?? 0)
  let made = await generalise(finer, fields, new SmallShapes(tolerance), toKind)
  for (;;) {
    const excess = fullestTileBytes(made.table, tileMeters) / TILE_BYTES
    // Wider than that a mark would be larger than what a map of the scale can tell apart.
    if (excess <= 1 || tolerance > tileMeters * MOST_TOLERANCE_SHARE) break
    tolerance *= Math.max(Math.SQRT2, Math.sqrt(Math.min(excess, 16)))
    made = await generalise(finer, fields, new SmallShapes(tolerance, 'beside'), () => '')
  }
  const { table, marks, small } = made
  return { features: () => keyedFeatures(table), marks, small, toleranceMeters: tolerance }
}

/** A tile larger than this is slow to make, to send and to draw. */
const TILE_BYTES = 200_000
/** What a feature and each of its vertices take in a tile, as a shape and as its outline. */
const FEATURE_BYTES = 40
const VERTEX_BYTES = 5
/** Marks of 9 tolerances are then a tenth of a tile wide. */
const MOST_TOLERANCE_SHARE = 1 / 90

const GRID_METERS = tileMetersAt(0)

/** About how many bytes the fullest tile of such a width would have, each vertex counted where it lies. */
function fullestTileBytes(table: FeatureTable, tileMeters: number): number {
  const bytes = new Map<number, number>()
  for (let row = 0; row < table.length; row++) {
    let more = FEATURE_BYTES + VERTEX_BYTES
    table.eachPlanePosition(row, (lon, lat) => {
      const [x, y] = toNaaf(lon, lat)
      const column = Math.floor((x + GRID_METERS / 2) / tileMeters)
      const tile = column * 0x1_0000 + Math.floor((y + GRID_METERS / 2) / tileMeters)
      bytes.set(tile, (bytes.get(tile) ?? 0) + more)
      more = VERTEX_BYTES
    })
  }
  return [...bytes.values()].reduce((most, each) => Math.max(most, each), 0)
}

async function generalise(
  finer: Overview,
  fields: readonly string[],
  shapes: SmallShapes,
  kindOf: (feature: Feature) => string,
): Promise<{
  readonly table: FeatureTable
  readonly marks: ReadonlySet<FeatureKey>
  readonly small: number
}> {
  const table = new FeatureTable(new MemoryBudget(DEFAULT_MAX_BYTES))
  const taken = new Set<string>()
  for (const field of fields) table.declareField(field)
  const add = ({ key, geometry, properties }: Feature) => {
    table.setValue(KEY_COLUMN, key)
    for (const field of fields) table.setValue(field, readValue(properties, field))
    table.addGeometry(geometry)
    table.endFeature()
  }
  const smallKeys = new Set<FeatureKey>()
  let small = 0
  for await (const feature of withPauses(finer.features())) {
    if (!shapes.note(feature, kindOf(feature))) continue
    smallKeys.add(feature.key)
    if (!finer.marks.has(feature.key)) small++
  }
  for await (const feature of withPauses(finer.features())) {
    if (smallKeys.has(feature.key)) continue
    const coarse = toOverviewFeature(feature, shapes.toleranceMeters, taken, kindOf(feature))
    if (!coarse) continue
    if (feature.geometry) shapes.cover(feature.geometry)
    add(coarse)
  }
  const marks = new Set<FeatureKey>()
  for (const mark of shapes.marks()) {
    marks.add(mark.key)
    add(mark)
  }
  return { table, marks, small }
}

/** The features of a table that holds their keys, since it calls them by their rows alone. */
function* keyedFeatures(table: FeatureTable): Generator<Feature> {
  for (const feature of table) {
    const key = String(feature.properties[KEY_COLUMN])
    const { geometry, properties } = feature
    yield { key, id: toFeatureId(key), geometry, properties }
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
