import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  createExpression,
  featureFilter,
  v8,
  validateStyleMin,
} from '@maplibre/maplibre-gl-style-spec'
import type {
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseCatalog } from '../../catalog/parse-catalog.ts'
import { PROJECTIONS } from '../../geo/projections/all.ts'
import { toLayerView } from '../../state/layer-view.ts'
import type { Highlight } from '../../state/map-commands.ts'
import { defaultLayers } from '../../state/reference-map.ts'
import { LANGUAGES } from '../../words/languages.ts'
import { type StyleInput, toSharedSources, toStyle } from './style.ts'

const CATALOG = resolve(import.meta.dirname, '../../../public/layers/catalog.json')
const catalog = new Map(
  parseCatalog(JSON.parse(readFileSync(CATALOG, 'utf8'))).layers.map((layer) => [layer.id, layer]),
)
const bundled = [...catalog.values()].filter(({ files }) => files.length > 0)

/** Every bundled layer on the map, as the Atlas' own order has it. */
const everything: StyleInput = {
  layers: bundled.map(({ id }) => toLayerView(id, { opacity: 0.5 })),
  catalog,
  projection: 'naaf',
  theme: 'light',
  language: 'en',
  revisions: new Map(),
}

/** The map library knows the Framework's projection by its registration, the specification does not. */
function faultsOf(style: StyleSpecification): string[] {
  return validateStyleMin({ ...style, projection: { type: 'mercator' } }).map(
    ({ message }) => message,
  )
}

beforeAll(() => {
  // Addresses of the fonts are made absolute with the page's own.
  vi.stubGlobal('document', { baseURI: 'https://example.org/atlas/' })
})
afterAll(() => {
  vi.unstubAllGlobals()
})

