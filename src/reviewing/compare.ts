import type { Geometry, Position } from 'geojson'
import { ellipsoidDistanceMeters } from '../geo/distance.ts'
import { countPositions, eachPosition, geometryBbox } from '../geo/positions.ts'
import type { FieldValue } from '../model/feature.ts'
import { toKey } from '../model/field-value.ts'
import type { Field } from '../model/schema.ts'
import type { ReviewRows } from './review-rows.ts'
import type { Roles } from './theme.ts'

/** Positions nearer to each other are the same: what rounding and reprojecting move is no change. */
const SAME_METERS = 5

export interface ValueChange {
  readonly field: string
  readonly before: FieldValue
  readonly after: FieldValue
}

/** A feature that both editions have. */
export interface ChangedFeature {
  readonly row: number
  /** Its row in the published edition. */
  readonly before: number
  /** How far it moved; 0 where it stayed in its place. */
  readonly meters: number
  readonly changes: readonly ValueChange[]
}

export interface FieldShift {
  readonly field: string
  /** Features whose value is another, of those that have one in both editions. */
  readonly changed: number
  readonly of: number
  /** The mean of the changes in relation to the values before, in percent; `null` for texts. */
  readonly meanPercent: number | null
}

export interface SumChange {
  readonly field: string
  readonly before: number
  readonly after: number
}

/** The features of one value of a field, such as a country or a class. */
export interface GroupCount {
  readonly field: string
  readonly value: string
  readonly before: number
  readonly after: number
  /** Of each field of amounts what these features come to. */
  readonly sums: readonly SumChange[]
}

/** What is other in an edition than in the one that is published. */
export interface Comparison {
  /** `key`: by the values of a field; `content`: by shapes and values, where no field names the features. */
  readonly matchedBy: 'key' | 'content'
  readonly keyField: string | null
  readonly unchanged: number
  readonly added: readonly number[]
  /** Rows of the published edition. */
  readonly removed: readonly number[]
  /** Moved and changed ones: those that moved farthest first, then those of the largest change. */
  readonly changed: readonly ChangedFeature[]
  /** Keys that stand for another feature than before: those rows are among `changed`. */
  readonly reused: readonly number[]
  readonly fieldsAdded: readonly string[]
  readonly fieldsRemoved: readonly string[]
  readonly typesChanged: readonly { readonly field: string; readonly before: string; readonly after: string }[] // biome-ignore format: one line
  readonly shifts: readonly FieldShift[]
  readonly groups: readonly GroupCount[]
  readonly sums: readonly SumChange[]
}

/** What has the name of something else and lies farther off is something else. */
const REUSED_METERS = 50_000
/** Values of a field by which counts are told before and after; a field of more different ones is no class. */
const MOST_CLASSES = 40

/**
 * Compares two editions of a layer: by the field that names their features, where both have it and its values are
 * different, else by shapes and values. The order of features and jitter below `SAME_METERS` are no change.
 */
export function compareEditions(published: ReviewRows, rows: ReviewRows, roles: Roles): Comparison {
  const before = new Map(published.fields.map((field) => [field.name, field]))
  const after = new Map(rows.fields.map((field) => [field.name, field]))
  const common = published.fields.filter(({ name }) => after.has(name))
  const byKey = roles.key !== undefined && before.has(roles.key) ? matchByKey(published, rows, roles.key) : null // biome-ignore format: one line
  const pairs = byKey ?? matchByContent(published, rows, common, roles)
  const fields = byKey ? common.filter(({ name }) => name !== roles.key) : common
  const matched = new Uint8Array(published.length)
  const added: number[] = []
  const changed: ChangedFeature[] = []
  const reused: number[] = []
  const tallies = new Map(fields.map(({ name }) => [name, { changed: 0, of: 0, sum: 0, counted: 0 }])) // biome-ignore format: one line
  let unchanged = 0
  for (let row = 0; row < rows.length; row++) {
    const old = pairs[row]!
    if (old < 0) {
      added.push(row)
      continue
    }
    matched[old] = 1
    const meters = movedMeters(published.geometry(old), rows.geometry(row))
    const changes: ValueChange[] = []
    for (const { name } of fields) {
      const [a, b] = [published.value(old, name), rows.value(row, name)]
      const tally = tallies.get(name)!
      if (a !== null && b !== null) tally.of++
      if (areSameValues(a, b)) continue
      changes.push({ field: name, before: a, after: b })
      if (a === null || b === null) continue
      tally.changed++
      if (typeof a === 'number' && typeof b === 'number' && a !== 0) {
        tally.sum += (b - a) / Math.abs(a)
        tally.counted++
      }
    }
    if (meters === 0 && changes.length === 0) {
      unchanged++
      continue
    }
    const isRenamed = roles.name !== undefined && changes.some(({ field }) => field === roles.name)
    if (byKey && isRenamed && meters > REUSED_METERS) reused.push(row)
    changed.push({ row, before: old, meters, changes })
  }
  const removed: number[] = []
  for (let row = 0; row < published.length; row++) if (matched[row] === 0) removed.push(row)
  const amounts = common
    .filter(({ name, type }) => type === 'double' && !/^(lat|lon|x|y|min_zoom)/i.test(name))
    .map(({ name }) => name)
  return {
    matchedBy: byKey ? 'key' : 'content',
    keyField: byKey ? roles.key! : null,
    unchanged,
    added,
    removed,
    changed: changed.sort((a, b) => b.meters - a.meters || sizeOf(b) - sizeOf(a)),
    reused,
    fieldsAdded: [...after.keys()].filter((name) => !before.has(name)),
    fieldsRemoved: [...before.keys()].filter((name) => !after.has(name)),
    typesChanged: common
      .filter(({ name, type }) => after.get(name)!.type !== type)
      .map(({ name, type }) => ({ field: name, before: type, after: after.get(name)!.type })),
    shifts: [...tallies]
      .filter(([, tally]) => tally.changed > 0)
      .map(([field, { changed: count, of, sum, counted }]) => ({
        field,
        changed: count,
        of,
        meanPercent: counted === 0 ? null : (sum / counted) * 100,
      })),
    groups: countGroups(published, rows, common, amounts, roles.country),
    sums: amounts.map((name) => ({ field: name, before: sumOf(published, name), after: sumOf(rows, name) })), // biome-ignore format: one line
  }
}

