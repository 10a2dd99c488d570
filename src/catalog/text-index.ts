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
  readonly fields: Uint8Array
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
 */
export function createTextIndex(
  documents: readonly (readonly IndexedField[])[],
  boosts: readonly number[],
): TextIndex {
  const postingsOf = toPostings(documents, boosts)
  const terms = [...postingsOf.keys()].sort()
  const best = new Float32Array(documents.length)

  /** Raises what a word is worth to each document to what one of its terms is worth there. */
  function raise({ documents, fields, scores }: Postings, worth: number, wanted?: Set<number>) {
    for (let at = 0; at < documents.length; ) {
      const document = documents[at]!
      let sum = 0
      for (; documents[at] === document; at++) {
        if (!wanted || wanted.has(fields[at]!)) sum += scores[at]!
      }
      if (sum * worth > best[document]!) best[document] = sum * worth
    }
  }

  function scoreWord({ term, prefix, maxSlips, stems }: WordQuery, wanted?: Set<number>) {
    best.fill(0)
    for (const exact of new Set([term, ...stems])) {
      const postings = postingsOf.get(exact)
      if (postings) raise(postings, 1, wanted)
    }
    if (prefix) {
      for (let at = lowerBound(terms, term); terms[at]?.startsWith(term); at++) {
        const found = terms[at]!
        const missing = found.length - term.length
        const worth = (PREFIX_WORTH * found.length) / (found.length + PREFIX_LOSS * missing)
        if (missing > 0) raise(postingsOf.get(found)!, worth, wanted)
      }
    }
    if (maxSlips > 0) {
      for (const found of terms) {
        const slips = countSlips(term, found, maxSlips)
        if (slips === 0 || slips > maxSlips) continue
        const worth = (SLIP_WORTH * found.length) / (found.length + slips)
        raise(postingsOf.get(found)!, worth, wanted)
      }
    }
  }

  return {
    search(words, { combineWith, fields }) {
      const wanted = fields && new Set(fields)
      const scores = new Float64Array(documents.length)
      const counts = new Uint8Array(documents.length)
      for (const word of words) {
        scoreWord(word, wanted)
        for (let document = 0; document < best.length; document++) {
          if (best[document] === 0) continue
          scores[document]! += best[document]!
          counts[document]! += 1
        }
      }
      const least = combineWith === 'AND' ? Math.max(1, words.length) : 1
      const found: number[] = []
      for (let document = 0; document < counts.length; document++) {
        if (counts[document]! >= least) found.push(document)
      }
      return found.sort((a, b) => scores[b]! - scores[a]! || a - b)
    },
    nearest(term, maxSlips) {
      let nearest: string | undefined
      let fewest = maxSlips + 1
      let most = 0
      for (const found of terms) {
        const slips = countSlips(term, found, Math.min(fewest, maxSlips))
        const count = postingsOf.get(found)!.documents.length
        if (slips > maxSlips || slips > fewest || (slips === fewest && count <= most)) continue
        nearest = found
        fewest = slips
        most = count
      }
      return nearest
    },
  }
}

function toPostings(
  documents: readonly (readonly IndexedField[])[],
  boosts: readonly number[],
): Map<string, Postings> {
  interface Entry {
    readonly document: number
    readonly field: number
    count: number
  }
  const entriesOf = new Map<string, Entry[]>()
  const lengths = boosts.map(() => 0)
  documents.forEach((fields, document) => {
    fields.forEach((words, field) => {
      lengths[field]! += words.length
      for (const term of words.flat()) {
        let entries = entriesOf.get(term)
        if (!entries) {
          entries = []
          entriesOf.set(term, entries)
        }
        const last = entries.at(-1)
        if (last?.document === document && last.field === field) last.count += 1
        else entries.push({ document, field, count: 1 })
      }
    })
  })
  const meanLengths = lengths.map((length) => length / Math.max(1, documents.length))
  const postingsOf = new Map<string, Postings>()
  for (const [term, entries] of entriesOf) {
    const documentCounts = boosts.map(() => 0)
    for (const { field } of entries) documentCounts[field]! += 1
    const rarity = documentCounts.map((count) =>
      Math.log(1 + (documents.length - count + 0.5) / (count + 0.5)),
    )
    const scores = entries.map(({ document, field, count }) => {
      const length = documents[document]![field]!.length / meanLengths[field]!
      const saturation = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)
      return boosts[field]! * rarity[field]! * ((count * (SATURATION + 1)) / (count + saturation))
    })
    postingsOf.set(term, {
      documents: Uint32Array.from(entries, ({ document }) => document),
      fields: Uint8Array.from(entries, ({ field }) => field),
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
