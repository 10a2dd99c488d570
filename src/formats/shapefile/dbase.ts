import type { FieldValue } from '../../model/feature.ts'
import type { Field } from '../../model/schema.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { ByteWindow } from '../bytes/window.ts'
import type { FeatureTable } from '../contract/feature-table.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import {
  bomOf,
  type Decoder,
  findDecoder,
  hasHighByte,
  isUtf8,
  requireDecoder,
} from '../text/decoder.ts'
import { candidatesOf, detectEncoding, type EncodingFound } from '../text/detect-encoding.ts'
import {
  ANSI_DRIVER,
  type DbaseHeader,
  LANGUAGE_DRIVERS,
  MEMO,
  MOST_HEADER_BYTES,
  type ReadColumn,
  readDbaseHeader,
  toReadColumns,
} from './dbase-header.ts'
import { MemoReader } from './memo.ts'

const SPACE = 32
const DELETED = 0x2a
const NOT_DELETED = 0x20
/** One byte is one character in it, so that texts of ASCII are cut from a whole block of records. */
const latin1 = requireDecoder('latin1')

type ReadValue = (start: number, end: number) => FieldValue

/** The rows of a dBase table, read in their order. */
/** Tells where the header counts other rows than the file holds. */
async function warnOfCount(
  { declaredCount, roomCount, recordCount, headerLength, recordLength }: DbaseHeader,
  source: ByteSource,
  warnings: WarningList,
): Promise<void> {
  const end = headerLength + recordCount * recordLength
  // What comes after the rows may be anything: it is a row where it begins with the mark of one.
  const [mark] = await source.read(end, Math.min(end + 1, source.size))
  const hasMore = roomCount > declaredCount && (mark === NOT_DELETED || mark === DELETED)
  if (declaredCount <= roomCount && !hasMore) return
  warnings.add({
    code: 'dbase-count-differs',
    message: `The header of the table counts ${declaredCount} rows, and the file has room for ${roomCount}; ${recordCount} were read.`,
    values: { declared: declaredCount, room: roomCount, rows: recordCount },
  })
}

export class DbaseReader {
  readonly header: DbaseHeader
  readonly encoding: EncodingFound
  readonly columns: readonly ReadColumn[]
  readonly #window: ByteWindow
  readonly #decoder: Decoder
  readonly #warnings: WarningList
  readonly #readers: readonly (ReadValue | null)[]
  readonly #memo: MemoReader | null
  /** The fields whose texts are in the memo file. */
  readonly #memoColumns: readonly ReadColumn[]
  #text = ''

  private constructor(
    header: DbaseHeader,
    encoding: EncodingFound,
    window: ByteWindow,
    memo: MemoReader | null,
    warnings: WarningList,
  ) {
    this.header = header
    this.encoding = encoding
    this.#decoder = requireDecoder(encoding.name)
    this.#window = window
    this.#warnings = warnings
    this.#memo = memo
    this.columns = toReadColumns(header, this.#decoder, memo !== null, warnings)
    this.#memoColumns = this.columns.filter(({ type }) => type === MEMO)
    this.#readers = this.columns.map((column) =>
      column.type === MEMO ? null : this.#readerOf(column),
    )
    // Finding the encoding may have brought records here, which are then never fetched.
    this.#text = latin1.decode(window.bytes)
  }

  /** `declared` is what a `.cpg` beside the table says, `memo` the file of its long texts. */
  static async open(
    source: ByteSource,
    declared: string | null,
    memo: ByteSource | null,
    context: ReadContext,
    warnings: WarningList,
  ): Promise<DbaseReader> {
    const head = await source.read(0, Math.min(source.size, MOST_HEADER_BYTES))
    const header = readDbaseHeader(head, source.size, source.name)
    await warnOfCount(header, source, warnings)
    const window = new ByteWindow(source, context)
    const encoding = await findEncoding(header, window, declared, context, warnings)
    const hasMemos = memo !== null && header.columns.some(({ type }) => type === MEMO)
    const memos = hasMemos ? await MemoReader.open(memo, context) : null
    return new DbaseReader(header, encoding, window, memos, warnings)
  }

