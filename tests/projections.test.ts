import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { LayerEntry } from '../src/catalog/device-layer.ts'
import { projection as naaf } from '../src/geo/projections/naaf.ts'
import {
  frameworkPixelMeters,
  type Projection,
  zoomOfSameScale,
} from '../src/geo/projections/projection.ts'
import { constrainCamera } from '../src/map/camera.ts'
import { toStyle } from '../src/map/style/style.ts'
import { keyOfPlace } from '../src/model/feature-key.ts'
import { MemorySource } from '../src/sources/memory-source.ts'
import { toLayerView } from '../src/state/layer-view.ts'
import { writeSheetTile } from '../src/tiles/sheet.ts'
import { TileLayer } from '../src/tiles/tile-layer.ts'

/**
 * A file as somebody would add it: longitudes and latitudes as they are (plate carrée), in a grid of its own whose
 * pixel is a quarter of the Framework's.
 */
const plateCarree: Projection = {
  id: 'plate',
  place: 4,
  grid: {
    name: 'plate',
    wraps: false,
    tileZoomShift: 2,
    isSheet: false,
    toUnit: (lon, lat) => [(lon + 180) / 360, (180 - lat) / 360],
    fromUnit: (u, v) => [u * 360 - 180, 180 - v * 360],
  },
  mapType: 'test:plate',
  plane: {
    definition: '+proj=eqc',
    origin: [-180, 180],
    side: 360,
    toPlane: (lon, lat) => [lon, lat],
    fromPlane: (x, y) => [x, y],
  },
  pixelMeters: (zoom) => frameworkPixelMeters(zoom) * 4,
  homeCamera: () => ({ center: [-100, 50], zoom: 3 }),
  isSphere: false,
  sea: 'everywhere',
  beyond: 'page',
  neatLinePixels: 2,
}

/** It joins the list, as its file would, before anything has read it. */
const { PROJECTIONS, projectionOf, tileGridOf } = await import('../src/geo/projections/all.ts')
;(PROJECTIONS as Projection[]).push(plateCarree)

const { parameter } = await import('../src/state/parameters/projection.ts')

const NAME = 'plate'

beforeAll(() => {
  vi.stubGlobal('document', { baseURI: 'https://example.org/atlas/' })
  return () => vi.unstubAllGlobals()
})

describe('a projection that is added as one file', () => {
  it('is found by its name in the address, and has its camera', () => {
    expect(parameter.parse('plate')).toBe('plate')
    const projection = projectionOf(NAME)
    const camera = { center: [-90, 45], zoom: 4 } as const
    expect(zoomOfSameScale(camera, naaf, projection)).toBe(6)
    const kept = constrainCamera(projection, { ...camera, zoom: 99 }, { width: 800, height: 600 })
    expect(kept.zoom).toBe(12)
  })

  it('is drawn from tiles of its own grid, at the sizes of its own zooms', () => {
    const entry = {
      id: 'towns',
      geometryType: 'Point',
      files: [{ path: 'towns.fgb', bytes: 1000 }],
      symbology: {
        kind: 'simple',
        symbol: {
          fill: { light: '#000', dark: '#fff' },
          markerRadius: [
            [2, 1],
            [6, 8],
          ],
        },
      },
    } as unknown as LayerEntry
    const style = toStyle({
      layers: [toLayerView('towns')],
      catalog: new Map([['towns', entry]]),
      projection: NAME,
      theme: 'light',
      language: 'en',
      revisions: new Map(),
    })
    expect(style.projection).toEqual({ type: 'test:plate' })
    const [source] = Object.values(style.sources) as { tiles: string[]; maxzoom: number }[]
    expect(source!.tiles[0]).toContain('/plate/{z}/{x}/{y}')
    expect(source!.maxzoom).toBe(13)
    const circle = style.layers.find(({ id }) => id === 'towns/circle') as { paint: object }
    expect(circle.paint).toHaveProperty('circle-radius', [
      'interpolate',
      ['linear'],
      ['zoom'],
      4,
      1,
      8,
      8,
    ])
    expect(style.layers.find(({ id }) => id === 'neat-line')).toHaveProperty('paint.line-width', 2)
  })

  it('has its tiles cut by the worker, from the file that is meant for their scale', async () => {
    const layer = new TileLayer({
      id: 'towns',
      levels: [level([-9, 2], -60), level([3, 24], -120)],
      parts: ['features'],
      fields: [],
    })
    const places = async (z: number) => {
      const [u, v] = tileGridOf('plate').toUnit(z === 4 ? -60 : -120, 40)
      const x = Math.floor(u * 2 ** z)
      const y = Math.floor(v * 2 ** z)
      const bytes = await layer.tile({ grid: 'plate', z, x, y })
      return new VectorTile(new PbfReader(bytes)).layers['towns/features']?.length
    }
    // Zoom 4 is the Framework's 2.
    expect(await places(4)).toBe(1)
    expect(await places(5)).toBe(1)
    const sheet = await writeSheetTile({ grid: 'plate', z: 0, x: 0, y: 0 })
    expect(Object.keys(new VectorTile(new PbfReader(sheet)).layers)).toContain('sheet/outlines')
  })
})

function level(zooms: readonly [number, number], lon: number) {
  return {
    zooms,
    resident: true,
    open: async () =>
      new MemorySource({ name: 'towns', geometryType: 'Point', fields: [] }, [
        { ...keyOfPlace(1), geometry: { type: 'Point', coordinates: [lon, 40] }, properties: {} },
      ]),
  }
}

describe('what the Atlas knows of its projections', () => {
  it('stands in their files alone: no other asks for one by its name', () => {
    const src = resolve(import.meta.dirname, '../src')
    const faults = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
      .filter((path) => /^(map|tiles|state|workers|features\/map-view)\//.test(path))
      .filter((path) =>
        /(===|!==) '(naaf|mercator|globe)'|isNaaf|\(naaf\|/.test(
          readFileSync(join(src, path), 'utf8'),
        ),
      )
    expect(faults).toEqual([])
  })
})
