import { describe, expect, it } from 'vitest'
import { wordsOf } from '../words/words.ts'
import { formatCoordinates, NOTATIONS } from './format-coordinates.ts'
import { parseCoordinates } from './parse-coordinates.ts'

const PLACES = [
  [-99.1332, 19.4326],
  [-117.0382, 32.5149],
  [-157.8583, 21.3069],
  [-68.5, 63.75],
  [-176.6581, 51.88],
] as const

describe('the coordinates of a place', () => {
  it.each(['en', 'fr', 'es'] as const)('are read again as they are written: %s', (language) => {
    const sides = wordsOf('page', language).map.directions
    for (const place of PLACES) {
      for (const notation of NOTATIONS) {
        const text = formatCoordinates(place, notation, sides)!
        const [read] = parseCoordinates(text)
        expect(read?.place[0], text).toBeCloseTo(place[0], 3)
        expect(read?.place[1], text).toBeCloseTo(place[1], 3)
      }
    }
  })

  it('are those that PROJ gives', () => {
    const sides = { n: 'N', s: 'S', e: 'E', w: 'W' }
    const [mexico] = PLACES
    expect(formatCoordinates(mexico, 'degrees', sides)).toBe('19.4326, -99.1332')
    expect(formatCoordinates(mexico, 'minutes', sides)).toBe('19°25′57″N 99°08′00″W')
    // echo -99.1332 19.4326 | cs2cs EPSG:4326 EPSG:32614
    expect(formatCoordinates(mexico, 'utm', sides)).toBe('14Q 486017 2148700')
    // echo -99.1332 19.4326 | proj +proj=laea +lat_0=45 +lon_0=-100 +R=6370997
    expect(formatCoordinates(mexico, 'naaf', sides)).toBe('93202 -2818993')
    expect(formatCoordinates([-100, 85], 'utm', sides)).toBe(null)
  })
})
