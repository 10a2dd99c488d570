import { describe, expect, it } from 'vitest'
import { toAreaPlace } from './area-place.ts'

const LIMITS = { minX: 0, minY: 0, maxX: 100, maxY: 100 }
const box = (x: number, y: number, width: number, height: number) => [
  ...[x, y, x + width, y],
  ...[x + width, y + height, x, y + height],
  ...[x, y],
]

describe('the place of an area’s name on a page', () => {
  it('is the middle of its largest part', () => {
    const place = toAreaPlace([[box(5, 5, 10, 10)], [box(40, 40, 40, 20)]], LIMITS)!
    expect(place.y).toBeCloseTo(50, 0)
    expect(place.room).toBeCloseTo(10, 0)
    expect(place.isCut).toBe(false)
  })

  it('is in what is seen of an ocean whose middle lies beyond the frame', () => {
    const place = toAreaPlace([[box(-900, 0, 940, 100)]], LIMITS)!
    expect(place.x).toBeCloseTo(20, 0)
    expect(place.room).toBeCloseTo(20, 0)
    expect(place.isCut).toBe(true)
  })

  it('keeps clear of holes, and is nowhere for what is not seen', () => {
    const { x, y } = toAreaPlace([[box(0, 0, 100, 100), box(20, 20, 60, 60)]], LIMITS)!
    expect(x > 20 && x < 80 && y > 20 && y < 80).toBe(false)
    expect(toAreaPlace([[box(200, 200, 10, 10)]], LIMITS)).toBeNull()
  })
})
