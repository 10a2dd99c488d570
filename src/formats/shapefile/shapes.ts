import { type FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import { warnMeasuresWithoutHeights } from '../contract/measures.ts'
import type { WarningList } from '../contract/read-context.ts'
import { groupRings, type Ring, toRing } from './rings.ts'

/** Shapes of the Esri Shapefile Technical Description (July 1998) and where their parts are. */

export const SHAPE_NAMES: Readonly<Record<number, string>> = {
  0: 'null',
  1: 'point',
  3: 'polyline',
  5: 'polygon',
  8: 'multipoint',
  11: 'point with height',
  13: 'polyline with heights',
  15: 'polygon with heights',
  18: 'multipoint with heights',
  21: 'point with measure',
  23: 'polyline with measures',
  25: 'polygon with measures',
  28: 'multipoint with measures',
  31: 'multipatch',
}

/** One record: `start` is where its shape type stands, `end` where it ends, in `view`'s own count. */
export interface ShapeRecord {
  readonly view: DataView
  readonly start: number
  readonly end: number
}

/** Puts the shape into the feature that is being built; `false` if its counts do not fit its length. */
type ReadShape = (record: ShapeRecord, table: FeatureTable, warnings: WarningList) => boolean

/** Measures and heights below this mean that there is none. */
const NO_DATA = -1e38

const heightOf = (value: number): number =>
  value < NO_DATA || !Number.isFinite(value) ? Number.NaN : value

const isMeasure = (value: number): boolean => value > NO_DATA && Number.isFinite(value)

function readPoint({ view, start, end }: ShapeRecord, table: FeatureTable): boolean {
  if (end - start < 20) return false
  table.begin(GEOMETRY_CODES.Point, false)
  table.position(view.getFloat64(start + 4, true), view.getFloat64(start + 12, true))
  return true
}

const readPointZ: ReadShape = ({ view, start, end }, table, warnings) => {
  if (end - start < 28) return readPoint({ view, start, end }, table)
  const height = heightOf(view.getFloat64(start + 20, true))
  const measure = end - start >= 36 ? view.getFloat64(start + 28, true) : Number.NaN
  const hasMeasure = isMeasure(measure)
  table.begin(GEOMETRY_CODES.Point, true, hasMeasure)
  table.positionWithHeight(
    view.getFloat64(start + 4, true),
    view.getFloat64(start + 12, true),
    height,
  )
  if (hasMeasure) {
    table.measure(measure)
    if (Number.isNaN(height)) warnMeasuresWithoutHeights(warnings)
  }
  return true
}

const readPointM: ReadShape = (record, table, warnings) => {
  if (!readPoint(record, table)) return false
  if (
    record.end - record.start >= 28 &&
    isMeasure(record.view.getFloat64(record.start + 20, true))
  ) {
    warnMeasuresWithoutHeights(warnings)
  }
  return true
}

const BBOX_END = 36

function readMultiPoint(
  { view, start, end }: ShapeRecord,
  table: FeatureTable,
  kind: ShapeKind,
  warnings: WarningList,
): boolean {
  if (end - start < BBOX_END + 4) return false
  const count = view.getUint32(start + BBOX_END, true)
  const pointsAt = start + BBOX_END + 4
  if (count > (end - pointsAt) / 16) return false
  const afterPoints = pointsAt + count * 16
  const heightsAt = kind === 'Z' ? heightsAfter(afterPoints, count, end) : null
  const measuresAt = measuresAfter(view, afterPoints, count, end, kind, warnings)
  table.begin(GEOMETRY_CODES.MultiPoint, heightsAt !== null, measuresAt !== null)
  table.count(count)
  table.addPositions(view, pointsAt, count, heightsAt, NO_DATA, measuresAt)
  return true
}

type ShapeKind = '' | 'Z' | 'M'

/** Heights follow their own range of 16 bytes; a file may leave them out. */
function heightsAfter(at: number, count: number, end: number): number | null {
  return at + 16 + count * 8 <= end ? at + 16 : null
}

/** Where the measures stand that are kept; those of shapes without heights are told and left out. */
function measuresAfter(
  view: DataView,
  afterPoints: number,
  count: number,
  end: number,
  kind: ShapeKind,
  warnings: WarningList,
): number | null {
  if (kind === '' || count === 0) return null
  const at = (kind === 'Z' ? afterPoints + 16 + count * 8 : afterPoints) + 16
  if (at + count * 8 > end) return null
  let hasAny = false
  for (let index = 0; index < count && !hasAny; index++) {
    hasAny = isMeasure(view.getFloat64(at + index * 8, true))
  }
  if (!hasAny) return null
  if (kind === 'Z') return at
  warnMeasuresWithoutHeights(warnings)
  return null
}

interface Parts {
  readonly count: number
  readonly points: number
  readonly pointsAt: number
  readonly heightsAt: number | null
  readonly measuresAt: number | null
  /** Where each part begins, and the number of points after the last. */
  readonly starts: readonly number[]
}

/** The parts of a polyline or polygon; `null` if their counts do not fit the record. */
function readParts(
  { view, start, end }: ShapeRecord,
  kind: ShapeKind,
  bytesPerPart: number,
  warnings: WarningList,
): Parts | null {
  if (end - start < BBOX_END + 8) return null
  const count = view.getUint32(start + BBOX_END, true)
  const points = view.getUint32(start + BBOX_END + 4, true)
  const partsAt = start + BBOX_END + 8
  if (count > (end - partsAt) / bytesPerPart) return null
  const pointsAt = partsAt + count * bytesPerPart
  if (points > (end - pointsAt) / 16) return null
  const starts: number[] = []
  for (let part = 0; part < count; part++) {
    const first = view.getUint32(partsAt + part * 4, true)
    if (first > points || (part > 0 && first < starts[part - 1]!)) return null
    starts.push(first)
  }
  starts.push(points)
  return {
    count,
    points,
    pointsAt,
    heightsAt: kind === 'Z' ? heightsAfter(pointsAt + points * 16, points, end) : null,
    measuresAt: measuresAfter(view, pointsAt + points * 16, points, end, kind, warnings),
    starts,
  }
}

function readPolyline(
  record: ShapeRecord,
  table: FeatureTable,
  kind: ShapeKind,
  warnings: WarningList,
): boolean {
  const parts = readParts(record, kind, 4, warnings)
  if (!parts) return false
  const lines: [start: number, end: number][] = []
  for (let part = 0; part < parts.count; part++) {
    const from = parts.starts[part]!
    const to = parts.starts[part + 1]!
    if (to - from >= 2) lines.push([from, to])
    else {
      warnings.add({
        code: 'parts-too-short',
        message: 'Lines of a single point, or none, were left out.',
      })
    }
  }
  if (lines.length === 0) return true
  table.begin(
    lines.length === 1 ? GEOMETRY_CODES.LineString : GEOMETRY_CODES.MultiLineString,
    parts.heightsAt !== null,
    parts.measuresAt !== null,
  )
  if (lines.length > 1) table.count(lines.length)
  for (const [from, to] of lines) addPart(record, table, parts, from, to)
  return true
}

function addPart(
  { view }: ShapeRecord,
  table: FeatureTable,
  { pointsAt, heightsAt, measuresAt }: Parts,
  from: number,
  to: number,
): void {
  table.count(to - from)
  table.addPositions(
    view,
    pointsAt + from * 16,
    to - from,
    heightsAt === null ? null : heightsAt + from * 8,
    NO_DATA,
    measuresAt === null ? null : measuresAt + from * 8,
  )
}

function readPolygon(
  record: ShapeRecord,
  table: FeatureTable,
  kind: ShapeKind,
  warnings: WarningList,
): boolean {
  const parts = readParts(record, kind, 4, warnings)
  if (!parts) return false
  if (
    parts.count === 1 &&
    isClosed(record.view, parts.pointsAt, parts.points) &&
    parts.points >= 4
  ) {
    table.begin(GEOMETRY_CODES.Polygon, parts.heightsAt !== null, parts.measuresAt !== null)
    table.count(1)
    addPart(record, table, parts, 0, parts.points)
    return true
  }
  const positions = readPositions(record.view, parts.pointsAt, parts.points)
  const rings: Ring[] = []
  for (let part = 0; part < parts.count; part++) {
    const from = parts.starts[part]!
    const to = parts.starts[part + 1]!
    if (to - from >= 3) rings.push(toRing(positions, from, to))
    else if (to > from) warnShortRing(warnings)
  }
  if (rings.length === 0) return true
  const { groups, isWoundWrongly } = groupRings(positions, rings)
  if (isWoundWrongly) {
    warnings.add({
      code: 'rings-wound-wrongly',
      message:
        'The rings of polygons run the wrong way round; holes were found by what lies inside what.',
    })
  }
  addGroups(record, table, parts, positions, groups, warnings)
  return true
}

function warnShortRing(warnings: WarningList): void {
  warnings.add({
    code: 'rings-too-short',
    message: 'Rings of fewer than three points enclose nothing and were left out.',
  })
}

function addGroups(
  record: ShapeRecord,
  table: FeatureTable,
  parts: Parts,
  positions: Float64Array,
  groups: readonly (readonly Ring[])[],
  warnings: WarningList,
): void {
  const isMulti = groups.length > 1
  table.begin(
    isMulti ? GEOMETRY_CODES.MultiPolygon : GEOMETRY_CODES.Polygon,
    parts.heightsAt !== null,
    parts.measuresAt !== null,
  )
  if (isMulti) table.count(groups.length)
  for (const group of groups) {
    table.count(group.length)
    for (const ring of group) addRing(record, table, parts, positions, ring, warnings)
  }
}

/** A ring that does not end where it begins is closed. */
function addRing(
  record: ShapeRecord,
  table: FeatureTable,
  parts: Parts,
  positions: Float64Array,
  { start, end }: Ring,
  warnings: WarningList,
): void {
  const isOpen =
    positions[start * 2] !== positions[end * 2 - 2] ||
    positions[start * 2 + 1] !== positions[end * 2 - 1]
  const at = table.nextCount
  addPart(record, table, parts, start, end)
  if (!isOpen) return
  table.patchCount(at, end - start + 1)
  table.addPositions(
    record.view,
    parts.pointsAt + start * 16,
    1,
    parts.heightsAt === null ? null : parts.heightsAt + start * 8,
    NO_DATA,
    parts.measuresAt === null ? null : parts.measuresAt + start * 8,
  )
  warnings.add({
    code: 'rings-closed',
    message: 'Rings that did not end where they begin were closed.',
  })
}

function isClosed(view: DataView, pointsAt: number, points: number): boolean {
  const last = pointsAt + (points - 1) * 16
  return (
    points > 0 &&
    view.getFloat64(pointsAt, true) === view.getFloat64(last, true) &&
    view.getFloat64(pointsAt + 8, true) === view.getFloat64(last + 8, true)
  )
}

function readPositions(view: DataView, at: number, count: number): Float64Array {
  const positions = new Float64Array(count * 2)
  new Uint8Array(positions.buffer).set(
    new Uint8Array(view.buffer, view.byteOffset + at, count * 16),
  )
  return positions
}

/** Kinds of the parts of a multipatch. */
const TRIANGLE_STRIP = 0
const TRIANGLE_FAN = 1
const OUTER_RING = 2
const INNER_RING = 3
const FIRST_RING = 4

/**
 * A multipatch is a surface in space; a map shows its footprint: its triangles and rings as polygons
 * with heights, as they are, on top of each other where the surface is.
 */
const readMultiPatch: ReadShape = (record, table, warnings) => {
  const parts = readParts(record, 'Z', 8, warnings)
  if (!parts) return false
  const kindsAt = record.start + BBOX_END + 8 + parts.count * 4
  const polygons: number[][][] = []
  for (let part = 0; part < parts.count; part++) {
    const kind = record.view.getInt32(kindsAt + part * 4, true)
    const from = parts.starts[part]!
    const to = parts.starts[part + 1]!
    if (to - from < 3) {
      warnShortRing(warnings)
    } else if (kind === TRIANGLE_STRIP || kind === TRIANGLE_FAN) {
      for (let at = from + 2; at < to; at++) {
        const first = kind === TRIANGLE_FAN ? from : at - 2
        polygons.push([[first, at - 1, at, first]])
      }
    } else {
      const ring = Array.from({ length: to - from }, (_, index) => from + index)
      if (!samePosition(record.view, parts.pointsAt, from, to - 1)) ring.push(from)
      const isHole = kind === INNER_RING || (kind !== OUTER_RING && kind !== FIRST_RING)
      if (isHole && polygons.length > 0) polygons.at(-1)!.push(ring)
      else polygons.push([ring])
    }
  }
  if (polygons.length === 0) return true
  warnings.add({
    code: 'multipatch-footprint',
    message: 'Surfaces in space (multipatch) are drawn as the polygons they are made of.',
  })
  table.begin(GEOMETRY_CODES.MultiPolygon, parts.heightsAt !== null, parts.measuresAt !== null)
  table.count(polygons.length)
  for (const rings of polygons) {
    table.count(rings.length)
    for (const ring of rings) {
      table.count(ring.length)
      for (const index of ring) {
        table.addPositions(
          record.view,
          parts.pointsAt + index * 16,
          1,
          parts.heightsAt === null ? null : parts.heightsAt + index * 8,
          NO_DATA,
          parts.measuresAt === null ? null : parts.measuresAt + index * 8,
        )
      }
    }
  }
  return true
}

function samePosition(view: DataView, pointsAt: number, a: number, b: number): boolean {
  return [0, 8].every(
    (offset) =>
      view.getFloat64(pointsAt + a * 16 + offset, true) ===
      view.getFloat64(pointsAt + b * 16 + offset, true),
  )
}

export const SHAPE_READERS: Readonly<Record<number, ReadShape>> = {
  0: () => true,
  1: readPoint,
  3: (record, table, warnings) => readPolyline(record, table, '', warnings),
  5: (record, table, warnings) => readPolygon(record, table, '', warnings),
  8: (record, table, warnings) => readMultiPoint(record, table, '', warnings),
  11: readPointZ,
  13: (record, table, warnings) => readPolyline(record, table, 'Z', warnings),
  15: (record, table, warnings) => readPolygon(record, table, 'Z', warnings),
  18: (record, table, warnings) => readMultiPoint(record, table, 'Z', warnings),
  21: readPointM,
  23: (record, table, warnings) => readPolyline(record, table, 'M', warnings),
  25: (record, table, warnings) => readPolygon(record, table, 'M', warnings),
  28: (record, table, warnings) => readMultiPoint(record, table, 'M', warnings),
  31: readMultiPatch,
}
