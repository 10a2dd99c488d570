import { ProblemError } from '../../model/problem.ts'
import { DOS_CODE_PAGES } from './dos-code-pages.ts'

/** How the encoding of a layer's texts came to be known. */
export type EncodingSource =
  /** A byte order mark, or a format that has one encoding. */
  | 'format'
  /** The file says so: a `.cpg`, an XML declaration, a dBase language driver. */
  | 'declared'
  /** Found from the texts. */
  | 'detected'
  /** Nothing in the texts tells: all are ASCII, or no candidate is better than the usual one. */
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

export interface Decoder {
  readonly name: string
  decode(bytes: Uint8Array): string
}

/** Names that files use for encodings which the WHATWG standard calls otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  '65001': 'utf-8',
  ansi: 'windows-1252',
  'ansi 1252': 'windows-1252',
  latin1: 'iso-8859-1',
  oem: 'cp850',
  '88591': 'iso-8859-1',
  '88592': 'iso-8859-2',
  '88595': 'iso-8859-5',
  '88597': 'iso-8859-7',
  '88599': 'iso-8859-9',
  '885915': 'iso-8859-15',
  '932': 'shift_jis',
  cp932: 'shift_jis',
  sjis: 'shift_jis',
  '936': 'gbk',
  cp936: 'gbk',
  '949': 'euc-kr',
  cp949: 'euc-kr',
  '950': 'big5',
  cp950: 'big5',
  'big-5': 'big5',
  '874': 'windows-874',
  cp874: 'windows-874',
  '866': 'ibm866',
  cp866: 'ibm866',
  '10000': 'macintosh',
  macroman: 'macintosh',
  '20127': 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  system: 'windows-1252',
}

/**
 * The decoder for a name as files and people write it (`UTF-8`, `1252`, `ISO 8859-1`, `cp850`,
 * `ANSI 1252`); `null` if there is no such encoding.
 */
export function findDecoder(label: string): Decoder | null {
  const plain = label
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
  for (const name of namesOf(plain)) {
    const page = DOS_CODE_PAGES[name]
    if (page) return pageDecoder(name, page)
    try {
      const decoder = new TextDecoder(name, { ignoreBOM: true })
      // ISO 8859-1 is an alias of windows-1252 by the standard, which differs in nothing that is printed.
      return { name: decoder.encoding, decode: (bytes) => decoder.decode(bytes) }
    } catch {}
  }
  return null
}

function namesOf(label: string): string[] {
  const number = /^(?:cp|ibm|ms|dos|oem|windows|win|ansi|wincp)?[ _-]?(\d{3,4})$/.exec(label)?.[1]
  const iso =
    /^iso[ _-]?8859[ _-]?(\d{1,2})$/.exec(label)?.[1] ?? /^8859[ _-]?(\d{1,2})$/.exec(label)?.[1]
  return [
    ALIASES[label],
    number && (ALIASES[number] ?? (number.startsWith('125') ? `windows-${number}` : `cp${number}`)),
    iso && `iso-8859-${iso}`,
    label,
  ].filter((name) => name !== undefined && name !== '') as string[]
}

/** A decoder that must exist; the problem names what was asked for. */
export function requireDecoder(label: string): Decoder {
  const decoder = findDecoder(label)
  if (decoder) return decoder
  throw new ProblemError({
    code: 'encoding-unknown',
    message: `There is no encoding named “${label.slice(0, 60)}”.`,
    values: { encoding: label.slice(0, 60) },
  })
}

function pageDecoder(name: string, page: string): Decoder {
  return {
    name,
    decode(bytes) {
      let text = ''
      for (const byte of bytes) {
        text += byte < 128 ? String.fromCharCode(byte) : page[byte - 128]
      }
      return text
    },
  }
}

/** What a byte order mark at the start says (WHATWG Encoding, section 6). */
export function bomOf(
  bytes: Uint8Array,
): { readonly name: string; readonly length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { name: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'utf-16be', length: 2 }
  return null
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Whether any byte is outside ASCII. */
export function hasHighByte(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 127) return true
  return false
}

/** The encodings of data about North America first, then those of the world's dBase files. */
const CANDIDATES = [
  'utf-8',
  'windows-1252',
  'cp850',
  'cp437',
  'macintosh',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1251',
  'windows-1250',
  'ibm866',
] as const

const DOUBLE_BYTE: ReadonlySet<string> = new Set(['gb18030', 'big5', 'shift_jis', 'euc-kr'])

/**
 * Finds the encoding of texts that no declaration covers. UTF-8 tells itself apart; among the others the
 * one whose accented letters make the most sense in words wins, and the rest stay candidates.
 */
export function detectEncoding(texts: readonly Uint8Array[]): EncodingFound {
  const telling = texts.filter((text) => hasHighByte(text))
  if (telling.length === 0) return { name: 'utf-8', how: 'assumed', candidates: [] }
  if (telling.every(isUtf8)) {
    return {
      name: 'utf-8',
      how: 'detected',
      candidates: candidatesOf(['utf-8', 'windows-1252'], telling),
    }
  }
  const scored = CANDIDATES.filter((name) => name !== 'utf-8')
    .map((name, order) => {
      const decoder = requireDecoder(name)
      const score = telling.reduce((sum, text) => sum + scoreText(decoder.decode(text), name), 0)
      return { name, score, order }
    })
    .toSorted((a, b) => b.score - a.score || a.order - b.order)
  const [best, second] = scored
  return {
    name: best!.name,
    how: best!.score > second!.score ? 'detected' : 'assumed',
    candidates: candidatesOf(
      scored.slice(0, 5).map(({ name }) => name),
      telling,
    ),
  }
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

const COMMON_ACCENTED = /[áéíóúñüÁÉÍÓÚÑÜàâçèêëîïôùûÀÂÇÈÊËÎÏÔÙÛœŒ°ºª¿¡’–]/u

function scoreText(text: string, encoding: string): number {
  let score = 0
  const characters = [...text]
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!
    const code = character.codePointAt(0)!
    if (code < 128) continue
    const before = characters[at - 1] ?? ' '
    if (code === 0xfffd || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code < 0xf900)) {
      score -= 8
    } else if (DOUBLE_BYTE.has(encoding)) {
      // Two bytes went into it; where they are the common ideographs or kana, that is no accident.
      const isCommon =
        (code >= 0x4e00 && code < 0x9fa6) ||
        (code >= 0x3040 && code < 0x3100) ||
        (code >= 0xac00 && code < 0xd7a4)
      const isAmidLetters = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(characters[at + 1] ?? ' ')
      score += isCommon && !isAmidLetters ? 2 : -3
    } else if (/\p{L}/u.test(character)) {
      const isUpper = character !== character.toLowerCase()
      const isAfterLower = /\p{Ll}/u.test(before)
      if (isUpper && isAfterLower) score -= 3
      else score += COMMON_ACCENTED.test(character) ? 2 : encodingLetters(encoding, code)
    } else if (COMMON_ACCENTED.test(character)) {
      score += 1
    } else {
      score -= 2
    }
  }
  return score
}

/** Cyrillic letters speak for a Cyrillic encoding where they stand in words; alone they are an accident. */
function encodingLetters(encoding: string, code: number): number {
  const isCyrillic = code >= 0x400 && code < 0x500
  if (encoding === 'windows-1251' || encoding === 'ibm866') return isCyrillic ? 1 : -1
  return 0.5
}
