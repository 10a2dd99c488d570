/**
 * An index of short texts, for a search as someone types: a few thousand documents, each with a few
 * fields, found in a few milliseconds even by a word that all of them have. Postings are typed arrays
 * and scores are added up by document number, so that a common word costs additions and no objects.
 */
export interface TextIndex {
  /** The documents that fit, the best first. */
  search(words: readonly WordQuery[], options: SearchOptions): number[]
  /** The term of the index that comes nearest within so many slips, the more common of equals. */
  nearest(term: string, maxSlips: number): string | undefined
}

export interface WordQuery {
  readonly term: string
  /** Whether the term may be the beginning of a word. */
  readonly prefix: boolean
  /** How many letters may be wrong, missing, too many or have changed places. */
  readonly maxSlips: number
  /** Other terms of the same worth that stand for the word as they are: its stems. */
  readonly stems: readonly string[]
}

export interface SearchOptions {
  /** Whether each word must be found or any of them. */
  readonly combineWith: 'AND' | 'OR'
  /** The fields to look in, by their place in `boosts`; without them, in all. */
  readonly fields?: readonly number[]
}

/** One field of a document: a list of words, each by the terms under which it is found. */
export type IndexedField = readonly (readonly string[])[]

/** The postings of a term: parallel lists, the documents ascending. */
interface Postings {
  readonly documents: Uint32Array
  /** The bit of each field. */
  readonly fields: Uint32Array
  readonly scores: Float32Array
}

/** Okapi BM25: how soon more of a word adds nothing, and how much long fields weigh less. */
const SATURATION = 1.2
const LENGTH_SHARE = 0.7

/** What a find is worth beside one of the word itself. */
const PREFIX_WORTH = 0.6
const SLIP_WORTH = 0.3
/** How much each letter that is still to be typed takes from it. */
const PREFIX_LOSS = 0.3

/**
 * Indexes documents.
 *
 * @param documents the fields of each, in the order of `boosts`
 * @param boosts how much a find in each field weighs
 * @param toWorth what each document's finds are worth beside those of another, 1 where all are alike
 */
export function createTextIndex(
  documents: readonly (readonly IndexedField[])[],
  boosts: readonly number[],
  toWorth: (document: number) => number = () => 1,
): TextIndex {
  const postingsOf = toPostings(documents, boosts)
  const terms = [...postingsOf.keys()].sort()
  const postings = terms.map((term) => postingsOf.get(term)!)
  const likeness = toLikeness(terms)
  const best = new Float32Array(documents.length)
  const worths = Float32Array.from(documents, (_, document) => toWorth(document))

  /** Raises what a word is worth to each document to what one of its terms is worth there. */
  function raise({ documents, fields, scores }: Postings, worth: number, wanted: number) {
    const { length } = documents
    for (let at = 0; at < length; ) {
      const document = documents[at]!
      let sum = 0
      for (; at < length && documents[at] === document; at++) {
        if ((fields[at]! & wanted) !== 0) sum += scores[at]!
      }
      if (sum * worth > best[document]!) best[document] = sum * worth
    }
  }

  function scoreWord({ term, prefix, maxSlips, stems }: WordQuery, wanted: number) {
    best.fill(0)
    for (const exact of new Set([term, ...stems])) {
      const found = postingsOf.get(exact)
      if (found) raise(found, 1, wanted)
    }
    if (prefix) {
      for (let at = lowerBound(terms, term); terms[at]?.startsWith(term); at++) {
        const { length } = terms[at]!
        const missing = length - term.length
        const worth = (PREFIX_WORTH * length) / (length + PREFIX_LOSS * missing)
        if (missing > 0) raise(postings[at]!, worth, wanted)
      }
    }
    if (maxSlips > 0) {
      likeness.forEachWithin(term, maxSlips, (at, slips) => {
        const { length } = terms[at]!
        if (slips > 0) raise(postings[at]!, (SLIP_WORTH * length) / (length + slips), wanted)
      })
    }
  }

  return {
    search(words, { combineWith, fields }) {
      const wanted = fields ? fields.reduce((bits, field) => bits | (1 << field), 0) : ~0
      const scores = new Float32Array(documents.length)
      const counts = new Uint8Array(documents.length)
      for (const word of words) {
        scoreWord(word, wanted)
        for (let document = 0; document < best.length; document++) {
          if (best[document] === 0) continue
          scores[document]! += best[document]! * worths[document]!
          counts[document]! += 1
        }
      }
      return toBestFirst(scores, counts, combineWith === 'AND' ? Math.max(1, words.length) : 1)
    },
    nearest(term, maxSlips) {
      let nearest: string | undefined
      let fewest = maxSlips + 1
      let most = 0
      likeness.forEachWithin(term, maxSlips, (at, slips) => {
        const count = postings[at]!.documents.length
        if (slips > fewest || (slips === fewest && count <= most)) return
        nearest = terms[at]
        fewest = slips
        most = count
      })
      return nearest
    },
  }
}

/** Room for the number of a document beside the 31 bits of a positive single, in a double's 53. */
const DOCUMENT_ROOM = 2 ** 22

/**
 * The documents in which as many words were found as `least`, those of the highest score first, equals
 * in their order. Each becomes one number to sort by, score before document, since numbers are sorted
 * natively: the bits of positive floats, read as whole numbers, are in their order (IEEE 754, 3.4).
 */
