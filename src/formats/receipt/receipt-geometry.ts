import type { Geometry, Position } from 'geojson'

/** One point, line or ring of a geometry. */
interface Part {
  readonly kind: 'point' | 'line' | 'ring'
  readonly positions: readonly Position[]
  /** Of rings: which polygon of the geometry it belongs to. */
  readonly polygon: number
}

/**
 * What formats are known to do to geometries. `projected`: positions went through another CRS and
 * came back within the tolerance; `rewound`: rings run the other way; `regrouped`: the rings are the
 * same, their grouping into polygons is not, which a shapefile does not hold; `single-or-multi`: a
 * geometry of one part is of the multiple type, or the other way.
 */
export type GeometryRule =
  | 'projected'
  | 'rewound'
  | 'regrouped'
  | 'single-or-multi'
  | 'collection-taken-apart'
  | 'degenerate-part-dropped'
  | 'ring-closed'
  | 'height-filled'
  | 'height-dropped'
  | 'outside-crs'

export type GeometryComparison =
  | { readonly same: true; readonly rules: readonly GeometryRule[]; readonly offsetMeters: number }
  | { readonly same: false; readonly detail: string }

export interface GeometryTolerance {
  /** How far a position may be off; 0 where the format keeps coordinates as they are. */
  readonly meters: number
  /**
   * Into the plane of the file, in metres. Where a projection presses much ground into
   * little plane, as a conic one does at the pole, the way back is vague by more than the file is: positions
   * that are one place in the plane are the same.
   */
  readonly toPlane?: (lon: number, lat: number) => readonly [x: number, y: number]
  /** Whether the format's specification knows nothing of which hole lies in which outer ring. */
  readonly regroups: boolean
  /** Whether the format cannot hold lines of one position and rings of fewer than four. */
  readonly dropsDegenerate: boolean
}

/** Compares a geometry with the one that was read for it, both longitude, latitude of WGS 84. */
export function compareGeometry(
  geometry: Geometry | null,
  found: Geometry | null,
  tolerance: GeometryTolerance,
): GeometryComparison {
  // What came back as it was needs no taking apart; a format that drops parts is looked at closely.
  if (!tolerance.dropsDegenerate && isSameGeometry(geometry, found)) return SAME
  const rules = new Set<GeometryRule>()
  let expected = geometry ? partsOf(geometry) : []
  if (tolerance.dropsDegenerate) {
    const kept = withoutDegenerate(expected)
    if (kept.length < expected.length) rules.add('degenerate-part-dropped')
    expected = kept
  }
  const actual = found ? partsOf(found) : []
  if (expected.length === 0 && actual.length === 0) {
    const isLost = geometry !== null && found === null && !isEmptyGeometry(geometry)
    return isLost && rules.size === 0
      ? { same: false, detail: `${geometry.type} is lost` }
      : { same: true, rules: [...rules], offsetMeters: 0 }
  }
  if (expected.length !== actual.length) {
    return {
      same: false,
      detail: `${expected.length} parts are expected (${geometry?.type}) and ${actual.length} are there (${found?.type ?? 'none'})`,
    }
  }
  const offset = matchParts(expected, actual, tolerance, rules)
  if (offset === null) return { same: false, detail: describeOffset(expected, actual, tolerance) }
  if (offset > 0) rules.add('projected')
  if (geometry && found && geometry.type !== found.type) {
    if (geometry.type.replace('Multi', '') !== found.type.replace('Multi', '')) {
      if (geometry.type !== 'GeometryCollection' && found.type !== 'GeometryCollection') {
        return { same: false, detail: `${geometry.type} is expected and ${found.type} is there` }
      }
      rules.add('collection-taken-apart')
    } else {
      rules.add('single-or-multi')
    }
  }
  if (!isSameGrouping(expected, actual)) {
    if (!tolerance.regroups) return { same: false, detail: 'rings are in other polygons' }
    rules.add('regrouped')
  }
  return { same: true, rules: [...rules], offsetMeters: offset }
}

const SAME: GeometryComparison = { same: true, rules: [], offsetMeters: 0 }

