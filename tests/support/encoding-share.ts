import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { requireDecoder } from '../../src/formats/text/decoder.ts'
import { detectEncoding } from '../../src/formats/text/detect-encoding.ts'

/** The languages in which the detection of encodings is measured, with the encodings of their files. */
export const ENCODINGS_OF = {
  en: ['windows-1252', 'cp850', 'macintosh'],
  fr: ['windows-1252', 'cp850', 'cp863', 'macintosh', 'iso-8859-15'],
  es: ['windows-1252', 'cp850', 'macintosh'],
  da: ['windows-1252', 'cp850', 'cp865', 'macintosh'],
  pl: ['windows-1250', 'iso-8859-2', 'cp852'],
  ru: ['windows-1251', 'ibm866', 'koi8-r', 'iso-8859-5', 'x-mac-cyrillic'],
  el: ['windows-1253', 'iso-8859-7', 'cp737', 'cp869'],
  tr: ['windows-1254', 'cp857'],
  vi: ['windows-1258'],
  'zh-CN': ['gb18030'],
  'zh-TW': ['big5'],
  ja: ['shift_jis', 'euc-jp'],
} as const
export type Measured = keyof typeof ENCODINGS_OF
const AMERICAN: ReadonlySet<string> = new Set(['en', 'fr', 'es'])

/** How many letters beyond ASCII the samples have, and how many samples there are of each size at most. */
const SAMPLE_SIZES = { 1: 300, 10: 100, 100: 20 } as const

/** What the Atlas's own files say of it, and tables of North America hold besides: signs above all. */
const SIGNS =
  `25°C|18 °C|13°S|between 13°S and 18°S|north of 49°N|45.5°N|100.25°W|45°30.5'N|2 m²|5 µg/m³|12 m³/s|
St. John’s|O’Neil|Coeur d’Alene|Lake O’ the Pines|Plant £5|© 2020|© Environment Canada|½ mile|3½ in|± 5 %|10 × 10 km|
2005–2010|Bay – northern part|pages 12–15|“unknown”|the “Bay”|Exxon™ station|Tesla® plant|Café|Québec City|Montréal|
Cañon City|La Cañada|Piñon Ridge|Coupé|naïve|résumé|façade|Beyoncé|São Paulo|Curaçao|Mazatlán mine|Nuñez Ranch|
San José|Bogotá|Château|Fiancé|Zoë|Brontë|Dvořák Park`
    .replaceAll('\n', '')
    .split('|')

/** Texts in a language: the names of countries, languages and currencies in it, and the catalogue's words. */
function textsIn(language: Measured): string[] {
  const texts: string[] = language === 'en' ? [...SIGNS] : []
  for (const type of ['region', 'language', 'currency'] as const) {
    const names = new Intl.DisplayNames([language], { type, fallback: 'none' })
    for (const code of codesOf(type)) {
      const name = names.of(code)
      if (name !== undefined) texts.push(name)
    }
  }
  if (AMERICAN.has(language)) {
    const path = resolve(import.meta.dirname, '../../public/layers/catalog.json')
    collect(JSON.parse(readFileSync(path, 'utf8')), language, texts)
  }
  return [...new Set(texts)]
}

function codesOf(type: 'region' | 'language' | 'currency'): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const pairs = letters.flatMap((first) => letters.map((second) => first + second))
  if (type === 'currency') return Intl.supportedValuesOf('currency')
  return type === 'region' ? pairs.map((code) => code.toUpperCase()) : pairs
}

/** The texts that a catalogue has in the language, wherever they stand. */
function collect(value: unknown, language: string, texts: string[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    if (key === language && typeof part === 'string') texts.push(...part.split(/(?<=[.;:])\s/))
    else collect(part, language, texts)
  }
}

