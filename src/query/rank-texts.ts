/** As many letters of a text are looked at by themselves; texts that differ only after them are rare. */
const MOST_LETTERS = 64
/** Texts with a character that is no letter among the first of them are put in their place by the collator. */
const FIRST_LETTERS = 14
/** What stands after the letters of a text: its end, or what is not known of it. */
const END = 0
const UNKNOWN = 127
const LETTERS = 128
/** So many letters are sorted by at once, and by two where there are too many texts for that. */
const WINDOW = 6
const PAIR = 2
/** The number of a text within those that are sorted at once has 16 bits. */
const MOST_AT_ONCE = 65_536
/** So few are put in order by comparing them. */
const FEW = 16

const TEXTS_BETWEEN_PAUSES = 20_000

type Pause = (share: number) => Promise<void>

/**
 * The rank of each text by a collator, from 0; texts that it takes for the same have one rank.
 *
 * To compare by the collator alone takes seconds for some hundred thousand texts. The first differences of
 * a text are nearly always letters, whose order is that of the letters by themselves in English, French and Spanish (Unicode
 * Collation Algorithm, UTS #10: primary weights come before all others; none of the three has contractions). So texts are
 * sorted by the ranks of their letters, some at a time, those that all of them share passed by; the collator is asked
 * where all letters are the same, or what differs is not of the alphabet.
 */
export async function rankTexts(
  texts: readonly string[],
  collator: Intl.Collator,
  pause: Pause = async () => undefined,
): Promise<Uint32Array> {
  const byCollator: Compare = (a, b) => collator.compare(texts[a]!, texts[b]!)
  const letters = await lettersOf(texts, rankAlphabet(collator), (share) => pause(0.2 * share))
  const plain: number[] = []
  const others: number[] = []
  for (let place = 0; place < texts.length; place++) {
    ;(letters.areTold(place, FIRST_LETTERS) ? plain : others).push(place)
  }
  const sortedPlain = await sortByLetters(plain, letters, byCollator, (share) =>
    pause(0.2 + 0.5 * share),
  )
  const sortedOthers = await mergeSort(others, byCollator, (share) => pause(0.7 + 0.3 * share))
  const sorted = merge(sortedPlain, sortedOthers, byCollator)
  const ranks = new Uint32Array(texts.length)
  let rank = 0
  for (let nth = 1; nth < sorted.length; nth++) {
    const [before, here] = [sorted[nth - 1]!, sorted[nth]!]
    if ((letters.compare(before, here, 0) || byCollator(before, here)) !== 0) rank++
    ranks[here] = rank
  }
  return ranks
}

type Compare = (a: number, b: number) => number

/** Of each text the ranks of its letters, side by side, and what stands after them. */
class Letters {
  readonly ranks: Uint8Array
  /** Where those of each text begin. */
  readonly starts: Uint32Array

  constructor(ranks: Uint8Array, starts: Uint32Array) {
    this.ranks = ranks
    this.starts = starts
  }

  /** Whether all of the first so many letters of a text are known. */
  areTold(text: number, count: number): boolean {
    let at = this.starts[text]!
    for (const end = at + count; at < end && this.ranks[at]! !== END; at++) {
      if (this.ranks[at] === UNKNOWN) return false
    }
    return true
  }

  /** The order of two texts by their letters from one on; 0 where these do not tell. */
  compare(a: number, b: number, depth: number): number {
    let [one, other] = [this.starts[a]! + depth, this.starts[b]! + depth]
    while (this.ranks[one] === this.ranks[other]) {
      const rank = this.ranks[one]!
      if (rank === END || rank === UNKNOWN) return 0
      one++
      other++
    }
    const [rankOfA, rankOfB] = [this.ranks[one]!, this.ranks[other]!]
    return rankOfA === UNKNOWN || rankOfB === UNKNOWN ? 0 : rankOfA - rankOfB
  }

