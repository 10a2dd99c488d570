import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { geojson } from 'flatgeobuf'
import { describe, expect, it } from 'vitest'
import { digest } from '../../../tests/support/digest.ts'
import {
  everyType,
  queryBoxes,
  squares,
  testLayers,
} from '../../../tests/support/flatgeobuf-layers.ts'
import { NAAF_ESRI_WKT } from '../../geo/naaf.ts'
import type { Feature } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { ProblemError } from '../../model/problem.ts'
import { COLUMN_TYPES, FIELD_TYPE_OF_COLUMN } from './format.ts'
import { FlatGeobufFile, readFlatGeobuf } from './read.ts'
import { writeFlatGeobuf } from './write.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const FIXTURES = join(ROOT, 'tests/fixtures/flatgeobuf')
const CORPUS = join(ROOT, '../shared/corpus/formats/flatgeobuf+flatgeobuf')
const fixture = (name: string) => readFileSync(join(FIXTURES, name))

/** The features by a field of their own, since a file has its own order. */
const byNumber = (features: Iterable<Feature>) =>
  [...features].sort((a, b) => Number(a.properties.number) - Number(b.properties.number))

describe('a FlatGeobuf file of ours', () => {
  it('gives back every geometry and value, and null for what is empty', () => {
    const { features, warnings } = readFlatGeobuf(fixture('every-type.fgb'))
    expect(warnings).toEqual([])
    const names = everyType.layer.fields!.map(({ name }) => name)
    const expected = everyType.features.map(({ geometry, properties }) => ({
      geometry,
      properties: Object.fromEntries(names.map((name) => [name, properties[name] ?? null])),
    }))
    expect(
      byNumber(features).map(({ geometry, properties }) => ({ geometry, properties })),
    ).toEqual(expected)
  })

  it('gives back its schema: types, titles in three languages, units, widths', () => {
    const { schema, header } = readFlatGeobuf(fixture('every-type.fgb'))
    expect(schema).toEqual({
      name: 'every-type',
      geometryType: 'Unknown',
      fields: everyType.layer.fields,
      featureCount: 8,
      bbox: [-100.5, 0, 30, 46],
    })
    expect(header).toMatchObject({
      title: 'Every type',
      metadata: '{"licence":"CC0-1.0"}',
      crs: { org: 'EPSG', code: 4326, name: 'WGS 84' },
      hasZ: true,
    })
  })

  it('tells a CRS that is not WGS 84, and gives no box in degrees then', () => {
    const { header, schema } = readFlatGeobuf(fixture('framework.fgb'))
    expect(header.crs?.wkt).toBe(NAAF_ESRI_WKT)
    expect(schema.bbox).toBeNull()
    expect(header.envelope).toEqual([9473741.4216, 1181205.0636, 9473741.4216, 1181205.0636])
  })

  it('numbers its features by their place in the file, the same in a scan and a query', () => {
    const file = new FlatGeobufFile(fixture('squares.fgb'))
    const scanned = [...file.features()]
    expect(scanned.map(({ id }) => id)).toEqual(scanned.map((_, i) => i))
    for (const feature of file.search([[-100, 40, -90, 50]])) {
      expect(feature).toEqual(scanned[feature.id])
    }
  })

  it('finds through its index what GDAL finds', () => {
    const file = new FlatGeobufFile(fixture('squares.fgb'))
    const answers: { indexed: number[] }[] = JSON.parse(fixture('squares.gdal.json').toString())
    queryBoxes.forEach((box, i) => {
      const numbers = [...file.search([box])].map(({ properties }) => properties.number)
      expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual(answers[i]!.indexed)
    })
  })

  it('gives a feature once that two boxes of a query meet', () => {
    const file = new FlatGeobufFile(fixture('squares.fgb'))
    const [world] = queryBoxes
    const ids = [...file.search([world, [0, 0, 10, 10]])].map(({ id }) => id)
    expect(ids).toEqual(squares.features.map((_, i) => i))
  })

  it('reads the wanted fields alone', () => {
    const file = new FlatGeobufFile(fixture('every-type.fgb'))
    for (const { properties } of file.features(['string', 'number'])) {
      expect(Object.keys(properties)).toEqual(['string', 'number'])
    }
    for (const { properties } of file.features([])) expect(properties).toEqual({})
  })

  it('is read the same without an index', () => {
    const { features } = squares
    const { bytes } = writeFlatGeobuf({ ...squares.layer, indexed: false }, features)
    expect(readFlatGeobuf(bytes).features).toEqual(features)
  })

  it('keeps a field that is named like a part of the language', () => {
    const properties = Object.fromEntries([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    const feature: Feature = { ...keyOfPlace(0), geometry: null, properties }
    const { bytes } = writeFlatGeobuf({ name: 'hostile' }, [feature])
    expect(Object.entries(readFlatGeobuf(bytes).features[0]!.properties)).toEqual(
      Object.entries(properties),
    )
  })

  it('keeps heights and measures, and those that only some positions have', () => {
    const coordinates = [
      [0, 0, 1, 2],
      [1, 1],
      [2, 2, 3],
    ]
    const feature: Feature = {
      ...keyOfPlace(0),
      geometry: { type: 'LineString', coordinates },
      properties: {},
    }
    const { bytes } = writeFlatGeobuf({ name: 'heights' }, [feature])
    expect(readFlatGeobuf(bytes).features).toEqual([feature])
  })
})

describe("the files of the format's own tests", () => {
  const answers: Record<
    string,
    ({ featureCount: number; fields: [string, string][] } & ReturnType<typeof digest>) | null
  > = JSON.parse(fixture('corpus.gdal.json').toString())

  it.skipIf(!existsSync(CORPUS)).each(Object.entries(answers))(
    'read as GDAL reads them, or give a named problem (%s)',
    (path, answer) => {
      const bytes = readFileSync(join(CORPUS, path))
      if (answer === null) {
        expect(() => readFlatGeobuf(bytes)).toThrow(ProblemError)
        return
      }
      const { schema, features, warnings } = readFlatGeobuf(bytes)
      expect(warnings).toEqual([])
      expect(features).toHaveLength(answer.featureCount)
      expect(schema.fields.map(({ name }) => name)).toEqual(answer.fields.map(([name]) => name))
      const { positions, sumX, sumY } = digest(features)
      expect({ positions, sumX, sumY }).toEqual({
        positions: answer.positions,
        sumX: answer.sumX,
        sumY: answer.sumY,
      })
    },
  )
})

describe("the format's reference library", () => {
  it('writes files that we read', () => {
    const features = squares.features.map(({ geometry, properties }) => ({
      type: 'Feature' as const,
      geometry: geometry!,
      properties: { ...properties } as Record<string, number>,
    }))
    const bytes = geojson.serialize({ type: 'FeatureCollection', features })
    expect(readFlatGeobuf(bytes).features).toEqual(squares.features)
  })
})

describe('a damaged or hostile file', () => {
  const whole = fixture('every-type.fgb')

  function outcome(bytes: Uint8Array): string {
    try {
      readFlatGeobuf(bytes)
      return 'read'
    } catch (error) {
      if (error instanceof ProblemError) return error.problem.code
      throw error
    }
  }

  it('is told from another format, and from another version', () => {
    expect(outcome(new TextEncoder().encode('<!doctype html>'))).toBe('flatgeobuf-not')
    expect(outcome(new Uint8Array())).toBe('flatgeobuf-not')
    const version2 = Uint8Array.from(whole)
    version2[3] = 2
    expect(outcome(version2)).toBe('flatgeobuf-version')
  })

  it('is called truncated wherever it is cut', () => {
    for (let length = 8; length < whole.length; length += 7) {
      expect(outcome(whole.subarray(0, length))).toBe('flatgeobuf-truncated')
    }
  })

  it('never does more than end in a named problem, whichever byte is wrong', () => {
    const codes = new Set<string>()
    for (let position = 0; position < whole.length; position++) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const bytes = Uint8Array.from(whole)
        bytes[position] = value
        codes.add(outcome(bytes))
        const file = bytes[3] === 3 && codes.has('read') ? bytes : null
        if (file) {
          try {
            for (const _ of new FlatGeobufFile(file).search([[-180, -90, 180, 90]]));
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error
          }
        }
      }
    }
    expect([...codes].sort()).toEqual(
      expect.arrayContaining(['flatgeobuf-corrupt', 'flatgeobuf-truncated', 'read']),
    )
  })

  it('cannot make a small geometry unfold into a vast one', () => {
    const line = Array.from({ length: 64 }, () => [0, 0])
    const { bytes } = writeFlatGeobuf({ name: 'bomb', indexed: false, geometryType: 'Unknown' }, [
      {
        ...keyOfPlace(0),
        geometry: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'MultiPoint', coordinates: line },
            ...Array.from({ length: 15 }, () => ({ type: 'Point' as const, coordinates: [0, 0] })),
          ],
        },
        properties: {},
      },
    ])
    expect(outcome(bytes)).toBe('read')
    // The vector of parts follows the collection's table; every part is turned to the long first one.
    const { featuresByteOffset } = new FlatGeobufFile(bytes).header
    const view = new DataView(bytes.buffer)
    let vector = featuresByteOffset + 40
    while (view.getUint32(vector, true) !== 16) vector += 4
    const first = vector + 4 + view.getUint32(vector + 4, true)
    for (let slot = vector + 4; slot < vector + 68; slot += 4) {
      view.setUint32(slot, first - slot, true)
    }
    expect(outcome(bytes)).toBe('flatgeobuf-corrupt')
  })

  it('is skipped in part where one feature alone cannot be read, and that is told', () => {
    const { bytes } = writeFlatGeobuf(
      { name: 'half', indexed: false },
      [1, 2].map((x, id) => ({
        ...keyOfPlace(id),
        geometry: {
          type: 'MultiPoint',
          coordinates: [
            [x, x],
            [x, x],
          ],
        },
        properties: {},
      })),
    )
    const view = new DataView(bytes.buffer)
    view.setFloat64(bytes.length - 16, Number.NaN, true)
    const { features, warnings } = readFlatGeobuf(bytes)
    expect(features.map(({ id }) => id)).toEqual([0])
    expect(warnings).toMatchObject([{ code: 'flatgeobuf-coordinate-skipped', count: 1 }])
  })

  it('tells of text that is not UTF-8', () => {
    const { bytes } = writeFlatGeobuf({ name: 'latin-1' }, [
      { ...keyOfPlace(0), geometry: null, properties: { a: 'Qu\u00e9bec' } },
    ])
    const accent = Buffer.from(bytes.buffer).lastIndexOf(Buffer.from('\u00e9'))
    bytes[accent] = 0xe9
    bytes[accent + 1] = 0x62
    expect(readFlatGeobuf(bytes).warnings).toMatchObject([{ code: 'text-not-utf8', count: 1 }])
  })
})

it('every type of column has a type of field', () => {
  expect(Object.keys(FIELD_TYPE_OF_COLUMN)).toEqual([...COLUMN_TYPES])
  expect(Object.keys(testLayers)).toContain('every-type')
})