describe('the style of the map', () => {
  it('draws of a filtered layer the features that meet its filter, in every one of its style layers', () => {
    const filter = { kind: 'compare', field: 'country', operator: '=', value: 'Canada' } as const
    const layers = [toLayerView('ports', { filter })]
    const style = toStyle({ ...everything, layers })
    expect(faultsOf(style)).toEqual([])
    const own = style.layers.filter(({ id }) => id.startsWith('ports/'))
    expect(own.length).toBeGreaterThan(1)
    for (const layer of own) {
      const holds = featureFilter(
        (layer as { filter: FilterSpecification }).filter,
        'layers.filter',
      )
      const isDrawn = (properties: Record<string, unknown>) =>
        holds.filter({ zoom: 9 } as never, { type: 1, properties } as never)
      expect([isDrawn({ country: 'Canada' }), isDrawn({ country: 'Mexico' }), isDrawn({})]).toEqual(
        [true, false, false],
      )
    }
  })

  it('is valid, and all of it larger, on a large screen', () => {
    for (const { id: projection } of PROJECTIONS) {
      expect(faultsOf(toStyle({ ...everything, projection, scale: 1.25 }))).toEqual([])
    }
    const sizeOf = (scale: number) => {
      const { layers } = toStyle({ ...everything, scale })
      const { layout } = layers.find(
        ({ id }) => id === 'populated-places/label',
      ) as SymbolLayerSpecification
      const size = createExpression(layout!['text-size'], v8.layout_symbol['text-size'] as never)
      if (size.result !== 'success') throw new Error('The size is no expression')
      return Number(size.value.evaluate({ zoom: 4 }, { type: 1, properties: {} } as never))
    }
    expect(sizeOf(1.25) / sizeOf(1)).toBeCloseTo(1.25)
  })

  it('draws of the power plants the largest on small maps, all on large ones, and all that a filter leaves', () => {
    const shows = (zoom: number, capacity: number, view = {}) => {
      const layers = [toLayerView('power-plants', view)]
      const style = toStyle({ ...everything, layers })
      const circles = style.layers.find(({ id }) => id === 'power-plants/circle')
      const { filter } = circles as { filter?: FilterSpecification }
      const properties = { capacity_mw: capacity, fuel: 'Coal', country: 'MEX' }
      return featureFilter(filter, 'layers.filter').filter(
        { zoom } as never,
        { type: 1, properties } as never,
      )
    }
    expect([shows(1, 499), shows(1, 500), shows(2, 200), shows(3, 49), shows(4, 1)]).toEqual([
      false,
      true,
      true,
      false,
      true,
    ])
    const filter = { kind: 'compare', field: 'country', operator: '=', value: 'MEX' } as const
    expect(shows(1, 1, { filter })).toBe(true)
  })

  it('draws groups of points larger the more they stand for, and what stands for one as before', () => {
    const stations = catalog.get('summer-rainfall-stations')!
    const { field } = stations.symbology as { readonly field: string }
    const [file] = stations.files
    const grouped = {
      ...file!,
      overviewZooms: [0, 1] as [number, number],
      groups: { largest: 1000 },
    }
    const radiiOf = (files: typeof stations.files) => {
      const entry = { ...stations, files }
      const style = toStyle({
        ...everything,
        catalog: new Map([[entry.id, entry]]),
        layers: [toLayerView(entry.id)],
      })
      expect(faultsOf(style)).toEqual([])
      const icons = style.layers.find(({ id }) => id === 'summer-rainfall-stations/icon')
      const { 'icon-size': size } = (icons as SymbolLayerSpecification).layout!
      const expression = createExpression(size, v8.layout_symbol['icon-size'] as never)
      if (expression.result !== 'success') throw new Error('The size is no expression')
      return [1, 10, 1000].map((count) =>
        Number(
          expression.value.evaluate({ zoom: 4 }, {
            type: 1,
            properties: { 'atlas:count': count, [field]: 100 },
          } as never),
        ),
      )
    }
    const [plain] = radiiOf([file!])
    const [one, ten, thousand] = radiiOf([grouped, file!])
    expect(one).toBeCloseTo(plain!)
    expect(ten! / plain!).toBeCloseTo(5 / 3)
    expect(thousand! / plain!).toBeCloseTo(3)
  })

  for (const { id: projection } of PROJECTIONS) {
    it(`is valid for every bundled layer in every language and theme: ${projection}`, () => {
      for (const language of LANGUAGES) {
        for (const theme of ['light', 'dark'] as const) {
          expect(faultsOf(toStyle({ ...everything, projection, language, theme }))).toEqual([])
        }
      }
    })
  }

  it('draws the topmost layer of the list last, and every label above every shape', () => {
    const { layers } = toStyle({ ...everything, layers: defaultLayers(catalog) })
    const ids = layers.map(({ id }) => id)
    const first = (start: string) => ids.findIndex((id) => id.startsWith(start))
    expect(first('bathymetry/')).toBeLessThan(first('land/'))
    expect(first('land/')).toBeLessThan(first('lakes/'))
    expect(first('lakes/')).toBeLessThan(first('international-boundaries/'))
    const labels = ids.filter((id) => /\/(label|first-label|obstacle|named|first-named)$/.test(id))
    expect(labels.length).toBeGreaterThan(3)
    expect(ids.slice(-labels.length)).toEqual(labels)
  })

  it('draws waters, borders and other lines above what covers the land, wherever that stands in the list', () => {
    const base = defaultLayers(catalog)
    const covers = ['climate-zones', 'potential-land-cover'].map((id) => toLayerView(id))
    const { layers } = toStyle({ ...everything, layers: [...covers, ...base] })
    const ids = layers.map(({ id }) => id)
    const at = (start: string) => ids.findIndex((id) => id.startsWith(start))
    const order = [
      'land/',
      'elevation/',
      'potential-land-cover/',
      'climate-zones/',
      'lakes/',
      'rivers/',
    ]
    const shown = order.filter((id) => at(id) >= 0)
    expect(shown.length).toBeGreaterThan(4)
    expect(shown.map(at)).toEqual(shown.map(at).toSorted((a, b) => a - b))
  })

  it('places names below the markers that they have to keep clear of, but for capitals', () => {
    const { layers } = toStyle({ ...everything, layers: defaultLayers(catalog) })
    const ids = layers.map(({ id }) => id).filter((id) => id.startsWith('populated-places/'))
    expect(ids.slice(-5)).toEqual([
      'populated-places/label',
      'populated-places/obstacle',
      'populated-places/first-label',
      'populated-places/named',
      'populated-places/first-named',
    ])
  })

  it('draws no marker of a place without its name on small maps, and every marker on large ones', () => {
    for (const { id: projection } of PROJECTIONS) {
      const { layers } = toStyle({ ...everything, projection, layers: defaultLayers(catalog) })
      const places = layers.filter(({ id }) => id.startsWith('populated-places/'))
      const hasNames = ({ id }: LayerSpecification) => id.endsWith('named')
      const ends = places.map((layer) => (hasNames(layer) ? layer.maxzoom : layer.minzoom))
      expect(new Set(ends).size, 'one zoom at which all of it changes').toBe(1)
      for (const { layout } of places.filter(hasNames) as SymbolLayerSpecification[]) {
        expect(layout).toMatchObject({
          'icon-image': expect.anything(),
          'text-field': expect.anything(),
        })
        expect(layout).not.toHaveProperty('text-optional')
      }
    }
  })

  it('draws on the globe alone what lies beyond the edge of its tiles, of the layers that reach there', () => {
    for (const { id: projection } of PROJECTIONS) {
      const { layers, sources } = toStyle({ ...everything, projection })
      const inCap = layers.map(({ id }) => id).filter((id) => id.endsWith('-in-cap'))
      const isSphere = projection === 'globe'
      expect(inCap.includes('bathymetry/fill-in-cap')).toBe(isSphere)
      expect(inCap.some((id) => id.startsWith('lakes/'))).toBe(false)
      expect(Object.keys(sources).includes('shared@mercatorcap')).toBe(isSphere)
      if (!isSphere) continue
      // Each lies where its layer lies among the others.
      const ids = layers.map(({ id }) => id)
      expect(ids[ids.indexOf('bathymetry/fill') + 1]).toBe('bathymetry/fill-in-cap')
    }
  })

  it('draws points in the polar cap as discs of their colours and sizes, which the map has no markers for', () => {
    const [points] = [...catalog.values()].filter(({ id }) => id === 'ports')
    const reaching = { ...points!, bbox: [-180, 0, 180, 89] as [number, number, number, number] }
    const { layers } = toStyle({
      ...everything,
      projection: 'globe',
      catalog: new Map([['ports', reaching]]),
      layers: everything.layers.filter(({ id }) => id === 'ports'),
    })
    const discs = layers.filter(({ id }) => id.endsWith('-in-cap'))
    expect(discs.map(({ type }) => type)).toEqual(['line', 'line'])
    for (const disc of discs) {
      expect(disc).toMatchObject({ layout: { 'line-cap': 'round' }, source: 'shared@mercatorcap' })
      expect(disc).toHaveProperty('paint.line-width')
    }
  })

  it('names on the smallest map what is drawn from zoom 0 on, and countries before, whatever the projection', () => {
    for (const { id: projection } of PROJECTIONS) {
      const { layers } = toStyle({ ...everything, projection, layers: defaultLayers(catalog) })
      const label = layers.find(({ id }) => id === 'states-provinces/label')!
      const shows = (layer: LayerSpecification) => {
        const { filter } = layer as { filter: FilterSpecification }
        const holds = featureFilter(filter, 'layers.filter')
        return (zoom: number, minZoom: number) =>
          holds.filter({ zoom } as never, { type: 3, properties: { min_zoom: minZoom } } as never)
      }
      const isShown = shows(label)
      expect(isShown(0, 0)).toBe(true)
      expect(isShown(0, 2)).toBe(false)
      // A tile's zoom is a whole number, and that of the same scale one more in Web Mercator.
      for (const zoom of [2, 3, 5]) {
        const same = projection === 'naaf' ? zoom : zoom + 1
        expect([isShown(same, zoom), isShown(same - 1, zoom)]).toEqual([true, false])
      }
      const countries = layers.find(({ id }) => id === 'countries/label')!
      expect(shows(countries)(0, 3)).toBe(true)
      expect(shows(countries)(0, 4)).toBe(false)
    }
  })

  it('asks for tiles of the Framework’s grid in its projection, and of Web Mercator’s otherwise', () => {
    for (const { id: projection } of PROJECTIONS) {
      const { sources } = toStyle({ ...everything, projection })
      const grid = projection === 'naaf' ? 'naaf' : 'mercator'
      expect(
        Object.keys(sources).every((id) => id.split('@')[1]!.replace(/cap$/, '') === grid),
      ).toBe(true)
    }
  })

  it('leaves out what is switched off, and what the catalogue does not have', () => {
    const layers = [toLayerView('lakes', { visible: false }), toLayerView('no-such-layer')]
    expect(Object.keys(toStyle({ ...everything, layers }).sources)).toEqual([
      'shared@naaf',
      'shared-names@naaf',
    ])
  })

  it('draws what stands out above all shapes and below all names, in its own source', () => {
    const highlights = {
      revision: 3,
      byName: new Map<string, Highlight>([
        ['found', { layerId: 'lakes', ids: [4] }],
        ['row', { layerId: 'lakes', ids: [9] }],
        ['area', { geometries: [{ type: 'Point', coordinates: [-90, 40] }] }],
        ['sample', { geometries: [{ type: 'Point', coordinates: [-80, 45] }], look: 'sample' }],
        ['gone', { layerId: 'no-such-layer', ids: [1] }],
      ]),
    }
    for (const { id: projection } of PROJECTIONS) {
      const input = { ...everything, projection, highlights }
      const style = toStyle(input)
      expect(faultsOf(style)).toEqual([])
      const ids = style.layers.map(({ id }) => id)
      expect(
        ids.findLastIndex((id) => id.endsWith('/fill') && !id.startsWith('highlight')),
      ).toBeLessThan(ids.findIndex((id) => id.startsWith('highlight/')))
      expect(ids.findLastIndex((id) => id.startsWith('highlight/'))).toBeLessThan(
        ids.findIndex((id) => id.endsWith('/label')),
      )
    }
    const shared = toSharedSources({ ...everything, highlights }).get('shared-highlights')!
    expect([...shared]).toEqual([
      ['lakes', { revision: 3, parts: ['features', 'outlines'], ids: [4, 9] }],
      ['~area', { revision: 3, parts: ['features', 'outlines'] }],
      ['~sample', { revision: 3, parts: ['features', 'outlines'] }],
    ])
  })

  it('asks for the reference map from the ground up, and then for themes, the topmost first', () => {
    const layers = ['power-plants', 'wind-farms', 'climate-zones', 'lakes', 'land'].map((id) => toLayerView(id)) // biome-ignore format: one line
    const shared = toSharedSources({ ...everything, layers })
    const order = ['sheet', 'land', 'lakes', 'power-plants', 'wind-farms', 'climate-zones']
    expect([...shared.get('shared')!.keys()]).toEqual(order)
  })
})
