import { describe, expect, it } from 'vitest'
import {
  type CsvColumns,
  csvColumnsSchema,
  parseCsvColumns,
  toCsvColumns,
  toCsvColumnsText,
  toPlaceParts,
} from './csv-columns.ts'

const WAYS: readonly CsvColumns[] = [
  { kind: 'degrees', lon: 'LONGITUD', lat: 'LATITUD' },
  { kind: 'degree-parts', lon: ['D', 'M'], lat: ['d', 'm'] },
  { kind: 'degree-parts', lon: ['D', 'M', 'S'], lat: ['d', 'm', 's'] },
  { kind: 'utm', zone: 'ZONA', easting: 'X', northing: 'Y' },
  { kind: 'plane', x: 'E, m', y: 'the "N"' },
  { kind: 'pair', column: 'lugar: gps', order: 'lon-lat' },
  { kind: 'pair', column: 'lugar', order: 'lat-lon' },
  { kind: 'wkt', wkt: 'geom' },
]

describe('the columns of a place', () => {
  it.each(WAYS)(
    'are the same after a command, a recipe and a form have held them: %j',
    (columns) => {
      expect(parseCsvColumns(toCsvColumnsText(columns))).toEqual(columns)
      expect(csvColumnsSchema.parse(JSON.parse(JSON.stringify(columns)))).toEqual(columns)
      const { kind, chosen } = toPlaceParts(columns)!
      expect(toCsvColumns(kind, chosen)).toEqual(columns)
    },
  )

  it.each([
    '',
    'degrees',
    'degrees:LON',
    'degrees:LON,',
    'degrees:A,B,C',
    'none:',
    'pair:A',
    'toString:A',
  ])('are not guessed from a text that does not name them all: %s', (text) =>
    expect(parseCsvColumns(text)).toBeNull(),
  )

  it('are not whole while a part of them is to be chosen', () => {
    expect(toCsvColumns('utm', new Map([['zone', 'Z'], ['easting', 'E']]))).toBeNull() // biome-ignore format: one line
    expect(toCsvColumns('degree-parts', new Map([['lon', 'D'], ['lonMinutes', 'M'], ['lat', 'd'], ['latMinutes', 'm']]))).not.toBeNull() // biome-ignore format: one line
  })
})
