import { describe, expect, it } from 'vitest'
import { toSizeSamples } from './size-samples.ts'

describe('the size legend', () => {
  it('shows round values, the largest first', () => {
    const values = (maxValue: number) => toSizeSamples({ maxValue }).map(({ value }) => value)
    expect(values(22_500)).toEqual([20_000, 5000, 1000])
    expect(values(0.07)).toEqual([0.05, 0.01, 0.002])
  })

  it('keeps areas to one another as the values are', () => {
    const [largest, second] = toSizeSamples({ maxValue: 5000 })
    expect((largest!.radius / second!.radius) ** 2).toBeCloseTo(largest!.value / second!.value)
  })
})
