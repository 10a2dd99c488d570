import { describe, expect, it } from 'vitest'
import { joinRanges } from './plan-ranges.ts'

const range = (start: number, end: number) => ({ start, end })

describe('wanted ranges', () => {
  it('are joined over the smallest gaps first, within the waste that is allowed', () => {
    const wanted = [range(0, 10), range(12, 20), range(25, 35), range(100, 112)]
    const limits = { maxGap: 1000, maxRanges: 9 }
    expect(joinRanges(wanted, { ...limits, spare: 10 })).toEqual([range(0, 35), range(100, 112)])
    expect(joinRanges(wanted, { ...limits, spare: 0 })).toEqual(wanted)
  })

  it('are not joined over a gap that costs more than a request, whatever may be wasted', () => {
    const wanted = [range(0, 10), range(12, 20), range(25, 35)]
    const limits = { spare: 1000, maxRanges: 9 }
    expect(joinRanges(wanted, { ...limits, maxGap: 4 })).toEqual([range(0, 20), range(25, 35)])
  })

  it('are never more than the most that may be asked for at once', () => {
    const wanted = Array.from({ length: 100 }, (_, i) => range(1000 * i, 1000 * i + 1))
    const joined = joinRanges(wanted, { spare: 10, maxGap: 1000, maxRanges: 8 })
    expect(joined).toHaveLength(8)
    expect(joined[0]!.start).toBe(0)
    expect(joined.at(-1)!.end).toBe(99_001)
  })

  it('stay as they are where there is nothing to join', () => {
    expect(joinRanges([], { spare: 1, maxGap: 1, maxRanges: 1 })).toEqual([])
    expect(joinRanges([range(5, 6)], { spare: 1, maxGap: 1, maxRanges: 1 })).toEqual([range(5, 6)])
  })
})
