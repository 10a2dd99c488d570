import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../tests/support/random.ts'
import { toSteps } from './steps.ts'

const linear = { steps: 30, isLogarithmic: false, isWhole: false }

describe('the bounds of bars', () => {
  it('are numbers that a reader can name, around all values', () => {
    expect(toSteps(0.3, 2.7, { ...linear, steps: 3 })).toEqual([0, 1, 2, 3])
    expect(toSteps(0, 0.9, { ...linear, steps: 10 })).toHaveLength(10)
    expect(toSteps(0, 0.9, { ...linear, steps: 10 })[3]).toBe(0.3)
    expect(toSteps(1900, 2017, { ...linear, isWhole: true })).toHaveLength(25)
    expect(toSteps(3, 5, { ...linear, isWhole: true })).toEqual([3, 4, 5])
    expect(toSteps(7, 7, { ...linear, isWhole: true })).toEqual([7, 8])
  })

  it('of a logarithmic scale are 1, 2 and 5 times the powers of ten', () => {
    const bounds = toSteps(1, 6809, { ...linear, isLogarithmic: true })
    expect(bounds).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000])
    expect(toSteps(0.001, 0.001, { ...linear, isLogarithmic: true })).toEqual([0.001, 0.002])
  })

  it('hold whatever the values are, and are not more than was asked for', () => {
    const random = randomFrom(5)
    for (let nth = 0; nth < 3000; nth++) {
      const size = 10 ** (random() * 24 - 12)
      const isLogarithmic = random() < 0.5
      const min = isLogarithmic ? size : size * (random() * 2 - 1)
      const max = isLogarithmic ? min * 10 ** (random() * 12) : min + random() * size
      const bounds = toSteps(min, max, { ...linear, isLogarithmic })
      expect(bounds[0]).toBeLessThanOrEqual(min)
      expect(bounds.at(-1)).toBeGreaterThanOrEqual(max)
      expect(bounds.length).toBeGreaterThan(1)
      expect(bounds.length).toBeLessThanOrEqual(33)
      expect(bounds).toEqual(bounds.toSorted((a, b) => a - b))
    }
  })
})
