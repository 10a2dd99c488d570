import { expect, it } from 'vitest'
import { wrapLon } from './wrap-lon.ts'

it('takes a longitude of any turn to the same meridian, and leaves both sides of the antimeridian where they are', () => {
  const lons = [-180, 180, 0, 181, -181, 360, 540.5, -541, 899]
  expect(lons.map(wrapLon)).toEqual([-180, 180, 0, -179, 179, 0, -179.5, 179, 179])
})