  get fields(): readonly Field[] {
    return this.columns.map(({ field }) => field)
  }

  get recordCount(): number {
    return this.header.recordCount
  }

  /** Whether the record can be read without waiting. */
  isHere(record: number): boolean {
    const start = this.header.headerLength + record * this.header.recordLength
    return this.#window.has(start, start + this.header.recordLength)
  }

  async fetch(record: number): Promise<void> {
    const start = this.header.headerLength + record * this.header.recordLength
    await this.#window.move(start, start + this.header.recordLength)
    this.#text = latin1.decode(this.#window.bytes)
  }

  isDeleted(record: number): boolean {
    const start = this.header.headerLength + record * this.header.recordLength
    return this.#window.bytes[start - this.#window.start] === DELETED
  }

  /** Puts the values of a record that is here into the feature that is being built. */
  readInto(record: number, table: FeatureTable): void {
    const { headerLength, recordLength } = this.header
    const start = headerLength + record * recordLength - this.#window.start
    const { columns } = this
    for (let index = 0; index < columns.length; index++) {
      const read = this.#readers[index]
      if (!read) continue
      const column = columns[index]!
      const from = start + column.offset
      const value = read(from, Math.min(from + column.length, this.#window.bytes.length))
      if (value !== null) table.setValue(column.field.name, value)
    }
  }

  /** Whether `readMemosInto` has anything to do. */
  get hasMemos(): boolean {
    return this.#memoColumns.length > 0
  }

  /** Puts the long texts of a record that is here into the feature that is being built. */
  async readMemosInto(record: number, table: FeatureTable): Promise<void> {
    const { headerLength, recordLength } = this.header
    const start = headerLength + record * recordLength - this.#window.start
    for (const { offset, length, field } of this.#memoColumns) {
      const block = this.#blockNumber(start + offset, length)
      if (block === 0) continue
      const bytes = await this.#memo!.read(block)
      if (!bytes) {
        this.#warnings.add(
          {
            code: 'memos-unreadable',
            message: `Texts of the field “${field.name}” are not where the table says in the memo file; they were left empty.`,
            values: { field: field.name },
          },
          `memos-unreadable ${field.name}`,
        )
        continue
      }
      const text = this.#decoder.decode(bytes).trimEnd()
      if (text !== '') table.setValue(field.name, text)
    }
  }

  /** FoxPro writes it as four bytes, dBase as ten digits; 0 where there is no text. */
  #blockNumber(at: number, length: number): number {
    if (length === 4) return this.#window.view.getUint32(at, true)
    const digits = latin1.decode(this.#window.bytes.subarray(at, at + length)).trim()
    return /^\d+$/.test(digits) ? Number(digits) : 0
  }

  #readerOf(column: ReadColumn): ReadValue {
    const { type } = column
    const binary = BINARY_READERS[column.length === 8 || type === 'I' || type === '+' ? type : '']
    if (binary) return (start, end) => (end - start < 4 ? null : binary(this.#window.view, start))
    if (type === 'N' || type === 'F') return (start, end) => this.#number(start, end, column)
    if (type === 'D') return (start, end) => this.#date(start, end, column)
    if (type === 'L') return (start) => LOGICALS[this.#window.bytes[start]!] ?? null
    if (type === 'Q') return (start, end) => this.#window.bytes.slice(start, end)
    return (start, end) => this.#string(start, end)
  }

  #string(start: number, end: number): string | null {
    const { bytes } = this.#window
    let until = end
    while (until > start && (bytes[until - 1] === SPACE || bytes[until - 1] === 0)) until--
    let from = start
    while (from < until && (bytes[from] === SPACE || bytes[from] === 0)) from++
    if (from === until) return null
    let isAscii = true
    for (let at = from; at < until; at++) {
      const byte = bytes[at]!
      if (byte > 127 || byte === 0) {
        isAscii = false
        break
      }
    }
    if (isAscii) return this.#text.slice(from, until)
    // What stands after a zero byte is left over from an older, longer value.
    const zero = bytes.subarray(from, until).indexOf(0)
    return this.#decoder.decode(bytes.subarray(from, zero < 0 ? until : from + zero)).trimEnd()
  }

  /**
   * Digits are read without making a text of them: up to 15 of them and a power of ten up to 22 make the
   * nearest double exactly (Clinger, How to Read Floating Point Numbers Accurately, 1990).
   */
  #number(start: number, end: number, column: ReadColumn): number | bigint | null {
    const { bytes } = this.#window
    let at = start
    while (at < end && (bytes[at] === SPACE || bytes[at] === 0)) at++
    let until = end
    while (until > at && (bytes[until - 1] === SPACE || bytes[until - 1] === 0)) until--
    if (at === until) return null
    const from = at
    const isNegative = bytes[at] === 45
    if (isNegative || bytes[at] === 43) at++
    let mantissa = 0
    let digits = 0
    let decimals = 0
    let hasPoint = false
    for (; at < until; at++) {
      const byte = bytes[at]!
      if (byte >= 48 && byte <= 57) {
        mantissa = mantissa * 10 + (byte - 48)
        digits++
        if (hasPoint) decimals++
      } else if (byte === 46 && !hasPoint) {
        hasPoint = true
      } else {
        break
      }
    }
    if (at === until && digits > 0 && digits <= 15) {
      const value = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals]!
      return isNegative ? -value : value
    }
    return this.#oddNumber(from, until, column)
  }

