import { describe, expect, it } from 'vitest'
import { parseAngle, parsePackedAngle } from './parse-angle.ts'

const NORTH = 19 + 25 / 60 + 42.5 / 3600
const WEST = -(102 + 17 / 60 + 45 / 3600)

describe('an angle', () => {
  it.each([
    `19°25'42.5"N`,
    `19° 25' 42.5" N`,
    `N 19° 25' 42.5"`,
    `N19°25'42.5"`,
    '19º25´42.5´´N',
    '19°25′42.5″ N',
    '19°25’42.5” N',
    `19°25'42.5''`,
    `19°25'42,5"`,
    '19d25m42.5s',
    '19d 25m 42.5s N',
    '19:25:42.5',
    '19-25-42.5',
    '19_25_42.5',
    '19 25 42.5',
    '+19 25 42.5 N',
    '19.25.42.5',
    `19˚25'42.5"`,
    '19 grados 25 minutos 42.5 segundos norte',
    '19 deg 25 min 42.5 sec',
    '19 degrés 25 minutes 42,5 secondes nord',
    `19°25'42.5" (N)`,
    `19° 25.708333333333' N`,
    '19 25.708333333333',
    '19.42847222222222',
    '19,42847222222222',
    '192542.5N',
  ])('is read from %s', (text) => {
    expect(parseAngle(text)).toBeCloseTo(NORTH, 9)
  })

  it.each([
    `102°17'45"W`,
    `102° 17' 45" O`,
    `102° 17' 45" oeste`,
    `102° 17' 45" Ouest`,
    `W 102° 17' 45"`,
    `-102°17'45"`,
    `-102° 17' 45" W`,
    '−102 17 45',
    '–102:17:45',
    '102.29583333333333 W',
    '102.29583333333333° O',
    '1021745W',
  ])('lies in the west with %s', (text) => {
    expect(parseAngle(text)).toBeCloseTo(WEST, 9)
  })

  it.each([
    '',
    'N',
    'unknown',
    '19°75\'00"',
    '19°25\'75"',
    '1990-05-12',
    "19.5°30'",
    'N 19 S',
    '12 North Street',
    '0x1A',
    'Infinity',
    '19°25\'42" 102°17\'45"',
  ])('is not read from “%s”', (text) => {
    expect(parseAngle(text)).toBeNaN()
  })

  it('may have sixty seconds, which rounding makes', () => {
    expect(parseAngle('19°25\'60"')).toBeCloseTo(19 + 26 / 60, 12)
  })

  it('is no longitude when it is marked as north, and no latitude when marked as west', () => {
    expect(parseAngle("19°25'N", 'lon')).toBeNaN()
    expect(parseAngle("102°17'O", 'lat')).toBeNaN()
    expect(parseAngle("102°17'O", 'lon')).toBeCloseTo(-(102 + 17 / 60), 12)
  })

  it('may be packed into one number, as the tables of localities of INEGI have it', () => {
    // Aguascalientes in INEGI's ITER tables: 21°52'47" N, 102°17'45" W.
    expect(parsePackedAngle('215247')).toBeCloseTo(21 + 52 / 60 + 47 / 3600, 12)
    expect(parsePackedAngle('1021745')).toBeCloseTo(-WEST, 12)
    expect(parsePackedAngle('217547')).toBeNaN()
    expect(parsePackedAngle('21')).toBeNaN()
  })
})