function toBestFirst(scores: Float32Array, counts: Uint8Array, least: number): number[] {
  const bits = new Uint32Array(scores.buffer)
  const keys = new Float64Array(counts.length)
  let length = 0
  for (let document = 0; document < counts.length; document++) {
    if (counts[document]! < least) continue
    keys[length] = bits[document]! * DOCUMENT_ROOM + (DOCUMENT_ROOM - 1 - document)
    length += 1
  }
  const sorted = keys.subarray(0, length).sort()
  const found = new Array<number>(length)
  for (let place = 0; place < length; place++) {
    found[place] = DOCUMENT_ROOM - 1 - (sorted[length - 1 - place]! % DOCUMENT_ROOM)
  }
  return found
}

/** Finds the terms that are within some slips of a word without comparing it with all of them. */
interface Likeness {
  /** The places of the terms, and how many slips each is away. */
  forEachWithin(term: string, maxSlips: number, visit: (place: number, slips: number) => void): void
}

function toLikeness(terms: readonly string[]): Likeness {
  const placesByLength: number[][] = []
  terms.forEach((term, place) => {
    const length = Math.min(term.length, MAX_COMPARED)
    placesByLength[length] ??= []
    placesByLength[length].push(place)
  })
  const letters = Uint32Array.from(terms, toLetters)
  return {
    forEachWithin(term, maxSlips, visit) {
      const own = toLetters(term)
      const length = Math.min(term.length, MAX_COMPARED)
      for (let other = Math.max(0, length - maxSlips); other <= length + maxSlips; other++) {
        for (const place of placesByLength[other] ?? []) {
          // A wrong letter takes one out of a word's letters and puts one in; no slip does more.
          if (countBits(own ^ letters[place]!) > 2 * maxSlips) continue
          const slips = countSlips(term, terms[place]!, maxSlips)
          if (slips <= maxSlips) visit(place, slips)
        }
      }
    },
  }
}

/** Which letters a word has as far as it is compared, as bits; some share one. */
function toLetters(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length && at < MAX_COMPARED; at++) {
    letters |= 1 << (word.charCodeAt(at) & 31)
  }
  return letters
}

function countBits(bits: number): number {
  let rest = bits
  let count = 0
  for (; rest !== 0; count++) rest &= rest - 1
  return count
}

function toPostings(
  documents: readonly (readonly IndexedField[])[],
  boosts: readonly number[],
): Map<string, Postings> {
  interface Entries {
    readonly documents: number[]
    readonly fields: number[]
    readonly counts: number[]
  }
  const entriesOf = new Map<string, Entries>()
  const lengths = boosts.map(() => 0)
  documents.forEach((fields, document) => {
    fields.forEach((words, field) => {
      lengths[field]! += words.length
      for (const word of words) {
        for (const term of word) {
          let entries = entriesOf.get(term)
          if (!entries) {
            entries = { documents: [], fields: [], counts: [] }
            entriesOf.set(term, entries)
          }
          const last = entries.documents.length - 1
          if (entries.documents[last] === document && entries.fields[last] === field) {
            entries.counts[last]! += 1
          } else {
            entries.documents.push(document)
            entries.fields.push(field)
            entries.counts.push(1)
          }
        }
      }
    })
  })
  const meanLengths = lengths.map((length) => length / Math.max(1, documents.length))
  const postingsOf = new Map<string, Postings>()
  for (const [term, entries] of entriesOf) {
    const documentCounts = boosts.map(() => 0)
    for (const field of entries.fields) documentCounts[field]! += 1
    const rarity = documentCounts.map((count) =>
      Math.log(1 + (documents.length - count + 0.5) / (count + 0.5)),
    )
    const scores = entries.counts.map((count, at) => {
      const field = entries.fields[at]!
      const length = documents[entries.documents[at]!]![field]!.length / meanLengths[field]!
      const saturation = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)
      return boosts[field]! * rarity[field]! * ((count * (SATURATION + 1)) / (count + saturation))
    })
    postingsOf.set(term, {
      documents: Uint32Array.from(entries.documents),
      fields: Uint32Array.from(entries.fields, (field) => 1 << field),
      scores: Float32Array.from(scores),
    })
  }
  return postingsOf
}

/** The place of the first term that is not before `term`. */
function lowerBound(terms: readonly string[], term: string): number {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (terms[middle]! < term) low = middle + 1
    else high = middle
  }
  return low
}

/** Longer words are compared by their beginnings alone. */
const MAX_COMPARED = 48
const rows = [0, 1, 2].map(() => new Uint8Array(MAX_COMPARED + 1)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
]

/**
 * How many slips make one word of another: a letter wrong, missing, too many, or two that have changed
 * places (the optimal string alignment distance). More than `most` are counted as `most + 1`.
 */
export function countSlips(a: string, b: string, most: number): number {
  const columns = Math.min(a.length, MAX_COMPARED)
  const lines = Math.min(b.length, MAX_COMPARED)
  if (Math.abs(columns - lines) > most) return most + 1
  let [before, above, row] = rows
  for (let column = 0; column <= columns; column++) above[column] = column
  for (let line = 1; line <= lines; line++) {
    row[0] = line
    let least = line
    const letter = b.charCodeAt(line - 1)
    for (let column = 1; column <= columns; column++) {
      const own = a.charCodeAt(column - 1)
      let slips = Math.min(above[column]! + 1, row[column - 1]! + 1)
      slips = Math.min(slips, above[column - 1]! + (own === letter ? 0 : 1))
      if (
        line > 1 &&
        column > 1 &&
        own === b.charCodeAt(line - 2) &&
        a.charCodeAt(column - 2) === letter
      ) {
        slips = Math.min(slips, before[column - 2]! + 1)
      }
      row[column] = slips
      if (slips < least) least = slips
    }
    if (least > most) return most + 1
    ;[before, above, row] = [above, row, before]
  }
  return Math.min(above[columns]!, most + 1)
}
