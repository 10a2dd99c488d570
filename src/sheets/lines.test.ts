import { describe, expect, it } from 'vitest'
import { clipLine, clipRing, generalise, limitsOfLine } from './lines.ts'

const LIMITS = { minX: 0, minY: 0, maxX: 10, maxY: 10 }

function areaOf(ring: readonly number[]): number {
  let doubled = 0
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length
    doubled += ring[index]! * ring[next + 1]! - ring[next]! * ring[index + 1]!
  }
  return Math.abs(doubled) / 2
}

describe('lines of a print', () => {
  it('keep every vertex that is farther than the limit from what is left, and both ends', () => {
    const wave = Array.from({ length: 400 }, (_, index) => [
      index / 40,
      Math.sin(index / 20),
    ]).flat()
    const short = generalise(wave, 0.05)
    expect(short.length).toBeLessThan(wave.length / 5)
    expect([...short.slice(0, 2), ...short.slice(-2)]).toEqual([
      ...wave.slice(0, 2),
      ...wave.slice(-2),
    ])
    for (let at = 0; at < wave.length; at += 2) {
      const distances: number[] = []
      for (let index = 2; index < short.length; index += 2) {
        const [x0, y0, x1, y1] = short.slice(index - 2, index + 2) as [
          number,
          number,
          number,
          number,
        ]
        const length = (x1 - x0) ** 2 + (y1 - y0) ** 2
        const along = ((wave[at]! - x0) * (x1 - x0) + (wave[at + 1]! - y0) * (y1 - y0)) / length
        const share = Math.max(0, Math.min(1, along))
        distances.push(
          Math.hypot(x0 + share * (x1 - x0) - wave[at]!, y0 + share * (y1 - y0) - wave[at + 1]!),
        )
      }
      expect(Math.min(...distances)).toBeLessThanOrEqual(0.05 + 1e-9)
    }
  })

  it('are cut at the edge of the page, in as many pieces as are seen', () => {
    expect(clipLine([-5, 5, 5, 5, 5, 15, 7, 15, 7, 5], LIMITS)).toEqual([
      [0, 5, 5, 5, 5, 10],
      [7, 10, 7, 5],
    ])
    expect(clipLine([-5, 5, 15, 5], LIMITS)).toEqual([[0, 5, 10, 5]])
    expect(clipLine([-5, -5, -1, 20], LIMITS)).toEqual([])
    const inside = [1, 1, 2, 2]
    expect(clipLine(inside, LIMITS)).toEqual([inside])
  })

  it('that are rings keep the area that lies within', () => {
    const diamond = [5, -5, 15, 5, 5, 15, -5, 5]
    const cut = clipRing(diamond, LIMITS)
    expect(areaOf(cut)).toBeCloseTo(100, 9)
    expect(areaOf(clipRing([-5, 2, 4, 2, 4, 6, -5, 6], LIMITS))).toBeCloseTo(16, 9)
    expect(clipRing([20, 20, 30, 20, 30, 30], LIMITS)).toEqual([])
    expect(limitsOfLine(cut)).toEqual(LIMITS)
  })
})
