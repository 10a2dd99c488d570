import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gazetteerFileSchema, placesOf } from './gazetteer-file.ts'
import { largeTowns } from './large-towns.ts'

const FILE = resolve(import.meta.dirname, '../../public/layers/gazetteer.json')

describe('the large towns of a country', () => {
  const places = [...placesOf(gazetteerFileSchema.parse(JSON.parse(readFileSync(FILE, 'utf8'))))]

  it.each([
    ['MEX', ['Ciudad de México', 'Guadalajara', 'Monterrey', 'Tijuana', 'León']],
    ['CAN', ['Ottawa', 'Toronto', 'Montréal', 'Vancouver', 'Calgary']],
  ])('are those that are looked for most, without their suburbs: %s', (country, names) => {
    expect(largeTowns(places, country, 5).map((town) => town.names.es)).toEqual(names)
  })
})
