import type { Language } from '../model/schema.ts'
import { localeOf } from '../words/languages.ts'
import { type Column, type TextColumn, valueAt } from './column.ts'
import { rankTexts } from './rank-texts.ts'

/** What rows are put in order by. Empty values come last in both directions. */
export interface Order {
  readonly field: string
  readonly descending?: boolean
}

/**
 * Rows in the order of a column's values; those of one value stay as they were, so that ordering by the last column
 * first orders by several. Numbers by value, `false` before `true`, dates by their time, texts as the
 * language's dictionaries do, where accents and case tell only what else is the same.
 */
export async function sortRows(
  rows: Uint32Array,
  column: Column,
  {
    language,
    descending = false,
    pause,
  }: {
    readonly language: Language
    readonly descending?: boolean
    /** Awaited now and then, with the share that is done, so that others have their turn. */
    readonly pause?: (share: number) => Promise<void>
  },
): Promise<Uint32Array> {
  if (column.kind === 'bytes') return rows
  if (column.kind === 'text') {
    const ranks = await ranksOf(column, language, pause)
    return sortByRank(rows, column, ranks, descending)
  }
  const keys = new Float64Array(rows.length)
  for (let at = 0; at < rows.length; at++) keys[at] = column.values[rows[at]!]!
  for (let at = 0; at < rows.length && column.odd.size > 0; at++) {
    const odd = column.odd.get(rows[at]!)
    if (typeof odd === 'bigint') keys[at] = Number(odd)
  }
  const sorted = sortByNumber(rows, keys, descending)
  return column.odd.size > 0 ? sortLong(sorted, column, descending) : sorted
}

/** Ranks are small whole numbers: rows are counted by them, and put in their places at once. */
function sortByRank(
  rows: Uint32Array,
  { codes, dictionary }: TextColumn,
  ranks: Uint32Array,
  descending: boolean,
): Uint32Array {
  const last = dictionary.length
  const placeOfCode = new Uint32Array(last + 1).fill(last)
  for (let code = 1; code <= last; code++) {
    const rank = ranks[code - 1]!
    placeOfCode[code] = descending ? last - 1 - rank : rank
  }
  const starts = new Uint32Array(last + 2)
  for (let at = 0; at < rows.length; at++) starts[placeOfCode[codes[rows[at]!]!]! + 1]!++
  for (let place = 0; place <= last; place++)
    starts[place + 1] = starts[place + 1]! + starts[place]!
  const sorted = new Uint32Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    sorted[starts[placeOfCode[codes[row]!]!]!++] = row
  }
  return sorted
}

/** Neighbours that are the same as doubles are told apart as what they are. */
function sortLong(rows: Uint32Array, column: Column, descending: boolean): Uint32Array {
  const toNumber = (row: number): number => Number(valueAt(column, row))
  for (let first = 0; first < rows.length; ) {
    let end = first + 1
    while (end < rows.length && toNumber(rows[end]!) === toNumber(rows[first]!)) end++
    if (end - first > 1) {
      const group = Array.from(rows.subarray(first, end)).sort((a, b) => {
        const [one, other] = [valueAt(column, a)!, valueAt(column, b)!]
        const order = one < other ? -1 : one > other ? 1 : 0
        return descending ? -order : order
      })
      rows.set(group, first)
    }
    first = end
  }
  return rows
}

const ranks = new WeakMap<TextColumn, Map<Language, Uint32Array>>()

/** The rank of each text of a column among the others in a language, found once and kept. */
async function ranksOf(
  column: TextColumn,
  language: Language,
  pause?: (share: number) => Promise<void>,
): Promise<Uint32Array> {
  const known = ranks.get(column) ?? new Map<Language, Uint32Array>()
  ranks.set(column, known)
  let found = known.get(language)
  if (!found) {
    found = await rankTexts(column.dictionary, new Intl.Collator(localeOf(language)), pause)
    known.set(language, found)
  }
  return found
}

/**
 * Rows by their keys, the same ones in the order they have; NaN last. The bits of a double are turned so that they sort as
 * a whole number does, the lowest of them give way to the place of the row, and the browser sorts the numbers, which it does
 * many times as quickly as by a comparison of ours. Neighbours whose other bits are the same are compared then.
 */
export function sortByNumber(
  rows: Uint32Array,
  keys: Float64Array,
  descending = false,
): Uint32Array {
  const count = rows.length
  const order = new Uint32Array(count)
  const doubles = new Float64Array(count)
  let kept = 0
  // What is the same number is one key: −0 is 0.
  for (let at = 0; at < count; at++) {
    // biome-ignore lint/suspicious/noSelfCompare: NaN alone is not itself, and a call a row is slow
    if (keys[at] === keys[at]) doubles[kept++] = keys[at]! + 0
  }
  const numbers = new BigUint64Array(doubles.buffer, 0, kept)
  const halves = new Uint32Array(doubles.buffer)
  const mask = 2 ** (32 - Math.clz32(count)) - 1
  const flip = descending ? 0xffffffff : 0
  let last = kept
  for (let at = 0, nth = 0; at < count; at++) {
    // biome-ignore lint/suspicious/noSelfCompare: as above
    if (keys[at] !== keys[at]) {
      order[last++] = at
      continue
    }
    const high = halves[2 * nth + 1]!
    const isNegative = high >>> 31 === 1
    const low = halves[2 * nth]! ^ (isNegative ? 0xffffffff : 0) ^ flip
    halves[2 * nth] = (low & ~mask) | at
    halves[2 * nth + 1] = high ^ (isNegative ? 0xffffffff : 0x80000000) ^ flip
    nth++
  }
  numbers.sort()
  for (let nth = 0; nth < kept; nth++) order[nth] = halves[2 * nth]! & mask
  const compare = (a: number, b: number) =>
    (descending ? keys[b]! - keys[a]! : keys[a]! - keys[b]!) || a - b
  const isAlike = (nth: number) =>
    halves[2 * nth + 1] === halves[2 * nth - 1] &&
    (halves[2 * nth]! & ~mask) === (halves[2 * nth - 2]! & ~mask)
  for (let first = 0; first < kept; ) {
    let end = first + 1
    let isSame = true
    for (; end < kept && isAlike(end); end++) {
      if (keys[order[end]!] !== keys[order[first]!]) isSame = false
    }
    if (!isSame) order.subarray(first, end).sort(compare)
    first = end
  }
  for (let nth = 0; nth < count; nth++) order[nth] = rows[order[nth]!]!
  return order
}
