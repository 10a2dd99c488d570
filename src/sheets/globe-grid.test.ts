import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { readCatalog, toSheetLayers } from '../../scripts/sheets/open-layers.ts'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { PLAIN_SHEET } from '../../tests/support/plain-sheet.ts'
import type { Feature } from '../model/feature.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { GLOBE_METERS, toGlobeGrid } from './globe-grid.ts'
import type { SheetSpec } from './sheet-spec.ts'
import { SvgPainter } from './svg-painter.ts'
import { drawSheet, toDocumentFacts } from './write-sheet.ts'

const PUBLIC = new URL('../../public', import.meta.url).pathname
const catalog = readCatalog(PUBLIC)
const fonts = nodeSheetFonts()

describe('the globe of a sheet', () => {
  const grid = toGlobeGrid([-100, 45])

  it('has each place where PROJ has it, and takes it back', () => {
    const judge = proj4('+proj=ortho +lat_0=45 +lon_0=-100 +R=6370997 +units=m +no_defs')
    for (const [lon, lat] of [
      [-100, 45],
      [-70, 20],
      [-160, 60],
      [100, 80],
      [-100, -40],
      [-30, 30],
    ] as const) {
      const [x, y] = judge.forward([lon, lat])
      const [u, v] = grid.toUnit(lon, lat)
      expect((u - 0.5) * GLOBE_METERS).toBeCloseTo(x!, 3)
      expect((0.5 - v) * GLOBE_METERS).toBeCloseTo(y!, 3)
      const back = grid.fromUnit(u, v)!
      expect(back[0]).toBeCloseTo(lon, 6)
      expect(back[1]).toBeCloseTo(lat, 6)
    }
  })

  it('lays the other side around its disc, where nothing is', () => {
    const [u, v] = grid.toUnit(90, -20)
    expect(Math.hypot(u - 0.5, v - 0.5)).toBeGreaterThan(0.5)
    expect(grid.fromUnit(u, v)).toBeNull()
    expect(grid.toUnit(80, -45).every(Number.isNaN)).toBe(true)
  })
})

describe('a sheet of the globe', () => {
  const spec: SheetSpec = {
    ...PLAIN_SHEET,
    view: { projection: 'globe', center: [-100, 45], scale: 90_000_000 },
    title: 'Globe',
    layers: toSheetLayers({ layers: [{ id: 'ports' }, { id: 'land' }] }, catalog),
  }

  it('shows what lies on this side alone, says which projection it is, and has no place in a plane', async () => {
    const places: Feature[] = [
      [-100, 40],
      [60, 0],
      [80, -45],
    ].map((coordinates, index) => ({
      ...keyOfPlace(index),
      geometry: { type: 'Point', coordinates },
      properties: {},
    }))
    const around = (lon: number, lat: number, size: number): Feature => ({
      ...keyOfPlace(Math.round(lon)),
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [lon - size, lat - size],
            [lon + size, lat - size],
            [lon + size, lat + size],
            [lon - size, lat + size],
            [lon - size, lat - size],
          ],
        ],
      },
      properties: {},
    })
    const lands = [around(-100, 45, 5), around(60, -30, 5)]
    const painter = new SvgPainter(fonts)
    const { tallies, viewport } = await drawSheet(spec, painter, fonts, {
      open: async ({ id }) =>
        id === 'ports'
          ? new MemorySource({ name: 'ports', geometryType: 'Point', fields: [] }, places)
          : new MemorySource({ name: 'land', geometryType: 'Polygon', fields: [] }, lands),
    })
    expect(tallies.map(({ drawnFeatures }) => drawnFeatures)).toEqual([1, 1])
    expect(viewport).toBeNull()
    const svg = Buffer.concat(painter.end(toDocumentFacts(spec))).toString('utf8')
    expect(svg.replaceAll(/<[^>]+>/g, '')).toContain('orthographic')
  })

  it('has what holds the antipode right side out: a land there is not seen, and the whole Earth is', async () => {
    const drawnOf = async (ring: readonly (readonly [number, number])[]) => {
      const geometry = { type: 'Polygon' as const, coordinates: [ring.map((place) => [...place])] }
      const land: Feature = { ...keyOfPlace(0), geometry, properties: {} }
      const schema = { name: 'land', geometryType: 'Polygon' as const, fields: [] }
      const layers = toSheetLayers({ layers: [{ id: 'land' }] }, catalog)
      const { tallies } = await drawSheet({ ...spec, layers }, new SvgPainter(fonts), fonts, {
        open: async () => new MemorySource(schema, [land]),
      })
      return tallies[0]!.drawnFeatures
    }
    const box = (west: number, south: number, east: number, north: number) =>
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ] as const
    expect(await drawnOf(box(60, -65, 100, -25))).toBe(0)
    expect(await drawnOf(box(-180, -90, 180, 90))).toBe(1)
    expect(await drawnOf(box(-179, -89, 179, 30))).toBe(1)
  })
})
