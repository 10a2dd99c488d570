import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import type { ImportChoices } from '../contract/read-context.ts'
import { readFiles } from '../registry/read-files.ts'

async function read(value: unknown, choices: ImportChoices = {}): Promise<ImportedLayer> {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  const result = await readFiles([bytesSource(bytes, 'places.json')], { choices })
  if (!result.ok) throw new Error(result.problem.message)
  return result.layers[0]!
}

const collection = (points: readonly (readonly number[])[], more: object = {}) => ({
  type: 'FeatureCollection',
  ...more,
  features: points.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates },
  })),
})

/** Of zone 14 north, in Mexico. */
const METERS = [
  [500_000, 2_100_000],
  [510_000, 2_110_000],
]

describe('GeoJSON', () => {
  it('tells of geometries that are there and hold no position', async () => {
    const { withoutGeometry, warnings } = await read(collection([[-99, 19], [], []]))
    expect(withoutGeometry).toBe(0)
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'geometry-empty', count: 2 }))
  })

  it('in metres without a system is at no place, and offers systems under which it is on the continent', async () => {
    const { crs, schema, warnings } = await read(collection(METERS))
    if (crs.how !== 'unknown') throw new Error(crs.how)
    expect(crs.candidates.length).toBeGreaterThan(0)
    expect(schema.bbox).toBeNull()
    expect(warnings.map(({ code }) => code)).toContain('crs-unknown')
    const chosen = await read(collection(METERS), { crs: 'EPSG:26914' })
    expect(chosen.schema.bbox?.[0]).toBeCloseTo(-99, 6)
  })

  it('in metres that declares degrees is not placed by its declaration', async () => {
    const crs84 = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
    const { crs, warnings } = await read(collection(METERS, { crs: crs84 }))
    expect(crs.how).toBe('unknown')
    expect(warnings.map(({ code }) => code)).toContain('crs-plane-in-degrees')
  })

  it('with one wrong position among degrees stays in degrees, and the position is told', async () => {
    const { crs, warnings } = await read(
      collection([
        [-99, 19],
        [-98, 20],
        [-9900, 19],
      ]),
    )
    expect(crs.how).toBe('format')
    expect(warnings).toMatchObject([{ code: 'coordinates-out-of-range', count: 1 }])
  })
})
