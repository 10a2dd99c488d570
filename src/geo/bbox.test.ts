import { describe, expect, it } from 'vitest'
import { splitAtAntimeridian } from './bbox.ts'

describe('a box', () => {
  it('that does not cross the antimeridian stays one', () => {
    expect(splitAtAntimeridian([-180, -90, 180, 90])).toEqual([[-180, -90, 180, 90]])
    expect(splitAtAntimeridian([10, 0, 20, 5])).toEqual([[10, 0, 20, 5]])
  })

  it('across the antimeridian is cut there, however its longitudes are written', () => {
    const parts = [
      [170, 50, 180, 60],
      [-180, 50, -160, 60],
    ]
    expect(splitAtAntimeridian([170, 50, -160, 60])).toEqual(parts)
    expect(splitAtAntimeridian([170, 50, 200, 60])).toEqual(parts)
    expect(splitAtAntimeridian([-190, 50, -160, 60])).toEqual(parts)
  })

  it('beyond the antimeridian is brought back', () => {
    expect(splitAtAntimeridian([190, 0, 200, 5])).toEqual([[-170, 0, -160, 5]])
  })

  it('around the whole world is the whole world', () => {
    expect(splitAtAntimeridian([-300, 0, 300, 5])).toEqual([[-180, 0, 180, 5]])
  })
})