/** Whether two geometries are of one type and have the same numbers in the same places. */
function isSameGeometry(a: Geometry | null, b: Geometry | null): boolean {
  if (a === null || b === null) return a === b
  if (a.type === 'GeometryCollection' || b.type === 'GeometryCollection') return false
  return a.type === b.type && isSameNested(a.coordinates, b.coordinates)
}

type Nested = Position | Position[] | Position[][] | Position[][][]

function isSameNested(a: Nested, b: Nested): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) {
    const [one, other] = [a[at]!, b[at]!]
    if (one === other) continue
    if (typeof one === 'number' || typeof other === 'number') return false
    if (!isSameNested(one, other)) return false
  }
  return true
}

/** Whether neighbouring rings are of one polygon in both or in neither, whatever their numbers. */
function isSameGrouping(expected: readonly Part[], actual: readonly Part[]): boolean {
  const startsPolygon = (parts: readonly Part[], index: number): boolean =>
    index === 0 || parts[index]!.polygon !== parts[index - 1]!.polygon
  return expected.every(
    (_, index) => startsPolygon(expected, index) === startsPolygon(actual, index),
  )
}

function isEmptyGeometry(geometry: Geometry): boolean {
  return partsOf(geometry).length === 0
}

function partsOf(geometry: Geometry): readonly Part[] {
  const parts: Part[] = []
  let polygon = 0
  const point = (position: Position): void => {
    if (position.length > 0) parts.push({ kind: 'point', positions: [position], polygon: 0 })
  }
  const line = (positions: Position[]): void => {
    if (positions.length > 0) parts.push({ kind: 'line', positions, polygon: 0 })
  }
  const rings = (coordinates: Position[][]): void => {
    for (const positions of coordinates) {
      if (positions.length > 0) parts.push({ kind: 'ring', positions, polygon })
    }
    polygon++
  }
  const visit = (part: Geometry): void => {
    if (part.type === 'Point') point(part.coordinates)
    else if (part.type === 'MultiPoint') part.coordinates.forEach(point)
    else if (part.type === 'LineString') line(part.coordinates)
    else if (part.type === 'MultiLineString') part.coordinates.forEach(line)
    else if (part.type === 'Polygon') rings(part.coordinates)
    else if (part.type === 'MultiPolygon') part.coordinates.forEach(rings)
    else part.geometries.forEach(visit)
  }
  visit(geometry)
  return parts
}

/** A degenerate outer ring takes its holes with it. */
function withoutDegenerate(parts: readonly Part[]): readonly Part[] {
  const lost = new Set<number>()
  const seen = new Set<number>()
  return parts.filter(({ kind, positions, polygon }) => {
    if (kind === 'point') return true
    if (kind === 'line') return positions.length > 1
    const isOuter = !seen.has(polygon)
    seen.add(polygon)
    const isKept = closed(positions).length >= 4
    if (isOuter && !isKept) lost.add(polygon)
    return isKept && !lost.has(polygon)
  })
}

function closed(ring: readonly Position[]): readonly Position[] {
  const first = ring[0]!
  const last = ring.at(-1)!
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}

/** The greatest offset of the positions, part by part, or `null` where they are others. */
function matchParts(
  expected: readonly Part[],
  actual: readonly Part[],
  tolerance: GeometryTolerance,
  rules: Set<GeometryRule>,
): number | null {
  const inOrder = matchInOrder(expected, actual, tolerance, rules)
  if (inOrder !== null || !tolerance.regroups) return inOrder
  const sorted = (parts: readonly Part[]): Part[] =>
    parts
      .map((part) => ({ part, signature: signature(part.positions) }))
      .toSorted((a, b) => a.signature[0] - b.signature[0] || a.signature[1] - b.signature[1])
      .map(({ part }) => part)
  const offset = matchInOrder(sorted(expected), sorted(actual), tolerance, rules)
  if (offset !== null) rules.add('regrouped')
  return offset
}

/**
 * The same for a ring whichever way it runs: its middle, and how far it reaches, since rings may lie
 * around one another. Rounded, so that projecting does not change the order, and the same on both sides of
 * the antimeridian.
 */