  /** How many letters some texts have in common, of which so many are known to be. */
  shared(texts: Uint32Array, depth: number): number {
    const first = this.starts[texts[0]!]!
    let end = depth
    while (this.ranks[first + end] !== END && this.ranks[first + end] !== UNKNOWN) end++
    for (let nth = 1; nth < texts.length && end > depth; nth++) {
      const start = this.starts[texts[nth]!]!
      let at = depth
      while (at < end && this.ranks[start + at] === this.ranks[first + at]) at++
      end = at
    }
    return end
  }

  /** Some letters of a text as a number that sorts as they do; −1 where one is not known. */
  numberOf(text: number, depth: number, count: number): number {
    let at = this.starts[text]! + depth
    let number = 0
    for (let nth = 0; nth < count; nth++) {
      const rank = this.ranks[at]!
      if (rank === UNKNOWN) return -1
      number = number * LETTERS + rank
      if (rank !== END) at++
    }
    return number
  }
}

async function lettersOf(
  texts: readonly string[],
  rankOf: Uint8Array,
  pause: Pause,
): Promise<Letters> {
  const starts = new Uint32Array(texts.length)
  let length = 0
  for (let place = 0; place < texts.length; place++) {
    starts[place] = length
    length += Math.min(texts[place]!.length, MOST_LETTERS) + 1
  }
  const ranks = new Uint8Array(length)
  for (let place = 0; place < texts.length; place++) {
    const text = texts[place]!
    const count = Math.min(text.length, MOST_LETTERS)
    let to = starts[place]!
    let at = 0
    for (; at < count; at++) {
      const rank = rankOf[text.charCodeAt(at)] ?? 0
      if (rank === 0) break
      ranks[to++] = rank
    }
    ranks[to] = at === text.length ? END : UNKNOWN
    if (place % TEXTS_BETWEEN_PAUSES === 0) await pause(place / texts.length)
  }
  return new Letters(ranks, starts)
}

/** Texts that are the same up to one of their letters. */
interface Group {
  readonly texts: Uint32Array
  readonly depth: number
  /** Whether they have no more letters. */
  readonly isEnd: boolean
}

/** Goes from letter to letter where many texts are the same, so that none is looked at twice. */
async function sortByLetters(
  places: readonly number[],
  letters: Letters,
  byCollator: Compare,
  pause: Pause,
): Promise<Uint32Array> {
  const sorted = Uint32Array.from(places)
  // They are views of it, and sorted where they stand.
  const groups: Group[] = [{ texts: sorted, depth: 0, isEnd: false }]
  let done = 0
  let toldAt = 0
  for (let group = groups.pop(); group; group = groups.pop()) {
    const { texts, isEnd } = group
    const depth = isEnd ? group.depth : letters.shared(texts, group.depth)
    const compare: Compare = (a, b) =>
      (isEnd ? 0 : letters.compare(a, b, depth)) || byCollator(a, b)
    done += texts.length
    const parts = isEnd || texts.length <= FEW ? null : partByLetters(texts, depth, letters)
    if (parts) {
      for (const part of parts) {
        done -= part.texts.length
        groups.push(part)
      }
    } else if (texts.length <= RUN) {
      texts.sort(compare)
    } else {
      texts.set(await mergeSort([...texts], compare, () => pause(done / sorted.length)))
    }
    if (done - toldAt < TEXTS_BETWEEN_PAUSES) continue
    toldAt = done
    await pause(done / sorted.length)
  }
  return sorted
}

/** Sorts texts by their next letters. Gives those that are the same by these; `null` where one of these is not known. */
function partByLetters(texts: Uint32Array, depth: number, letters: Letters): Group[] | null {
  const isMany = texts.length > MOST_AT_ONCE
  const count = isMany ? PAIR : WINDOW
  const numbers = new Float64Array(texts.length)
  for (let nth = 0; nth < texts.length; nth++) {
    const number = letters.numberOf(texts[nth]!, depth, count)
    if (number < 0) return null
    numbers[nth] = number
  }
  const order = isMany ? countOut(numbers) : sortNumbers(numbers)
  const before = texts.slice()
  const groups: Group[] = []
  let first = 0
  for (let nth = 0; nth < texts.length; nth++) {
    texts[nth] = before[order[nth]!]!
    const number = numbers[order[nth]!]!
    if (nth + 1 < texts.length && numbers[order[nth + 1]!] === number) continue
    if (nth > first) {
      const isEnd = number % LETTERS === END
      groups.push({ texts: texts.subarray(first, nth + 1), depth: depth + count, isEnd })
    }
    first = nth + 1
  }
  return groups
}

