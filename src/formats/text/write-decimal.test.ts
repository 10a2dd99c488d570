import { describe, expect, it } from 'vitest'
import { DECIMAL_BYTES, writeDecimal } from './write-decimal.ts'

const bytes = new Uint8Array(DECIMAL_BYTES)
const decoder = new TextDecoder()
const written = (value: number): string =>
  decoder.decode(bytes.subarray(0, writeDecimal(value, bytes, 0)))

/** Numbers without a pattern, the same in every run (xorshift). */
function randomWords(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** The numbers that are not written as the platform would. */
function otherwise(values: Iterable<number>): number[] {
  const found: number[] = []
  for (const value of values) if (written(value) !== String(value)) found.push(value)
  return found
}

function* sample(count: number, toValue: (random: () => number) => number): Generator<number> {
  const random = randomWords(20261123)
  for (let index = 0; index < count; index++) yield toValue(random)
}

const share = (random: () => number): number => (random() + random() / 2 ** 32) / 2 ** 32

describe('a number that is written', () => {
  it.each<[string, (random: () => number) => number]>([
    ['longitudes', (random) => 360 * share(random) - 180],
    ['latitudes with seven decimals', (random) => Math.round(1.8e9 * share(random) - 9e8) / 1e7],
    [
      'latitudes with fifteen digits',
      (random) => Number((180 * share(random) - 90).toPrecision(15)),
    ],
    ['metres of a projection', (random) => 1.2e7 * share(random) - 6e6],
    ['millimetres of one', (random) => Math.round(1e10 * share(random)) / 1000],
    ['single precision numbers', (random) => Math.fround(180 * share(random))],
    ['sums with a rounding error', (random) => Math.round(1000 * share(random)) / 10 + 0.1 + 0.2],
    ['numbers from 1 to 10', (random) => 1 + 9 * share(random)],
    ['numbers below 1', (random) => share(random) - 0.5],
    ['whole numbers', (random) => Math.round(4e9 * share(random) - 2e9)],
    ['large numbers', (random) => 2e18 * share(random)],
    [
      'any doubles there are',
      (random) => new Float64Array(new Uint32Array([random(), random()]).buffer)[0]!,
    ],
  ])('is the shortest text that reads as the same: %s', (_, toValue) => {
    expect(otherwise(sample(40_000, toValue))).toEqual([])
  })

  it('is so next to powers of two and of ten, where neighbours are at other distances', () => {
    const near: number[] = []
    for (let exponent = -3; exponent < 32; exponent++) {
      for (const center of [2 ** exponent, 10 ** exponent, 5 * 10 ** exponent]) {
        for (let step = -40; step <= 40; step++) {
          near.push(center * (1 + step * Number.EPSILON), -center - step * Number.EPSILON)
        }
      }
    }
    near.push(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.MIN_VALUE, Number.MAX_VALUE)
    expect(otherwise(near)).toEqual([])
  })
})
