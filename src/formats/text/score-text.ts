import letters from './letters.json' with { type: 'json' }

/**
 * How likely texts are in the languages that are told apart, as natural logarithms: from how often letters
 * stand beside each other in each language (`letters.json`, made by `scripts/count-letters.ts`), and from
 * where signs such as ° and ’ stand in any.
 */

export type Alphabetic = keyof typeof letters.pairs
export type Ideographic = keyof typeof letters.ideographs
export type Language = Alphabetic | Ideographic

/** How likely a text in each of the languages is in an encoding, beside one in its most usual language. */
export type LanguageShares = Readonly<Partial<Record<Language, number>>>

/** A byte that means nothing, or a character that nobody writes. */
const NO_CHARACTER = -14
/** A pair that a language hardly has, of letters that it has, and one of letters that it has not. */
const RARE_PAIR = -13
const FOREIGN_PAIR = -18
/** A letter is a language's own if it is in one of so many pairs. */
const LEAST_SHARE = Math.exp(-8.5)
/** A sign where none is expected, and one in the middle of a word. */
const ODD_SIGN = -11
const SIGN_IN_WORD = -16
/** An encoding for letters that a text does not have. */
const NO_OWN_LETTER = -6
const ODD_CASE = -5
const RARE_IDEOGRAPH = -11
const IDEOGRAPH_BESIDE_LETTER = -3
const KANA = -4

const isAscii = (character: string): boolean => character.codePointAt(0)! < 128

/** Tables in these hold the names of people and places of the others. */
const WESTERN: ReadonlySet<string> = new Set(['fr', 'es', 'da'])
const LATIN_1_LETTERS = 'àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿß'

const PAIRS = new Map(
  Object.entries(letters.pairs).map(([language, bands]) => {
    const weights = new Map<string, number>()
    bands.forEach((pairs, band) => {
      for (let at = 0; at < pairs.length; at += 2) weights.set(pairs.slice(at, at + 2), -band)
    })
    const shares = new Map<string, number>()
    for (const [pair, weight] of weights) {
      for (const letter of pair) shares.set(letter, (shares.get(letter) ?? 0) + Math.exp(weight))
    }
    const own = [...shares].filter(([letter, share]) => !isAscii(letter) && share > LEAST_SHARE)
    const alphabet = own.map(([letter]) => letter)
    const isWestern = WESTERN.has(language)
    return [
      language as Language,
      { weights, own: new Set(isWestern ? [...alphabet, ...LATIN_1_LETTERS] : alphabet) },
    ] as const
  }),
)

const IDEOGRAPHS = new Map(
  Object.entries(letters.ideographs).map(([language, common]) => [
    language as Language,
    // By Zipf's law the share falls with the rank.
    new Map([...common].map((letter, rank) => [letter, -3.5 - 0.75 * Math.log(rank + 5)])),
  ]),
)

/** How likely a text is in the best of the languages, with the share of that among them. */
export function scoreText(text: string, shares: LanguageShares): number {
  const characters = [...text]
  const signs = characters.reduce((sum, _, at) => sum + scoreSign(characters, at), 0)
  let best = Number.NEGATIVE_INFINITY
  for (const language in shares) {
    const share = Math.log(shares[language as Language]!)
    const scored = scoreLetters(characters, language as Language)
    best = Math.max(best, share + scored)
  }
  const isOwn = 'es' in shares || characters.some((letter) => !isAscii(letter) && isLetter(letter))
  return signs + best + (isOwn ? 0 : NO_OWN_LETTER)
}

function scoreLetters(characters: readonly string[], language: Language): number {
  const pairs = PAIRS.get(language)
  const ideographs = IDEOGRAPHS.get(language)
  let score = 0
  let before = ' '
  for (let at = 0; at <= characters.length; at++) {
    const character = characters[at] ?? ' '
    const letter = isLetter(character) ? character.toLowerCase() : ' '
    if (!isAscii(letter) && isIdeograph(letter)) {
      score += scoreIdeograph(letter, ideographs)
      if (/[a-z]/.test(before)) score += IDEOGRAPH_BESIDE_LETTER
    } else if (!isAscii(letter) || !isAscii(before)) {
      // Of a letter's two pairs each is half of what tells of it.
      if (isIdeograph(before)) score += /[a-z]/.test(letter) ? IDEOGRAPH_BESIDE_LETTER : 0
      else score += scorePair(before, letter, pairs) / 2
      const isUpper = letter !== character && letter !== ' '
      if (isUpper && isLower(characters[at - 1] ?? ' ')) score += ODD_CASE
    }
    before = letter
  }
  return score
}

interface Pairs {
  readonly weights: ReadonlyMap<string, number>
  readonly own: ReadonlySet<string>
}

function scorePair(before: string, letter: string, pairs: Pairs | undefined): number {
  if (!pairs) return FOREIGN_PAIR
  const weight = pairs.weights.get(before + letter)
  if (weight !== undefined) return weight
  const isOwn = [before, letter].every((part) => isAscii(part) || pairs.own.has(part))
  return isOwn ? RARE_PAIR : FOREIGN_PAIR
}

