import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { geojson } from 'flatgeobuf'
import { describe, expect, it, vi } from 'vitest'
import {
  everyType,
  queryBoxes,
  squares,
  type TestLayer,
  testLayers,
} from '../../../tests/support/flatgeobuf-layers.ts'
import { problemCodeOf } from '../../../tests/support/problem-code.ts'
import type { Feature, FieldValues } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { writeFlatGeobuf, writeFlatGeobufChunks } from './write.ts'

const FIXTURES = resolve(import.meta.dirname, '../../../tests/fixtures/flatgeobuf')
const fixture = (name: string) => readFileSync(join(FIXTURES, name))
const write = ({ layer, features }: TestLayer) => writeFlatGeobuf(layer, features)

const point = (properties: FieldValues, id = 0): Feature => ({
  ...keyOfPlace(id),
  geometry: { type: 'Point', coordinates: [id, 0] },
  properties,
})

describe('a written FlatGeobuf file', () => {
  it.each(Object.keys(testLayers))('is the very file that GDAL has read (%s)', (name) => {
    expect(Buffer.from(write(testLayers[name]!).bytes).equals(fixture(`${name}.fgb`))).toBe(true)
  })

  it('shows GDAL every field with its type, every value, and empty values as empty', () => {
    const text = fixture('every-type.gdal.txt').toString()
    for (const line of [
      'Feature Count: 8',
      'Extent: (-100.500000, 0.000000) - (30.000000, 46.000000)',
      'ID["EPSG",4326]',
      'integer: Integer (9.0)',
      'long: Integer64 (0.0)',
      'double: Real (12.3), alternative name="Area"',
      'string: String (20.0)',
      'boolean: Integer(Boolean) (0.0)',
      'date: DateTime (0.0)',
      'json: String (0.0)',
      'binary: Binary (0.0)',
      'number: Integer (0.0) NOT NULL',
      'integer (Integer) = -2147483648',
      'long (Integer64) = 9007199254740993',
      'string (String) = Québec, Nuñoa, ᐃᓄᒃᑎᑐᑦ',
      'date (DateTime) = 2020/02/29 00:00:00',
      'datetime (DateTime) = 2020/02/29 12:30:00+00',
      'binary (Binary) = 0102FF',
      'POINT Z (-100.5 45.25 12.5)',
      'LINESTRING Z (-100 45 1,-99 46 2,-98 45.5 3)',
    ]) {
      expect(text).toContain(line)
    }
    expect(text).not.toContain('(null)')
    expect(text.match(/^OGRFeature/gm)).toHaveLength(8)
  })

  it('shows GDAL the field types that only later features reveal', () => {
    const text = fixture('found.gdal.txt').toString()
    expect(text).toContain('a: String')
    expect(text).toContain('b: Real')
    expect(text).toContain('c: DateTime')
    expect(text).toContain('d: Integer(Boolean)')
    expect(text).toContain('late: Integer64')
  })

  it("shows GDAL the Framework's own projection", () => {
    const text = fixture('framework.gdal.txt').toString()
    expect(text).toContain('METHOD["Lambert Azimuthal Equal Area (Spherical)"')
    expect(text).toContain('ELLIPSOID["Sphere_ARC_INFO",6370997,0')
  })

  it('has an index through which GDAL finds what a scan of the same features finds', () => {
    const answers: { box: number[]; indexed: number[]; scanned: number[] }[] = JSON.parse(
      fixture('squares.gdal.json').toString(),
    )
    expect(answers.map(({ box }) => box)).toEqual(queryBoxes)
    for (const { indexed, scanned } of answers) expect(indexed).toEqual(scanned)
    expect(answers.map(({ indexed }) => indexed.length)).toEqual([3000, 7, 421, 1, 6, 82])
  })

  it("is read by the format's reference library, by box too", async () => {
    const { bytes } = write(squares)
    vi.spyOn(console, 'debug').mockReturnValue() // the library tells of each of its steps
    const rect = { minX: -100, minY: 40, maxX: -90, maxY: 50 }
    const numbers: number[] = []
    for await (const feature of geojson.deserialize(bytes, { rect })) {
      numbers.push(feature.properties!.number)
      expect(feature.geometry).toEqual(squares.features[feature.properties!.number]!.geometry)
    }
    const answers = JSON.parse(fixture('squares.gdal.json').toString())
    expect(numbers.sort((a, b) => a - b)).toEqual(answers[1].indexed)
  })

  it('is the same bytes in chunks as whole, however small the chunks', async () => {
    for (const { layer, features } of [squares, everyType]) {
      const chunks: Uint8Array[] = []
      const pass = () => features
      for await (const chunk of writeFlatGeobufChunks(layer, pass, { windowBytes: 50_000 })) {
        chunks.push(chunk)
      }
      const whole = Buffer.from(writeFlatGeobuf(layer, features).bytes)
      expect(Buffer.concat(chunks).equals(whole)).toBe(true)
    }
  })

  it('does not depend on the order of features that are apart', () => {
    const { layer, features } = squares
    const reversed = writeFlatGeobuf(layer, [...features].reverse()).bytes
    expect(Buffer.from(reversed).equals(fixture('squares.fgb'))).toBe(true)
  })
})

