import { describe, expect, it } from 'vitest'
import { keyOfPlace } from '../../model/feature-key.ts'
import { bytesSource } from '../bytes/byte-source.ts'
import { readFiles } from '../registry/read-files.ts'
import { writeFlatGeobuf } from './write.ts'

/** Lines of 1.6 MB each, more than is held of a file at once. */
const { bytes } = writeFlatGeobuf(
  { name: 'lines' },
  Array.from({ length: 7 }, (_, line) => ({
    ...keyOfPlace(line),
    geometry: {
      type: 'LineString' as const,
      coordinates: Array.from({ length: 100_000 }, (_, at) => [
        -100 + at / 1e4,
        10 * line + at / 1e6,
      ]),
    },
    properties: { line },
  })),
)

const read = (given: Uint8Array) => readFiles([bytesSource(given, 'lines.fgb')])

describe('a FlatGeobuf file that is read in parts', () => {
  it('has all features with all positions, wherever its parts end', async () => {
    const result = await read(bytes)
    const [layer] = result.ok ? result.layers : []
    const found = Array.from(layer!.features, ({ geometry, properties }) => ({
      line: properties.line,
      last: geometry?.type === 'LineString' && geometry.coordinates.at(-1),
    }))
    expect(found.toSorted((a, b) => Number(a.line) - Number(b.line))).toEqual(
      Array.from({ length: 7 }, (_, line) => ({ line, last: [-90.0001, 10 * line + 0.099999] })),
    )
  })

  it('is told from one that was cut off, with the bytes that it has', async () => {
    const result = await read(bytes.subarray(0, bytes.length - 1000))
    expect(result.ok ? null : result.problem).toMatchObject({
      code: 'flatgeobuf-truncated',
      values: { expected: bytes.length, found: bytes.length - 1000 },
    })
  })
})
