import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Builder } from 'flatbuffers'
import { Column } from 'flatgeobuf/lib/mjs/flat-geobuf/column.js'
import { Feature as FeatureTable } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js'
import { describe, expect, it } from 'vitest'
import { bytesSource } from '../src/formats/bytes/byte-source.ts'
import { COLUMN_TYPES } from '../src/formats/flatgeobuf/format.ts'
import { FlatGeobufFile } from '../src/formats/flatgeobuf/read.ts'
import { type FlatGeobufLayer, writeFlatGeobuf } from '../src/formats/flatgeobuf/write.ts'
import type { Feature, FieldValue } from '../src/model/feature.ts'
import { keyOfPlace, toFeatureId } from '../src/model/feature-key.ts'
import { ProblemError } from '../src/model/problem.ts'
import { toFeaturePutter } from '../src/model/row-sink.ts'
import type { Field } from '../src/model/schema.ts'
import { valueAt } from '../src/query/column.ts'
import { type Held, RowBuilder } from '../src/query/row-builder.ts'
import { type LayerFeatures, readRows } from '../src/sources/feature-source.ts'
import { FlatGeobufSource } from '../src/sources/flatgeobuf-source.ts'
import { everyType, testLayers } from './support/flatgeobuf-layers.ts'
import { pick, randomFrom } from './support/random.ts'

const FIXTURES = resolve(import.meta.dirname, 'fixtures/flatgeobuf')
const CORPUS = resolve(import.meta.dirname, '../../shared/corpus')

/** What stands in columns, row by row, as plain data; or the code of the problem, and how many rows came before it. */
interface Outcome {
  readonly rows: readonly unknown[]
  readonly dictionaries: readonly unknown[]
  readonly problem: string | null
}

function outcomeOf(fields: readonly Field[], fill: (sink: RowBuilder) => number): Outcome {
  let bytes = 0
  const sink = new RowBuilder(fields, 0, (more) => {
    bytes += more
  })
  let seen = 0
  const { setFeature } = sink
  sink.setFeature = function (row, ...feature) {
    seen = row + 1
    setFeature.call(this, row, ...feature)
  }
  let problem: string | null = null
  try {
    fill(sink)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    problem = error.problem.code
  }
  const held = sink.finish(seen)
  expect(bytes).toBeGreaterThan(0)
  return { ...toPlain(held), problem }
}

function toPlain({ identity, columns }: Held): Pick<Outcome, 'rows' | 'dictionaries'> {
  const { ids, keys, boxes } = identity
  const all = [...columns.values()]
  return {
    rows: Array.from(ids, (id, row) => [
      id,
      keys.get(row) ?? String(id),
      ...boxes.subarray(4 * row, 4 * row + 4),
      ...all.map((column) => [column.odd.has(row), valueAt(column, row)]),
    ]),
    dictionaries: all.map((column) => (column.kind === 'text' ? column.dictionary : null)),
  }
}

