import { describe, expect, it } from 'vitest'
import { writeWhole } from './sync-access.ts'

/** A file with room for so many bytes, which takes at most three at a time. */
function fileOf(room: number, whenFull: number) {
  const bytes = new Uint8Array(room)
  return {
    bytes,
    write(chunk: Uint8Array, { at }: { at: number }) {
      const part = chunk.subarray(0, Math.min(3, room - at))
      if (part.length === 0) return whenFull
      bytes.set(part, at)
      return part.length
    },
  }
}

describe('bytes that are written in place', () => {
  it('are all written, however few a write takes', () => {
    const file = fileOf(10, 0)
    writeWhole(file, new Uint8Array([1, 2, 3, 4, 5, 6, 7]), 2)
    expect([...file.bytes]).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 7, 0])
  })

  it.each([
    ['nothing', 0],
    ['its error code without a sign', 2 ** 32 - 8],
  ])('are too many where the browser says that it wrote %s', (_, count) => {
    expect(() => writeWhole(fileOf(4, count), new Uint8Array(5), 0)).toThrow(
      expect.objectContaining({ name: 'QuotaExceededError' }),
    )
  })
})
