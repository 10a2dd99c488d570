import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import { type Bbox, EMPTY_BBOX, growBbox, isEmpty } from '../geo/bbox.ts'
import { geometryBbox } from '../geo/positions.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { FieldValue, FieldValues } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import { setValue } from '../model/field-value.ts'
import type { Relation } from '../model/recipe.ts'
import { subsetOf } from '../sources/subset.ts'
import { type AnswerGroups, GroupCounter, type GroupsRequest } from './answer-groups.ts'
import { type OverlapAnswer, OverlapMeasure } from './answer-overlap.ts'
import { valueAt } from './column.ts'
import { selectRows } from './filter.ts'
import type { Rows } from './layer-columns.ts'
import { type Nearest, NearIndex } from './near-index.ts'
import { type Stations, stationsOf, withinOfPlaces } from './near-points.ts'
import type { AskContext, AskedLayer, Question } from './question.ts'
import { prepareArea } from './relate.ts'

/** Some features of a layer; without keys and condition, all. */
export interface AskedFeatures {
  readonly layer: AskedLayer
  readonly condition?: Condition
  readonly keys?: readonly FeatureKey[]
}

/** What features are held against, and how. */
export interface NearTest {
  readonly of: AskedFeatures
  readonly relation: Relation
  /** Of `within` and `nearest`: the distance on the ellipsoid that counts as near, itself included. */
  readonly meters: number
  /** Fields of the feature that was hit, which rows tell. */
  readonly fields: readonly string[]
}

export interface AnswerRequest {
  readonly layer: AskedLayer
  readonly condition?: Condition
  readonly test?: NearTest
  /** Features that share at least a point with it; its edge belongs to it. */
  readonly inside?:
    | { readonly kind: 'area'; readonly area: Polygon | MultiPolygon }
    | { readonly kind: 'features'; readonly of: AskedFeatures }
  readonly groups?: GroupsRequest
  /** Fields that rows tell. */
  readonly fields: readonly string[]
  readonly offset: number
  readonly limit: number
}

export interface AnswerRow {
  readonly key: FeatureKey
  readonly id: number
  readonly bbox: Bbox
  readonly properties: FieldValues
  /** What it was found by, and how far that is: the nearest, or the first that it meets. */
  readonly hit: {
    readonly key: FeatureKey
    readonly properties: FieldValues
    readonly meters: number
  } | null
}

export interface Answer {
  readonly total: number
  /** The layer's features that meet the condition, of which it was asked. */
  readonly asked: number
  /** Those of them without a place, which are nowhere. */
  readonly nowhere: number
  /** The features that were held against; `null` without a test. */
  readonly others: number | null
  /** The answer's features by the numbers of their keys (`toFeatureId`). */
  readonly ids: readonly number[]
  /** Of all of them; `null` of none. */
  readonly bbox: Bbox | null
  /** The nearest first where there is a distance; as the layer has them where they are too many to be ordered. */
  readonly rows: readonly AnswerRow[]
  readonly isOrdered: boolean
  /** Features whose distance is within `MARGIN` of that which decides: a place that is a little wrong may change them. */
  readonly margin: {
    readonly within: readonly number[]
    readonly beyond: readonly number[]
  } | null
  readonly groups: AnswerGroups | null
  readonly overlap: OverlapAnswer | null
}

/** An answer of more features than these is made no layer of: it would have to be drawn from overviews. */
export const MOST_ANSWER_FEATURES = 20_000
/** Distances that differ by no more than this share of them are told to be close calls. */
export const MARGIN = 0.01
/** More rows than these stand in the layer's order: each distance takes some microseconds to find. */
const MOST_ORDERED = 20_000
const FEATURES_BETWEEN_PAUSES = 200
const PLACES_BETWEEN_PAUSES = 5000

interface Found {
  readonly row: number
  /** What it was found by; `null` where that is not looked for until it is told. */
  readonly hit: Nearest | null
}

