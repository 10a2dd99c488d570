import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { nameOf } from '../../catalog/name-of.ts'
import { parseCatalog } from '../../catalog/parse-catalog.ts'
import { toPredicate } from '../../model/predicate.ts'
import type { IdentifiedLayer } from '../../query/identify.ts'
import { toLayerView } from '../../state/layer-view.ts'
import type { Pixel } from '../../state/map-commands.ts'
import { toFound } from './identified.ts'
import { toAskedLayers, toFrameworkZoom } from './to-request.ts'
import { toToleranceMeters } from './to-tolerance.ts'

const { layers } = parseCatalog(
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../../public/layers/catalog.json'), 'utf8'),
  ),
)
const catalog = new Map<string, LayerEntry>(layers.map((layer) => [layer.id, layer]))
const URL_OF_LAYERS = 'https://atlas.example/layers/'

describe('what is asked of the layers on the map', () => {
  it('is asked of those that are seen, of the layer itself and no overview, the topmost first', () => {
    const views = [
      toLayerView('power-plants'),
      toLayerView('rivers', { visible: false }),
      toLayerView('lakes'),
    ]
    const asked = toAskedLayers(views, catalog, 3, URL_OF_LAYERS)
    expect(asked.map(({ id, at }) => [id, at.kind === 'url' && at.url])).toEqual([
      ['power-plants', `${URL_OF_LAYERS}power-plants.fgb`],
      ['lakes', `${URL_OF_LAYERS}lakes.fgb`],
    ])
  })

  it('leaves out features of hidden classes, of a filter, and those that the scale does not draw', () => {
    const { symbology } = catalog.get('power-plants')!
    if (symbology?.kind !== 'proportional') throw new Error('The layer has another look')
    const [hidden, other] = symbology.classes
    const filter = { kind: 'compare', field: 'country', operator: '=', value: 'MEX' } as const
    const views = [toLayerView('power-plants', { hiddenClasses: [hidden!.id], filter })]
    const { condition } = toAskedLayers(views, catalog, 9, URL_OF_LAYERS)[0]!
    const { fields } = catalog.get('power-plants')!
    const holds = toPredicate(condition!, fields)
    const of = (fuel: unknown, country: string) =>
      holds({
        ...Object.fromEntries(fields.map(({ name }) => [name, null])),
        fuel,
        country,
      } as never)
    expect(of(hidden!.values[0], 'MEX')).toBe(false)
    expect(of(other!.values[0], 'MEX')).toBe(true)
    expect(of(other!.values[0], 'CAN')).toBe(false)
    // Of the whole continent only the largest are drawn, where nothing is filtered.
    const atSmallScale = toAskedLayers([toLayerView('power-plants')], catalog, 1, URL_OF_LAYERS)[0]!
    const isAsked = (capacity: number) =>
      toPredicate(
        atSmallScale.condition!,
        fields,
      )({
        ...Object.fromEntries(fields.map(({ name }) => [name, null])),
        fuel: 'Coal',
        capacity_mw: capacity,
      } as never)
    expect([isAsked(499), isAsked(500)]).toEqual([false, true])
    const field = catalog.get('rivers')!.symbology!.minZoomField!
    const drawn = (zoom: number, least: number | null) =>
      toPredicate(
        toAskedLayers([toLayerView('rivers')], catalog, zoom, URL_OF_LAYERS)[0]!.condition!,
        [{ name: field, type: 'double' }],
      )({ [field]: least })
    expect([drawn(2, 3), drawn(3, 3), drawn(0, null)]).toEqual([false, true, true])
  })

  it('asks nothing of a layer all of whose classes are hidden', () => {
    const { symbology } = catalog.get('power-plants')!
    if (symbology?.kind !== 'proportional') throw new Error('The layer has another look')
    const all = [...symbology.classes, ...(symbology.other ? [symbology.other] : [])]
    const views = [toLayerView('power-plants', { hiddenClasses: all.map(({ id }) => id) })]
    expect(toAskedLayers(views, catalog, 9, URL_OF_LAYERS)).toEqual([])
  })

  it('knows the zoom of the Framework’s grid by the scale', () => {
    expect([23_437.5, 11_718.75, 11_718.8, 30_000].map(toFrameworkZoom)).toEqual([0, 1, 0, 0])
  })

  it('reaches as far on the ground as the pixels beside the place do, where that is most', () => {
    const map = {
      unproject: ([x, y]: Pixel): [number, number] | null => (x < 0 ? null : [x / 10, y / 10]),
    }
    expect(toToleranceMeters(map, [0, 0], 10)).toBeCloseTo(111_319.5, 0)
    expect(toToleranceMeters(map, [-1, 0], 10)).toBe(0)
  })
})

describe('what was found', () => {
  it('has points before lines before areas, and counts what is past the list', () => {
    const feature = (key: string, kind: 'point' | 'line' | 'area') =>
      ({ key, kind, id: 1, properties: {}, bbox: [0, 0, 0, 0], distanceMeters: 0 }) as const
    const answer: IdentifiedLayer[] = [
      { ok: true, id: 'countries', features: [feature('a', 'area')], total: 1 },
      { ok: false, id: 'lost', problem: { code: 'http-status', message: '' } },
      { ok: true, id: 'rivers', features: [feature('b', 'line')], total: 1 },
      { ok: true, id: 'ports', features: [feature('c', 'point')], total: 300 },
    ]
    const { features, total, failed } = toFound(answer)
    expect(features.map(({ layerId, key }) => `${layerId} ${key}`)).toEqual([
      'ports c',
      'rivers b',
      'countries a',
    ])
    expect(total).toBe(302)
    expect(failed.map(({ layerId }) => layerId)).toEqual(['lost'])
  })

  it('is called as the map calls it in the language, else by its name, else by none', () => {
    const states = catalog.get('countries')!
    const { fields } = states.symbology!.labels!
    const properties = { [fields.en]: 'Mexico', [fields.es]: 'México' }
    expect(nameOf(states, properties, 'es')).toBe('México')
    const brought = { fields: [{ name: 'Nombre', type: 'string' as const, title: null as never }] }
    expect(nameOf(brought, { Nombre: 'Pozo 3' }, 'fr')).toBe('Pozo 3')
    expect(nameOf(brought, { Nombre: ' ' }, 'fr')).toBe(null)
  })
})
