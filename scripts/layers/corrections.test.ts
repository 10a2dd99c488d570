import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { geometryBbox } from '../../src/geo/positions.ts'
import type { Feature } from '../../src/model/feature.ts'

/**
 * What sources have wrong and recipes correct, each by its name, held to the files as they are published: a source
 * that changes, or a recipe that is simplified, brings no error back unseen.
 */

const FOLDER = resolve(import.meta.dirname, '../../public/layers')
const opened = new Map<string, readonly Feature[]>()

function featuresOf(layer: string): readonly Feature[] {
  const known = opened.get(layer)
  if (known) return known
  const bytes = readFileSync(join(FOLDER, `${layer}.fgb`))
  const features = [...new FlatGeobufFile(new Uint8Array(bytes)).features()]
  opened.set(layer, features)
  return features
}

/** The properties of the one feature that has some value. */
function theOne(layer: string, field: string, value: string): Feature {
  const found = featuresOf(layer).filter(({ properties }) => properties[field] === value)
  expect(found, `${layer}: ${field} ${value}`).toHaveLength(1)
  return found[0]!
}

describe('what the sources have wrong', () => {
  it.each([
    ['populated-places', 'name', 'Irvine', { population: 256927, admin1: 'California' }],
    ['populated-places', 'name', 'Island Lake', { population: null, country: 'CAN' }],
    ['populated-places', 'name', 'Mexico City', { admin1: 'Ciudad de México', name_fr: 'Mexico' }],
    ['populated-places', 'name', 'Grande Prairie', { admin1: 'Alberta' }],
    ['populated-places', 'name', 'Val-d’Or', { admin1: 'Québec' }],
    ['ports', 'name', 'Cape Canaveral', { municipality: 'Cape Canaveral' }],
    ['ports', 'name', 'Detroit', { country: 'USA', province: 'Michigan' }],
    ['countries', 'iso_a3', 'USG', { name_en: 'Guantánamo Bay (US naval base)' }],
    ['countries', 'iso_a3', 'CLP', { name_fr: 'Île Clipperton', name_en: 'Clipperton Island' }],
    ['countries', 'iso_a3', 'VIR', { name_fr: 'Îles Vierges américaines' }],
    ['countries', 'iso_a3', 'CYM', { name_fr: 'Îles Caïmans' }],
    [
      'states-provinces',
      'iso_3166_2',
      'MX-CMX',
      { name: 'Ciudad de México', name_en: 'Mexico City', name_fr: 'Mexico' },
    ],
    [
      'states-provinces',
      'iso_3166_2',
      'US-DC',
      {
        name_en: 'District of Columbia',
        name_fr: 'District de Columbia',
        name_es: 'Distrito de Columbia',
      },
    ],
    ['states-provinces', 'iso_3166_2', 'MX-MIC', { name_es: 'Michoacán' }],
    ['lakes', 'name', 'IJsselmeer', { kind: 'Lake' }],
    ['lakes', 'name', 'Lac Bérard', {}],
    ['lakes', 'name', 'Laguna de Guzmán', {}],
    ['species-habitat', 'fips', '46102', { name: 'Oglala Lakota' }],
    ['renewable-capacity', 'state_province', 'MX-CMX', { country: 'MEX' }],
  ])('%s: %s %s is right', (layer, field, value, expected) => {
    expect(theOne(layer, field, value).properties).toMatchObject(expected)
  })

  it.each([
    ['ports', 'name', ['Port Canaveral', 'El Paso', 'Mexico City', 'Ciudad de México']],
    [
      'lakes',
      'name',
      [
        'Lago de Texcoco',
        'GREAT LAKES',
        'Lac Brard',
        'Aishik Lake',
        'Zona de inundacin sin nombre',
        'Unnamed',
      ],
    ],
    ['rivers', 'name', ['Niagra', 'Unnamed', 'Susqehanna', 'Pnuco']],
    ['countries', 'name_en', ['unknown', '']],
    ['states-provinces', 'iso_3166_2', ['MX-X01~', 'MX-DIF']],
    ['renewable-capacity', 'state_province', ['MX-DIF']],
    ['power-plants', 'state_province', ['MX-DIF']],
    ['wind-farms', 'state_province', ['MX-DIF']],
    ['populated-places', 'admin1', ['Distrito Federal']],
    ['iron-steel-plants', 'municipality', ['unknown']],
    [
      'iron-steel-plants',
      'name',
      ['BlueScope Steel EAF plant', 'Nucor Steel Pacific Northwest steel plant'],
    ],
  ])('%s: no %s is one of those that are left out', (layer, field, values) => {
    const found = featuresOf(layer).map(({ properties }) => properties[field])
    expect(found.length).toBeGreaterThan(0)
    expect(values.filter((value) => found.includes(value))).toEqual([])
  })

  it('puts Detroit on its own bank of the river, and no plant of iron or steel in the middle of a country', () => {
    const [lon, lat] = geometryBbox(theOne('ports', 'name', 'Detroit').geometry)
    expect([lon, lat].map((degrees) => Math.round(degrees! * 1000) / 1000)).toEqual([
      -83.046, 42.331,
    ])
    const middles = featuresOf('iron-steel-plants').filter(({ geometry }) => {
      const [x, y] = geometryBbox(geometry)
      return Math.hypot(x + 98.58, y - 39.83) < 0.5 || Math.hypot(x + 95.71, y - 37.09) < 0.5
    })
    expect(middles.map(({ properties }) => properties.name)).toEqual([])
  })

  it('has no population of a city beside a town of it, nor a placeholder for one that is unknown', () => {
    const places = featuresOf('populated-places')
    // GeoNames, too, has ten inhabitants of that islet.
    const ten = places.filter(({ properties }) => properties.population === 10)
    expect(ten.map(({ properties }) => properties.name)).toEqual(['El Porvenir'])
    expect(places.filter(({ properties }) => Number(properties.population) < 0)).toEqual([])
  })

  it.each([
    ['airports', ['name', 'municipality']],
    ['lakes', ['name', 'name_en', 'name_fr', 'name_es']],
    ['rivers', ['name', 'name_en', 'name_fr', 'name_es']],
    ['seas', ['name', 'name_en', 'name_fr', 'name_es']],
    ['populated-places', ['name', 'name_en', 'name_fr', 'name_es', 'admin1']],
    ['power-plants', ['name', 'owner']],
    ['countries', ['name', 'name_en', 'name_fr', 'name_es']],
    ['protected-areas-selection', ['name']],
  ])(
    '%s: names have one kind of apostrophe, no doubled blank and no blank at their ends',
    (layer, fields) => {
      const faulty = featuresOf(layer).flatMap(({ properties }) =>
        fields.flatMap((field) => {
          const value = properties[field]
          return typeof value === 'string' && /'|\s{2}|^\s|\s$/.test(value) ? [value] : []
        }),
      )
      expect(faulty).toEqual([])
    },
  )

  it.each(['airports', 'lakes', 'rivers', 'seas', 'populated-places', 'countries', 'ports'])(
    '%s: names have no question mark where a letter was',
    (layer) => {
      const lost = featuresOf(layer).flatMap(({ properties }) =>
        Object.entries(properties).flatMap(([field, value]) =>
          /name/.test(field) && /\p{L}\?|\?\p{L}|\uFFFD/u.test(String(value)) ? [value] : [],
        ),
      )
      expect(lost).toEqual([])
    },
  )

  it('begins the French names of countries with a capital', () => {
    const small = featuresOf('countries').flatMap(({ properties: { name_fr } }) =>
      typeof name_fr === 'string' && /^\p{Ll}/u.test(name_fr) ? [name_fr] : [],
    )
    expect(small).toEqual([])
  })

  it('draws no two tracks of one shape in the overview of railways', () => {
    const bytes = readFileSync(join(FOLDER, 'railroads.z0-3.fgb'))
    const shapes = [...new FlatGeobufFile(new Uint8Array(bytes)).features()].map(({ geometry }) =>
      JSON.stringify(geometry),
    )
    expect(new Set(shapes).size).toBe(shapes.length)
  })
})
