import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../catalog/parse-catalog.ts'
import type { FieldValues } from '../../model/feature.ts'
import type { IdentifiedLayer } from '../../query/identify.ts'
import { placeValueOf, toAreas } from './ask-here.ts'

const PATH = resolve(import.meta.dirname, '../../../public/layers/catalog.json')
const { layers } = parseCatalog(JSON.parse(readFileSync(PATH, 'utf8')))
const entriesOf = (ids: readonly string[]) =>
  ids.map((id) => layers.find((layer) => layer.id === id)!)

function answer(id: string, properties: FieldValues | null): IdentifiedLayer {
  const features = properties
    ? [
        {
          key: '1',
          id: 1,
          kind: 'area',
          bbox: [0, 0, 0, 0],
          distanceMeters: 0,
          properties,
        } as const,
      ]
    : []
  return { ok: true, id, features, total: features.length }
}

describe('what is said of a place', () => {
  it('are names in the language, and the words of classes', () => {
    const ids = ['countries', 'elevation', 'climate-zones', 'lakes']
    const areas = toAreas(entriesOf(ids), [
      answer('countries', {
        name: 'México',
        name_en: 'Mexico',
        name_fr: 'Mexique',
        name_es: 'México',
      }),
      answer('elevation', { elevation_min: 200, elevation_max: 500 }),
      answer('climate-zones', { zone: 'Af', main_group: 'A' }),
      answer('lakes', null),
    ])
    const values = areas.map((area) => placeValueOf(area, 'fr')?.replaceAll(/\s/g, ' '))
    expect(values).toEqual(['Mexique', '200–500 m', 'Af : Forêt équatoriale', undefined])
  })

  it('leaves out how deep the sea is where there is land, and keeps a layer that could not be asked', () => {
    const ids = ['countries', 'bathymetry']
    const depth = answer('bathymetry', { depth_min: 0, depth_max: 200 })
    const land = toAreas(entriesOf(ids), [answer('countries', { name: 'México' }), depth])
    expect(land.map(({ entry }) => entry.id)).toEqual(['countries'])
    const sea = toAreas(entriesOf(ids), [answer('countries', null), depth])
    expect(sea.map(({ entry }) => entry.id)).toEqual(ids)
    const problem = { code: 'http-status', message: '' }
    const lost = toAreas(entriesOf(ids), [{ ok: false, id: 'countries', problem }, depth])
    expect(lost.map((area) => area.problem)).toEqual([problem, null])
  })
})
