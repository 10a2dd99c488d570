import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { polygonsOf } from '../../pipeline/geometry.ts'
import { ProcessingLog } from '../../pipeline/notes.ts'
import { polygonAreaSquareMeters } from '../../pipeline/rings.ts'
import { cutAtAntimeridian, noteWarnings } from './vector-file.ts'

const polygon = (...ring: [number, number][]): Geometry => ({
  type: 'Polygon',
  coordinates: [[...ring, ring[0]!]],
})

const lons = (geometry: Geometry): number[][] =>
  polygonsOf(geometry).map(([exterior]) => {
    const values = exterior!.map(([lon]) => lon!)
    return [Math.min(...values), Math.max(...values)].map((lon) => Math.round(lon * 10) / 10)
  })

describe('geometries from a plane, in longitude and latitude', () => {
  it('stay as they are where they cross nothing', () => {
    const plain = polygon([-100, 50], [-99, 50], [-99, 51])
    expect(cutAtAntimeridian(plain)).toBe(plain)
    const place: Geometry = { type: 'Point', coordinates: [180, 60] }
    expect(cutAtAntimeridian(place)).toBe(place)
  })

  it('are cut along the antimeridian where they cross it', () => {
    const crossing = polygon([178, 52], [-178, 52], [-178, 54], [178, 54])
    expect(lons(cutAtAntimeridian(crossing)).sort((a, b) => a[0]! - b[0]!)).toEqual([
      [-180, -178],
      [178, 180],
    ])
  })

  it('have one longitude where they only touch it', () => {
    const touching = polygon([178, 52], [180, 52], [-180, 54], [178, 54])
    expect(lons(cutAtAntimeridian(touching))).toEqual([[178, 180]])
  })

  it('run along the 90th parallel where they touch the pole', () => {
    const wedge = cutAtAntimeridian(polygon([-90, 85], [0, 85], [-37, 90]))
    expect(polygonsOf(wedge)[0]![0]).toEqual([
      [-90, 85],
      [0, 85],
      [0, 90],
      [-90, 90],
      [-90, 85],
    ])
  })

  it('around the pole become two parts that together have the whole area', () => {
    const cap = polygon(
      ...Array.from({ length: 72 }, (_, i): [number, number] => [i * 5 - 180, 85]),
    )
    const cut = cutAtAntimeridian(cap)
    const area = polygonsOf(cut).reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0)
    const whole = 2 * Math.PI * 6_370_997 ** 2 * (1 - Math.sin((85 * Math.PI) / 180))
    expect(Math.abs(area / whole - 1)).toBeLessThan(0.002)
  })

  it('are lines in parts where they cross the antimeridian', () => {
    const line: Geometry = {
      type: 'LineString',
      coordinates: [
        [179, 60],
        [-179, 62],
        [-178, 62],
      ],
    }
    expect(cutAtAntimeridian(line)).toEqual({
      type: 'MultiLineString',
      coordinates: [
        [
          [179, 60],
          [180, 61],
        ],
        [
          [-180, 61],
          [-179, 62],
          [-178, 62],
        ],
      ],
    })
  })
})

describe('what a reader met', () => {
  it('is noted in three languages, with its count', () => {
    const log = new ProcessingLog()
    noteWarnings(log, [
      { code: 'coordinates-out-of-range', message: '2 features …', count: 2 },
      { code: 'not-in-the-table', message: 'Something new.', count: 1 },
    ])
    for (const text of Object.values(log.notes[0]!)) expect(text).toMatch(/\b2\b/)
    expect(new Set(Object.values(log.notes[0]!)).size).toBe(3)
    expect(log.notes[1]!.fr).toBe('Something new.')
  })
})
