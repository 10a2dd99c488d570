import type { Geometry, Position } from 'geojson'
import { toLookupTable } from '../../geo/lookup-table.ts'

const START =
  /^\s*(?:SRID=\d+;\s*)?(MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(ZM|Z|M)?\s*(\(|EMPTY)/i

export function isWkt(text: string): boolean {
  return START.test(text)
}

const TYPES = toLookupTable<readonly [type: Geometry['type'], nesting: number]>({
  POINT: ['Point', 0],
  LINESTRING: ['LineString', 1],
  POLYGON: ['Polygon', 2],
  MULTIPOINT: ['MultiPoint', 1],
  MULTILINESTRING: ['MultiLineString', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
})

const MOST_DEPTH = 16

/**
 * A geometry from its well-known text (06-103r4 section 7), with or without PostGIS's `SRID=`; `null`
 * where it is none. Measures beside heights are the fourth number of a position; `onLoneMeasures` is
 * called where there are measures alone, which are left out.
 */
export function parseWktGeometry(text: string, onLoneMeasures?: () => void): Geometry | null {
  const parser = new Parser(text.replace(/^\s*SRID=\d+;/i, ''))
  const geometry = parser.geometry(0)
  if (!geometry || !parser.isAtEnd()) return null
  if (parser.hasLoneMeasures) onLoneMeasures?.()
  return geometry
}

class Parser {
  readonly #text: string
  #at = 0
  hasLoneMeasures = false
  #hasMeasure = false

  constructor(text: string) {
    this.#text = text
  }

  isAtEnd(): boolean {
    return this.#text.slice(this.#at).trim() === ''
  }

  geometry(depth: number): Geometry | null {
    const match = /^\s*([A-Za-z]+)\s*(ZM|Z|M)?\s*/i.exec(this.#text.slice(this.#at, this.#at + 60))
    if (!match || depth > MOST_DEPTH) return null
    // `POINTZ` is written without a blank too.
    const word = match[1]!.toUpperCase()
    const [, name, suffix] = /^(.*?[^ZM])(ZM|Z|M)?$/.exec(word) ?? [null, word, undefined]
    this.#hasMeasure = (match[2] ?? suffix ?? '').toUpperCase() === 'M'
    this.#at += match[0].length
    if (name === 'GEOMETRYCOLLECTION') return this.#collection(depth)
    const known = TYPES[name!]
    if (!known) return null
    const [type, nesting] = known
    if (/^EMPTY/i.test(this.#text.slice(this.#at, this.#at + 5))) {
      this.#at += 5
      return { type, coordinates: [] } as unknown as Geometry
    }
    const coordinates = nesting === 0 ? this.#point() : this.#list(nesting, type === 'MultiPoint')
    return coordinates && ({ type, coordinates } as unknown as Geometry)
  }

  #collection(depth: number): Geometry | null {
    if (/^EMPTY/i.test(this.#text.slice(this.#at, this.#at + 5))) {
      this.#at += 5
      return { type: 'GeometryCollection', geometries: [] }
    }
    if (!this.#take('(')) return null
    const geometries: Geometry[] = []
    do {
      const part = this.geometry(depth + 1)
      if (!part) return null
      geometries.push(part)
    } while (this.#take(','))
    return this.#take(')') ? { type: 'GeometryCollection', geometries } : null
  }

  #point(): Position | null {
    if (!this.#take('(')) return null
    const position = this.#position()
    return position && this.#take(')') ? position : null
  }

  #list(nesting: number, arePoints: boolean): unknown[] | null {
    if (!this.#take('(')) return null
    const parts: unknown[] = []
    do {
      const part =
        nesting > 1
          ? this.#list(nesting - 1, false)
          : arePoints && this.#peek() === '('
            ? this.#point()
            : this.#position()
      if (!part) return null
      parts.push(part)
    } while (this.#take(','))
    return this.#take(')') ? parts : null
  }

  #position(): Position | null {
    const numbers: number[] = []
    for (;;) {
      this.#peek()
      const start = this.#at
      while (/[-+.\dENA]/i.test(this.#text[this.#at] ?? '')) this.#at++
      if (this.#at === start) break
      const word = this.#text.slice(start, this.#at)
      const number = Number(word)
      if (Number.isNaN(number) && !/^nan$/i.test(word)) return null
      numbers.push(number)
    }
    if (numbers.length > 4 || !numbers.slice(0, 2).every(Number.isFinite)) return null
    if (this.#hasMeasure && numbers.length > 2) {
      this.hasLoneMeasures = true
      return numbers.slice(0, 2)
    }
    // A height that a position does not have is written as a number that is none.
    const end = numbers.findIndex((number) => !Number.isFinite(number))
    return numbers.length < 2 ? null : numbers.slice(0, end < 0 ? undefined : end)
  }

  #peek(): string {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 32) this.#at++
    return this.#text[this.#at] ?? ''
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#at++
    return true
  }
}
