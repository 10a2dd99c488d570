import { describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../catalog/schema.ts'
import { type AtlasState, defaultLayers, toAddressView, toLayers, useAtlas } from './store.ts'
import { formatAddress, type LayerOnMap, parseAddress } from './url.ts'

const ids = ['populated-places', 'graticule', 'coastline', 'rivers', 'land', 'power-plants']
const catalog: ReadonlyMap<string, CatalogLayer> = new Map(
  ids.map((id) => [id, { id, files: [{ path: `${id}.fgb` }] } as unknown as CatalogLayer]),
)
const reference = defaultLayers(catalog)
const powerPlants: LayerOnMap = { id: 'power-plants', visible: true, opacity: 1 }

function addressOf(layers: readonly LayerOnMap[], camera: AtlasState['camera'] = {}): string {
  const state = { ...useAtlas.getState(), catalog, layers, camera }
  return formatAddress(toAddressView(state, 'en'))
}
const layersOf = (address: string) => toLayers(parseAddress(address).view.layers, catalog)

describe('the layers of an address', () => {
  it('put a layer over the reference map and keep that', () => {
    expect(layersOf('?layers=power-plants,*')).toEqual([powerPlants, ...reference])
  })

  it('name a layer of the reference map once, where the address puts it', () => {
    const order = layersOf('?layers=rivers,*').map(({ id }) => id)
    expect(order).toEqual(['rivers', 'populated-places', 'graticule', 'coastline', 'land'])
  })

  it.each<[string, readonly LayerOnMap[]]>([
    ['', reference],
    ['?layers=-', []],
    ['?layers=power-plants,*', [powerPlants, ...reference]],
    ['?layers=power-plants', [powerPlants]],
    [
      '?layers=power-plants:50~coal~gas,*',
      [{ ...powerPlants, opacity: 0.5, hiddenClasses: ['coal', 'gas'] }, ...reference],
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
