import { describe, expect, it } from 'vitest'
import { LIMIT_BYTES, type PartSize, toPartSizes } from './write-parts.ts'

const POINT = 20
const NARROW = { emptyByteLength: 66, rowByteLength: 11 }

function* records(count: number, contentLength: number): Generator<number> {
  for (let index = 0; index < count; index++) yield contentLength
}

const recordCounts = (parts: readonly PartSize[]): number[] =>
  parts.map(({ recordCount }) => recordCount)

describe('the 2 GB limit of a shapefile', () => {
  // (2³¹ − 1 − 100) / 28 points fill a main file.
  const MOST_POINTS = 76_695_840

  it('is met by the last point that fits, and passed by the next', () => {
    expect(toPartSizes(records(MOST_POINTS, POINT), NARROW, LIMIT_BYTES)).toEqual([
      { recordCount: MOST_POINTS, shapeByteLength: 100 + 28 * MOST_POINTS },
    ])
    expect(100 + 28 * MOST_POINTS).toBeLessThanOrEqual(LIMIT_BYTES)
    expect(100 + 28 * (MOST_POINTS + 1)).toBeGreaterThan(LIMIT_BYTES)
    const parts = toPartSizes(records(MOST_POINTS + 1, POINT), NARROW, LIMIT_BYTES)
    expect(recordCounts(parts)).toEqual([MOST_POINTS, 1])
  })

  it('is met by the table first where its rows are wide', () => {
    const wide = { emptyByteLength: 8194, rowByteLength: 64_771 }
    const most = Math.floor((LIMIT_BYTES - 8194) / 64_771)
    const parts = toPartSizes(records(100_000, POINT), wide, LIMIT_BYTES)
    expect(recordCounts(parts)).toEqual([most, most, most, 100_000 - 3 * most])
  })

  it('holds for features of any size, and loses none', () => {
    const lengths = Array.from(
      { length: 9000 },
      (_, index) => 44 + ((index * 7919) % 1_500_000) * 2,
    )
    const parts = toPartSizes(lengths, NARROW, LIMIT_BYTES)
    expect(parts.length).toBe(7)
    for (const { shapeByteLength } of parts) expect(shapeByteLength).toBeLessThan(LIMIT_BYTES)
    expect(parts.reduce((sum, { recordCount }) => sum + recordCount, 0)).toBe(lengths.length)
    const total = lengths.reduce((sum, length) => sum + 8 + length, 0)
    expect(parts.reduce((sum, part) => sum + part.shapeByteLength - 100, 0)).toBe(total)
  })

  it('refuses a feature that is larger than a file', () => {
    const sizes = () => toPartSizes([POINT, LIMIT_BYTES - 107], NARROW, LIMIT_BYTES)
    expect(sizes).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'shapefile-record-too-large' }),
      }),
    )
  })

  it('does not matter to a layer of no features', () => {
    expect(toPartSizes([], NARROW, LIMIT_BYTES)).toEqual([{ recordCount: 0, shapeByteLength: 100 }])
  })
})
