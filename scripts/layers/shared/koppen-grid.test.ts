import { describe, expect, it } from 'vitest'
import { toZoneFinder } from './koppen-grid.ts'

describe('the climate zone of a place', () => {
  const zoneAt = toZoneFinder([
    { lon: -100.25, lat: 50.25, zone: 'Dfb' },
    { lon: -99.75, lat: 50.25, zone: 'BSk' },
    { lon: -99.75, lat: 50.75, zone: 'BSk' },
    { lon: 179.75, lat: 52.75, zone: 'Dfc' },
    { lon: -20.25, lat: 65.25, zone: null },
  ])

  it('is that of its cell at its middle, and runs round the corners of cells', () => {
    expect(zoneAt(-100.25, 50.25)).toBe('Dfb')
    expect(zoneAt(-99.75, 50.25)).toBe('BSk')
    // Both within the first cell: the corner that the others surround is theirs.
    expect(zoneAt(-100.02, 50.25)).toBe('Dfb')
    expect(zoneAt(-100.02, 50.48)).toBe('BSk')
  })

  it('of a cell amid others of another class is kept at its middle', () => {
    const around = [-1, 0, 1].flatMap((east) =>
      [-1, 0, 1].map((north) => ({
        lon: -90.25 + east / 2,
        lat: 40.25 + north / 2,
        zone: east === 0 && north === 0 ? ('ET' as const) : ('Dfb' as const),
      })),
    )
    const find = toZoneFinder(around)
    expect(find(-90.25, 40.25)).toBe('ET')
    expect(find(-90.05, 40.45)).toBe('Dfb')
  })

  it('is that of the nearest cell on a shore, also across the antimeridian', () => {
    expect(zoneAt(-101.4, 50.25)).toBe('Dfb')
    expect(zoneAt(-179.6, 52.75)).toBe('Dfc')
  })

  it('is none far off, nor where the nearest cell is of another continent', () => {
    expect(zoneAt(-103, 50.25)).toBeNull()
    expect(zoneAt(-20.9, 65.25)).toBeNull()
  })
})
