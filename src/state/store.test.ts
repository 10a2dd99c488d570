import { describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../catalog/schema.ts'
import { type LayerView, toLayerView } from './layer-view.ts'
import type { Told } from './parameters/parameter.ts'
import { defaultLayers } from './reference-map.ts'
import { type AtlasState, useAtlas } from './store.ts'
import { formatAddress, parseAddress, toAddressed } from './url.ts'

const ids = ['populated-places', 'graticule', 'coastline', 'rivers', 'land', 'power-plants']
const catalog: ReadonlyMap<string, CatalogLayer> = new Map(
  ids.map((id) => [
    id,
    {
      id,
      files: [{ path: `${id}.fgb` }],
      bbox: [-170, 10, -50, 80],
      fields: [{ name: 'fuel', type: 'string' }],
      symbology: {
        kind: 'categories',
        field: 'fuel',
        classes: [{ id: 'coal' }, { id: 'gas' }],
      },
    } as unknown as CatalogLayer,
  ]),
)
const reference = defaultLayers(catalog)
const powerPlants = toLayerView('power-plants')

function addressOf(layers: readonly LayerView[], camera: AtlasState['camera'] = {}): string {
  return formatAddress({ ...useAtlas.getState(), catalog, layers, camera })
}

function follow(address: string) {
  const told: Told[] = []
  const state = { ...useAtlas.getState(), catalog }
  return { told, state: toAddressed(state, parseAddress(address), (one) => told.push(one)) }
}
const layersOf = (address: string) => follow(address).state.layers!

describe('the layers of an address', () => {
  it('put a layer over the reference map and keep that', () => {
    expect(layersOf('?layers=power-plants,*')).toEqual([powerPlants, ...reference])
  })

  it('name a layer of the reference map once, where the address puts it', () => {
    const order = layersOf('?layers=rivers,*').map(({ id }) => id)
    expect(order).toEqual(['rivers', 'populated-places', 'graticule', 'coastline', 'land'])
  })

  it.each<[string, readonly LayerView[]]>([
    ['', reference],
    ['?layers=-', []],
    ['?layers=power-plants,*', [powerPlants, ...reference]],
    ['?layers=power-plants', [powerPlants]],
    [
      '?layers=power-plants:50~coal~gas,*',
      [{ ...powerPlants, opacity: 0.5, hiddenClasses: ['coal', 'gas'] }, ...reference],
    ],
    [
      '?layers=power-plants;screen=off,*',
      [{ ...powerPlants, screenOverlays: false }, ...reference],
    ],
  ])('come back from the address as they were: %s', (address, layers) => {
    expect(addressOf(layers)).toBe(address)
    expect(layersOf(address)).toEqual(layers)
  })

  it('come back whatever the order and whatever is switched off', () => {
    for (const [index, layer] of reference.entries()) {
      const changed = reference.with(index, { ...layer, visible: !layer.visible })
      expect(layersOf(addressOf(changed))).toEqual(changed)
      const moved = [powerPlants, ...reference.toSpliced(index, 1), layer]
      expect(layersOf(addressOf(moved))).toEqual(moved)
    }
  })

  it('are told, each once, where the catalogue has none of the name', () => {
    const { told, state } = follow('?layers=nowhere,rivers,power-plants~oil~gas&fit=nowhere')
    expect(told).toEqual([
      { key: 'start.unknownLayer', as: 'layers', names: ['nowhere'] },
      { key: 'start.unknownClass', as: 'classes', names: ['oil'] },
    ])
    expect(state.layers?.map(({ id }) => id)).toEqual(['rivers', 'power-plants'])
    expect(state.layers?.[1]?.hiddenClasses).toEqual(['gas'])
  })

  it('are whole, and told, where the address filters them by what they do not have', () => {
    const { told, state } = follow(
      '?layers=rivers;filter=kind==Coal,power-plants;filter=fuel==Coal,land;filter=fuel==5',
    )
    expect(told).toEqual([{ key: 'start.unknownFilter', as: 'layers', names: ['rivers', 'land'] }])
    expect(state.layers?.map(({ filter }) => filter?.kind)).toEqual([
      undefined,
      'compare',
      undefined,
    ])
  })

  it('are those of the reference map where an address knows none of them', () => {
    expect(layersOf('?layers=nowhere')).toEqual(reference)
  })

  it('keep the layer to be shown whole until the map is moved', () => {
    const layers = [powerPlants, ...reference]
    expect(addressOf(layers, { fit: 'power-plants' })).toBe(
      '?layers=power-plants,*&fit=power-plants',
    )
    expect(addressOf(layers, { center: [-100, 40], zoom: 3 })).toBe(
      '?at=-100,40&z=3&layers=power-plants,*',
    )
  })
})
