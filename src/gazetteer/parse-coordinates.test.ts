import { describe, expect, it } from 'vitest'
import { toUtm } from '../geo/utm.ts'
import { parseCoordinates } from './parse-coordinates.ts'

describe('coordinates that someone types', () => {
  it.each([
    ['19°26′N 99°08′W', 'lat-lon', -99.1333, 19.4333],
    ['19°26′N99°08′W', 'lat-lon', -99.1333, 19.4333],
    ['99°08′O 19°26′N', 'lon-lat', -99.1333, 19.4333],
    ['19,43; -99,13', 'lat-lon', -99.13, 19.43],
    ['19.43, -99.13', 'lat-lon', -99.13, 19.43],
    ['(45.5019; -73.5674)', 'lat-lon', -73.5674, 45.5019],
    ['45 30 N 73 34 W', 'lat-lon', -73.5667, 45.5],
    ["N 45°30.5' W 73°34'", 'lat-lon', -73.5667, 45.5083],
    ['−99.13 19.43', 'lon-lat', -99.13, 19.43],
    // PROJ 9.1.1: echo 486000 2148000 | cs2cs EPSG:32614 EPSG:4326 -f %.4f
    ['14Q 486000 2148000', 'utm', -99.1334, 19.4263],
    ['14 Q 486000, 2148000', 'utm', -99.1334, 19.4263],
    // echo 120000 -2300000 | cs2cs "+proj=laea +lat_0=45 +lon_0=-100 +R=6370997 +type=crs" "+proj=longlat +R=6370997 +type=crs" -f %.4f
    ['120000 -2300000', 'naaf', -98.8363, 24.1944],
  ])('%s is read', (text, reading, lon, lat) => {
    const [first] = parseCoordinates(text)
    expect(first?.reading).toBe(reading)
    expect(first?.place[0]).toBeCloseTo(lon, 3)
    expect(first?.place[1]).toBeCloseTo(lat, 3)
  })

  it('are read both ways where nothing says which is the latitude, the one in North America first', () => {
    expect(parseCoordinates('-60, 45').map(({ place }) => place)).toEqual([
      [-60, 45],
      [45, -60],
    ])
    expect(parseCoordinates('45, -120').map(({ place }) => place)).toEqual([[-120, 45]])
  })

  it.each(['', 'Montréal', 'Highway 61', '2020', '10, 20, 30', '99°N 200°W', '61Z 486000 2148000'])(
    '“%s” is none',
    (text) => {
      expect(parseCoordinates(text)).toEqual([])
    },
  )
})

describe('the UTM grid', () => {
  it('has the zone, band and metres that PROJ gives', () => {
    // echo -99.1332 19.4326 | cs2cs EPSG:4326 EPSG:32614, and so on for the zones of the others
    const cdmx = toUtm([-99.1332, 19.4326])!
    expect([cdmx.zone, cdmx.band]).toEqual([14, 'Q'])
    expect(cdmx.easting).toBeCloseTo(486017.3, 1)
    expect(cdmx.northing).toBeCloseTo(2148700.2, 1)
    expect(toUtm([10, 60])).toMatchObject({ zone: 32, band: 'V' })
    expect(toUtm([20, 78])).toMatchObject({ zone: 33, band: 'X' })
    expect(toUtm([0, 85])).toBeNull()
  })
})
