import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import { readFiles } from '../registry/read-files.ts'

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

/** A table of one field NOTE of type M; each row has what is given in it. */
function table(version: number, rows: readonly Uint8Array[]): Uint8Array {
  const { length } = rows[0]!
  const bytes = new Uint8Array(65 + rows.length * (length + 1) + 1)
  const view = new DataView(bytes.buffer)
  bytes.set([version, 126, 1, 1])
  view.setUint32(4, rows.length, true)
  view.setUint16(8, 65, true)
  view.setUint16(10, length + 1, true)
  bytes[29] = 3
  bytes.set(latin1('NOTE'), 32)
  bytes.set(latin1('M'), 43)
  bytes[48] = length
  bytes[64] = 0x0d
  rows.forEach((row, index) => {
    bytes[65 + index * (length + 1)] = 0x20
    bytes.set(row, 66 + index * (length + 1))
  })
  bytes[bytes.length - 1] = 0x1a
  return bytes
}

const digits = (block: number | null) => latin1(String(block ?? '').padStart(10))

function long(block: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, block, true)
  return bytes
}

async function notes(dbf: Uint8Array, memo: Uint8Array | null, extension: string) {
  const files = [bytesSource(dbf, 'wells.dbf')]
  if (memo) files.push(bytesSource(memo, `wells.${extension}`))
  const result = await readFiles(files)
  if (!result.ok) throw new Error(result.problem.message)
  const [layer] = result.layers
  return {
    fields: layer!.schema.fields,
    notes: [...layer!.features].map(({ properties }) => properties.NOTE ?? null),
    warnings: layer!.warnings.map(({ code, count }) => [code, count]),
  }
}

const LONG = 'Peñón, '.repeat(200)

describe('the memo file beside a table', () => {
  it('of dBase III holds texts that run to an end mark, over any number of blocks', async () => {
    const memo = new Uint8Array(512 * 6)
    memo[16] = 3
    memo.set(latin1('first\r\nsecond\x1a\x1a'), 512)
    memo.set(latin1(`${LONG}\x1a`), 1024)
    const dbf = table(0x83, [digits(1), digits(2), digits(null)])
    const found = await notes(dbf, memo, 'dbt')
    expect(found.notes).toEqual(['first\r\nsecond', LONG.trimEnd(), null])
    expect(found.fields).toEqual([{ name: 'NOTE', type: 'string' }])
    expect(found.warnings).toEqual([])
  })

  it('of dBase IV holds texts with their lengths, in blocks of the size that it says', async () => {
    const memo = new Uint8Array(1024 * 3 + 100)
    const view = new DataView(memo.buffer)
    view.setUint16(20, 1024, true)
    for (const [block, text] of [
      [1, 'Sumidero'],
      [2, LONG.slice(0, 1000)],
    ] as const) {
      view.setUint32(block * 1024, 0xffff0800)
      view.setUint32(block * 1024 + 4, text.length + 8, true)
      memo.set(latin1(text), block * 1024 + 8)
    }
    const dbf = table(0x8b, [digits(1), digits(2)])
    expect((await notes(dbf, memo, 'dbt')).notes).toEqual([
      'Sumidero',
      LONG.slice(0, 1000).trimEnd(),
    ])
  })

  it.each([
    ['digits', digits(8)],
    ['four bytes', long(8)],
  ])('of FoxPro is pointed at by %s', async (_, pointer) => {
    const memo = new Uint8Array(64 * 12)
    const view = new DataView(memo.buffer)
    view.setUint16(6, 64, false)
    view.setUint32(512, 1, false)
    view.setUint32(516, 7, false)
    memo.set(latin1('Ciénega'), 520)
    const version = pointer.length === 4 ? 0x30 : 0xf5
    expect((await notes(table(version, [pointer]), memo, 'fpt')).notes).toEqual(['Ciénega'])
  })

  it('that is missing is named, so that it can be chosen too', async () => {
    const found = await notes(table(0x83, [digits(1)]), null, '')
    expect(found.fields).toEqual([])
    expect(found.warnings).toEqual([['memo-file-missing', 1]])
  })

  it('that is damaged leaves its texts empty and says how many', async () => {
    const memo = new Uint8Array(1024)
    new DataView(memo.buffer).setUint16(6, 64, false)
    new DataView(memo.buffer).setUint32(516, 0x7fffffff, false)
    const found = await notes(table(0x30, [long(8), long(4000), long(0)]), memo, 'fpt')
    expect(found.notes).toEqual([null, null, null])
    expect(found.warnings).toEqual([['memos-unreadable', 2]])
  })
})
