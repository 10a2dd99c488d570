import { describe, expect, it } from 'vitest'
import { toGeometry } from '../../shell/drawing/to-geometry.ts'
import type { Drawing } from '../../state/drawings.ts'
import { fitsAddress, parameter } from '../../state/parameters/draw.ts'
import { formatArea, formatLength } from './format-measure.ts'
import { toFile } from './to-file.ts'
import { toMeasures } from './to-measures.ts'

const line: Drawing = {
  kind: 'line',
  places: [
    [179, 51.9],
    [-166.5, 53.8],
  ],
  name: 'Attu ~ (Unalaska); 50 %: «ñ»',
}
const pole: Drawing = {
  kind: 'polygon',
  places: [
    [0, 70],
    [90, 70],
    [180, 70],
    [-90, 70],
  ],
  name: '',
}

describe('what is drawn', () => {
  it('is measured as GeodSolve and Planimeter do, and on the Framework’s sphere beside it', () => {
    const { lengthMeters, bearingDegrees } = toMeasures(line)
    expect(lengthMeters?.ellipsoid).toBeCloseTo(997586.5875, 3)
    expect(lengthMeters?.sphere).toBeCloseTo(994459.0083, 3)
    expect(bearingDegrees).toBeCloseTo(72.060046805, 8)
    expect(toMeasures(pole).areaSquareMeters?.ellipsoid).toBeCloseTo(10175187229322, -1)
    expect(toMeasures(pole).perimeterMeters?.ellipsoid).toBeCloseTo(12500710.728, 2)
  })

  it('has, as a rectangle, the area between its parallels and meridians', () => {
    const box = {
      kind: 'box',
      places: [
        [-109.05, 37],
        [-102.05, 41],
      ],
    } as const
    // On the ellipsoid, by the closed formula of Snyder's Map Projections (USGS 1395), equation 3-12: q of both parallels.
    const e = Math.sqrt(0.0066943799901413165)
    const q = (lat: number) => {
      const sin = Math.sin((lat * Math.PI) / 180)
      return (
        (1 - e ** 2) *
        (sin / (1 - (e * sin) ** 2) - Math.log((1 - e * sin) / (1 + e * sin)) / (2 * e))
      )
    }
    const expected = ((6378137 ** 2 * ((7 * Math.PI) / 180)) / 2) * (q(41) - q(37))
    const { areaSquareMeters } = toMeasures(box)
    expect(areaSquareMeters!.ellipsoid / expected).toBeCloseTo(1, 5)
  })

  it('comes back from its address as it was, whatever it is called', () => {
    const drawings = [
      line,
      pole,
      {
        kind: 'circle',
        places: [
          [-99.1, 19.4],
          [-99, 19.4],
        ],
        name: '',
      },
    ] as const
    expect(parameter.parse(parameter.format(drawings))).toEqual(drawings)
    expect(parameter.format([pole])).toBe('polygon:0,70;90,70;180,70;-90,70')
  })

  it.each([
    'line:1,2',
    'square:1,2;3,4',
    'box:1,2;3,4;5,6',
    'line:1,2;3,400',
    'line(a)(b):1,2;3,4',
    'line(%zz):1,2;3,4',
    Array(51).fill('point:1,2').join('~'),
  ])('is not guessed from an address that is no drawing: %.30s', (text) => {
    expect(parameter.parse(text)).toBeUndefined()
  })

  it('stays out of an address that would be too long', () => {
    const places = Array.from(
      { length: 400 },
      (_, index) => [-100 + index / 777, 40.12345] as const,
    )
    expect(fitsAddress([{ ...line, places }])).toBe(false)
    expect(fitsAddress([line, pole])).toBe(true)
  })

  it('is cut at the antimeridian, and holds the pole that it goes around', () => {
    const way = toGeometry(line)!
    expect(way.type).toBe('MultiLineString')
    const parts = (way as { coordinates: number[][][] }).coordinates
    expect(parts.map((part) => [part[0]![0], part.at(-1)![0]])).toEqual([
      [179, 180],
      [-180, -166.5],
    ])
    expect(parts[0]!.at(-1)![1]).toBe(parts[1]![0]![1])
    const cap = JSON.stringify(toGeometry(pole))
    expect(cap).toContain(',90]')
  })

  it('becomes a file with its names and measures', async () => {
    const file = toFile(
      [line, pole],
      ({ name }, place) => name || `Area ${place + 1}`,
      'Drawings.geojson',
    )
    const { features } = JSON.parse(await file.text())
    expect(features.map(({ properties }: { properties: object }) => properties)).toEqual([
      {
        name: line.name,
        kind: 'line',
        length_m: 997586.587,
        area_m2: null,
        perimeter_m: null,
        radius_m: null,
        bearing_deg: 72.06,
      },
      {
        name: 'Area 2',
        kind: 'polygon',
        length_m: null,
        area_m2: 10175187229322,
        perimeter_m: 12500710.728,
        radius_m: null,
        bearing_deg: null,
      },
    ])
  })

  it('is said in the reader’s language, and in miles for those who read English', () => {
    expect(formatLength(997586.59, 'en')).toBe('997.59 km (619.87 mi)')
    expect(formatLength(997586.59, 'fr').replace(/\s/g, ' ')).toBe('997,59 km')
    expect(formatLength(12.3456, 'es')).toBe('12.346 m')
    expect(formatArea(10175187229322, 'es').replace(/\s/g, ' ')).toBe('10,175,187 km²')
    expect(formatArea(4046.86, 'en').replace(/\s/g, ' ')).toBe('4,046.9 m² (0.0016 mi²)')
  })
})
