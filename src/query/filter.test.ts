import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../tests/support/random.ts'
import {
  RANDOM_FIELDS,
  randomCondition,
  randomProperties,
} from '../../tests/support/random-conditions.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { toPredicate } from '../model/predicate.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { valueAt } from './column.ts'
import { evaluate, FALSE, selectRows, TRUE } from './filter.ts'
import { LayerColumns } from './layer-columns.ts'

const random = randomFrom(7)
const FEATURES = Array.from({ length: 300 }, (_, place) => ({
  ...keyOfPlace(place),
  geometry: null,
  properties: randomProperties(random),
}))
const schema = { name: 'random', geometryType: 'Unknown', fields: RANDOM_FIELDS } as const
const options = { signal: new AbortController().signal, pause: async () => undefined }

async function readAll() {
  const columns = new LayerColumns(new MemorySource(schema, FEATURES), 10_000_000)
  return columns.read(
    RANDOM_FIELDS.map(({ name }) => name),
    options,
  )
}

describe('conditions on columns', () => {
  it('are true, false and unknown where the model says so of each feature', async () => {
    const { columns, rowCount } = await readAll()
    for (let nth = 0; nth < 1000; nth++) {
      const condition = randomCondition(random)
      const holds = toPredicate(condition, RANDOM_FIELDS)
      const fails = toPredicate({ kind: 'not', of: condition }, RANDOM_FIELDS)
      const truths = evaluate(condition, columns, rowCount)
      const expected = FEATURES.map(({ properties }) =>
        holds(properties) ? TRUE : fails(properties) ? FALSE : 1,
      )
      expect([...truths], JSON.stringify(condition, bigintsAsText)).toEqual(expected)
    }
  })

  it('select rows in their order', async () => {
    const { columns, rowCount } = await readAll()
    const condition = { kind: 'not-empty', field: 'name' } as const
    const meets = toPredicate(condition, RANDOM_FIELDS)
    const expected = FEATURES.filter(({ properties }) => meets(properties)).map(({ id }) => id)
    expect([...selectRows(condition, columns, rowCount)]).toEqual(expected)
  })

  it('refuse a value that the field cannot hold', async () => {
    const { columns, rowCount } = await readAll()
    const condition = { kind: 'compare', field: 'name', operator: '=', value: 1 } as const
    expect(() => evaluate(condition, columns, rowCount)).toThrow(/compared with/)
  })
})

describe('columns', () => {
  it('give back every value as the feature has it', async () => {
    const { columns } = await readAll()
    for (const [row, { properties }] of FEATURES.entries()) {
      for (const { name } of RANDOM_FIELDS) {
        const own = Object.hasOwn(properties, name) ? (properties[name] ?? null) : null
        const expected = Number.isNaN(own) ? null : own
        const value = valueAt(columns.get(name)!, row)
        if (typeof expected === 'bigint') expect(BigInt(value as number)).toBe(expected)
        else if (expected === 0) expect(value === 0).toBe(true)
        else expect(value).toEqual(expected)
      }
    }
  })

  it('say what does not fit into memory, and how much would', async () => {
    const columns = new LayerColumns(new MemorySource(schema, FEATURES), 20_000)
    await expect(columns.read(['name', 'id'], options)).rejects.toMatchObject({
      problem: { code: 'query-too-large', values: { name: 'random', limitBytes: 20_000 } },
    })
    // What does fit is still there to be asked.
    expect((await columns.read([], options)).rowCount).toBe(300)
  })

  it('are read once, and end with their question', async () => {
    const source = new MemorySource(schema, FEATURES)
    const asked: (readonly string[])[] = []
    const counting = Object.assign(Object.create(source), {
      features: (query: { readonly fields: readonly string[] }) => {
        asked.push(query.fields)
        return source.features(query)
      },
      schema: source.schema,
    })
    const columns = new LayerColumns(counting, 10_000_000)
    const ended = AbortSignal.abort(new DOMException('moved on', 'AbortError'))
    await expect(columns.read(['name'], { ...options, signal: ended })).rejects.toThrow('moved on')
    await Promise.all([columns.read(['name'], options), columns.read(['name', 'id'], options)])
    await columns.read(['id'], options)
    expect(asked).toEqual([['name'], ['id']])
  })
})

describe('a reading of columns', () => {
  /** A source that gives a feature a turn, and notes when its reading begins and ends. */
  function slowSource() {
    const source = new MemorySource(schema, FEATURES)
    const noted: string[] = []
    const slow = Object.assign(Object.create(source), {
      schema: source.schema,
      async *features({ signal }: { readonly signal: AbortSignal }) {
        noted.push('begins')
        try {
          for await (const feature of source.features()) {
            await new Promise((resolve) => setTimeout(resolve))
            signal.throwIfAborted()
            yield feature
          }
          noted.push('is whole')
        } catch (error) {
          noted.push('is ended')
          throw error
        }
      },
    })
    return { columns: new LayerColumns(slow, 10_000_000), noted }
  }
  const moment = (milliseconds: number) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds))

  it('goes on for who asks for some of the same in place of who asked before', async () => {
    const { columns, noted } = slowSource()
    const first = new AbortController()
    const reading = columns.read(['name', 'id'], { ...options, signal: first.signal })
    await moment(10)
    first.abort(new DOMException('another order', 'AbortError'))
    await expect(reading).rejects.toThrow('another order')
    const rows = await columns.read(['id'], options)
    expect(rows.rowCount).toBe(FEATURES.length)
    expect(noted).toEqual(['begins', 'is whole'])
  })

  it('ends when nobody waits for it', async () => {
    const { columns, noted } = slowSource()
    const first = new AbortController()
    const reading = columns.read(['name'], { ...options, signal: first.signal })
    await moment(10)
    first.abort(new DOMException('moved on', 'AbortError'))
    await expect(reading).rejects.toThrow('moved on')
    await expect.poll(() => noted).toEqual(['begins', 'is ended'])
  })
})

function bigintsAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}
