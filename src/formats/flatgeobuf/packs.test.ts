import { describe, expect, it } from 'vitest'
import { keyOfPlace } from '../../model/feature-key.ts'
import { PACKS_KEY, readPacks, writePacks } from './packs.ts'
import { readHeader } from './read-header.ts'
import { writeFlatGeobuf } from './write.ts'

const place = (id: number, note: string) => ({
  ...keyOfPlace(id),
  geometry: { type: 'Point' as const, coordinates: [id / 100, 50] },
  properties: { note },
})

describe('the lengths of packs', () => {
  const order = Uint32Array.from({ length: 100 }, (_, i) => 99 - i)
  const byteLengths = Float64Array.from({ length: 100 }, (_, i) => 100_000 + 997 * i)

  it('read back as the offsets that the features have', () => {
    const text = writePacks(order, byteLengths, 16)!
    const offsets = readPacks(text, 7)!
    const expected = [0]
    let end = 0
    order.forEach((i, nth) => {
      end += byteLengths[i]!
      if (nth % 16 === 15 || nth === 99) expected.push(end)
    })
    expect([...offsets]).toEqual(expected)
  })

  it('are not written where the leaves cost less, nor where they would fill the header', () => {
    expect(writePacks(order, new Float64Array(100).fill(200), 16)).toBeNull()
    const many = new Uint32Array(16 * 40_000 + 1)
    expect(writePacks(many, new Float64Array(many.length).fill(400), 16)).toBeNull()
  })

  it('are refused if there are more or fewer than packs, or if they are no lengths at all', () => {
    const text = writePacks(order, byteLengths, 16)!
    for (const [hostile, count] of [
      [text, 6],
      [text, 8],
      [text, 1e9],
      ['not base64!', 7],
      [btoa('\xff'.repeat(100)), 7],
      ['', 7],
    ] as const) {
      expect(readPacks(hostile, count)).toBeNull()
    }
  })
})

describe('a large file', () => {
  const note = 'x'.repeat(9_000)
  const features = Array.from({ length: 1_000 }, (_, id) => place(id, note))

  it('has them in its header, apart from the metadata that its author gave', () => {
    const header = readHeader(
      writeFlatGeobuf({ name: 'places', metadata: { source: 'survey' } }, features).bytes,
    )
    expect(header.packs).toHaveLength(64)
    expect(JSON.parse(header.metadata!)).toEqual({ source: 'survey' })
    expect(readHeader(writeFlatGeobuf({ name: 'places' }, features).bytes).metadata).toBeNull()
  })

  it('has none where there is no index, or where the metadata are no object', () => {
    for (const layer of [{ indexed: false }, { metadata: ['a list'] }, { metadata: 'a text' }]) {
      const { bytes } = writeFlatGeobuf({ name: 'places', ...layer }, features)
      expect(readHeader(bytes).packs).toBeNull()
    }
  })

  it('keeps metadata that only look like it as they are', () => {
    for (const metadata of [{ [PACKS_KEY]: 7 }, { note: PACKS_KEY }]) {
      const { bytes } = writeFlatGeobuf({ name: 'places', metadata }, features.slice(0, 3))
      expect(JSON.parse(readHeader(bytes).metadata!)).toEqual(metadata)
    }
  })
})
