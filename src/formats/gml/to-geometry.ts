import type { Geometry, Position } from 'geojson'
import { toStraightPieces } from '../geometry/arc.ts'
import { attributeOf } from '../xml/xml-scanner.ts'
import { descendants, type GmlElement } from './element.ts'
import { type PositionRules, readPositions, toNumbers } from './positions.ts'

/** What a geometry of GML is as GeoJSON, its positions in the system of the file, x first. */
export type GmlGeometry =
  | { readonly geometry: Geometry; readonly isCurved: boolean }
  /** Damaged, of a kind that is not read (splines, solids), or partly elsewhere. */
  | { readonly geometry: null; readonly why: 'unreadable' | 'reference' }

/**
 * Reads a geometry of GML 2.1 (OGC 02-069), 3.1 (03-105r1) or 3.2 (07-036): points, lines, polygons, surfaces of
 * patches and collections of them. Arcs and circles become straight pieces, as in GeoPackage.
 */
export function toGeometry(element: GmlElement, rules: PositionRules): GmlGeometry {
  const reader = new GeometryReader(rules)
  const geometry = reader.read(element)
  if (geometry) return { geometry, isCurved: reader.isCurved }
  return { geometry: null, why: hasReference(element) ? 'reference' : 'unreadable' }
}

/** Whether a part stands elsewhere and is only named here. */
function hasReference(element: GmlElement): boolean {
  for (const { attributes, children } of descendants(element)) {
    if (children.length === 0 && /(?:^|\s)xlink:href\s*=/.test(attributes)) return true
  }
  return false
}

/** Every method gives `null` for what cannot be read: a geometry is whole or it is none. */
class GeometryReader {
  readonly #rules: PositionRules
  isCurved = false

  constructor(rules: PositionRules) {
    this.#rules = rules
  }

  read(element: GmlElement): Geometry | null {
    return this.#kinds.get(element.name)?.(element) ?? null
  }