/** The groups whose features or sums are others than before. */
export const changedGroups = ({ groups }: Pick<Comparison, 'groups'>): readonly GroupCount[] =>
  groups.filter(
    ({ before, after, sums }) =>
      before !== after || sums.some((sum) => !areSameValues(sum.before, sum.after)),
  )

/** The largest change of a feature's numbers in relation to what they were; a text that changed counts as one. */
function sizeOf({ changes }: ChangedFeature): number {
  return changes.reduce((largest, { before, after }) => {
    const isNumber = typeof before === 'number' && typeof after === 'number'
    const size = isNumber ? Math.abs(after - before) / Math.max(Math.abs(before), 1e-9) : 1
    return Math.max(largest, size)
  }, 0)
}

function areSameValues(a: FieldValue, b: FieldValue): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
  }
  return toKey(a) === toKey(b) || (a === '' && b === null) || (a === null && b === '')
}

/** For each row its row in the published edition, -1 for none; `null` where the field names no features. */
function matchByKey(published: ReviewRows, rows: ReviewRows, key: string): Int32Array | null {
  const known = new Map<FieldValue, number>()
  for (let row = 0; row < published.length; row++) {
    const value = toKey(published.value(row, key))
    if (value === null || known.has(value)) return null
    known.set(value, row)
  }
  const taken = new Set<number>()
  return Int32Array.from({ length: rows.length }, (_, row) => {
    const old = known.get(toKey(rows.value(row, key))) ?? -1
    if (taken.has(old)) return -1
    if (old >= 0) taken.add(old)
    return old
  })
}

/** Sides of the cells by which places are the same: about a metre. */
const CELLS_PER_DEGREE = 1e5