function scoreIdeograph(letter: string, common: ReadonlyMap<string, number> | undefined): number {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letter)) {
    // Katakana of half the width are what most bytes are in Shift_JIS, and seldom meant.
    return common === IDEOGRAPHS.get('ja') && !/[\uff61-\uff9f]/.test(letter)
      ? KANA
      : RARE_IDEOGRAPH
  }
  return common?.get(letter) ?? RARE_IDEOGRAPH
}

const isLetter = (character: string): boolean =>
  isAscii(character)
    ? /[a-zA-Z]/.test(character)
    : /[\p{L}\p{M}]/u.test(character) && !/[ªºµ]/.test(character)
const isIdeograph = (character: string): boolean =>
  !isAscii(character) &&
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)
const isLower = (character: string): boolean =>
  character !== character.toUpperCase() && character === character.toLowerCase()

/** Where signs stand in any language: what comes before and after, and how likely it is there. */
const SIGNS = (
  [
    ['°º', /\d|\d\s/, /^\s?([CFKNSEWO]\b|\d|['’′]|$|[\s,;.)/])/, -3],
    ['°º', /[NnM]|^$/, /./, -5],
    ['ªº', /\d\.?/, /^(\s|$|[.,)])/, -4],
    ['µ', /[\s\d(/,;]|^$/, /^(g|m|M|s|S|L|l|mol|V|W|Pa|Bq|Sv)/, -3],
    ['²³¹', /[a-zA-Z)]/, /^(\s|$|[,;.)/·-])/, -4],
    ['½¼¾', /\d/, /^(\s|$|[-,;.)"”a-z])/, -5],
    ['½¼¾', /\s|^$/, /^(\s|$|[-,;.)"”])/, -5],
    ['×', /[\d\s]/, /^[\d\s]/, -5],
    ['±', /[\d\s(]|^$/, /^[\d\s]/, -5],
    ['’', /(^|[\s("«-])([cdjlmnstCDJLMNST]|[qQ]u)/, /^[aeiouyhàâéèêîôœ«]/iu, -3],
    ['’', /(^|[\s("«-])[dODL]/, /^\p{Lu}/u, -3],
    ['’', /\p{L}/u, /^(s|t|d|re|ve|ll)([\s,.;:!?)]|$)/u, -3],
    ['’', /\p{L}/u, /^(\s|$)/u, -5],
    ['’', /\p{L}/u, /^\p{L}/u, -9],
    ['’′″”', /\d/, /^(\d|\s?[NSEWO]|\s|$|[,;.)])/, -4],
    ['‘“', /[\s([«/-]|^$/, /^[\p{L}\d¿¡]/u, -5],
    ['’”“‘', /[\p{L}\d.,!?…)]/u, /^(\s|$|[,;.)!?:/-])/, -5],
    ['–—', /[\s\d]/, /^[\s\d]/, -4],
    ['–—', /[\p{L}).]/u, /^\p{L}/u, -9],
    ['…', /\p{L}{3}|[\d\s]/u, /^(\s|$)/, -5],
    ['•·', /\s|^$/, /^\s/, -5],
    ['·', /\p{L}|\d|\)/u, /^(\p{L}|\d)/u, -7],
    ['«', /[\s(]|^$/, /^[\s\u00a0\u202f\p{L}]/u, -4],
    ['»', /[\s\u00a0\u202f\p{L}.!?]/u, /^(\s|$|[,;.)])/, -4],
    ['¿¡', /[\s("“]|^$/, /^\p{L}/u, -4],
    ['£€¥¢', /[\s\d(]|^$/, /^(\s|\d|$|[/).,])/, -5],
    ['§¶', /[\s(]|^$/, /^[\s\d]/, -6],
    ['©®™', /[\p{L}\s\d)]|^$/u, /^(\s|$|[,;.)\d])/, -5],
    ['\u00a0', /[\d«:;!?.)%]/u, /^([\d»:;!?%(«\p{L}])/u, -5],
    ['\u00a0', /\p{L}/u, /^([\d»:;!?%(«])/u, -5],
    ['\u00a0', /\p{L}/u, /^\p{L}/u, -9],
    ['、。，：；（）「」《》・〜ー　', /./u, /(.|$)/u, -4],
  ] satisfies [signs: string, before: RegExp, after: RegExp, score: number][]
).map(([signs, before, after, score]) => ({
  signs,
  before: new RegExp(`(?:${before.source})$`, 'u'),
  after,
  score,
}))

function scoreSign(characters: readonly string[], at: number): number {
  const character = characters[at]!
  const code = character.codePointAt(0)!
  if (code < 128) return 0
  const isNone =
    code === 0xfffd || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code < 0xf900)
  if (isNone) return NO_CHARACTER
  if (isLetter(character)) return 0
  const before = characters.slice(Math.max(0, at - 4), at).join('')
  const after = characters.slice(at + 1, at + 4).join('')
  const known = SIGNS.find(
    (sign) => sign.signs.includes(character) && sign.before.test(before) && sign.after.test(after),
  )
  if (known) return known.score
  return /\p{L}$/u.test(before) && /^\p{L}/u.test(after) ? SIGN_IN_WORD : ODD_SIGN
}