  readonly #kinds: ReadonlyMap<string, (element: GmlElement) => Geometry | null> = new Map([
    ['Point', (element) => this.#point(element)],
    ['MultiPoint', (element) => this.#multiPoint(element)],
    ...LINES.map((name) => [name, (element: GmlElement) => this.#lineString(element)] as const),
    ...LINE_COLLECTIONS.map(
      (name) => [name, (element: GmlElement) => this.#multiLine(element)] as const,
    ),
    ['Polygon', (element) => this.#polygon(element)],
    ...SURFACES.map((name) => [name, (element: GmlElement) => this.#surface(element)] as const),
    ...SURFACE_COLLECTIONS.map(
      (name) => [name, (element: GmlElement) => this.#multiPolygon(element)] as const,
    ),
    ['MultiGeometry', (element) => this.#collection(element)],
    ['GeometricComplex', (element) => this.#collection(element)],
  ])

  #point(element: GmlElement): Geometry | null {
    const positions = readPositions(element, this.#rules)
    if (!positions || positions.length > 1) return null
    return { type: 'Point', coordinates: positions[0] ?? [] }
  }

  #multiPoint(element: GmlElement): Geometry | null {
    const coordinates = all(members(element), (member) => {
      const positions = member.name === 'Point' ? readPositions(member, this.#rules) : null
      return positions?.length === 1 ? positions[0]! : null
    })
    return coordinates && { type: 'MultiPoint', coordinates }
  }

  #lineString(element: GmlElement): Geometry | null {
    const coordinates = this.#line(element)
    return coordinates && { type: 'LineString', coordinates }
  }

  #multiLine(element: GmlElement): Geometry | null {
    const coordinates = all(members(element), (member) => this.#line(member))
    return coordinates && { type: 'MultiLineString', coordinates }
  }

  #polygon(element: GmlElement): Geometry | null {
    const coordinates = this.#rings(element)
    return coordinates && { type: 'Polygon', coordinates }
  }

  /** One patch is a polygon, several are the multiple. */
  #surface(element: GmlElement): Geometry | null {
    const polygons = this.#polygons(element)
    if (!polygons) return null
    return polygons.length === 1
      ? { type: 'Polygon', coordinates: polygons[0]! }
      : { type: 'MultiPolygon', coordinates: polygons }
  }

  #multiPolygon(element: GmlElement): Geometry | null {
    const coordinates = this.#polygons(element)
    return coordinates && { type: 'MultiPolygon', coordinates }
  }

  #collection(element: GmlElement): Geometry | null {
    const geometries = all(members(element), (member) => this.read(member))
    return geometries && { type: 'GeometryCollection', geometries }
  }

  /** The polygons of a surface of any kind. */
  #polygons(element: GmlElement): Position[][][] | null {
    if (POLYGONS.has(element.name)) {
      const rings = this.#rings(element)
      return rings && [rings]
    }
    if (!AREAL.has(element.name)) return null
    return all(members(element), (member) => this.#polygons(member))?.flat() ?? null
  }

  #rings({ children }: GmlElement): Position[][] | null {
    const isOuter = ({ name }: GmlElement) => name === 'exterior' || name === 'outerBoundaryIs'
    const isInner = ({ name }: GmlElement) => name === 'interior' || name === 'innerBoundaryIs'
    const boundaries = [...children.filter(isOuter), ...children.filter(isInner)]
    const rings = all(boundaries, (boundary) =>
      all(boundary.children, (ring) => this.#line(ring)),
    )?.flat()
    // Holes alone are no polygon.
    return rings && (boundaries.length === 0 || isOuter(boundaries[0]!)) ? rings : null
  }

  /** The positions of a line of any kind, or of a piece of one. */
  #line(element: GmlElement): Position[] | null {
    const { name } = element
    if (STRAIGHT.has(name)) return readPositions(element, this.#rules)
    if (name === 'Arc' || name === 'ArcString' || name === 'Circle') return this.#arc(element)
    if (name === 'ArcByCenterPoint' || name === 'CircleByCenterPoint')
      return this.#arcAround(element)
    if (name === 'OrientableCurve') {
      const line = this.#chain(members(element))
      return line && attributeOf(element.attributes, 'orientation') === '-'
        ? line.toReversed()
        : line
    }
    return CHAINS.has(name) ? this.#chain(members(element)) : null
  }

  /** Pieces that each begin where the one before ends; that position stands once. */
  #chain(pieces: readonly GmlElement[]): Position[] | null {
    const lines = all(pieces, (piece) => this.#line(piece))
    if (!lines) return null
    const chain: Position[] = []
    for (const line of lines) {
      const last = chain.at(-1)
      const isJoined = last && line[0] && last[0] === line[0][0] && last[1] === line[0][1]
      for (const position of isJoined ? line.slice(1) : line) chain.push(position)
    }
    return chain
  }

  #arc(element: GmlElement): Position[] | null {
    const given = readPositions(element, this.#rules)
    const isCircle = element.name === 'Circle'
    if (!given || given.length < 3 || given.length % 2 === 0) return null
    this.isCurved = true
    if (!isCircle) return toPieces(given)
    // Three places on a circle, which it goes round once from the first.
    const [start, second, third] = given as [Position, Position, Position]
    const middle = acrossFrom(start, second, third)
    return middle && toPieces([start, middle, start])
  }

  /** By its middle, its radius in the unit of the plane and, for an arc, its angles in degrees. */
  #arcAround(element: GmlElement): Position[] | null {
    const [center, ...others] = readPositions(element, this.#rules) ?? []
    const numberOf = (wanted: string) => {
      const found = element.children.find(({ name }) => name === wanted)
      return found ? toNumbers(found.text)?.[0] : undefined
    }
    const radius = numberOf('radius')
    const unit = element.children.find(({ name }) => name === 'radius')?.attributes ?? ''
    const isInPlane = /^(m|metre|meter|urn:ogc:def:uom:EPSG::9001)?$/i.test(
      attributeOf(unit, 'uom') ?? '',
    )
    // On degrees, and by other units, it would need the shape of the Earth.
    const isPlane = center && (Math.abs(center[0]!) > 360 || Math.abs(center[1]!) > 90)
    if (!center || others.length > 0 || !(radius! > 0) || !isInPlane || !isPlane) return null
    const at = (degrees: number): Position => {
      const angle = (degrees * Math.PI) / 180
      // Angles turn from the first axis to the second, whichever they are.
      const [first, second] = this.#rules.isNorthingFirst
        ? [Math.sin(angle), Math.cos(angle)]
        : [Math.cos(angle), Math.sin(angle)]
      const [x, y, ...height] = center
      return [x! + radius! * first, y! + radius! * second, ...height]
    }
    this.isCurved = true
    if (element.name === 'CircleByCenterPoint') {
      return toPieces([at(0), at(180), at(0)])
    }
    const [start, end] = [numberOf('startAngle'), numberOf('endAngle')]
    if (start === undefined || end === undefined) return null
    return toPieces([at(start), at((start + end) / 2), at(end)])
  }
}

/** What is in the properties of an element: the members of a collection, the patches of a surface. */
const members = ({ children }: GmlElement): readonly GmlElement[] =>
  children.flatMap((child) =>
    // A member without anything in it stands for what is elsewhere, and cannot be read.
    HOLDERS.test(child.name) ? (child.children.length > 0 ? child.children : [child]) : [],
  )

const HOLDERS = /(?:[mM]embers?|[pP]atches|segments|baseCurve|baseSurface|element)$/

/** What `read` gives of each, or `null` where one of them is none. */
function all<In, Out>(items: readonly In[], read: (item: In) => Out | null): Out[] | null {
  const found: Out[] = []
  for (const item of items) {
    const one = read(item)
    if (one === null) return null
    found.push(one)
  }
  return found
}

const toPieces = (arcs: readonly Position[]): Position[] =>
  Array.from(toStraightPieces(arcs), (position) => [...position])

/** The place on the circle through three places that lies opposite the first; `null` where there is no circle. */
function acrossFrom(a: Position, b: Position, c: Position): Position | null {
  const [bx, by] = [b[0]! - a[0]!, b[1]! - a[1]!]
  const [cx, cy] = [c[0]! - a[0]!, c[1]! - a[1]!]
  const area = bx * cy - by * cx
  if (area === 0) return null
  const [b2, c2] = [bx * bx + by * by, cx * cx + cy * cy]
  return [a[0]! + (cy * b2 - by * c2) / area, a[1]! + (bx * c2 - cx * b2) / area, ...a.slice(2)]
}

const STRAIGHT: ReadonlySet<string> = new Set([
  'LineString',
  'LinearRing',
  'LineStringSegment',
  'Geodesic',
  'GeodesicString',
])
const CHAINS: ReadonlySet<string> = new Set(['Curve', 'CompositeCurve', 'Ring'])
const POLYGONS: ReadonlySet<string> = new Set(['Polygon', 'PolygonPatch', 'Triangle', 'Rectangle'])

const LINES = ['LineString', 'LinearRing', 'Curve', 'OrientableCurve', 'CompositeCurve', 'Ring']
const LINE_COLLECTIONS = ['MultiLineString', 'MultiCurve']
const SURFACES = ['Surface', 'OrientableSurface', 'Triangle', 'Rectangle']
const SURFACE_COLLECTIONS = [
  'MultiPolygon',
  'MultiSurface',
  'CompositeSurface',
  'PolyhedralSurface',
  'TriangulatedSurface',
  'Tin',
]
const AREAL: ReadonlySet<string> = new Set([...SURFACES, ...SURFACE_COLLECTIONS])

/** The elements that are geometries; others of GML's own are properties. */
export const GEOMETRY_ELEMENTS: ReadonlySet<string> = new Set([
  'Point',
  'Polygon',
  'MultiPoint',
  'MultiGeometry',
  'GeometricComplex',
  ...LINES,
  ...LINE_COLLECTIONS,
  ...AREAL,
  // Solids are told as geometries that cannot be read.
  'Solid',
  'CompositeSolid',
  'MultiSolid',
])