  #oddNumber(start: number, end: number, column: ReadColumn): number | bigint | null {
    const text = latin1.decode(this.#window.bytes.subarray(start, end))
    if (/^[*\s]+$/.test(text) || /^[-.]+$/.test(text)) return null
    if (/^[+-]?\d{16,}$/.test(text) && text.length <= 20) {
      const value = BigInt(text)
      return Number.isSafeInteger(Number(value)) ? Number(value) : value
    }
    const value = Number(text.replace(',', '.'))
    if (Number.isFinite(value)) return value
    this.#warnUnreadable(column, text)
    return null
  }

  #date(start: number, end: number, column: ReadColumn): string | null {
    const text = latin1.decode(this.#window.bytes.subarray(start, end)).replaceAll('\0', ' ').trim()
    const match = /^(\d{4})[-/]?(\d{2})[-/]?(\d{2})$/.exec(text)
    if (match) {
      const [, year, month, day] = match
      const iso = `${year}-${month}-${day}`
      const date = new Date(`${iso}T00:00:00Z`)
      if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)) return iso
    }
    if (text !== '' && !/^0+$/.test(text)) this.#warnUnreadable(column, text)
    return null
  }

  #warnUnreadable({ field }: ReadColumn, value: string): void {
    this.#warnings.add(
      {
        code: 'values-unreadable',
        message: `Values of the field “${field.name}” are no ${field.type}, such as “${value.slice(0, 40)}”; they were left empty.`,
        values: { field: field.name, type: field.type, value: value.slice(0, 40) },
      },
      `values-unreadable ${field.name}`,
    )
  }
}

const POWERS_OF_TEN = Array.from({ length: 23 }, (_, power) => 10 ** power)

/** T t Y y, F f N n; anything else is not known. */
const LOGICALS: Readonly<Record<number, boolean>> = {
  84: true,
  116: true,
  89: true,
  121: true,
  70: false,
  102: false,
  78: false,
  110: false,
}

const BINARY_READERS: Readonly<Record<string, (view: DataView, at: number) => FieldValue>> = {
  I: (view, at) => view.getInt32(at, true),
  '+': (view, at) => view.getInt32(at, false) ^ -0x80000000,
  B: (view, at) => finite(view.getFloat64(at, true)),
  O: (view, at) => readOrderedDouble(view, at),
  Y: (view, at) => Number(view.getBigInt64(at, true)) / 10_000,
  T: (view, at) => toDateTime(view.getInt32(at, true), view.getInt32(at + 4, true)),
  '@': (view, at) => toDateTime(view.getInt32(at, true), view.getInt32(at + 4, true)),
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** dBase 7 keeps doubles so that their bytes sort: big-endian, negative ones turned over. */
function readOrderedDouble(view: DataView, at: number): number | null {
  const bits = view.getBigUint64(at, false)
  const sign = 1n << 63n
  const turned = bits & sign ? bits ^ sign : ~bits & 0xffffffffffffffffn
  const scratch = new DataView(new ArrayBuffer(8))
  scratch.setBigUint64(0, turned)
  return finite(scratch.getFloat64(0))
}

/** A Julian day number and the milliseconds since midnight. */
function toDateTime(julianDay: number, milliseconds: number): string | null {
  if (julianDay <= 0) return null
  const date = new Date((julianDay - 2_440_588) * 86_400_000 + milliseconds)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/\.\d{3}Z$/, '')
}

