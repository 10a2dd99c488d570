import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../model/random.ts'
import { NumberBytes } from './number-bytes.ts'

const encoder = new TextEncoder()

/** What is read of a text that a comma follows, and up to where. */
function read(text: string): { readonly value: number; readonly end: number } {
  const numbers = new NumberBytes()
  const value = numbers.read(encoder.encode(`${text},`), 0)
  return { value, end: numbers.end }
}

/** Those of the texts that are read otherwise than `JSON.parse` does. */
function wrong(texts: Iterable<string>): string[] {
  return [...texts].filter((text) => {
    const { value, end } = read(text)
    return !Object.is(value, JSON.parse(text)) || end !== text.length
  })
}

const COUNT = 100_000

function* made(toText: (random: () => number) => string): Generator<string> {
  const random = randomFrom(1867)
  for (let count = 0; count < COUNT; count++) yield toText(random)
}

const digits = (random: () => number, length: number): string =>
  Array.from({ length }, () => Math.floor(10 * random())).join('')

describe('numbers from their bytes', () => {
  it('are those that JSON.parse gives of coordinates, in as many digits as they have', () => {
    expect(wrong(made((random) => String(360 * random() - 180)))).toEqual([])
    expect(wrong(made((random) => String((random() - 0.5) * 10 ** (12 * random()))))).toEqual([])
    const fixed = (random: () => number) =>
      (200 * random() - 100).toFixed(Math.floor(21 * random()))
    expect(wrong(made(fixed))).toEqual([])
  })

  it('are those that JSON.parse gives of any digits', () => {
    const any = (random: () => number) => {
      const whole =
        String(Number(digits(random, 1))) === '0' ? '0' : `1${digits(random, 20 * random())}`
      const sign = random() < 0.5 ? '-' : ''
      return `${sign}${whole}.${random() < 0.3 ? '0'.repeat(10 * random()) : ''}${digits(random, 1 + 22 * random())}`
    }
    expect(wrong(made(any))).toEqual([])
  })

  it('are those that JSON.parse gives next to the middle between two doubles', () => {
    // Halves of the last place of a double in [2⁵², 2⁵³), and what is a little beside them.
    const middle = (random: () => number) => {
      const whole = BigInt(Math.floor((1 + random()) * 2 ** 52))
      const shift = Math.floor(3 * random())
      const decimals = `${['', '4', '49', '499', '5', '50', '500', '5001'][Math.floor(8 * random())]!}${shift}`
      return `${whole}.${decimals}`
    }
    expect(wrong(made(middle))).toEqual([])
    // With six decimals, of numbers whose last place is 2⁻²⁰, 2⁻²¹ …
    const dyadic = (random: () => number) => {
      const power = 1 + Math.floor(17 * random())
      return (Math.floor(2 ** 36 * random()) + 0.5 ** power).toFixed(power)
    }
    expect(wrong(made(dyadic))).toEqual([])
  })

  it('are those that JSON.parse gives at the edges of what is counted', () => {
    const texts = [
      '0',
      '-0',
      '-0.0',
      '0.0',
      '1',
      '-1',
      '9',
      '10',
      '0.1',
      '-0.1',
      '1e0',
      '1E+2',
      '-1.5e-3',
      '5e-324',
      '1e-400',
      '1.7976931348623157e308',
      '123456789',
      '1234567890',
      '123456789012345678',
      '1234567890123456789',
      '123456789012345678.5',
      '12345678901234567.5',
      '999999999999999999',
      '0.999999999999999999',
      '9007199254740993',
      '9007199254740993.0',
      '900719925474099.3',
      '0.0000000000000000000001',
      '0.00000000000000000000001',
      '0.000000000000000000000000000000123',
      '1.0000000000000000000000000',
      '100000000000000000000000',
      '0.1234567890123456789012345',
      '179.99999999999997',
      '-179.99999999999999',
    ]
    expect(wrong(texts)).toEqual([])
  })

  it('are none where JSON allows none', () => {
    const texts = [
      '',
      '-',
      '+1',
      '.5',
      '-.5',
      '1.',
      '1.e5',
      '1e',
      '1e+',
      'NaN',
      '-Infinity',
      '0.5.',
      '1.2.3',
      '01',
      '-00',
      '"1"',
      'null',
    ]
    const taken = texts.filter((text) => {
      const { value, end } = read(text)
      return !Number.isNaN(value) && end === text.length
    })
    expect(taken).toEqual([])
  })
})