/**
 * Which features of a layer stand in relations to those of others, or in an area, and what they come to. Distances are
 * geodesic, to the geometries themselves; edges are straight in longitude and latitude (RFC 7946 section 3.1.1) and
 * belong to their areas. Places of points come from the columns that are kept, other geometries from the file.
 */
export const answer: Question<AnswerRequest, Answer> = async (request, context) => {
  const { layer, condition, test, groups, fields, offset, limit } = request
  const source = await context.open(layer)
  const rows = await context.read(layer, [
    ...new Set([
      ...fields,
      ...(condition ? fieldsOf(condition) : []),
      ...(groups ? GroupCounter.fieldsOf(groups) : []),
    ]),
  ])
  const selected = selectRows(condition, rows.columns, rows.rowCount)
  const others = test ? await gather(test.of, test.fields, context) : null
  const isInside = await toInside(request.inside, context)
  const judge = test && others ? new Judge(test, others) : null
  const counter = groups ? await GroupCounter.open(groups, rows, context) : null
  const overlap =
    test?.relation === 'overlaps' && others && others.length > 0
      ? new OverlapMeasure(others.map(({ geometry }) => geometry))
      : null

  const found: Found[] = []
  const margin = { within: [] as number[], beyond: [] as number[] }
  let nowhere = 0
  for (const row of selected) if (!Number.isFinite(rows.boxes[4 * row]!)) nowhere++
  const take = (row: number, geometry: Geometry, isSurelyNear = false) => {
    if (isInside && !isInside(geometry)) return
    const verdict = isSurelyNear ? undefined : judge?.judge(geometry)
    if (verdict?.isClose) (verdict.isNear ? margin.within : margin.beyond).push(rows.idAt(row))
    if (verdict?.isNear === false) return
    found.push({ row, hit: verdict?.hit ?? null })
    counter?.add(row, geometry)
  }
  if (others?.length !== 0) {
    if (source.schema.geometryType === 'Point') {
      const { places, isSurelyNear } = await narrow(selected, rows, judge, context)
      for (let nth = 0; nth < places.length; nth++) {
        if (nth % PLACES_BETWEEN_PAUSES === 0) await context.pause(nth / places.length)
        const row = places[nth]!
        const lon = rows.boxes[4 * row]!
        if (!Number.isFinite(lon)) continue
        const point: Geometry = { type: 'Point', coordinates: [lon, rows.boxes[4 * row + 1]!] }
        take(row, point, isSurelyNear?.[nth] === 1)
      }
    } else {
      const rowOf = new Map(Array.from(selected, (row) => [rows.idAt(row), row]))
      const reach = judge?.bbox
      const query = { fields: [], signal: context.signal, ...(reach && { bbox: reach }) }
      let done = 0
      for await (const { id, geometry } of source.features(query)) {
        if (++done % FEATURES_BETWEEN_PAUSES === 0) await context.pause(done / rows.rowCount)
        const row = rowOf.get(id)
        if (row === undefined || !geometry || isEmpty(geometryBbox(geometry))) continue
        take(row, geometry)
        if (overlap && found.at(-1)?.row === row) {
          overlap.add(geometry, row)
          await context.pause(done / rows.rowCount)
        }
      }
    }
  }
  const measured = overlap ? await overlap.finish(context.pause) : null
  for (const [row, squareMeters] of overlap?.shares ?? []) counter?.addGround(row, squareMeters)
  const isOrdered = judge !== null && found.length <= MOST_ORDERED
  return {
    total: found.length,
    asked: selected.length,
    nowhere,
    others: others?.length ?? null,
    ids: found.map(({ row }) => rows.idAt(row)),
    bbox: toBbox(found, rows),
    rows: await toAnswerRows(found, { rows, fields, judge, isOrdered, offset, limit }, context),
    isOrdered,
    margin: judge?.hasDistance ? margin : null,
    groups: counter?.finish() ?? null,
    overlap: measured,
  }
}

export interface Other {
  readonly key: FeatureKey
  readonly geometry: Geometry
  readonly properties: FieldValues
}

