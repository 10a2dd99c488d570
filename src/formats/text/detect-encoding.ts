import { hasHighByte, requireDecoder } from './decoder.ts'
import { type LanguageShares, scoreText } from './score-text.ts'

/** How the encoding of a layer's texts came to be known. */
export type EncodingSource =
  /** A byte order mark, or a format that has one encoding. */
  | 'format'
  /** The file says so: a `.cpg`, an XML declaration, a dBase language driver. */
  | 'declared'
  /** Found from the texts. */
  | 'detected'
  /** Nothing in the texts tells for sure: all are ASCII, or other candidates are about as likely. */
  | 'assumed'
  /** By the user. */
  | 'chosen'

/** An encoding that the texts may be in, with accented samples to judge it by. */
export interface EncodingCandidate {
  readonly name: string
  readonly samples: readonly string[]
}

export interface EncodingFound {
  readonly name: string
  readonly how: EncodingSource
  /** Best first, the one in use among them; empty where there is nothing to choose. */
  readonly candidates: readonly EncodingCandidate[]
}

/** An encoding with how likely it is before anything is read, and which languages are written in it. */
interface Prior {
  readonly name: string
  /** A natural logarithm; that of windows-1252 is 0. */
  readonly weight: number
  readonly languages: LanguageShares
}

/** English has the accents of the others, in their words. */
const AMERICAN: LanguageShares = { fr: 1, es: 1, da: 0.05 }

/**
 * Data about Canada, Mexico and the United States that do not say their encoding and are not UTF-8 are in
 * windows-1252 before all others, then in what DOS and the Macintosh had. The rest are those of the
 * world's spreadsheets and dBase files, and must show letters that make words of their languages.
 */
const PRIORS: readonly Prior[] = [
  { name: 'windows-1252', weight: 0, languages: AMERICAN },
  { name: 'cp850', weight: -5, languages: AMERICAN },
  { name: 'macintosh', weight: -6, languages: AMERICAN },
  { name: 'cp437', weight: -6, languages: AMERICAN },
  { name: 'iso-8859-15', weight: -6, languages: AMERICAN },
  { name: 'windows-1250', weight: -6, languages: { pl: 1 } },
  { name: 'windows-1251', weight: -6, languages: { ru: 1 } },
  { name: 'gb18030', weight: -6, languages: { 'zh-CN': 1 } },
  { name: 'shift_jis', weight: -7, languages: { ja: 1 } },
  { name: 'windows-1253', weight: -7, languages: { el: 1 } },
  { name: 'windows-1254', weight: -7, languages: { tr: 1 } },
  { name: 'windows-1258', weight: -7, languages: { vi: 1 } },
  { name: 'big5', weight: -7, languages: { 'zh-TW': 1 } },
  { name: 'euc-kr', weight: -7, languages: { ko: 1 } },
  { name: 'cp863', weight: -8, languages: AMERICAN },
  { name: 'cp865', weight: -8, languages: AMERICAN },
  { name: 'ibm866', weight: -8, languages: { ru: 1 } },
  { name: 'koi8-r', weight: -8, languages: { ru: 1 } },
  { name: 'iso-8859-2', weight: -8, languages: { pl: 1 } },
  { name: 'cp852', weight: -8, languages: { pl: 1 } },
  { name: 'iso-8859-5', weight: -9, languages: { ru: 1 } },
  { name: 'x-mac-cyrillic', weight: -9, languages: { ru: 1 } },
  { name: 'iso-8859-7', weight: -8, languages: { el: 1 } },
  { name: 'cp737', weight: -8, languages: { el: 1 } },
  { name: 'cp869', weight: -9, languages: { el: 1 } },
  { name: 'cp857', weight: -8, languages: { tr: 1 } },
  { name: 'euc-jp', weight: -8, languages: { ja: 1 } },
]

/** A likelihood e³ times that of the next is no guess any more. */
const SURE_MARGIN = 3
/** The best of bad readings, by what each character beyond ASCII adds, is a guess whatever the next is. */
const LEAST_FIT = -8
const MOST_CANDIDATES = 5

/**
 * Finds the encoding of texts that no declaration covers. UTF-8 tells itself apart, even where a byte in it
 * is wrong. Among the others the one wins in which the texts are most likely, as words of the languages
 * that are written in it; where another is nearly as likely, that is said (`assumed`), and it stands
 * second among the candidates.
 */
export function detectEncoding(texts: readonly Uint8Array[]): EncodingFound {
  const telling = texts.filter((text) => hasHighByte(text))
  if (telling.length === 0) return { name: 'utf-8', how: 'assumed', candidates: [] }
  if (areUtf8(telling)) {
    return {
      name: 'utf-8',
      how: 'detected',
      candidates: candidatesOf(['utf-8', 'windows-1252'], telling),
    }
  }
  const scored = PRIORS.map(({ name, weight, languages }) => {
    const decoded = telling.map((text) => requireDecoder(name).decode(text))
    return {
      name,
      weight,
      decoded: decoded.join('\n'),
      score: decoded.reduce((sum, text) => sum + scoreText(text, languages), weight),
    }
  }).toSorted((a, b) => b.score - a.score)
  // In which of two encodings a text is that reads the same in both is no question.
  const different = scored.filter(
    ({ decoded }, at) => scored.findIndex((other) => other.decoded === decoded) === at,
  )
  const [best, second] = different
  const letters = [...best!.decoded].filter((character) => character > '\x7f').length
  const isSure =
    (!second || best!.score - second.score >= SURE_MARGIN) &&
    best!.score - best!.weight >= LEAST_FIT * letters
  return {
    name: best!.name,
    how: isSure ? 'detected' : 'assumed',
    candidates: candidatesOf(
      [...different.slice(0, MOST_CANDIDATES).map(({ name }) => name), 'windows-1252', 'utf-8'],
      telling,
    ),
  }
}

/** How many characters of UTF-8 there must be for each byte that is none. */
const LEAST_UTF8_TO_WRONG = 2

/** Whether the texts are UTF-8, but for a byte here and there: its characters hardly come about by chance. */
function areUtf8(texts: readonly Uint8Array[]): boolean {
  let characters = 0
  let wrong = 0
  for (const text of texts) {
    for (const character of requireDecoder('utf-8').decode(text)) {
      if (character === '\ufffd') wrong++
      else if (character > '\x7f') characters++
    }
  }
  return characters > 0 && characters >= wrong * LEAST_UTF8_TO_WRONG
}

/** The samples of texts in each of several encodings. */
export function candidatesOf(
  names: readonly string[],
  texts: readonly Uint8Array[],
): EncodingCandidate[] {
  const telling = texts.filter((text) => hasHighByte(text)).slice(0, 5)
  return [...new Set(names)].map((name) => {
    const decoder = requireDecoder(name)
    return { name, samples: telling.map((text) => decoder.decode(text)) }
  })
}
