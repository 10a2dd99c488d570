import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RangeServer } from '../../tests/support/range-server.ts'
import type { Regrouped } from '../catalog/split-groups.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { Condition } from '../model/condition.ts'
import { parseConditionText, toFilterMark } from '../model/condition-text.ts'
import { ask } from './ask.ts'
import { type MessageEnd, openChannel, serveChannel } from './channel.ts'
import type { DataCalls, DataEvents } from './data-protocol.ts'
import { toDataHandlers } from './data-role.ts'

const ID = 'power-plants'
const bytes = new Uint8Array(
  readFileSync(resolve(import.meta.dirname, `../../public/layers/${ID}.fgb`)),
)
const symbol = { marker: 'circle' as const, markerRadius: 3 }
const label = { en: 'a', fr: 'a', es: 'a' }
const byFuel: Symbology = {
  kind: 'categories',
  field: 'fuel',
  classes: [
    { id: 'burnt', label, symbol, values: ['Gas', 'Coal', 'Oil'] },
    { id: 'sun', label, symbol, values: ['Solar'] },
  ],
  other: { id: 'other', label, symbol },
}

let server: RangeServer
let layer: { at: { kind: 'url'; url: string }; byteLength: number }
const { port1, port2 } = new MessageChannel()
const client = openChannel<DataCalls, DataEvents>(port1 as unknown as MessageEnd)
const told: (Regrouped & { layerId: string })[] = []

beforeAll(async () => {
  serveChannel<DataCalls, DataEvents>(port2 as unknown as MessageEnd, toDataHandlers)
  client.on('regrouped', (regrouped) => told.push(regrouped))
  server = await RangeServer.start()
  layer = {
    at: { kind: 'url', url: server.serve(`${ID}.fgb`, bytes, 'correct') },
    byteLength: bytes.length,
  }
})
afterAll(async () => {
  port1.close()
  port2.close()
  await server.stop()
})

const filterOf = (text: string) => parseConditionText(text)!

async function open(filters: readonly (Condition | null)[], upTo = 2): Promise<void> {
  await client.call('openLayer', {
    id: ID,
    files: [{ at: layer.at, bytes: bytes.length, zooms: [Number.NEGATIVE_INFINITY, 99] }],
    parts: ['features'],
    fields: ['fuel', 'atlas:count', 'atlas:filter'],
    filterFields: ['capacity_mw'],
    regroup: { symbology: byFuel, filters, upTo },
    isRetry: false,
  })
}

/** What the tiles of a zoom of the Framework's grid have, each feature once though neighbouring tiles may have it. */
async function drawnAt(z: number) {
  const drawn = new Map<string, Record<string, unknown>>()
  for (let x = 0; x < 2 ** z; x++) {
    for (let y = 0; y < 2 ** z; y++) {
      const tile = await client.call('tile', { layerId: ID, grid: 'naaf', z, x, y })
      const [features] = Object.values(new VectorTile(new PbfReader(new Uint8Array(tile))).layers)
      for (let at = 0; at < (features?.length ?? 0); at++) {
        const { id, properties } = features!.feature(at)
        drawn.set(`${id} ${properties['atlas:filter']}`, properties)
      }
    }
  }
  return [...drawn.values()]
}

const countIn = (features: readonly Record<string, unknown>[]) =>
  features.reduce((sum, properties) => sum + Number(properties['atlas:count']), 0)

/** How many plants a filter leaves, as the table counts them. */
const tableCount = async (condition: Condition) =>
  (await ask(client, 'statistics', { layer, field: 'capacity_mw', condition })).all.count

describe('a layer of points that is drawn in groups', () => {
  it.each(['capacity_mw=ge=2', 'capacity_mw=ge=3*country==USA', 'capacity_mw=lt=1'])(
    'stands at small scales for as many as its table has, whatever its filter asks for: %s',
    async (text) => {
      const filter = filterOf(text)
      await open([filter])
      const count = await tableCount(filter)
      for (const z of [0, 1, 2]) {
        const drawn = await drawnAt(z)
        expect([z, countIn(drawn)]).toEqual([z, count])
        expect(drawn.every((one) => one['atlas:filter'] === toFilterMark(filter))).toBe(true)
        const { left, of, groups } = told.findLast(({ zoom }) => zoom === z)!
        expect([left, of]).toEqual([count, 11_262])
        expect(groups?.count ?? left).toBe(drawn.length)
      }
    },
  )

  it('is grouped where many are left, and each is drawn by itself where few are', async () => {
    await open([filterOf('capacity_mw=ge=2')])
    expect((await drawnAt(0)).length).toBeLessThan(4000)
    const few = filterOf('capacity_mw=ge=1000')
    await open([few])
    expect((await drawnAt(0)).length).toBe(await tableCount(few))
  })

  it('has exact counts where a filter tells values of one class apart', async () => {
    const filter = filterOf('fuel==Gas')
    await open([filter])
    const drawn = await drawnAt(0)
    expect(new Set(drawn.map(({ fuel }) => fuel))).toEqual(new Set(['Gas']))
    expect(countIn(drawn)).toBe(1954)
  })

  it('has what each filter of two maps leaves, told apart by its mark', async () => {
    const filters = [filterOf('fuel==Gas'), filterOf('fuel==Coal')]
    await open([...filters, null])
    const drawn = await drawnAt(0)
    for (const filter of filters) {
      const mark = toFilterMark(filter)
      const ofFilter = drawn.filter((one) => one['atlas:filter'] === mark)
      expect(countIn(ofFilter)).toBe(await tableCount(filter))
    }
    expect(countIn(drawn.filter((one) => one['atlas:filter'] === undefined))).toBe(11_262)
  })

  it('is drawn of the layer itself where it has no groups at the scale', async () => {
    await open([filterOf('capacity_mw=ge=2')], 0)
    const drawn = await drawnAt(1)
    expect(drawn.every((one) => one['atlas:filter'] === undefined)).toBe(true)
  })
})
