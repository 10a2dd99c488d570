import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { fromNaaf, toNaaf } from '../../src/geo/naaf.ts'
import {
  clipAway,
  clipLines,
  clipPolygons,
  frameworkRing,
  isCut,
  isInFramework,
  withoutCuts,
} from './framework-region.ts'
import { Tally } from './geometry.ts'
import { polygonAreaSquareMeters } from './rings.ts'

/** A square of the plane in longitude and latitude, a vertex every 10 km. */
function planeSquare(west: number, south: number, side: number): Position[] {
  const steps = side / 10_000
  const corners = [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
  ] as const
  const ring = corners.flatMap(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % 4]!
    return Array.from({ length: steps }, (_, step) =>
      fromNaaf(x + ((nextX - x) * step) / steps, y + ((nextY - y) * step) / steps),
    )
  }) as Position[]
  return [...ring, ring[0]!]
}

describe('the Framework’s square', () => {
  it('is one closed ring in longitude and latitude, along its edge and around the pole', () => {
    const ring = frameworkRing()
    expect(ring.at(-1)).toEqual(ring[0])
    const alongEdge = ring.filter(([lon, lat]) => Math.abs(lon!) < 180 && lat! < 90)
    for (const [lon, lat] of alongEdge) {
      const [x, y] = toNaaf(lon!, lat!)
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeCloseTo(6_000_000, 0)
    }
    // Nowhere does it jump across the map: what is not along the edge closes it around the pole.
    const jumps = alongEdge.slice(1).filter(([lon], i) => Math.abs(lon! - alongEdge[i]![0]!) > 180)
    expect(jumps).toEqual([])
    expect(ring.filter(([, lat]) => lat === 90)).toEqual([
      [180, 90],
      [-180, 90],
    ])
  })

  it('holds Canada, Mexico and the United States with Hawaii and the Aleutians', () => {
    for (const [lon, lat] of [
      [-52.62, 47.52],
      [-86.7, 21.2],
      [-155.9, 18.9],
      [172.5, 52.9],
      [-62, 83.1],
    ]) {
      expect(isInFramework(lon!, lat!)).toBe(true)
    }
    expect(isInFramework(36.8, -1.3)).toBe(false)
  })
})

describe('clipping polygons', () => {
  it('gives back what lies inside as it is, and nothing of what lies outside', () => {
    const tally = new Tally()
    const inside = [planeSquare(-100_000, 0, 200_000)]
    expect(clipPolygons([inside], tally)).toEqual([inside])
    expect(clipPolygons([[planeSquare(6_500_000, 0, 200_000)]], tally)).toEqual([])
    expect(clipAway([inside], tally)).toEqual([])
    expect(tally.get('outsideParts')).toBe(1)
    expect(tally.get('clippedParts')).toBe(0)
  })

  it('cuts at the edge: half of a square that lies across it is left', () => {
    const tally = new Tally()
    const across = [planeSquare(5_900_000, -1_000_000, 200_000)]
    const clipped = clipPolygons([across], tally)
    const beyond = clipAway([across], new Tally())
    const areaOf = (polygons: typeof clipped) =>
      polygons.reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0)
    expect((areaOf(clipped) + areaOf(beyond)) / areaOf([across])).toBeCloseTo(1, 6)
    for (const [lon, lat] of beyond.flat(2)) {
      const [x, y] = toNaaf(lon!, lat!)
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeGreaterThan(5_999_900)
    }
    expect(tally.get('clippedParts')).toBe(1)
    const area = clipped.reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0)
    expect(area / polygonAreaSquareMeters(across)).toBeCloseTo(0.5, 2)
    for (const [lon, lat] of clipped.flat(2) as unknown as Position[]) {
      expect(toNaaf(lon!, lat!)[0]).toBeLessThan(6_000_100)
    }
  })
})

describe('clipping lines', () => {
  it('ends them at the edge, and begins again where they come back', () => {
    const tally = new Tally()
    const line = [5_800_000, 6_100_000, 6_100_000, 5_800_000].map((x, i) =>
      fromNaaf(x, i * 50_000),
    ) as Position[]
    const parts = clipLines([line], tally)
    expect(parts.map((part) => part.length)).toEqual([2, 2])
    expect(toNaaf(parts[0]![1]![0]!, parts[0]![1]![1]!)[0]).toBeCloseTo(6_000_000, 0)
    expect(toNaaf(parts[1]![0]![0]!, parts[1]![0]![1]!)[0]).toBeCloseTo(6_000_000, 0)
    expect(tally.get('clippedParts')).toBe(1)
  })

  it('counts what lies outside, and leaves what lies inside', () => {
    const tally = new Tally()
    const inside: Position[] = [
      [-100, 45],
      [-99, 45],
    ]
    expect(clipLines([inside], tally)).toEqual([inside])
    expect(
      clipLines(
        [
          [
            [20, 0],
            [21, 0],
          ],
        ],
        tally,
      ),
    ).toEqual([])
    expect(tally.get('outsideParts')).toBe(1)
  })
})

describe('lines along cuts', () => {
  it('are left out: the antimeridian and the edge of the square bound nothing', () => {
    const edge = fromNaaf(6_000_000, 0) as Position
    const nextEdge = fromNaaf(6_000_000, 10_000) as Position
    expect(isCut([180, 66])).toBe(true)
    expect(isCut(edge)).toBe(true)
    expect(isCut([179.9, 66])).toBe(false)
    const coast: Position[] = [
      [179, 66],
      [180, 66.5],
      [180, 67],
      [179, 68],
    ]
    expect(withoutCuts([coast])).toEqual([
      [
        [179, 66],
        [180, 66.5],
      ],
      [
        [180, 67],
        [179, 68],
      ],
    ])
    expect(withoutCuts([[edge, nextEdge]])).toEqual([])
    // A line that only touches the cut goes on.
    const touching: Position[] = [
      [179, 66],
      [180, 66.5],
      [179, 67],
    ]
    expect(withoutCuts([touching])).toEqual([touching])
  })
})