/** The order of some numbers of `PAIR` letters: they are counted, and put where they belong. */
function countOut(numbers: Float64Array): Uint32Array {
  const starts = new Uint32Array(LETTERS ** PAIR + 1)
  for (let nth = 0; nth < numbers.length; nth++) starts[numbers[nth]! + 1]!++
  for (let number = 1; number < starts.length; number++) {
    starts[number] = starts[number]! + starts[number - 1]!
  }
  const order = new Uint32Array(numbers.length)
  for (let nth = 0; nth < numbers.length; nth++) order[starts[numbers[nth]!]!++] = nth
  return order
}

/** The order of at most `MOST_AT_ONCE` numbers of `WINDOW` letters. */
function sortNumbers(numbers: Float64Array): Uint32Array {
  const keys = new BigUint64Array(numbers.length)
  // Little-endian, as all browsers are. Below a number stands its place, so that none is the same as another.
  const halves = new Uint32Array(keys.buffer)
  for (let nth = 0; nth < numbers.length; nth++) {
    const high = Math.floor(numbers[nth]! / 2 ** 16)
    halves[2 * nth] = (numbers[nth]! - high * 2 ** 16) * 2 ** 16 + nth
    halves[2 * nth + 1] = high
  }
  // Without a comparison of ours the browser sorts them ten times as quickly.
  keys.sort()
  const order = new Uint32Array(numbers.length)
  for (let nth = 0; nth < order.length; nth++) order[nth] = halves[2 * nth]! & 0xffff
  return order
}

/** The characters that are letters here: ASCII and the letters with accents of Western Europe. */
const ALPHABET = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  ...'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ’–',
]

/** The rank of each character, from 1; the same for those that differ in case or accents alone. */
function rankAlphabet(collator: Intl.Collator): Uint8Array {
  const { locale } = collator.resolvedOptions()
  const base = new Intl.Collator(locale, { sensitivity: 'base' })
  const sorted = ALPHABET.toSorted(base.compare)
  const ranks = new Uint8Array(0x2020)
  let rank = 0
  for (const [place, character] of sorted.entries()) {
    if (place === 0 || base.compare(sorted[place - 1]!, character) !== 0) rank++
    ranks[character.charCodeAt(0)] = rank
  }
  return ranks
}

const RUN = 16_384

/** Sorted runs, merged two by two, so that others have their turn between them. */
async function mergeSort(
  items: readonly number[],
  compare: Compare,
  pause: Pause,
): Promise<Uint32Array> {
  let runs: Uint32Array[] = []
  for (let start = 0; start < items.length; start += RUN) {
    runs.push(Uint32Array.from(items.slice(start, start + RUN).sort(compare)))
    await pause((0.7 * start) / items.length)
  }
  while (runs.length > 1) {
    const merged: Uint32Array[] = []
    for (let at = 0; at < runs.length; at += 2) {
      const [one, other] = [runs[at]!, runs[at + 1]]
      merged.push(other ? merge(one, other, compare) : one)
      await pause(0.8)
    }
    runs = merged
  }
  return runs[0] ?? new Uint32Array()
}

function merge(one: Uint32Array, other: Uint32Array, compare: Compare): Uint32Array {
  const merged = new Uint32Array(one.length + other.length)
  let a = 0
  let b = 0
  for (let at = 0; at < merged.length; at++) {
    const takesOne = b === other.length || (a < one.length && compare(one[a]!, other[b]!) <= 0)
    merged[at] = takesOne ? one[a++]! : other[b++]!
  }
  return merged
}
