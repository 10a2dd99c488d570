import { describe, expect, it } from 'vitest'
import { formatLonLat } from '../../words/format.ts'
import { formatDistance, formatNaaf, toScaleBar } from './format.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('the readout of the map', () => {
  it('writes coordinates as each language does', () => {
    const place = [-99.1332, 19.4326] as const
    expect(formatLonLat(place, 1000, 'en')).toBe('19.433° N, 99.133° W')
    expect(formatLonLat(place, 1000, 'fr')).toBe('19,433° N, 99,133° O')
    expect(formatLonLat(place, 1000, 'es')).toBe('19.433° N, 99.133° O')
    expect(formatLonLat([179.5, -1], 10_000, 'en')).toBe('1.00° S, 179.50° E')
  })

  it('gives the metres of the Framework with no more digits than the scale can show', () => {
    expect(plain(formatNaaf([0, 0], 1, 'fr'))).toBe('x 9 473 741 m, y 1 181 205 m')
    expect(plain(formatNaaf([-120, 40], 9000, 'en'))).toBe('x −1,685,000 m, y −350,000 m')
    expect(formatNaaf([-100, 45], 9000, 'es')).toBe('x 0 m, y 0 m')
  })

  it('draws a scale bar of a round distance that is as long as the map shows it', () => {
    expect(toScaleBar(9000, 120)).toEqual({ meters: 1_000_000, pixels: 1_000_000 / 9000 })
    expect(toScaleBar(0.3, 100)).toEqual({ meters: 20, pixels: 20 / 0.3 })
    expect(plain(formatDistance(500_000, 'fr'))).toBe('500 km')
    expect(plain(formatDistance(20, 'en'))).toBe('20 m')
  })
})
