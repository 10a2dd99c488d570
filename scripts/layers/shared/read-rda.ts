import { gunzipSync } from 'node:zlib'

/** A value of R: a vector, a list, or nothing, with its attributes by name. */
export interface RValue {
  readonly values: readonly (number | string | null | RValue)[]
  readonly attributes: ReadonlyMap<string, RValue>
}

/** Types of items (R Internals, section 1.1.1 and 1.8, "Serialization Formats"). */
const TYPE = {
  symbol: 1,
  pairlist: 2,
  char: 9,
  logical: 10,
  integer: 13,
  real: 14,
  string: 16,
} as const
const LIST = 19
const REFERENCE = 255
const NIL = 254
const HAS_ATTRIBUTES = 1 << 9
const HAS_TAG = 1 << 10
/** The integer that R takes for a missing value. */
const MISSING_INTEGER = -(2 ** 31)

/**
 * Reads the objects of an R data file (`.rda` of `save`, serialization version 2, XDR, compressed with gzip)
 * by their names: vectors of numbers and texts and lists of these. A missing value is `null`.
 *
 * @throws Error for another format and for types of objects that no table has
 */
export function readRda(bytes: Uint8Array): ReadonlyMap<string, RValue> {
  const plain = gunzipSync(bytes)
  const data = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  const magic = plain.toString('latin1', 0, 7)
  if (magic !== 'RDX2\nX\n') throw new Error(`No R data of version 2: ${JSON.stringify(magic)}`)
  // The version of the format, of the R that wrote it, and of the oldest that reads it.
  let at = 7 + 12
  const symbols: string[] = []
  return readItem().attributes

  function readInteger(): number {
    at += 4
    return data.getInt32(at - 4)
  }

  function readText(): string | null {
    const length = readInteger()
    if (length === -1) return null
    at += length
    return plain.toString('utf8', at - length, at)
  }

  function readSymbol(flags: number): string {
    if ((flags & 255) === REFERENCE) return symbols[(flags >> 8) - 1]!
    readInteger()
    const name = readText() ?? ''
    symbols.push(name)
    return name
  }

  function repeat<T>(read: () => T): T[] {
    return Array.from({ length: readInteger() }, read)
  }

  function readItem(): RValue {
    const flags = readInteger()
    const type = flags & 255
    if (type === NIL) return { values: [], attributes: new Map() }
    if (type === TYPE.pairlist) return { values: [], attributes: readPairs(flags) }
    const values = readValues(type)
    const attributes = flags & HAS_ATTRIBUTES ? readItem().attributes : new Map<string, RValue>()
    return { values, attributes }
  }

  function readPairs(first: number): Map<string, RValue> {
    const pairs = new Map<string, RValue>()
    for (let flags = first; (flags & 255) !== NIL; flags = readInteger()) {
      if ((flags & 255) !== TYPE.pairlist) throw new Error(`A list goes on with ${flags & 255}`)
      if (flags & HAS_ATTRIBUTES) readItem()
      const name = flags & HAS_TAG ? readSymbol(readInteger()) : String(pairs.size)
      pairs.set(name, readItem())
    }
    return pairs
  }

  function readValues(type: number): RValue['values'] {
    switch (type) {
      case TYPE.integer:
      case TYPE.logical:
        return repeat(readInteger).map((value) => (value === MISSING_INTEGER ? null : value))
      case TYPE.real:
        return repeat(() => {
          at += 8
          const value = data.getFloat64(at - 8)
          return Number.isNaN(value) ? null : value
        })
      case TYPE.string:
        return repeat(() => {
          if ((readInteger() & 255) !== TYPE.char) throw new Error('A text is no text')
          return readText()
        })
      case LIST:
        return repeat(readItem)
      default:
        throw new Error(`An object of R of type ${type} is no part of a table`)
    }
  }
}

/** The parts of a list of R by their names. */
export function partsOf({ values, attributes }: RValue): ReadonlyMap<string, RValue> {
  const names = attributes.get('names')?.values ?? []
  return new Map(
    values.flatMap((value, i) =>
      typeof value === 'object' && value !== null ? [[String(names[i]), value] as const] : [],
    ),
  )
}

/**
 * The numbers of a column, each there.
 *
 * @throws Error where the column is missing or holds anything else
 */
export function numbersOf(parts: ReadonlyMap<string, RValue>, name: string): readonly number[] {
  const values = parts.get(name)?.values
  if (!values?.every((value) => typeof value === 'number')) {
    throw new Error(`The table has no column ${name} of numbers`)
  }
  return values as readonly number[]
}
