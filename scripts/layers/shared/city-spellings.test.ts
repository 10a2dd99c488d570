import { expect, it } from 'vitest'
import { type NamedCity, readCitySpellings } from './city-spellings.ts'

/** Rows as the gazetteer has them: numbers are texts. */
const ROWS = [
  { name: 'Mérida', lat: '20.967', lng: '-89.623', country: 'MX' },
  { name: 'Mérida', lat: '8.589', lng: '-71.144', country: 'VE' },
  { name: 'Santiago de Querétaro', lat: '20.588', lng: '-100.388', country: 'MX' },
  { name: 'León de los Aldama', lat: '21.122', lng: '-101.682', country: 'MX' },
  { name: 'Toronto', lat: '43.706', lng: '-79.399', country: 'CA' },
]

const spellingOf = await readCitySpellings({
  read: async () => new TextEncoder().encode(JSON.stringify(ROWS)),
})
const inMexico = (name: string, ...place: NamedCity['place']) =>
  spellingOf({ name, country: 'MX', place })

it('gives a name the accents of its city, found by name near its place', () => {
  expect(inMexico('Merida', -89.62, 20.97)).toBe('Mérida')
})

it('finds the words of a name in a longer one', () => {
  expect(inMexico('Queretaro', -100.38, 20.63)).toBe('Querétaro')
  expect(inMexico('Leon', -101.7, 21.15)).toBe('León')
})

it('takes no name from another country, from far away or of other letters', () => {
  expect(spellingOf({ name: 'Merida', country: 'MX', place: [-71.14, 8.59] })).toBeNull()
  expect(inMexico('Merida', -98, 20.97)).toBeNull()
  expect(inMexico('Kanasin', -89.62, 20.97)).toBeNull()
})

it('says nothing where there is nothing to change', () => {
  expect(spellingOf({ name: 'Toronto', country: 'CA', place: [-79.4, 43.7] })).toBeNull()
})
