import type { Position } from 'geojson'
import { attributeOf, decodeEntities } from '../xml/xml-scanner.ts'
import type { GmlElement } from './element.ts'

/** How the numbers of positions are to be read. */
export interface PositionRules {
  /** The numbers a position has where its elements do not say; `null` where nothing does. */
  readonly dimension: number | null
  readonly isNorthingFirst: boolean
}

/**
 * The positions that stand directly in an element, in the order of the file: `pos`, `posList` (GML 3),
 * `coordinates` and `coord` (GML 2, OGC 02-069 section 4.3), and points that are properties of it. x stands
 * first, whatever the file's order. `null` where a number is none, or a position is given by reference.
 */
export function readPositions(element: GmlElement, rules: PositionRules): Position[] | null {
  const own = { ...rules, dimension: dimensionOf(element) ?? rules.dimension }
  const positions: Position[] = []
  for (const child of element.children) {
    const read = READERS.get(child.name)
    if (!read) continue
    const found = read(child, { ...own, dimension: dimensionOf(child) ?? own.dimension })
    if (!found) return null
    for (const position of found) positions.push(position)
  }
  return positions
}

function dimensionOf({ attributes }: GmlElement): number | null {
  const text = attributeOf(attributes, 'srsDimension') ?? attributeOf(attributes, 'dimension')
  return text === '2' || text === '3' ? Number(text) : null
}

type PositionReader = (element: GmlElement, rules: PositionRules) => Position[] | null

const READERS: ReadonlyMap<string, PositionReader> = new Map<string, PositionReader>([
  ['pos', (element, rules) => readOne(element, rules)],
  ['posList', (element, rules) => readList(element, rules)],
  ['coordinates', (element, rules) => readCoordinates(element, rules)],
  ['coord', (element, rules) => readCoord(element, rules)],
  ['pointProperty', (element, rules) => readPoints(element, rules)],
  ['pointRep', (element, rules) => readPoints(element, rules)],
])

function readPoints({ children }: GmlElement, rules: PositionRules): Position[] | null {
  const [point] = children
  return point?.name === 'Point' ? readPositions(point, rules) : null
}

function readOne(element: GmlElement, rules: PositionRules): Position[] | null {
  const numbers = toNumbers(element.text)
  if (!numbers || numbers.length < 2) return null
  return toPositions(numbers, numbers.length, rules)
}

function readList(element: GmlElement, rules: PositionRules): Position[] | null {
  const numbers = toNumbers(element.text)
  if (!numbers) return null
  // Without a word about it they are of two numbers, unless that cannot be.
  const guess = numbers.length % 2 === 1 && numbers.length % 3 === 0 ? 3 : 2
  const dimension = rules.dimension ?? guess
  return numbers.length % dimension === 0 ? toPositions(numbers, dimension, rules) : null
}

/** Tuples with separators that the element may name. */
function readCoordinates(element: GmlElement, rules: PositionRules): Position[] | null {
  const sign = (name: string, usual: string) => {
    const given = attributeOf(element.attributes, name)
    return given === null || given === '' ? usual : decodeEntities(given)
  }
  const decimal = sign('decimal', '.')
  const between = sign('cs', ',')
  const after = sign('ts', ' ')
  const text = element.text.trim()
  if (text === '') return []
  // Programs put blanks around the signs.
  const tuples = after.trim() === '' ? text.split(/\s+/) : text.split(after)
  const positions: Position[] = []
  for (const tuple of tuples) {
    if (tuple.trim() === '') continue
    const cells = between.trim() === '' ? tuple.trim().split(/\s+/) : tuple.split(between)
    const numbers = toNumbers(cells.map((cell) => cell.replace(decimal, '.')).join(' '))
    if (!numbers || numbers.length < 2) return null
    const read = toPositions(numbers, numbers.length, rules)
    if (!read) return null
    positions.push(...read)
  }
  return positions
}

function readCoord({ children }: GmlElement, rules: PositionRules): Position[] | null {
  const texts = ['X', 'Y', 'Z'].flatMap(
    (axis) => children.find(({ name }) => name === axis)?.text ?? [],
  )
  const numbers = toNumbers(texts.join(' '))
  return numbers && numbers.length > 1 ? toPositions(numbers, numbers.length, rules) : null
}

/** `null` where one of them is no number; “nan” is one, of a height that is not known. */
export function toNumbers(text: string): number[] | null {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const texts = trimmed.split(/\s+/)
  const numbers = texts.map(Number)
  const isRead = numbers.every(
    (number, at) => Number.isFinite(number) || NOT_KNOWN.test(texts[at]!),
  )
  return isRead ? numbers : null
}

const NOT_KNOWN = /^-?nan$/i

function toPositions(
  numbers: readonly number[],
  dimension: number,
  { isNorthingFirst }: PositionRules,
): Position[] | null {
  const positions: Position[] = []
  for (let at = 0; at + dimension <= numbers.length; at += dimension) {
    const [first, second] = [numbers[at]!, numbers[at + 1]!]
    if (Number.isNaN(first) || Number.isNaN(second)) return null
    const position = isNorthingFirst ? [second, first] : [first, second]
    if (dimension > 2) position.push(numbers[at + 2]!)
    positions.push(position)
  }
  return positions
}