/** The geometries of some features that have one, with some of their fields. */
export async function gather(
  { layer, condition, keys }: AskedFeatures,
  fields: readonly string[],
  { open, signal, pause }: AskContext,
): Promise<readonly Other[]> {
  const source = await open(layer)
  const others: Other[] = []
  const add = ({
    key,
    geometry,
    properties,
  }: Omit<Other, 'geometry'> & { readonly geometry: Geometry | null }) => {
    if (geometry && !isEmpty(geometryBbox(geometry))) others.push({ key, geometry, properties })
  }
  if (keys) {
    for (const feature of (await source.find(keys, { fields, signal })).values()) add(feature)
    return others
  }
  const part = condition ? subsetOf(source, { condition }) : source
  let read = 0
  for await (const feature of part.features({ fields, signal })) {
    add(feature)
    if (++read % 1000 === 0) await pause(null)
  }
  return others
}

async function toInside(
  inside: AnswerRequest['inside'],
  context: AskContext,
): Promise<((geometry: Geometry) => boolean) | null> {
  if (!inside) return null
  if (inside.kind === 'area') {
    const area = prepareArea(inside.area)
    return (geometry) => area.meets(geometry)
  }
  const areas = await gather(inside.of, [], context)
  if (areas.length === 0) return () => false
  const index = new NearIndex(areas.map(({ geometry }) => geometry))
  return (geometry) => index.meeting(geometry).length > 0
}

interface Verdict {
  readonly isNear: boolean
  /** Whether a distance lies within `MARGIN` of that which decides. */
  readonly isClose: boolean
  readonly hit: Nearest | null
}

const FAR: Verdict = { isNear: false, isClose: false, hit: null }

/** One test, made ready for many features. */
class Judge {
  readonly #test: NearTest
  readonly #others: readonly Other[]
  readonly #index: NearIndex | null

  constructor(test: NearTest, others: readonly Other[]) {
    this.#test = test
    this.#others = others
    this.#index = others.length > 0 ? new NearIndex(others.map(({ geometry }) => geometry)) : null
  }

  get hasDistance(): boolean {
    return this.#test.relation === 'within' || this.#test.relation === 'nearest'
  }

  get meters(): number {
    return this.hasDistance ? this.#test.meters : 0
  }

  /** What lies outside of it meets the test for none. */
  get bbox(): Bbox | null {
    return this.#index && growBbox(this.#index.bbox, this.meters * (1 + MARGIN))
  }

  /** Places along the others, from which much can be told at once; `null` without a distance. */
  stations(): Stations | null {
    if (!this.hasDistance) return null
    const geometries = this.#others.map(({ geometry }) => geometry)
    return stationsOf(geometries, MARGIN * this.meters)
  }

  /** Whether a place lies in an area of the others. */
  holds(lon: number, lat: number): boolean {
    return this.#index?.isInside(lon, lat) ?? false
  }

  judge(geometry: Geometry): Verdict {
    const { relation, meters } = this.#test
    const index = this.#index
    if (!index) return FAR
    if (this.hasDistance) {
      const hit = index.nearest(geometry, meters * (1 + MARGIN), meters)
      if (!hit) return FAR
      return {
        isNear: hit.meters <= meters,
        isClose: hit.meters >= meters * (1 - MARGIN),
        hit,
      }
    }
    const [other] = relation === 'contained' ? index.containing(geometry) : index.meeting(geometry)
    return other === undefined ? FAR : { isNear: true, isClose: false, hit: { other, meters: 0 } }
  }

  /** The nearest to a place that is known to be near one. */
  nearestTo(lon: number, lat: number): Nearest | null {
    const place: Geometry = { type: 'Point', coordinates: [lon, lat] }
    return this.#index?.nearest(place, this.meters) ?? null
  }

  toHit({ other, meters }: Nearest): AnswerRow['hit'] {
    const { key, properties } = this.#others[other]!
    return { key, properties, meters }
  }
}

