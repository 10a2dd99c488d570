import type { Field } from '../../model/schema.ts'
import { Hits, type TextMending } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** UTF-8 that was read as windows-1252 or ISO 8859-1: the first byte of a letter beside one that follows it. */
const MOJIBAKE = /[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ“”˜¦¢]|ï»¿/
/** No text holds them; line breaks and tabs are told of with the blanks. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u
const UNDECODABLE = /\ufffd/
const SCRIPT = /<\s*(script|iframe|object|embed|svg)\b|\bon\w+\s*=\s*["']|javascript:/i
const MARKUP =
  /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>|&(nbsp|amp|lt|gt|quot|#\d+|[a-z]+(acute|tilde|cedil|grave|circ));/i
const SPACE = /^\s|\s$|\s{2,}|[\t\r\n]/

interface TextFault {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly pattern: RegExp
  readonly mending?: TextMending
}

/** The first of them that a text meets is told. */
const FAULTS: readonly TextFault[] = [
  { code: 'script-in-text', severity: 'error', pattern: SCRIPT, mending: 'markup' },
  { code: 'markup-in-text', severity: 'warning', pattern: MARKUP, mending: 'markup' },
  { code: 'mojibake', severity: 'error', pattern: MOJIBAKE, mending: 'mojibake' },
  { code: 'undecodable-text', severity: 'error', pattern: UNDECODABLE },
  { code: 'control-characters', severity: 'error', pattern: CONTROL, mending: 'control' },
  { code: 'stray-space', severity: 'note', pattern: SPACE, mending: 'space' },
]

/** So many different texts of a field are remembered: most fields repeat a few. */
const MOST_REMEMBERED = 20_000
const MOST_SHOWN = 120

/** Texts of the fields, and the names of the fields themselves. */
export const text: Rule = {
  codes: [...FAULTS.map(({ code }) => code), 'field-name-broken'],
  begin({ rows }) {
    const fields = rows.fields.filter(({ type }) => type === 'string' || type === 'json')
    const columns = fields.map((field) => new TextColumn(field))
    return {
      visit(row) {
        for (const column of columns) {
          const value = rows.value(row, column.field.name)
          if (typeof value === 'string') column.note(row, value)
        }
      },
      finish() {
        const broken = rows.fields
          .map(({ name }) => name)
          .filter((name) => MOJIBAKE.test(name) || CONTROL.test(name) || UNDECODABLE.test(name))
        return [
          ...columns.flatMap((column) => column.findings()),
          ...broken.map((field) => ({
            code: 'field-name-broken',
            severity: 'error' as const,
            field,
            count: 1,
            rows: [],
            ...(MOJIBAKE.test(field) && {
              fix: { kind: 'rename-field', to: mendText(field, 'mojibake') } as const,
            }),
          })),
        ]
      },
    }
  },
}

class TextColumn {
  readonly field: Field
  readonly #hits: (Hits | undefined)[] = []
  readonly #judged = new Map<string, number>()

  constructor(field: Field) {
    this.field = field
  }

  note(row: number, value: string): void {
    let fault = this.#judged.get(value)
    if (fault === undefined) {
      fault = FAULTS.findIndex(({ pattern }) => pattern.test(value))
      if (this.#judged.size < MOST_REMEMBERED) this.#judged.set(value, fault)
    }
    if (fault < 0) return
    const hits = this.#hits[fault] ?? new Hits()
    this.#hits[fault] = hits
    hits.add(row, value.slice(0, MOST_SHOWN))
  }

  findings() {
    return this.#hits.flatMap((hits, nth) => {
      const { code, severity, mending } = FAULTS[nth]!
      return (
        hits?.toFindings({
          code,
          severity,
          field: this.field.name,
          ...(mending && { fix: { kind: 'mend-text', how: mending } as const }),
        }) ?? []
      )
    })
  }
}

/** The bytes above 127 of windows-1252 that are other letters in Unicode (WHATWG Encoding, index windows-1252). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
}

/** Accents by the names that HTML gives them. */
const ACCENTS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  cedil: '\u0327',
}

/** The text as it was meant. What cannot be mended without guessing stays as it is. */
export function mendText(value: string, how: TextMending): string {
  switch (how) {
    case 'mojibake':
      return readAgainAsUtf8(value) ?? value
    case 'control':
      return value.replace(/(?![\t\n\r])\p{Cc}/gu, (letter) => {
        const code = letter.charCodeAt(0)
        return code >= 0x80 && code <= 0x9f ? WINDOWS_1252[code - 0x80]!.replace(CONTROL, '') : ''
      })
    case 'markup':
      return value
        .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
        .replace(/<\/?[a-z][^<>]*>/gi, ' ')
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff))) // biome-ignore format: one line
        .replace(/&([a-z]+);/gi, (whole, name: string) => NAMED[name] ?? withAccent(name) ?? whole)
        .replace(/\s+/g, ' ')
        .trim()
    case 'space':
      return value.replace(/\s+/g, ' ').trim()
  }
}

function withAccent(name: string): string | null {
  const match = /^([a-z])([a-z]+)$/i.exec(name)
  const accent = match && ACCENTS[match[2]!]
  return accent ? (match[1]! + accent).normalize('NFC') : null
}

function readAgainAsUtf8(value: string): string | null {
  const bytes: number[] = []
  for (const letter of value) {
    const code = letter.codePointAt(0)!
    const high = WINDOWS_1252.indexOf(letter)
    if (high >= 0 && letter !== '') bytes.push(0x80 + high)
    else if (code <= 0xff) bytes.push(code)
    else return null
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}