const MOST_SAMPLES = 200

async function findEncoding(
  header: DbaseHeader,
  window: ByteWindow,
  declared: string | null,
  context: ReadContext,
  warnings: WarningList,
): Promise<EncodingFound> {
  const samples = await sampleTexts(header, window, context)
  const found = declaredEncoding(header, declared, samples, context, warnings)
  if (!found) return detectEncoding(samples)
  const likely = detectEncoding(samples).candidates.map(({ name }) => name)
  return { ...found, candidates: candidatesOf([found.name, ...likely], samples).slice(0, 6) }
}

function declaredEncoding(
  { languageDriver }: DbaseHeader,
  declared: string | null,
  samples: readonly Uint8Array[],
  context: ReadContext,
  warnings: WarningList,
): Omit<EncodingFound, 'candidates'> | null {
  if (context.choices.encoding !== undefined) {
    return { name: requireDecoder(context.choices.encoding).name, how: 'chosen' }
  }
  if (declared !== null) {
    const decoder = findDecoder(declared)
    if (decoder && (decoder.name !== 'utf-8' || samples.every(isUtf8))) {
      return { name: decoder.name, how: 'declared' }
    }
    const label = declared.trim().slice(0, 40)
    warnings.add({
      code: decoder ? 'encoding-contradicted' : 'encoding-unknown',
      message: decoder
        ? `The texts are not in ${label}, as the file declares; their encoding was found from them.`
        : `The file declares the encoding “${label}”, which is not known.`,
      values: { encoding: label },
    })
  }
  const byDriver = LANGUAGE_DRIVERS[languageDriver]
  const looksUtf8 = samples.length > 0 && samples.every(isUtf8)
  if (byDriver && !(looksUtf8 && languageDriver === ANSI_DRIVER)) {
    return { name: requireDecoder(byDriver).name, how: 'declared' }
  }
  return null
}

/** Texts that are not all ASCII: the only ones that tell encodings apart. */
async function sampleTexts(
  header: DbaseHeader,
  window: ByteWindow,
  context: ReadContext,
): Promise<Uint8Array[]> {
  const texts = header.columns.map(({ rawName }) => rawName).filter((name) => hasHighByte(name))
  const columns = header.columns.filter(({ type }) => type === 'C' || type === 'V')
  if (columns.length === 0) return texts
  for (let record = 0; record < header.recordCount && texts.length < MOST_SAMPLES; record++) {
    const start = header.headerLength + record * header.recordLength
    if (!window.has(start, start + header.recordLength)) {
      await window.move(start, start + header.recordLength)
    }
    if (record % 4096 === 4095) await context.breathe()
    const from = start - window.start
    if (!hasHighByte(window.bytes, from, Math.min(from + header.recordLength, window.bytes.length)))
      continue
    for (const { offset, length } of columns) {
      const text = window.bytes.subarray(from + offset, from + offset + length)
      if (hasHighByte(text)) texts.push(trimBlanks(text).slice())
    }
  }
  return texts
}

function trimBlanks(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === SPACE || bytes[end - 1] === 0)) end--
  const zero = bytes.indexOf(0)
  return bytes.subarray(0, zero >= 0 ? Math.min(zero, end) : end)
}

/** The encoding that a `.cpg` (or `.cst`) names; it may begin with a byte order mark. */
export function parseCpg(bytes: Uint8Array): string {
  const bom = bomOf(bytes)
  return requireDecoder(bom?.name ?? 'utf-8')
    .decode(bytes.subarray(bom?.length ?? 0))
    .trim()
}
