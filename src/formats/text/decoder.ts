import { toLookupTable } from '../../geo/lookup-table.ts'
import { ProblemError } from '../../model/problem.ts'
import { DOS_CODE_PAGES } from './dos-code-pages.ts'

export interface Decoder {
  readonly name: string
  /** A text that stands for itself. */
  decode(bytes: Uint8Array): string
  /** For a text that comes in pieces, which may be cut within a character. */
  stream(): TextStream
}

/** A text that comes in pieces. */
export interface TextStream {
  push(bytes: Uint8Array): string
  /** What is left once the last piece was pushed: a character that was cut off. */
  end(): string
}

/** Names that files use for encodings which the WHATWG standard calls otherwise. */
const ALIASES = toLookupTable<string>({
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
})

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
      return platformDecoder(name)
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

/** A decoder of the WHATWG Encoding standard, by which ISO 8859-1 is another name of windows-1252. */
function platformDecoder(label: string): Decoder {
  const open = () => new TextDecoder(label, { ignoreBOM: true })
  const decoder = open()
  const mend = decoder.encoding === 'windows-1252' ? mendWindows1252 : (text: string) => text
  return {
    name: decoder.encoding,
    decode: (bytes) => mend(decoder.decode(bytes)),
    stream() {
      if (decoder.encoding === 'utf-8') return utf8Stream(decoder)
      const own = open()
      return {
        push: (bytes) => mend(own.decode(bytes, { stream: true })),
        end: () => own.decode(),
      }
    },
  }
}

/**
 * Texts of whole characters, which Node decodes several times as fast as pieces of a stream, and to a byte a character
 * where that is enough.
 */
function utf8Stream(decoder: TextDecoder): TextStream {
  const characters = new WholeCharacters()
  return {
    push: (bytes) => decoder.decode(characters.push(bytes)),
    end: () => decoder.decode(characters.rest),
  }
}

/** Bytes of UTF-8 that come in pieces, cut anew so that no character is in two of them. */
export class WholeCharacters {
  /** The beginning of a character whose other bytes have not come. */
  rest: Uint8Array = new Uint8Array(0)

  push(bytes: Uint8Array): Uint8Array {
    let joined = bytes
    if (this.rest.length > 0) {
      joined = new Uint8Array(this.rest.length + bytes.length)
      joined.set(this.rest)
      joined.set(bytes, this.rest.length)
    }
    const end = endOfCharacters(joined)
    this.rest = joined.slice(end)
    return joined.subarray(0, end)
  }
}

/** Where the last character begins if its first byte asks for more bytes than there are; else the end. */
function endOfCharacters(bytes: Uint8Array): number {
  const { length } = bytes
  for (let at = length - 1; at >= 0 && at >= length - 3; at--) {
    const byte = bytes[at]!
    if (byte < 0x80) return length
    if (byte < 0xc0) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return at + needed > length ? at : length
  }
  return length
}

/** What windows-1252 has in the bytes 0x80 to 0x9F (WHATWG Encoding, index-windows-1252). */
const WINDOWS_1252_FROM_80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/**
 * Mends what a decoder made of windows-1252: exported for texts that a library decodes itself.
 *
 * Some releases of Node 20 to 24 take the bytes 0x80 to 0x9F of windows-1252 for control characters, as
 * ISO 8859-1 has them (nodejs/node issue 56542). Where the decoder is right, none is left to be mended.
 */
export function mendWindows1252(text: string): string {
  return text.replace(
    /[\x80-\x9f]/g,
    (control) => WINDOWS_1252_FROM_80[control.charCodeAt(0) - 0x80]!,
  )
}

function pageDecoder(name: string, page: string): Decoder {
  const decode = (bytes: Uint8Array): string => {
    let text = ''
    for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : page[byte - 128]
    return text
  }
  return { name, decode, stream: () => ({ push: decode, end: () => '' }) }
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

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Whole characters of UTF-8 as a text: `null` where they are none. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

export const isUtf8 = (bytes: Uint8Array): boolean => decodeUtf8(bytes) !== null

/** Whether any byte is outside ASCII. */
export function hasHighByte(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 127) return true
  return false
}
