import { describe, expect, it } from 'vitest'
import catalogJson from '../../../public/layers/catalog.json' with { type: 'json' }
import { parseCatalog } from '../../catalog/parse-catalog.ts'
import { COUNT_COLUMN } from '../../model/own-columns.ts'
import { toLayerView } from '../../state/layer-view.ts'
import type { PickedFeature } from '../../state/map-commands.ts'
import { toHoverText } from './to-hover-text.ts'

const catalog = new Map(parseCatalog(catalogJson).layers.map((layer) => [layer.id, layer]))
const layers = ['power-plants', 'climate-zones', 'lakes', 'bathymetry'].map((id) => toLayerView(id))

const plant = {
  layerId: 'power-plants',
  id: 1,
  kind: 'point',
  properties: { name: 'Laguna Verde', fuel: 'Nuclear', capacity_mw: 1510 },
} satisfies PickedFeature
const lake = {
  layerId: 'lakes',
  id: 2,
  kind: 'area',
  properties: { name: 'Lake Superior', name_es: 'Lago Superior', kind: 'Lake' },
} satisfies PickedFeature

describe('what is said of the feature under the mouse', () => {
  it('is the name of a point before that of an area, with its class and layer, in the language', () => {
    expect(toHoverText([lake, plant], layers, catalog, 'en')).toEqual({
      name: 'Laguna Verde',
      kind: 'Nuclear · Power Plants',
    })
    expect(toHoverText([lake], layers, catalog, 'es')?.name).toBe('Lago Superior')
  })

  it('is nothing of a mark that stands for several, and nothing of what the base map has no name for', () => {
    const group = { ...plant, properties: { ...plant.properties, [COUNT_COLUMN]: 12 } }
    expect(toHoverText([group], layers, catalog, 'en')).toBeNull()
    const sea = { ...lake, layerId: 'bathymetry', properties: { depth_min: 200 } }
    expect(toHoverText([sea], layers, catalog, 'en')).toBeNull()
  })

  it('is the class of a theme’s feature without a name', () => {
    const { name, ...unnamed } = plant.properties
    expect(toHoverText([{ ...plant, properties: unnamed }], layers, catalog, 'fr')).toMatchObject({
      name: 'Nucléaire',
    })
  })
})
