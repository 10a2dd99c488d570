import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { baseMapListSchema } from '../catalog/base-map.ts'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import { toLayerView } from './layer-view.ts'
import { parameter } from './parameters/layers.ts'
import { defaultLayers, hasBaseMap, toLayers, toParts, withBaseMap } from './reference-map.ts'

const read = (path: string) => JSON.parse(readFileSync(`public/${path}`, 'utf8'))
const catalog = new Map(
  parseCatalog(read('layers/catalog.json')).layers.map((layer) => [layer.id, layer]),
)
const baseMaps = baseMapListSchema.parse(read('base-maps.json'))
const idsOf = (layers: readonly { readonly id: string }[]) => layers.map(({ id }) => id)

describe('the two parts of the list of layers', () => {
  it('takes for the base map what of the reference map lies beneath all themes', () => {
    const reference = defaultLayers(catalog)
    expect(toParts(reference)).toEqual({ themes: [], base: reference })
    const theme = toLayerView('climate-zones')
    expect(toParts([theme, ...reference]).themes).toEqual([theme])
    const mixed = [toLayerView('rivers'), theme, toLayerView('land')]
    expect(idsOf(toParts(mixed).themes)).toEqual(['rivers', 'climate-zones'])
    expect(toParts([theme])).toEqual({ themes: [theme], base: [] })
  })

  it.each(baseMaps.map((baseMap) => [baseMap.id, baseMap] as const))(
    'puts the base map “%s” beneath the themes, with every layer known and none twice',
    (_, { layers }) => {
      const named = parameter.parse(layers)
      expect(named).toBeDefined()
      const base = toLayers(named!, catalog)
      for (const { id } of base) expect(catalog.get(id)?.files.length, id).toBeGreaterThan(0)
      expect(idsOf(base).sort()).toEqual(idsOf(defaultLayers(catalog)).sort())
      const before = [toLayerView('lakes'), toLayerView('ports'), ...defaultLayers(catalog)]
      const after = withBaseMap(before, base)
      expect(idsOf(after).slice(0, 2)).toEqual(['lakes', 'ports'])
      expect(new Set(idsOf(after)).size).toBe(after.length)
      expect(hasBaseMap(after, base)).toBe(true)
      expect(baseMaps.filter((other) => other.layers === layers)).toHaveLength(1)
    },
  )
})
