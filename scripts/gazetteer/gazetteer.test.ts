import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFlatGeobuf } from '../../src/formats/flatgeobuf/read.ts'
import {
  GAZETTEER_FILES,
  gazetteerFileSchema,
  type NamedPlace,
  placesOf,
} from '../../src/gazetteer/gazetteer-file.ts'
import { createPlaceSearch, toPlaceText } from '../../src/gazetteer/search-places.ts'

const LAYERS = resolve(import.meta.dirname, '../../public/layers')
const files = GAZETTEER_FILES.map((name) =>
  gazetteerFileSchema.parse(JSON.parse(readFileSync(join(LAYERS, name), 'utf8'))),
)
const places = files.flatMap((file) => [...placesOf(file)])
const { search } = createPlaceSearch(places)

const told = ({ kind, ...place }: NamedPlace, language = 'en') => {
  const { name, where } = toPlaceText({ kind, ...place }, language)
  return `${kind}: ${name}${where ? `, ${where}` : ''}`
}
const find = (text: string, near?: readonly [number, number], language = 'en') =>
  search(text, { near, limit: 5 }).map(({ place }) => told(place, language))

describe('the files in which places are looked for', () => {
  it('name features by keys that their layers have: run "npm run layers -- gazetteer" where they do not', () => {
    const layers = new Set(places.flatMap(({ layer }) => layer ?? []))
    expect(layers.size).toBeGreaterThan(10)
    for (const layer of layers) {
      const own = places.filter((place) => place.layer === layer)
      const { features } = readFlatGeobuf(readFileSync(join(LAYERS, `${layer}.fgb`)))
      const keys = new Set(features.map(({ key }) => key))
      expect(
        own.filter(({ key }) => !keys.has(key!)).map((place) => told(place)),
        layer,
      ).toEqual([])
    }
  })

  it('say of every town of the three countries in which it lies', () => {
    const towns = places.filter(({ kind, layer }) => kind === 'town' && layer === null)
    expect(towns.length).toBeGreaterThan(25_000)
    expect(towns.filter(({ regions }) => regions.length === 0)).toEqual([])
  })
})

describe('the search for a place', () => {
  it.each([
    ['Québec', 'state: Quebec, Canada'],
    ['quebec', 'state: Quebec, Canada'],
    ['CDMX', 'town: Mexico City, Mexico'],
    ['NYC', 'town: New York, United States'],
    ['montreal', 'town: Montréal, Quebec, Canada'],
    ['Nueva York', 'state: New York, United States'],
    ['États-Unis', 'country: United States'],
    ['Portland Maine', 'town: Portland, Maine, United States'],
    ['springfield il', 'town: Springfield, Illinois, United States'],
    ['Tijuana', 'town: Tijuana, Baja California, Mexico'],
    ['lac superieur', 'lake: Lake Superior'],
    ['YUL', 'airport: Montreal / Pierre Elliott Trudeau International Airport, Quebec, Canada'],
    ['Gulf of Mexico', 'sea: Gulf of Mexico'],
    ['missi', 'state: Mississippi, United States'],
  ])('of “%s” finds first %s', (text, expected) => {
    const [first = ''] = find(text)
    expect(first).toBe(expected)
  })

  it('names what it finds in the language of the reader', () => {
    expect(find('Great Slave Lake', undefined, 'fr')[0]).toContain('Grand lac des Esclaves')
    expect(find('CDMX', undefined, 'es')[0]).toContain('Ciudad de México')
  })

  it('puts the nearer first of two towns of one name', () => {
    const maine = find('Portland', [-70, 44])[0]
    const oregon = find('Portland', [-122, 45])[0]
    expect([maine, oregon]).toEqual([
      'town: Portland, Maine, United States',
      'town: Portland, Oregon, United States',
    ])
  })

  it('does not guess a name that is written otherwise', () => {
    expect(find('Monrteal')).toEqual([])
    expect(find('xyzzy')).toEqual([])
    expect(find('')).toEqual([])
  })
})
