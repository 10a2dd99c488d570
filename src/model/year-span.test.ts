import { describe, expect, it } from 'vitest'
import { toPredicate } from './predicate.ts'
import { moved, toSpan, toSpanCondition, toYearsText } from './year-span.ts'

const year = { name: 'year', type: 'integer' } as const
const day = { name: 'day', type: 'date' } as const
const time = { name: 'time', type: 'datetime' } as const

describe('the years of a layer', () => {
  it('come back from the condition that says them, of numbers, days and times', () => {
    for (const field of [year, day, time]) {
      for (const span of [
        { from: 1990, to: 1990 },
        { from: 1903, to: 2021 },
      ]) {
        expect(toSpan(toSpanCondition(field, span)!)).toEqual(span)
      }
    }
    expect(toSpan({ kind: 'compare', field: 'year', operator: '=', value: 2005 })).toEqual({
      from: 2005,
      to: 2005,
    })
    expect(toSpan({ kind: 'compare', field: 'year', operator: '>', value: 2005 })).toBeNull()
    expect(toSpan({ kind: 'empty', field: 'year' })).toBeNull()
    expect(toSpan(undefined)).toBeNull()
  })

  it('are not told of a condition that takes a part of a year alone', () => {
    const between = (from: string, to: string) =>
      ({ kind: 'between', field: 'day', from, to }) as const
    expect(toSpan(between('1990-01-01', '1995-12-31'))).toEqual({ from: 1990, to: 1995 })
    expect(toSpan(between('1990-03-05', '1995-12-31'))).toBeNull()
    expect(toSpan(between('1990-01-01', '1995-06-30'))).toBeNull()
    // Of a time this lacks all of the last day but its first moment.
    expect(toSpan(between('1990-01-01T00:00:00Z', '1995-12-31T00:00:00Z'))).toBeNull()
    expect(toSpan({ kind: 'one-of', field: 'day', values: ['1990-03-05'] })).toBeNull()
    expect(toSpan({ kind: 'none-of', field: 'year', values: [1990] })).toBeNull()
    expect(toSpan({ kind: 'between', field: 'year', from: 1995, to: 1990 })).toBeNull()
    const orEmpty = { kind: 'empty', field: 'year' } as const
    const is1990 = { kind: 'one-of', field: 'year', values: [1990] } as const
    expect(toSpan({ kind: 'any', of: [is1990, orEmpty] })).toBeNull()
  })

  it('take the whole of the last year, and nothing of the next', () => {
    const ofDay = toPredicate(toSpanCondition(day, { from: 2004, to: 2005 })!, [day])
    expect(ofDay({ day: '2005-12-31' })).toBe(true)
    expect(ofDay({ day: '2006-01-01' })).toBe(false)
    expect(ofDay({ day: '2003-12-31' })).toBe(false)
    expect(ofDay({ day: null })).toBe(false)
    const ofTime = toPredicate(toSpanCondition(time, { from: 2005, to: 2005 })!, [time])
    expect(ofTime({ time: '2005-12-31T23:59:59Z' })).toBe(true)
    expect(ofTime({ time: '2005-12-31T23:59:59.5Z' })).toBe(true)
    expect(ofTime({ time: '2006-01-01T00:00:00Z' })).toBe(false)
  })

  it('move by a year, and no farther than there are years', () => {
    const years = { from: 1990, to: 2000 }
    expect(moved({ from: 1999, to: 1999 }, 'one', 1, years)).toEqual({ from: 2000, to: 2000 })
    expect(moved({ from: 2000, to: 2000 }, 'one', 1, years)).toBeNull()
    expect(moved({ from: 1990, to: 1995 }, 'until', 1, years)).toEqual({ from: 1990, to: 1996 })
    expect(moved({ from: 1990, to: 1990 }, 'until', -1, years)).toBeNull()
    expect(moved({ from: 1992, to: 1994 }, 'span', 1, years)).toEqual({ from: 1993, to: 1995 })
    expect(moved({ from: 1990, to: 1994 }, 'span', -1, years)).toBeNull()
  })
})

it('are told with those that follow one another as spans, and no more than eight', () => {
  expect(toYearsText([1897, 1898, 1903, 2009])).toBe('1897–1898, 1903, 2009')
  expect(toYearsText([])).toBe('')
  const many = Array.from({ length: 9 }, (_, nth) => 1900 + 2 * nth)
  expect(toYearsText(many)).toBe(`${many.slice(0, 8).join(', ')}, …`)
})
