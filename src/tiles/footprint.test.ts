import { describe, expect, it } from 'vitest'
import { fromNaaf } from '../geo/naaf.ts'
import { mercatorGrid as mercator } from '../geo/projections/mercator.ts'
import { naafGrid as naaf } from '../geo/projections/naaf.ts'
import { tileFootprint } from './footprint.ts'

function tileAt(lon: number, lat: number, z: number) {
  const [u, v] = naaf.toUnit(lon, lat)
  return { z, x: Math.floor(u * 2 ** z), y: Math.floor(v * 2 ** z) }
}

function holds([west, south, east, north]: readonly number[], lon: number, lat: number): boolean {
  const inLon = west! <= east! ? lon >= west! && lon <= east! : lon >= west! || lon <= east!
  return inLon && lat >= south! && lat <= north!
}

describe('the ground that a tile shows', () => {
  it('holds every place inside the tile, in every part of the plane', () => {
    for (let z = 0; z <= 4; z++) {
      for (let x = 0; x < 2 ** z; x++) {
        for (let y = 0; y < 2 ** z; y++) {
          const bbox = tileFootprint(naaf, { z, x, y })
          for (let i = 0; i <= 20; i++) {
            for (let j = 0; j <= 20; j++) {
              const meters = 12e6 / 2 ** z
              const place = fromNaaf(-6e6 + (x + i / 20) * meters, 6e6 - (y + j / 20) * meters)!
              expect(holds(bbox, ...place), `${z}/${x}/${y} ${place} in ${bbox}`).toBe(true)
            }
          }
        }
      }
    }
  })

  it('is every longitude up to the pole for the tile that the pole is in, and no more', () => {
    const bbox = tileFootprint(naaf, tileAt(0, 90, 6))
    expect(bbox[0]).toBe(-180)
    expect(bbox[2]).toBe(180)
    expect(bbox[3]).toBe(90)
    expect(bbox[1]).toBeGreaterThan(87)
  })

  it('crosses the antimeridian as a small box with west greater than east', () => {
    const [west, , east] = tileFootprint(naaf, tileAt(179.99, 66, 6))
    expect(west).toBeGreaterThan(170)
    expect(east).toBeLessThan(-170)
  })

  it('stays close to the tile, so that no more is read than is drawn', () => {
    const [west, south, east, north] = tileFootprint(naaf, tileAt(-100, 45, 6))
    expect((east - west) * 111 * Math.cos((45 * Math.PI) / 180)).toBeLessThan(187.5 * 1.2)
    expect((north - south) * 111).toBeLessThan(187.5 * 1.2)
  })

  it('is the tile itself in Web Mercator', () => {
    const [west, south, east, north] = tileFootprint(mercator, { z: 1, x: 0, y: 0 })
    expect(west).toBeCloseTo(-180, -1)
    expect(south).toBeCloseTo(0, -1)
    expect(east).toBeCloseTo(0, -1)
    expect(north).toBeCloseTo(85.05, 1)
    const past = tileFootprint(mercator, { z: 3, x: 0, y: 2 }, 0.03)
    expect(past[0]).toBeGreaterThan(past[2])
  })

  it('is all that lies beyond the square of Web Mercator, up to the pole, for the tiles of its cap', () => {
    const { cap } = mercator
    const [west, south, east, north] = tileFootprint(cap!, { z: 1, x: 1, y: 0 })
    expect([west, east, north]).toEqual([0, 180, 90])
    expect(south).toBeCloseTo(85.05, 1)
    expect(tileFootprint(cap!, { z: 0, x: 0, y: 0 })[1]).toBeCloseTo(85.05, 1)
  })
})