function signature(positions: readonly Position[]): readonly [middle: number, reach: number] {
  let sum = 0
  let squares = 0
  for (let index = 1; index < positions.length; index++) {
    const [x, y] = positions[index] as [number, number]
    sum += Math.abs(x) * 1.7 + y
    squares += x * x + 1.3 * y * y
  }
  const count = Math.max(1, positions.length - 1)
  return [Math.round((sum / count) * 1e6), Math.round((squares / count) * 1e6)]
}

function matchInOrder(
  expected: readonly Part[],
  actual: readonly Part[],
  tolerance: GeometryTolerance,
  rules: Set<GeometryRule>,
): number | null {
  let offset = 0
  const found = new Set<GeometryRule>()
  for (let index = 0; index < expected.length; index++) {
    const partOffset = matchPart(expected[index]!, actual[index]!, tolerance, found)
    if (partOffset === null) return null
    offset = Math.max(offset, partOffset)
  }
  for (const rule of found) rules.add(rule)
  return offset
}

function matchPart(
  expected: Part,
  actual: Part,
  tolerance: OffsetTolerance,
  rules: Set<GeometryRule>,
): number | null {
  if (expected.kind !== actual.kind) return null
  let positions = expected.positions
  if (expected.kind === 'ring' && positions.length !== actual.positions.length) {
    positions = closed(positions)
    rules.add('ring-closed')
  }
  if (positions.length !== actual.positions.length) return null
  const forward = offsetOf(positions, actual.positions, tolerance, rules)
  if (forward !== null || expected.kind !== 'ring') return forward
  const backward = offsetOf(positions.toReversed(), actual.positions, tolerance, rules)
  if (backward !== null) rules.add('rewound')
  return backward
}

const METERS_PER_DEGREE = 111_320

type OffsetTolerance = Pick<GeometryTolerance, 'meters' | 'toPlane'>

function offsetOf(
  expected: readonly Position[],
  actual: readonly Position[],
  tolerance: OffsetTolerance,
  rules: Set<GeometryRule>,
): number | null {
  let greatest = 0
  for (let index = 0; index < expected.length; index++) {
    const a = expected[index]!
    const b = actual[index]!
    if (a[0] !== b[0] || a[1] !== b[1]) {
      const offset = offsetMeters(a, b, tolerance)
      if (!(offset <= tolerance.meters)) return null
      greatest = Math.max(greatest, offset)
    }
    if (a[2] !== b[2] && !Object.is(a[2], b[2])) {
      if (a[2] === undefined && b[2] === 0) rules.add('height-filled')
      else if (Number.isNaN(a[2]) && b[2] === undefined) rules.add('height-dropped')
      else return null
    }
  }
  return greatest
}

function offsetMeters(a: Position, b: Position, { meters, toPlane }: OffsetTolerance): number {
  const turns = (a[0]! - b[0]!) / 360
  const lon = 360 * (turns - Math.round(turns)) * Math.cos((a[1]! * Math.PI) / 180)
  const onGround = METERS_PER_DEGREE * Math.hypot(lon, a[1]! - b[1]!)
  if (onGround <= meters || !toPlane) return onGround
  const [x, y] = toPlane(a[0]!, a[1]!)
  const [foundX, foundY] = toPlane(b[0]!, b[1]!)
  return Math.hypot(x - foundX, y - foundY)
}

function describeOffset(
  expected: readonly Part[],
  actual: readonly Part[],
  tolerance: OffsetTolerance,
): string {
  const part = expected.findIndex(
    (candidate, index) => matchPart(candidate, actual[index]!, tolerance, new Set()) === null,
  )
  const a = expected[Math.max(0, part)]!
  const b = actual[Math.max(0, part)]!
  const position = a.positions.findIndex((candidate, index) => {
    const other = b.positions[index]
    return !other || offsetOf([candidate], [other], tolerance, new Set()) === null
  })
  const at = Math.max(0, position)
  return `part ${part + 1} (${a.kind} of ${a.positions.length} positions; ${b.kind} of ${b.positions.length} there): [${a.positions[at]}] is expected and [${b.positions[at]}] is there`
}