/**
 * The rows that may pass, of points, and which of them surely do: those that are surely too far from all others go out
 * at once. What is told of the others' lines from places along them is off by the step between two of these at the most.
 */
async function narrow(
  selected: Uint32Array,
  { boxes }: Rows,
  judge: Judge | null,
  { pause }: AskContext,
): Promise<{ readonly places: Uint32Array; readonly isSurelyNear: Uint8Array | null }> {
  const stations = judge?.stations()
  if (!judge || !stations) return { places: selected, isSurelyNear: null }
  await pause(null)
  const mask = (rows: Uint32Array, meters: number) => {
    const lons = new Float64Array(rows.length)
    const lats = new Float64Array(rows.length)
    for (let nth = 0; nth < rows.length; nth++) {
      lons[nth] = boxes[4 * rows[nth]!]!
      lats[nth] = boxes[4 * rows[nth]! + 1]!
    }
    return withinOfPlaces({ lons, lats }, stations, meters)
  }
  const surely = mask(selected, judge.meters * (1 - MARGIN))
  await pause(null)
  const rest = selected.filter((_, nth) => surely[nth] === 0)
  const perhaps = mask(rest, judge.meters * (1 + MARGIN) + stations.stepMeters)
  await pause(null)
  const places = new Uint32Array(selected.length)
  const isSurelyNear = new Uint8Array(selected.length)
  let count = 0
  let nthOfRest = 0
  for (let nth = 0; nth < selected.length; nth++) {
    const row = selected[nth]!
    const isSure = surely[nth] === 1
    const isPossible = isSure || perhaps[nthOfRest++] === 1
    if (!isPossible && !judge.holds(boxes[4 * row]!, boxes[4 * row + 1]!)) continue
    isSurelyNear[count] = surely[nth]!
    places[count++] = row
  }
  await pause(null)
  return { places: places.subarray(0, count), isSurelyNear }
}

function toBbox(found: readonly Found[], { boxes }: Rows): Bbox | null {
  let [west, south, east, north]: Bbox = EMPTY_BBOX
  for (const { row } of found) {
    west = Math.min(west, boxes[4 * row]!)
    south = Math.min(south, boxes[4 * row + 1]!)
    east = Math.max(east, boxes[4 * row + 2]!)
    north = Math.max(north, boxes[4 * row + 3]!)
  }
  return found.length > 0 ? [west, south, east, north] : null
}

async function toAnswerRows(
  found: readonly Found[],
  {
    rows,
    fields,
    judge,
    isOrdered,
    offset,
    limit,
  }: Pick<AnswerRequest, 'fields' | 'offset' | 'limit'> & {
    readonly rows: Rows
    readonly judge: Judge | null
    readonly isOrdered: boolean
  },
  { pause }: AskContext,
): Promise<readonly AnswerRow[]> {
  const known = (one: Found): Found => {
    if (one.hit || !judge) return one
    const [lon, lat] = rows.boxes.subarray(4 * one.row, 4 * one.row + 2)
    return { row: one.row, hit: judge.nearestTo(lon!, lat!) }
  }
  const toRow = (one: Found): AnswerRow => {
    const { row, hit } = known(one)
    const properties: Record<string, FieldValue> = {}
    for (const name of fields) setValue(properties, name, valueAt(rows.columns.get(name)!, row))
    return {
      key: rows.keyAt(row),
      id: rows.idAt(row),
      bbox: rows.bboxAt(row)!,
      properties,
      hit: hit && judge ? judge.toHit(hit) : null,
    }
  }
  if (!isOrdered) return found.slice(offset, offset + limit).map(toRow)
  const hits: Found[] = []
  for (const one of found) {
    hits.push(known(one))
    if (hits.length % FEATURES_BETWEEN_PAUSES === 0) await pause(null)
  }
  return hits
    .toSorted((a, b) => (a.hit?.meters ?? 0) - (b.hit?.meters ?? 0))
    .slice(offset, offset + limit)
    .map(toRow)
}