/** A file read both ways: straight into columns, and by way of its features. */
function readBothWays(bytes: Uint8Array): readonly [Outcome, Outcome] {
  const { header } = new FlatGeobufFile(bytes)
  const fields = header.columns.map(({ field }) => field).filter(({ name }) => name !== 'atlas:key')
  const straight = outcomeOf(fields, (sink) => {
    let count = 0
    for (count of new FlatGeobufFile(bytes).rows(sink));
    return count
  })
  const byFeatures = outcomeOf(fields, (sink) => {
    const put = toFeaturePutter(sink)
    let row = 0
    for (const feature of new FlatGeobufFile(bytes).features()) put(row++, feature)
    return row
  })
  return [straight, byFeatures]
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.fgb'))
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

const TEXTS = [
  '',
  'a',
  'Québec',
  'ᐃᓄᒃᑎᑐᑦ',
  '🐻‍❄️ ours',
  '\ufeffmark',
  '\ufffd',
  'a\u0000b',
  'é'.repeat(300),
]
const KEYS = [
  '0',
  '7',
  '007',
  '-3',
  '123456789012345',
  '9007199254740993',
  'MX-SON',
  'é',
  ' 5',
  '5.0',
]
const NUMBERS = [0, -0, 1.5, -1e300, 5e-324, Number.NaN, Number.POSITIVE_INFINITY]
const LONGS = [0, -5, 2 ** 40, -(2 ** 53) + 1, 9007199254740993n, -9223372036854775808n, 2n ** 62n]

/** A layer of all that a value can be, empty and missing ones among them. */
function makeLayer(random: () => number): { layer: FlatGeobufLayer; features: readonly Feature[] } {
  const isKeyed = random() < 0.5
  const makeValue: Readonly<Record<string, () => FieldValue>> = {
    text: () => pick(random, TEXTS),
    number: () => pick(random, NUMBERS),
    long: () => pick(random, LONGS),
    whole: () => Math.floor(random() * 2 ** 32) - 2 ** 31,
    flag: () => random() < 0.5,
    day: () => pick(random, ['2020-02-29', '1999-12-31']),
    json: () => pick(random, ['{}', '[1,2]', 'null']),
    bytes: () => Uint8Array.from({ length: Math.floor(random() * 4) }, () => random() * 256),
    constructor: () => pick(random, TEXTS),
  }
  const types = { text: 'string', number: 'double', long: 'long', whole: 'integer' } as const
  const others = {
    flag: 'boolean',
    day: 'date',
    json: 'json',
    bytes: 'binary',
    constructor: 'string',
  } as const
  const fields = Object.entries({ ...types, ...others }).map(([name, type]) => ({ name, type }))
  const shapes: (() => Feature['geometry'])[] = [
    () => null,
    () => ({ type: 'Point', coordinates: [360 * random() - 180, 180 * random() - 90, random()] }),
    ...everyType.features.map(
      ({ geometry }) =>
        () =>
          geometry,
    ),
  ]
  const features = Array.from({ length: 1 + Math.floor(40 * random()) }, (_, place): Feature => {
    const own = `${pick(random, KEYS)}${place < KEYS.length ? '' : place}`
    return {
      ...(isKeyed ? { key: own, id: toFeatureId(own) } : keyOfPlace(place)),
      geometry: pick(random, shapes)(),
      properties: Object.fromEntries(
        fields.flatMap(({ name }): [string, FieldValue][] => {
          const chance = random()
          return chance < 0.2 ? [] : [[name, chance < 0.3 ? null : makeValue[name]!()]]
        }),
      ),
    }
  })
  const layer = {
    name: 'made',
    fields,
    ...(isKeyed && { keyField: 'atlas:key', keysRepeat: true }),
  }
  return { layer, features }
}

/** A feature without geometry that says itself of which columns its values are, all texts; with its length before it. */
function ownColumnsFeature(values: readonly (readonly [name: string, text: string])[]): Uint8Array {
  const builder = new Builder()
  const columns = values.map(([name]) => {
    const at = builder.createString(name)
    Column.startColumn(builder)
    Column.addName(builder, at)
    Column.addType(builder, COLUMN_TYPES.indexOf('String'))
    return Column.endColumn(builder)
  })
  const bytes = values.flatMap(([, text], place) => [
    place,
    0,
    text.length,
    0,
    0,
    0,
    ...encoder.encode(text),
  ])
  const properties = FeatureTable.createPropertiesVector(builder, Uint8Array.from(bytes))
  const vector = FeatureTable.createColumnsVector(builder, columns)
  FeatureTable.startFeature(builder)
  FeatureTable.addProperties(builder, properties)
  FeatureTable.addColumns(builder, vector)
  builder.finishSizePrefixed(FeatureTable.endFeature(builder))
  return builder.asUint8Array()
}

const encoder = new TextEncoder()

describe('rows that are read straight into columns', () => {
  it.each([...filesIn(FIXTURES), ...filesIn(CORPUS)])(
    'are those of the features of the file (%s)',
    (path) => {
      const bytes = new Uint8Array(readFileSync(path))
      let both: readonly [Outcome, Outcome]
      try {
        both = readBothWays(bytes)
      } catch (error) {
        // A header that cannot be read is none either way.
        if (error instanceof ProblemError) return
        throw error
      }
      expect(both[0]).toEqual(both[1])
    },
  )

  it('are those of the features of layers made at random', () => {
    const random = randomFrom(7)
    for (let round = 0; round < 60; round++) {
      const { layer, features } = makeLayer(random)
      const [straight, byFeatures] = readBothWays(writeFlatGeobuf(layer, features).bytes)
      expect(straight.problem).toBe(null)
      expect(straight).toEqual(byFeatures)
    }
  })

  it('are those of the features, or fail as they do, where bytes are damaged', () => {
    const random = randomFrom(11)
    const outcomes = { whole: 0, failed: 0 }
    for (let round = 0; round < 40; round++) {
      const { layer, features } = makeLayer(random)
      const { bytes } = writeFlatGeobuf(layer, features)
      const { featuresByteOffset } = new FlatGeobufFile(bytes).header
      for (let damage = 0; damage < 40; damage++) {
        const damaged = bytes.slice()
        const room = bytes.length - featuresByteOffset
        for (let nth = 0; nth < 1 + 3 * random(); nth++) {
          const at = featuresByteOffset + Math.floor(random() * room)
          damaged[at] = random() < 0.5 ? Math.floor(random() * 9) : Math.floor(random() * 256)
        }
        const [straight, byFeatures] = readBothWays(damaged)
        expect(straight).toEqual(byFeatures)
        outcomes[straight.problem === null ? 'whole' : 'failed']++
      }
    }
    expect(Math.min(outcomes.whole, outcomes.failed)).toBeGreaterThan(100)
  })

  it.each(['ranges', 'whole', 'memory'])(
    'are those of the features however the file is opened (%s)',
    async (way) => {
      for (const { layer, features } of Object.values(testLayers)) {
        const isIndexed = way !== 'memory'
        const { bytes } = writeFlatGeobuf(
          { ...layer, ...(!isIndexed && { indexed: false }) },
          features,
        )
        const source = await FlatGeobufSource.open(bytesSource(bytes, 'layer'), {
          byteLength: bytes.length,
          wholeFileBytes: way === 'ranges' ? 0 : bytes.length,
        }).catch(() => null)
        if (!source) continue
        const held = async (from: LayerFeatures) => {
          const sink = new RowBuilder(from.schema.fields, 0, () => undefined)
          let count = 0
          for await (count of readRows(from, sink));
          expect(count).toBe(features.length)
          return toPlain(sink.finish(count))
        }
        const { schema } = source
        const byFeatures = { schema, features: source.features.bind(source) }
        expect(await held(source)).toEqual(await held(byFeatures))
      }
    },
  )

  it('are those of features that have columns of their own', () => {
    const made = Array.from({ length: 3 }, (_, place) => ({
      ...keyOfPlace(place),
      geometry: null,
      properties: { text: `row ${place}`, number: place },
    }))
    const fields: Field[] = [
      { name: 'text', type: 'string' },
      { name: 'number', type: 'double' },
    ]
    const { bytes } = writeFlatGeobuf({ name: 'l', fields, indexed: false }, made)
    const { featuresByteOffset } = new FlatGeobufFile(bytes).header
    const head = bytes.slice(0, featuresByteOffset)
    // The number is a text here, and stands before the text.
    const own = ownColumnsFeature([
      ['number', '12'],
      ['text', 'own'],
    ])
    const joined = new Uint8Array(bytes.length + own.length)
    joined.set(head)
    joined.set(own, head.length)
    joined.set(bytes.subarray(featuresByteOffset), head.length + own.length)
    const [straight, byFeatures] = readBothWays(joined)
    expect(straight.rows[0]).toEqual([
      0,
      '0',
      Infinity,
      Infinity,
      -Infinity,
      -Infinity,
      [false, 'own'],
      [true, '12'],
    ])
    expect(straight).toEqual(byFeatures)
  })

  it('have each text once, also where bytes that differ read as one', () => {
    const features = ['x\u00e9', 'x\u00ea', 'ok'].map((text, place) => ({
      ...keyOfPlace(place),
      geometry: null,
      properties: { text },
    }))
    const { bytes } = writeFlatGeobuf(
      { name: 'l', fields: [{ name: 'text', type: 'string' }] },
      features,
    )
    // The second byte of each letter: what is left is no UTF-8, and reads as U+FFFD.
    const broken = bytes.map((byte, at) =>
      bytes[at - 1] === 0xc3 && byte >= 0xa9 ? byte - 0x60 : byte,
    )
    const [straight, byFeatures] = readBothWays(broken)
    expect(straight.dictionaries[0]).toContain('x\ufffdI')
    expect(straight).toEqual(byFeatures)
  })
})
