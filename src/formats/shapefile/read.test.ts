import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import { readFiles } from '../registry/read-files.ts'

const RECORD_WORDS = 10

/** Points 0, 1, 2… degrees east on the equator. */
function pointShapes(count: number): Uint8Array {
  const bytes = new Uint8Array(100 + count * 28)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, bytes.length / 2)
  view.setInt32(28, 1000, true)
  view.setInt32(32, 1, true)
  for (let index = 0; index < count; index++) {
    const at = 100 + index * 28
    view.setInt32(at, index + 1)
    view.setInt32(at + 4, RECORD_WORDS)
    view.setInt32(at + 8, 1, true)
    view.setFloat64(at + 12, index, true)
  }
  return bytes
}

/** An index whose records begin at these 16-bit words. */
function index(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(100 + words.length * 8)
  const view = new DataView(bytes.buffer)
  view.setInt32(0, 9994)
  view.setInt32(24, bytes.length / 2)
  words.forEach((word, at) => {
    view.setInt32(100 + at * 8, word)
    view.setInt32(104 + at * 8, RECORD_WORDS)
  })
  return bytes
}

async function read(shp: Uint8Array, shx: Uint8Array): Promise<ImportedLayer> {
  const result = await readFiles([bytesSource(shp, 'a.shp'), bytesSource(shx, 'a.shx')])
  if (!result.ok) throw new Error(result.problem.message)
  return result.layers[0]!
}

const longitudes = ({ features }: ImportedLayer): unknown[] =>
  [...features].map(({ geometry }) => (geometry?.type === 'Point' ? geometry.coordinates[0] : null))

describe('an index (.shx) beside shapes', () => {
  it.each([
    ['has fewer records than the shapes', [50, 64]],
    ['leads into the middle of records', [50, 64, 71, 71]],
    ['leads to no record at all', [51, 65, 79, 93]],
  ])(
    'that %s is older than these: they are read one after another, which is told',
    async (_, words) => {
      const layer = await read(pointShapes(4), index(words))
      expect(longitudes(layer)).toEqual([0, 1, 2, 3])
      expect(layer.warnings.map(({ code }) => code)).toContain('shx-inconsistent')
    },
  )

  it('gives the order of the records where it fits them', async () => {
    const layer = await read(pointShapes(3), index([78, 50, 64]))
    expect(longitudes(layer)).toEqual([2, 0, 1])
    expect(layer.warnings.map(({ code }) => code)).not.toContain('shx-inconsistent')
  })
})
