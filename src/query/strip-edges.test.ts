import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { toGeodesic } from '../geo/geodesic.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { distanceToGeometry } from './distance.ts'
import type { AskContext } from './question.ts'
import { stripEdges } from './strip-edges.ts'

async function edgesOf(geometries: readonly Geometry[], meters: number) {
  const source = new MemorySource(
    { name: 'lines', geometryType: 'Unknown', fields: [] },
    geometries.map((geometry, place) => ({ ...keyOfPlace(place), geometry, properties: {} })),
  )
  const open = async () => source
  const context = {
    ...{ open, openForFew: open, signal: new AbortController().signal },
    pause: async () => undefined,
  } as unknown as AskContext
  const layer = { at: { kind: 'url', url: 'lines' }, byteLength: 0 } as const
  return stripEdges({ of: { layer }, meters }, context)
}

describe('the edges of a strip along lines', () => {
  it('lie at the distance on the ellipsoid, around bends and ends too, and leave out nothing', async () => {
    // The 49th parallel, which is no geodesic, then a sharp bend, and a line that goes on where it ends.
    const lines: Geometry[] = [
      { type: 'LineString', coordinates: [[-110, 49], [-95, 49], [-96, 47], [-92, 46]] }, // biome-ignore format: one line
      { type: 'LineString', coordinates: [[-92, 46], [-90, 46], [-90, 46], [-88, 44]] }, // biome-ignore format: one line
    ]
    const meters = 80_000
    const edges = await edgesOf(lines, meters)
    const distance = ([lon, lat]: readonly number[]) =>
      Math.min(...lines.map((line) => distanceToGeometry([lon!, lat!], line)))
    const places = edges.flatMap(({ coordinates }) => coordinates)
    for (const place of places) {
      expect(distance(place) / meters).toBeGreaterThan(0.9979)
      expect(distance(place) / meters).toBeLessThan(1.0001)
    }
    // Between two places of an edge, too.
    for (const { coordinates } of edges) {
      for (const [at, [lon, lat]] of coordinates.slice(1).entries()) {
        const before = coordinates[at]!
        const middle = [(lon! + before[0]!) / 2, (lat! + before[1]!) / 2]
        expect(distance(middle) / meters).toBeGreaterThan(0.95)
      }
    }
    // Each place at the distance, found by going out from the lines, has an edge beside it.
    const sought = [[-110 - 1.0955, 49], [-100, 49.7193], [-100, 48.2806], [-89, 46.0], [-94.03, 49.31]] // biome-ignore format: one line
    for (const place of sought) {
      const near = distance(place)
      const nearest = Math.min(
        ...places.map((other) => toGeodesic(place as [number, number], other as [number, number]).meters), // biome-ignore format: one line
      )
      expect(nearest, String(place)).toBeLessThan(Math.abs(near - meters) + 8000)
    }
    expect(edges.length).toBeLessThan(6)
  })

  it('are none where there is no line', async () => {
    expect(await edgesOf([], 1000)).toEqual([])
    expect(await edgesOf([{ type: 'Point', coordinates: [0, 0] }], 1000)).toEqual([])
  })
})