function matchByContent(
  published: ReviewRows,
  rows: ReviewRows,
  common: readonly Field[],
  roles: Roles,
): Int32Array {
  const pairs = new Int32Array(rows.length).fill(-1)
  const taken = new Uint8Array(published.length)
  const valuesOf = (of: ReviewRows, row: number) => {
    let text = ''
    for (const { name } of common) text += `${String(of.value(row, name) ?? '')}\u0001`
    return text
  }
  const placeOf = (of: ReviewRows, row: number, offset: number) => {
    const geometry = of.geometry(row)
    if (!geometry) return ''
    if (geometry.type !== 'Point') {
      return `${geometry.type} ${geometryBbox(geometry).map((edge) => Math.round(edge * 1e4)).join(' ')} ${countPositions(geometry)}` // biome-ignore format: one line
    }
    const [lon, lat] = geometry.coordinates as [number, number]
    return `${Math.floor(lon * CELLS_PER_DEGREE + offset)} ${Math.floor(lat * CELLS_PER_DEGREE + offset)}`
  }
  const nameOf = (of: ReviewRows, row: number) => {
    const name = roles.name === undefined ? null : of.value(row, roles.name)
    const state = roles.state === undefined ? '' : of.value(row, roles.state)
    return typeof name === 'string' && name !== '' ? `${name}\u0001${String(state)}` : ''
  }
  const passes: ((of: ReviewRows, row: number) => string)[] = [
    (of, row) => `${placeOf(of, row, 0)}\u0001${valuesOf(of, row)}`,
    (of, row) => `${placeOf(of, row, 0.5)}\u0001${valuesOf(of, row)}`,
    (of, row) => `${placeOf(of, row, 0)}\u0001${nameOf(of, row)}`,
    (of, row) => `${placeOf(of, row, 0.5)}\u0001${nameOf(of, row)}`,
    valuesOf,
    (of, row) => placeOf(of, row, 0),
    nameOf,
  ]
  for (const keyOf of passes) {
    const open = new Map<string, number[]>()
    for (let row = published.length - 1; row >= 0; row--) {
      if (taken[row]) continue
      const key = keyOf(published, row)
      if (key.replaceAll('\u0001', '') === '') continue
      const known = open.get(key)
      if (known) known.push(row)
      else open.set(key, [row])
    }
    if (open.size === 0) break
    for (let row = 0; row < rows.length; row++) {
      if (pairs[row]! >= 0) continue
      const old = open.get(keyOf(rows, row))?.pop()
      if (old === undefined) continue
      pairs[row] = old
      taken[old] = 1
    }
  }
  return pairs
}

/** How far a shape moved, at the vertex that moved most; 0 below `SAME_METERS`. Of shapes of other vertices, by their boxes. */
function movedMeters(before: Geometry | null, after: Geometry | null): number {
  if (!before || !after) return before === after ? 0 : Number.POSITIVE_INFINITY
  const [old, now] = [positionsOf(before), positionsOf(after)]
  let most = 0
  if (old.length === now.length) {
    for (let i = 0; i < old.length; i++) most = Math.max(most, metersBetween(old[i]!, now[i]!))
    if (most <= SAME_METERS) return 0
  }
  const [a, b] = [geometryBbox(before), geometryBbox(after)]
  const corners = Math.max(
    metersBetween([a[0], a[1]], [b[0], b[1]]),
    metersBetween([a[2], a[3]], [b[2], b[3]]),
  )
  return old.length === now.length ? most : Math.max(corners, SAME_METERS)
}

function positionsOf(geometry: Geometry): Position[] {
  const positions: Position[] = []
  eachPosition(geometry, (position) => positions.push(position))
  return positions
}

function metersBetween([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  if (lon1 === lon2 && lat1 === lat2) return 0
  return ellipsoidDistanceMeters(lon1!, lat1!, lon2!, lat2!)
}

/** Counts and sums by each field of classes; those by country first. */
function countGroups(
  published: ReviewRows,
  rows: ReviewRows,
  common: readonly Field[],
  amounts: readonly string[],
  country: string | undefined,
): GroupCount[] {
  return common
    .filter(({ type }) => type === 'string' || type === 'integer')
    .toSorted((a, b) => Number(b.name === country) - Number(a.name === country))
    .flatMap(({ name }) => {
      const before = tallyValues(published, name, amounts)
      const after = before && tallyValues(rows, name, amounts)
      if (!before || !after) return []
      const values = [...new Set([...before.keys(), ...after.keys()])].sort()
      return values.map((value) => {
        const [old, now] = [before.get(value), after.get(value)]
        return {
          field: name,
          value,
          before: old?.count ?? 0,
          after: now?.count ?? 0,
          sums: amounts.map((field, nth) => ({
            field,
            before: old?.sums[nth] ?? 0,
            after: now?.sums[nth] ?? 0,
          })),
        }
      })
    })
}

interface Tally {
  count: number
  readonly sums: number[]
}

/** `null` where the field has too many values to be one of classes. */
function tallyValues(
  rows: ReviewRows,
  field: string,
  amounts: readonly string[],
): Map<string, Tally> | null {
  const tallies = new Map<string, Tally>()
  for (let row = 0; row < rows.length; row++) {
    const value = rows.value(row, field)
    const text = value === null ? '' : String(value)
    let tally = tallies.get(text)
    if (!tally) {
      tally = { count: 0, sums: amounts.map(() => 0) }
      tallies.set(text, tally)
      if (tallies.size > MOST_CLASSES) return null
    }
    tally.count++
    for (const [nth, amount] of amounts.entries()) {
      const own = rows.value(row, amount)
      if (typeof own === 'number') tally.sums[nth]! += own
    }
  }
  return tallies
}

function sumOf(rows: ReviewRows, field: string): number {
  let sum = 0
  for (let row = 0; row < rows.length; row++) {
    const value = rows.value(row, field)
    if (typeof value === 'number') sum += value
  }
  return sum
}
