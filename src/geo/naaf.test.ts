import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { fromNaaf, NAAF_ESRI_WKT, NAAF_PROJ, toNaaf } from './naaf.ts'

describe('the projection of the North American Atlas Framework', () => {
  it('puts longitude 0, latitude 0 where the published layers put it', () => {
    const [x, y] = toNaaf(0, 0)
    expect(x).toBeCloseTo(9473741.4216, 3)
    expect(y).toBeCloseTo(1181205.0636, 3)
  })

  it('puts the pole on the central meridian, whatever longitude it is given', () => {
    for (const lon of [-180, -100, 0, 77, 180]) {
      const [x, y] = toNaaf(lon, 90)
      expect(x).toBeCloseTo(0, 6)
      expect(y).toBeCloseTo(4876150, -1)
    }
  })

  it.each([
    ['PROJ string', NAAF_PROJ],
    ['ESRI WKT', NAAF_ESRI_WKT],
  ])(
    'agrees with the projection library within a millimetre over the world (%s)',
    (_, definition) => {
      const { forward } = proj4('+proj=longlat +R=6370997 +no_defs', definition)
      for (let lon = -180; lon <= 180; lon += 15) {
        for (let lat = -40; lat <= 90; lat += 10) {
          const [x, y] = toNaaf(lon, lat)
          const [expectedX, expectedY] = forward([lon, lat])
          expect(Math.hypot(x - expectedX!, y - expectedY!)).toBeLessThan(1e-3)
        }
      }
    },
  )

  it('comes back to the same place, across the antimeridian and at the corners too', () => {
    for (const [x, y] of [
      [0, 0],
      [-6e6, 6e6],
      [6e6, -6e6],
      [-2.9e6, 2.9e6],
      [1234.5, 4876150],
    ] as const) {
      const [lon, lat] = fromNaaf(x, y)!
      expect(Math.abs(lon)).toBeLessThanOrEqual(180)
      const [backX, backY] = toNaaf(lon, lat)
      expect(Math.hypot(backX - x, backY - y)).toBeLessThan(1e-3)
    }
  })

  it('leads back to a tenth of a millimetre from anywhere, the poles and near the antipode', () => {
    for (const pole of [90, 89.999999999, 89.999999, 89.9, 0, -44.9, -89.9, -89.999999, -90]) {
      for (let lon = -175; lon < 180; lon += 25) {
        const [x, y] = toNaaf(lon, pole)
        const [backLon, backLat] = fromNaaf(x, y)!
        const off = Math.hypot((backLon - lon) * Math.cos((pole * Math.PI) / 180), backLat - pole)
        expect(111_320 * off).toBeLessThan(1e-4)
      }
    }
  })

  it('says that there is no place on Earth past the rim', () => {
    expect(fromNaaf(1.3e7, 0)).toBeNull()
  })
})