/** Bytes from text, by turning what the decoder reads around; `null` where the encoding lacks a letter. */
function encoderOf(encoding: string): (text: string) => Uint8Array | null {
  const { decode } = requireDecoder(encoding)
  const bytesOf = new Map<string, readonly number[]>()
  const keep = (bytes: readonly number[]) => {
    const text = decode(Uint8Array.from(bytes))
    if ([...text].length === 1 && text !== '\ufffd' && !bytesOf.has(text)) bytesOf.set(text, bytes)
  }
  for (let byte = 0; byte < 256; byte++) keep([byte])
  if (/gb|big5|jis|euc/.test(encoding)) {
    for (let lead = 0x81; lead < 0xff; lead++) {
      for (let trail = 0x40; trail < 0xff; trail++) keep([lead, trail])
    }
  }
  return (text) => {
    const form = encoding === 'windows-1258' ? toSeparateTones(text) : text
    const bytes = [...form].map((letter) => bytesOf.get(letter))
    return bytes.some((part) => part === undefined)
      ? null
      : Uint8Array.from(bytes.flat() as number[])
  }
}

/** As windows-1258 has Vietnamese: letters with their shape, the tone after them. */
function toSeparateTones(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/(\p{L})([\u0300\u0301\u0303\u0309\u0323]?)([\u0302\u0306\u031b])/gu, '$1$3$2')
    .replaceAll(/\p{L}[\u0302\u0306\u031b]/gu, (letter) => letter.normalize('NFC'))
}

const countLetters = (text: string): number => [...text].filter((letter) => letter > '\x7f').length

/** Samples with as many letters beyond ASCII, each of whole words where its script has spaces. */
function* samplesOf(texts: readonly string[], size: number): Generator<readonly string[]> {
  let sample: string[] = []
  let count = 0
  for (const text of texts) {
    for (const piece of piecesOf(text, size)) {
      const more = countLetters(piece)
      if (more === 0) continue
      sample.push(piece)
      count += more
      if (count < size) continue
      if (size > 1 || count === 1) yield sample
      sample = []
      count = 0
    }
  }
}

function piecesOf(text: string, size: number): string[] {
  if (countLetters(text) <= size) return [text]
  const isAlphabetic = countLetters(text) < text.length / 2
  if (!isAlphabetic) return text.match(new RegExp(`.{1,${size}}`, 'gu')) ?? []
  const pieces: string[] = []
  let piece = ''
  for (const word of text.split(' ')) {
    if (countLetters(piece) > 0 && countLetters(piece) + countLetters(word) > size) {
      pieces.push(piece)
      piece = ''
    }
    piece = piece === '' ? word : `${piece} ${word}`
  }
  return [...pieces, piece]
}

export interface EncodingShare {
  readonly language: Measured
  readonly encoding: string
  readonly size: number
  readonly samples: number
  /** Samples that are read as they were written. */
  readonly right: number
  /** Samples that are read otherwise, without a word that it is a guess. */
  readonly silentlyWrong: number
  readonly wrong: readonly string[]
}

/** How often the encoding of texts is found, in a language, an encoding and a number of letters. */
export function measureShare(
  language: Measured,
  encoding: string,
  size: 1 | 10 | 100,
): EncodingShare {
  const encode = encoderOf(encoding)
  const { decode } = requireDecoder(encoding)
  const own = textsIn(language).filter((text) => encode(text) !== null)
  // Larger samples are drawn again from the same texts in another order.
  const texts = Array.from({ length: size === 1 ? 1 : 10 }, (_, round) =>
    shuffle(own, round + 7),
  ).flat()
  let [samples, right, silentlyWrong] = [0, 0, 0]
  const wrong: string[] = []
  for (const sample of samplesOf(texts, size)) {
    if (samples === SAMPLE_SIZES[size]) break
    const bytes = sample.map((text) => encode(text)!)
    const found = detectEncoding(bytes)
    const decoder = requireDecoder(found.name)
    samples++
    if (bytes.every((text) => decoder.decode(text) === decode(text))) right++
    else {
      wrong.push(`${sample.join('|').slice(0, 60)} → ${found.name}`)
      if (found.how === 'detected') silentlyWrong++
    }
  }
  return { language, encoding, size, samples, right, silentlyWrong, wrong }
}

/** The same order each time. */
function shuffle(texts: readonly string[], start: number): string[] {
  let seed = start
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed
  }
  return texts
    .map((text) => ({ text, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text)
}