describe('the writer', () => {
  it('finds the narrowest type that holds all values of a field', () => {
    const { schema, warnings } = writeFlatGeobuf({ name: 'found' }, [
      point({ whole: 1, mixed: 1, days: '2020-01-01', text: '2020-13-01', none: null }),
      point({ whole: 2 ** 31, mixed: 'one', days: null, text: 'x', none: null }),
    ])
    expect(schema.fields).toEqual([
      { name: 'whole', type: 'long' },
      { name: 'mixed', type: 'string' },
      { name: 'days', type: 'date' },
      { name: 'text', type: 'string' },
      { name: 'none', type: 'string' },
    ])
    expect(warnings).toMatchObject([{ code: 'fields-mixed-became-text', count: 1 }])
  })

  it('declares one geometry type where there is one, and Unknown for several', () => {
    expect(write(squares).schema.geometryType).toBe('Polygon')
    expect(write(everyType).schema.geometryType).toBe('Unknown')
    expect(writeFlatGeobuf({ name: 'points' }, [point({})]).schema.geometryType).toBe('Point')
  })

  it.each([
    ['integer', 1.5],
    ['integer', 2 ** 31],
    ['long', 2 ** 53],
    ['long', 2n ** 63n],
    ['double', '1'],
    ['double', 9007199254740993n],
    ['string', 1],
    ['boolean', 0],
    ['date', '2020-02-30T00:00:00Z'],
    ['date', '1/2/2020'],
    ['json', '{'],
    ['binary', 'ff'],
  ] as const)('refuses, rather than changes, a value that is no %s: %s', (type, value) => {
    const layer = { name: 'strict', fields: [{ name: 'a', type }] }
    expect(problemCodeOf(() => writeFlatGeobuf(layer, [point({ a: value })]))).toBe(
      'field-value-unfit',
    )
  })

  it('refuses an empty value in a field that is declared to have none', () => {
    const fields = [{ name: 'a', type: 'string', nullable: false }] as const
    expect(problemCodeOf(() => writeFlatGeobuf({ name: 'strict', fields }, [point({})]))).toBe(
      'field-value-missing',
    )
  })

  it('refuses a geometry of another type than declared, and a coordinate that is no number', () => {
    const layer = { name: 'lines', geometryType: 'LineString' } as const
    expect(problemCodeOf(() => writeFlatGeobuf(layer, [point({})]))).toBe(
      'flatgeobuf-geometry-type',
    )
    const nowhere: Feature = {
      ...keyOfPlace(0),
      geometry: { type: 'Point', coordinates: [Number.NaN, 0] },
      properties: {},
    }
    expect(problemCodeOf(() => writeFlatGeobuf({ name: 'nowhere' }, [nowhere]))).toBe(
      'coordinate-not-finite',
    )
  })

  it('refuses two fields of one name', () => {
    const fields = [
      { name: 'a', type: 'string' },
      { name: 'a', type: 'double' },
    ] as const
    expect(problemCodeOf(() => writeFlatGeobuf({ name: 'twice', fields }, []))).toBe(
      'field-name-repeated',
    )
  })

  it('tells of text that UTF-8 cannot hold', () => {
    const { warnings } = writeFlatGeobuf({ name: 'half' }, [point({ a: 'x\ud800' })])
    expect(warnings).toMatchObject([{ code: 'text-ill-formed', count: 1 }])
  })

  it('tells how many positions lack the height that others have', () => {
    const { warnings } = write(everyType)
    expect(warnings).toMatchObject([{ code: 'heights-missing', count: 40 }])
  })

  it('says so when the features change between the passes over them', async () => {
    let pass = 0
    const features = () => [point({ a: 'x'.repeat(10 * pass++) })]
    const writing = async () => {
      const options = { windowBytes: 1 }
      for await (const _ of writeFlatGeobufChunks({ name: 'restless' }, features, options));
    }
    await expect(writing()).rejects.toMatchObject({ problem: { code: 'features-changed' } })
  })

  it('stops with the reason of an aborted signal', async () => {
    const writing = async () => {
      const signal = AbortSignal.abort(new Error('enough'))
      for await (const _ of writeFlatGeobufChunks(squares.layer, () => squares.features, {
        signal,
      }));
    }
    await expect(writing()).rejects.toThrow('enough')
  })
})
