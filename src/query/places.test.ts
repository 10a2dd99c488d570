import { distance, pointToLineDistance } from '@turf/turf'
import type { Geometry, Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { pick, randomFrom } from '../../tests/support/random.ts'
import { growBbox, toBoxPolygon } from '../geo/bbox.ts'
import { ellipsoidDistanceMeters } from '../geo/distance.ts'
import { distanceBetween, distanceToGeometry } from './distance.ts'
import { withinOfPlaces } from './near-points.ts'
import { isContained, meets } from './relate.ts'

const random = randomFrom(11)
const point = (lon: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lon, lat] })
const square = (west: number, south: number, size: number, ...holes: Position[][]): Polygon => ({
  type: 'Polygon',
  coordinates: [...toBoxPolygon([west, south, west + size, south + size]).coordinates, ...holes],
})

describe('distances', () => {
  it('are those along the ellipsoid', () => {
    // A degree at the equator, and the quarter of a meridian (NIMA TR8350.2).
    expect(ellipsoidDistanceMeters(0, 0, 1, 0)).toBeCloseTo(111_319.491, 2)
    expect(Math.abs(ellipsoidDistanceMeters(0, 0, 0, 90) - 10_001_965.729)).toBeLessThan(40)
    // Vincenty 1975, from Flinders Peak to Buninyong.
    const meters = ellipsoidDistanceMeters(144.42486788, -37.95103342, 143.92649552, -37.6528211)
    expect(Math.abs(meters - 54_972.271)).toBeLessThan(0.5)
  })

  it('are within half a percent of those that turf finds on a sphere', () => {
    for (let nth = 0; nth < 500; nth++) {
      const [a, b] = [
        [random() * 360 - 180, random() * 170 - 85],
        [random() * 360 - 180, random() * 170 - 85],
      ] as [[number, number], [number, number]]
      const sphere = distance(a, b, { units: 'meters' })
      if (sphere > 19_000_000) continue
      expect(Math.abs(ellipsoidDistanceMeters(...a, ...b) / sphere - 1)).toBeLessThan(0.006)
    }
  })

  it('to a short line are those of turf, on the ellipsoid', () => {
    for (let nth = 0; nth < 200; nth++) {
      const [lon, lat] = [random() * 100 - 150, random() * 60 + 10]
      const corner = (): Position => [lon + random() * 0.2, lat + random() * 0.2]
      const line: Geometry = { type: 'LineString', coordinates: [corner(), corner(), corner()] }
      const sphere = pointToLineDistance([lon, lat], line, { units: 'meters' })
      const meters = distanceToGeometry([lon, lat], line)
      expect(Math.abs(meters - sphere)).toBeLessThan(0.006 * sphere + 1)
    }
  })

  it('across the antimeridian are short, within an area nothing', () => {
    const line: Geometry = { type: 'LineString', coordinates: [[-179.9, 60], [-179.9, 61]] } // biome-ignore format: one line
    expect(distanceToGeometry([179.9, 60.5], line)).toBeLessThan(12_000)
    expect(distanceToGeometry([0.5, 0.5], square(0, 0, 1))).toBe(0)
    expect(distanceBetween(square(0, 0, 1), square(1, 0, 1))).toBe(0)
    expect(distanceBetween(square(0, 0, 1), square(2, 0, 1))).toBeCloseTo(111_303, -2)
  })

  it('all lie in the box that has grown by them', () => {
    for (let nth = 0; nth < 2000; nth++) {
      const [lon, lat] = [random() * 360 - 180, random() * 178 - 89]
      const meters = 10 ** (random() * 6)
      const [west, south, east, north] = growBbox([lon, lat, lon, lat], meters)
      const [otherLon, otherLat] = [lon + (random() - 0.5) * 20, lat + (random() - 0.5) * 20]
      if (Math.abs(otherLat) > 90) continue
      if (ellipsoidDistanceMeters(lon, lat, otherLon, otherLat) > meters) continue
      expect(otherLat >= south && otherLat <= north).toBe(true)
      expect(east - west >= 360 || (otherLon >= west && otherLon <= east)).toBe(true)
    }
  })
})

describe('places within a distance of others', () => {
  it.each([200, 50_000, 900_000])('are found as by holding each against each: %i m', (meters) => {
    const make = (count: number) => {
      const centre = [pick(random, [-100, 179.9, -179.95, 10]), pick(random, [45, 89.5, -88, 0])]
      const spread = (3 * meters) / 110_000
      return {
        lons: Float64Array.from({ length: count }, () => {
          const lon = centre[0]! + (random() - 0.5) * spread * 4
          return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon
        }),
        lats: Float64Array.from({ length: count }, () =>
          Math.max(-90, Math.min(90, centre[1]! + (random() - 0.5) * spread * 4)),
        ),
      }
    }
    let found = 0
    for (let round = 0; round < 20; round++) {
      const others = make(20)
      const places = round % 2 ? make(200) : { lons: others.lons.map((lon) => lon + 0.001), lats: others.lats } // biome-ignore format: one line
      const expected = [...places.lons].map((lon, row) =>
        [...others.lons].some(
          (other, at) =>
            ellipsoidDistanceMeters(lon, places.lats[row]!, other, others.lats[at]!) <= meters,
        )
          ? 1
          : 0,
      )
      const within = [...withinOfPlaces(places, others, meters)]
      expect(within).toEqual(expected)
      found += within.filter((one) => one === 1).length
    }
    expect(found).toBeGreaterThan(10)
  })
})

describe('what is contained in an area', () => {
  const hole = square(4, 4, 2).coordinates[0]!
  const area = square(0, 0, 10, hole)

  it('has all of its corners and edges in it', () => {
    expect(isContained(square(1, 1, 2), area)).toBe(true)
    expect(isContained(square(0, 0, 3), area)).toBe(true)
    expect(isContained(square(8, 8, 3), area)).toBe(false)
    expect(isContained(point(10, 5), area)).toBe(true)
    expect(isContained(point(5, 5), area)).toBe(false)
  })

  it('does not lie over a hole, nor fill one', () => {
    expect(isContained(square(3, 3, 4), area)).toBe(false)
    expect(isContained(square(4, 4, 2), area)).toBe(false)
    const line: Geometry = { type: 'LineString', coordinates: [[3, 5], [7, 5]] } // biome-ignore format: one line
    expect(isContained(line, area)).toBe(false)
    expect(meets(line, area)).toBe(true)
  })

  it('does not reach over a bay from one cape to the other', () => {
    const bay: Polygon = {
      type: 'Polygon',
      coordinates: [[[0, 0], [10, 0], [10, 10], [5, 1], [0, 10], [0, 0]]], // biome-ignore format: one line
    }
    const between: Geometry = { type: 'LineString', coordinates: [[10, 10], [0, 10]] } // biome-ignore format: one line
    expect(isContained(between, bay)).toBe(false)
  })

  it('may share an edge with it, however it is turned', () => {
    for (let nth = 0; nth < 200; nth++) {
      const [x, y, turn] = [random() * 100, random() * 50, random() * 6]
      const at = (angle: number, r = 3): Position => [
        x + r * Math.cos(turn + angle),
        y + r * Math.sin(turn + angle),
      ]
      const outer: Polygon = {
        type: 'Polygon',
        coordinates: [[at(0), at(1.5), at(3), at(4.5), at(0)]],
      }
      const half: Polygon = { type: 'Polygon', coordinates: [[at(0), at(1.5), at(3), at(0)]] }
      expect(isContained(half, outer)).toBe(true)
      expect(isContained(outer, half)).toBe(false)
    }
  })
})
