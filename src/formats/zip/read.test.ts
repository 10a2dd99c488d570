import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import { crc32 } from '../bytes/crc32.ts'
import { type ImportResult, readFiles } from '../registry/read-files.ts'

const text = (value: string) => new TextEncoder().encode(value)
const POINT = text('{"type":"Point","coordinates":[-99,19]}')

/** An archive as it ought not to be: each entry may say other things than are so. */
interface Entry {
  readonly name: string | Uint8Array
  readonly content?: Uint8Array
  readonly method?: number
  readonly flags?: number
  /** What the directory says instead of what is so. */
  readonly size?: number
  readonly crc?: number
  readonly extra?: Uint8Array
  /** Whether sizes stand after the data (APPNOTE 4.3.9) and not before it. */
  readonly hasDescriptor?: boolean
  readonly isLong?: boolean
  /** The entry's data is that of an entry before it. */
  readonly sharesWith?: number
}

class Bytes {
  readonly #parts: number[] = []
  get length(): number {
    return this.#parts.length
  }
  add(...bytes: readonly number[]): this {
    for (const byte of bytes) this.#parts.push(byte & 0xff)
    return this
  }
  addAll(bytes: Uint8Array): this {
    for (const byte of bytes) this.#parts.push(byte)
    return this
  }
  short(...values: readonly number[]): this {
    for (const value of values) this.add(value, value >>> 8)
    return this
  }
  long(...values: readonly number[]): this {
    for (const value of values) this.add(value, value >>> 8, value >>> 16, value >>> 24)
    return this
  }
  whole(): Uint8Array {
    return Uint8Array.from(this.#parts)
  }
}

function zip(
  entries: readonly Entry[],
  { comment = new Uint8Array(0), isLong = false, count = entries.length, before = '' } = {},
): Uint8Array {
  const out = new Bytes().addAll(text(before))
  const directory = new Bytes()
  const offsets: number[] = []
  for (const entry of entries) {
    const { content = POINT, method = 8, flags = 0, extra = new Uint8Array(0) } = entry
    const name = typeof entry.name === 'string' ? text(entry.name) : entry.name
    const packed = method === 8 ? new Uint8Array(deflateRawSync(content)) : content
    const crc = entry.crc ?? crc32(content)
    const size = entry.size ?? content.length
    const allFlags = flags | (entry.hasDescriptor ? 8 : 0)
    const offset =
      entry.sharesWith === undefined ? out.length - before.length : offsets[entry.sharesWith]!
    offsets.push(offset)
    if (entry.sharesWith === undefined) {
      out.long(0x04034b50).short(20, allFlags, method, 0, 0)
      if (entry.hasDescriptor) out.long(0, 0, 0)
      else out.long(crc, packed.length, size)
      out.short(name.length, 0).addAll(name).addAll(packed)
      if (entry.hasDescriptor) out.long(0x08074b50, crc, packed.length, size)
    }
    const longSizes = new Bytes()
    if (entry.isLong) longSizes.short(1, 24).long(size, 0, packed.length, 0, offset, 0)
    const allExtra = new Bytes().addAll(longSizes.whole()).addAll(extra).whole()
    directory.long(0x02014b50).short(20, 20, allFlags, method, 0, 0).long(crc)
    directory.long(entry.isLong ? -1 : packed.length, entry.isLong ? -1 : size)
    directory.short(name.length, allExtra.length, 0, 0, 0).long(0, entry.isLong ? -1 : offset)
    directory.addAll(name).addAll(allExtra)
  }
  const start = out.length - before.length
  out.addAll(directory.whole())
  if (isLong) {
    const end = out.length - before.length
    out.long(0x06064b50).long(44, 0).short(45, 45).long(0, 0, count, 0, count, 0)
    out.long(directory.length, 0, start, 0)
    out.long(0x07064b50, 0, end, 0, 1)
  }
  out.long(0x06054b50).short(0, 0)
  if (isLong) out.short(0xffff, 0xffff).long(-1, -1)
  else out.short(count, count).long(directory.length, start)
  return out.short(comment.length).addAll(comment).whole()
}

const read = (bytes: Uint8Array, maxBytes?: number): Promise<ImportResult> =>
  readFiles([bytesSource(bytes, 'layers.zip')], maxBytes === undefined ? {} : { maxBytes })

const names = (result: ImportResult) =>
  result.ok ? result.layers.map(({ name }) => name) : [result.problem.code, result.problem.message]
const codeOf = (result: ImportResult) => (result.ok ? 'read' : result.problem.code)

/** Points with long texts, in a file too large to be kept when it is unpacked. */
function largeFile(): Uint8Array {
  const note = 'A long note on a short visit. '.repeat(30)
  const features = Array.from(
    { length: 40_000 },
    (_, index) =>
      `{"type":"Feature","properties":{"note":"${note}${index}"},"geometry":{"type":"Point","coordinates":[-99,19]}}`,
  )
  return text(`{"type":"FeatureCollection","features":[${features.join(',')}]}`)
}

describe('a large file in an archive', () => {
  const content = largeFile()

  it.each([8, 0])('is read to its end, packed by method %i', async (method) => {
    expect(content.length).toBeGreaterThan(32 << 20)
    const result = await read(zip([{ name: 'visits.geojson', content, method }]))
    if (!result.ok) throw new Error(result.problem.message)
    const { features } = result.layers[0]!
    expect(features.length).toBe(40_000)
    expect(features.value(39_999, 'note')).toMatch(/visit\. 39999$/)
  })

  it.each([
    ['its checksum is wrong', { crc: 1 }],
    ['its size is not what the directory says', { size: content.length + 1 }],
    ['it unpacks to more than the directory says', { size: content.length - 1 }],
  ])('is refused where %s', async (fault, entry) => {
    const result = await read(zip([{ name: 'visits.geojson', content, ...entry }]))
    expect(result.ok ? 'read' : result.problem.message).toContain(fault)
  })
})

describe('an archive', () => {
  it.each<[string, Uint8Array]>([
    ['packed', zip([{ name: 'wells.geojson' }])],
    ['stored', zip([{ name: 'wells.geojson', method: 0 }])],
    ['with sizes after the data', zip([{ name: 'wells.geojson', hasDescriptor: true }])],
    ['of zip64', zip([{ name: 'wells.geojson', isLong: true }], { isLong: true })],
    [
      'with a comment that looks like an end',
      zip([{ name: 'wells.geojson' }], { comment: text('PK\x05\x06 not the end of it') }),
    ],
    [
      'after some other bytes',
      zip([{ name: 'wells.geojson' }], { before: 'PK\x03\x04 and a program' }),
    ],
    ['in an archive', zip([{ name: 'inner.zip', content: zip([{ name: 'wells.geojson' }]) }])],
    [
      'with folders and what the Macintosh adds',
      zip([
        { name: 'a/', content: new Uint8Array(0) },
        { name: '__MACOSX/a/._wells.geojson' },
        { name: 'a/wells.geojson' },
      ]),
    ],
    ['with backslashes', zip([{ name: 'a\\wells.geojson' }])],
  ])('is read: %s', async (_, bytes) => {
    expect(names(await read(bytes))).toEqual(['wells'])
  })

  it.each<[string, Uint8Array, Partial<Entry>]>([
    ['code page 437', Uint8Array.of(0x50, 0x65, 0xa4, 0xa2, 0x6e), {}],
    ['UTF-8 with the flag', text('Peñón'), { flags: 1 << 11 }],
    ['UTF-8 without the flag', text('Peñón'), {}],
  ])('has names in %s', async (_, name, more) => {
    const bytes = zip([{ name: Uint8Array.of(...name, ...text('.geojson')), ...more }])
    expect(names(await read(bytes))).toEqual(['Peñón'])
  })

  it('has the name that the Unicode field says', async () => {
    const name = text('Peñón.geojson')
    const extra = new Bytes()
      .short(0x7075, name.length + 5)
      .add(1)
      .long(0)
      .addAll(name)
      .whole()
    expect(names(await read(zip([{ name: Uint8Array.of(0xff, 0xfe), extra }])))).toEqual(['Peñón'])
  })

  it.each([
    ['/etc/passwd.geojson'],
    ['../../passwd.geojson'],
    ['a/../../passwd.geojson'],
    ['..\\passwd.geojson'],
    ['C:\\passwd.geojson'],
    ['a\0.geojson'],
  ])('is not read where its names lead out of it: %j', async (name) => {
    const result = await read(zip([{ name }, { name: 'wells.geojson' }]))
    expect(names(result)).toEqual(['wells'])
    expect(result.ok && result.warnings).toMatchObject([{ code: 'zip-path-unsafe', count: 1 }])
  })

  it.each<[string, string, Uint8Array]>([
    [
      'zip-bomb',
      'whose entry is a thousand times its size',
      zip([{ name: 'a.geojson', content: new Uint8Array(30_000_000) }]),
    ],
    [
      'zip-invalid',
      'that unpacks to more than it says',
      zip([{ name: 'a.geojson', content: new Uint8Array(30_000_000), size: 1000 }]),
    ],
    ['zip-invalid', 'that unpacks to less than it says', zip([{ name: 'a.geojson', size: 1000 }])],
    [
      'zip-invalid',
      'whose entries are the same bytes',
      zip([{ name: 'a.geojson' }, { name: 'b.geojson', sharesWith: 0 }]),
    ],
    [
      'zip-invalid',
      'whose entries overlap',
      zip([
        { name: 'a.geojson' },
        { name: 'b.geojson', sharesWith: 0 },
        { name: 'c.geojson', sharesWith: 0 },
      ]),
    ],
    ['zip-invalid', 'with a wrong checksum', zip([{ name: 'a.geojson', crc: 1 }])],
    ['zip-invalid', 'that is cut off', zip([{ name: 'a.geojson' }]).slice(0, 60)],
    [
      'zip-invalid',
      'whose directory is not where it says',
      zip([{ name: 'a.geojson' }]).map((byte, index, all) =>
        index === all.length - 6 ? byte + 40 : byte,
      ),
    ],
    [
      'zip-invalid',
      'that claims too many entries',
      zip([{ name: 'a.geojson' }], { isLong: true, count: 30_000 }),
    ],
    ['zip-encrypted', 'that is encrypted', zip([{ name: 'a.geojson', flags: 1 }])],
    ['zip-method-unsupported', 'packed in another way', zip([{ name: 'a.geojson', method: 12 }])],
    ['zip-empty', 'without files', zip([])],
    [
      'zip-path-unsafe',
      'of nothing but names that lead out of it',
      zip([{ name: '../a.geojson' }]),
    ],
  ])('is refused with %s: one %s', async (code, _, bytes) => {
    const result = await read(bytes)
    expect(codeOf(result)).toBe(code)
  })

  it('is not unpacked beyond the memory that may be used', async () => {
    const content = text(
      JSON.stringify({
        type: 'Point',
        coordinates: [1, 2],
        x: Array.from({ length: 200_000 }, (_, i) => i),
      }),
    )
    expect(codeOf(await read(zip([{ name: 'a.geojson', content }]), 500_000))).toBe(
      'file-too-large',
    )
  })

  it('within archives within archives is not followed without end', async () => {
    let bytes = zip([{ name: 'wells.geojson' }])
    for (let depth = 0; depth < 20; depth++) bytes = zip([{ name: 'a.zip', content: bytes }])
    expect(codeOf(await read(bytes))).not.toBe('read')
  })

  it('is read for what can be read of it, and the rest is named', async () => {
    const result = await read(zip([{ name: 'a.geojson', flags: 1 }, { name: 'wells.geojson' }]))
    expect(names(result)).toEqual(['wells'])
    expect(result.ok && result.warnings).toMatchObject([
      { code: 'file-not-read', values: { name: 'layers.zip/a.geojson', code: 'zip-encrypted' } },
    ])
  })
})

describe('a gzip file', () => {
  const gzip = (bytes: Uint8Array) =>
    readFiles([bytesSource(new Uint8Array(gzipSync(bytes)), 'wells.geojson.gz')])

  it('is unpacked, of several members too', async () => {
    expect(names(await gzip(POINT))).toEqual(['wells'])
    const halves = [POINT.slice(0, 10), POINT.slice(10)].map((half) => gzipSync(half))
    const result = await readFiles([bytesSource(new Uint8Array(Buffer.concat(halves)), 'wells.gz')])
    expect(names(result)).toEqual(['wells'])
  })

  it('that is a bomb is refused before it is unpacked', async () => {
    expect(codeOf(await gzip(new Uint8Array(50_000_000)))).toBe('zip-bomb')
  })
})
