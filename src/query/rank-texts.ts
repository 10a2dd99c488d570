/** Characters of a key, and the bits of each: seven of seven fit a double's 53. */
const KEY_CHARACTERS = 7
const KEY_BASE = 128
/** In place of the key of a text that has none. */
const NO_KEY = -1

const TEXTS_BETWEEN_PAUSES = 20_000

/**
 * The rank of each text by a collator, from 0; texts that it takes for the same have one rank.
 *
 * To compare by the collator alone takes seconds for some hundred thousand texts. The first differences of
 * a text are nearly always letters, whose order is that of the letters by themselves in English, French and Spanish (Unicode
 * Collation Algorithm, UTS #10: primary weights come before all others; none of the three has contractions). So each
 * text has two numbers of its first fourteen characters' ranks; where these are the same, as in names that begin alike, the
 * characters after them are gone through, and the collator is asked where all are the same, or one is not of the alphabet.
 * Texts with other characters than `ALPHABET` near their beginning are put in their place by the collator.
 */
export async function rankTexts(
  texts: readonly string[],
  collator: Intl.Collator,
  pause: (share: number) => Promise<void> = async () => undefined,
): Promise<Uint32Array> {
  const rankOf = rankAlphabet(collator)
  const firstKeys = new Float64Array(texts.length)
  const secondKeys = new Float64Array(texts.length)
  const plain: number[] = []
  const others: number[] = []
  for (const [place, text] of texts.entries()) {
    const first = toKey(text, 0, rankOf)
    const second = toKey(text, KEY_CHARACTERS, rankOf)
    if (first === null || second === null) {
      firstKeys[place] = NO_KEY
      others.push(place)
    } else {
      firstKeys[place] = first
      secondKeys[place] = second
      plain.push(place)
    }
    if (place % TEXTS_BETWEEN_PAUSES === 0) await pause((0.2 * place) / texts.length)
  }
  const byCollator = (a: number, b: number) => collator.compare(texts[a]!, texts[b]!)
  const compare = (a: number, b: number) =>
    firstKeys[a]! - firstKeys[b]! ||
    secondKeys[a]! - secondKeys[b]! ||
    compareFrom(2 * KEY_CHARACTERS, texts[a]!, texts[b]!, rankOf) ||
    byCollator(a, b)
  const [sortedPlain, sortedOthers] = [
    await mergeSort(plain, compare, (share) => pause(0.2 + 0.5 * share)),
    await mergeSort(others, byCollator, (share) => pause(0.7 + 0.3 * share)),
  ]
  const sorted = merge(sortedPlain, sortedOthers, byCollator)
  const ranks = new Uint32Array(texts.length)
  let rank = 0
  for (let nth = 1; nth < sorted.length; nth++) {
    const [before, here] = [sorted[nth - 1]!, sorted[nth]!]
    const isPlain = firstKeys[before]! >= 0 && firstKeys[here]! >= 0
    if ((isPlain ? compare : byCollator)(before, here) !== 0) rank++
    ranks[here] = rank
  }
  return ranks
}

/** The characters that a key can have: ASCII and the letters with accents of Western Europe. */
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

/** Seven characters as a number that sorts as they do, or `null` where one is not of the alphabet. */
function toKey(text: string, start: number, rankOf: Uint8Array): number | null {
  let key = 0
  for (let at = start; at < start + KEY_CHARACTERS; at++) {
    let rank = 0
    if (at < text.length) {
      rank = rankOf[text.charCodeAt(at)] ?? 0
      if (rank === 0) return null
    }
    key = key * KEY_BASE + rank
  }
  return key
}

/** The order of two texts from a place on by the ranks of their characters; 0 where these do not tell. */
function compareFrom(start: number, a: string, b: string, rankOf: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let at = start; at < length; at++) {
    const [codeOfA, codeOfB] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (codeOfA === codeOfB) continue
    const [one, other] = [rankOf[codeOfA] ?? 0, rankOf[codeOfB] ?? 0]
    if (one === 0 || other === 0) return 0
    if (one !== other) return one - other
  }
  return 0
}

const RUN = 16_384

/** Sorted runs, merged two by two, so that others have their turn between them. */
async function mergeSort(
  items: readonly number[],
  compare: (a: number, b: number) => number,
  pause: (share: number) => Promise<void>,
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

function merge(
  one: Uint32Array,
  other: Uint32Array,
  compare: (a: number, b: number) => number,
): Uint32Array {
  const merged = new Uint32Array(one.length + other.length)
  let a = 0
  let b = 0
  for (let at = 0; at < merged.length; at++) {
    const takesOne = b === other.length || (a < one.length && compare(one[a]!, other[b]!) <= 0)
    merged[at] = takesOne ? one[a++]! : other[b++]!
  }
  return merged
}
