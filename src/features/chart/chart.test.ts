import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RangeServer } from '../../../tests/support/range-server.ts'
import { fullFileOf } from '../../catalog/layer-files.ts'
import { parseCatalog } from '../../catalog/parse-catalog.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import { toYear } from '../../query/chart.ts'
import type { ChartView } from '../../state/chart-view.ts'
import { loadWords } from '../../words/words.ts'
import { ask } from '../../workers/ask.ts'
import { type MessageEnd, openChannel, serveChannel } from '../../workers/channel.ts'
import type { DataCalls, DataEvents } from '../../workers/data-protocol.ts'
import { toDataHandlers } from '../../workers/data-role.ts'
import { toChart, toFirstChart, toKnown, toPossible } from './possible.ts'
import { type Mark, toClasses, toMarks, toShape } from './to-marks.ts'

/**
 * `ogrinfo -dialect SQLite` of GDAL on `public/layers/power-plants.fgb`: `SELECT commissioning_year, COUNT(*),
 * SUM(capacity_mw) … WHERE commissioning_year IN (…) GROUP BY 1`, and so on.
 */
const BY_OGRINFO = {
  fuels: { Solar: 3454, Hydro: 2078, Gas: 1954, Wind: 1400 },
  countries: { USA: 1204110.05, CAN: 143578.7, MEX: 62365.9 },
  count: 11_262,
}

const PUBLIC = resolve(import.meta.dirname, '../../../public/layers')
const { layers } = parseCatalog(JSON.parse(readFileSync(`${PUBLIC}/catalog.json`, 'utf8')))
const entryOf = (id: string) => layers.find((layer) => layer.id === id)!
const words = { empty: 'none', rest: String, range: (a: string, b: string) => `${a}–${b}` }

let server: RangeServer
const { port1, port2 } = new MessageChannel()
const client = openChannel<DataCalls, DataEvents>(port1 as unknown as MessageEnd)

beforeAll(async () => {
  await Promise.all(['condition', 'page', 'vocabulary'].map((one) => loadWords(one, 'en')))
  serveChannel<DataCalls, DataEvents>(port2 as unknown as MessageEnd, toDataHandlers)
  server = await RangeServer.start()
})
afterAll(async () => {
  port1.close()
  port2.close()
  await server.stop()
})

const served = new Map<string, { at: { kind: 'url'; url: string }; byteLength: number }>()
function layerOf({ id }: CatalogLayer) {
  const known = served.get(id)
  if (known) return known
  const { path } = fullFileOf(entryOf(id))!
  const bytes = new Uint8Array(readFileSync(`${PUBLIC}/${path}`))
  const url = server.serve(`${id}.fgb`, bytes, 'correct')
  const layer = { at: { kind: 'url' as const, url }, byteLength: bytes.length }
  served.set(id, layer)
  return layer
}

async function marksOf(entry: CatalogLayer, chart: ChartView) {
  const classes = toClasses(entry, 'en', 'light', 'no class')
  const layer = layerOf(entry)
  const answer = await ask(client, 'chart', { layer, ...toShape(chart, classes) })
  return { answer, marks: toMarks(answer, { entry, chart, classes, language: 'en', words }) }
}

const plants = entryOf('power-plants')
const bars = toChart('power-plants', 'bars', toPossible(plants))

describe('the chart of a layer', () => {
  it('counts and sums up power plants as GDAL does', async () => {
    const byFuel = await marksOf(plants, { ...bars, fields: ['fuel'] })
    const groups = byFuel.answer.kind === 'groups' ? byFuel.answer.groups : []
    for (const [fuel, count] of Object.entries(BY_OGRINFO.fuels)) {
      const group = groups.find(({ value }) => value === fuel)
      expect(group?.amount).toBe(count)
    }
    expect(byFuel.answer.count).toBe(BY_OGRINFO.count)
    const measure = { kind: 'sum', field: 'capacity_mw' } as const
    const byCountry = await marksOf(plants, { ...bars, fields: ['country'], measure })
    const sums = Object.values(BY_OGRINFO.countries)
    for (const [place, sum] of sums.entries()) {
      expect(byCountry.marks[place]!.amount).toBeCloseTo(sum, 6)
    }
  })

  it('gives a bar the colour that its class has on the map', async () => {
    const { marks } = await marksOf(plants, { ...bars, fields: ['fuel'] })
    const classes = toClasses(plants, 'en', 'light', 'no class')
    const { symbology } = plants
    if (symbology?.kind !== 'proportional') throw new Error('not proportional')
    const wind = symbology.classes.find(({ values }) => values.includes('Wind'))!
    expect(marks.find(({ label }) => label === 'Wind')?.color).toBe(wind.symbol.fill!.light)
    expect(classes.looks.length).toBe(classes.conditions.length + 1)
  })

  it('divides bars by class without losing anything', async () => {
    const chart = { ...bars, fields: ['country'], isDivided: true }
    for (const measure of [{ kind: 'count' }, { kind: 'sum', field: 'capacity_mw' }] as const) {
      const { marks } = await marksOf(plants, { ...chart, measure })
      for (const { amount, parts } of marks) {
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(amount!, 6)
      }
    }
  })

  it('leaves years without data out, and counts what has no year', async () => {
    const { marks, answer } = await marksOf(plants, {
      ...toChart('power-plants', 'years', toPossible(plants)),
    })
    const years = marks.flatMap(({ x }) => (x ? [x[0]] : []))
    expect(years).toEqual([...new Set(years)].toSorted((a, b) => a - b))
    expect(marks.every(({ count }) => count > 0)).toBe(true)
    expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(answer.count)
    expect(marks.filter(({ x }) => !x)).toHaveLength(1)
  })

  it.each([
    ['2016-04-01', 2016],
    ['2016-04-01T10:00:00Z', 2016],
    ['1999', 1999],
    [1903, 1903],
    [2015.5, null],
    ['spring 2016', null],
    [null, null],
    [99_999, null],
  ] as const)('takes %s for the year %s', (value, year) => {
    expect(toYear(value)).toBe(year)
  })

  it('keeps of an address what the layer has, and the first chart where it has none of it', () => {
    const possible = toPossible(plants)
    expect(toKnown({ ...bars, fields: ['no'] }, possible)).toBeNull()
    const summed = { ...bars, measure: { kind: 'sum', field: 'commissioning_year' } } as const
    expect(toKnown(summed, possible)?.measure).toEqual({ kind: 'count' })
    expect(toFirstChart(plants, possible)?.measure).toEqual({ kind: 'sum', field: 'capacity_mw' })
  })

  it('is there for each layer that has fields, and pressing a mark selects as many features as it counts', async () => {
    let [charts, pressed] = [0, 0]
    for (const entry of layers) {
      if (!fullFileOf(entry) || entry.fields.length === 0) continue
      // Lines by the ten thousand say nothing that the others do not.
      if (fullFileOf(entry)!.bytes > 4_000_000) continue
      const possible = toPossible(entry)
      for (const kind of possible.kinds) {
        const chart = toChart(entry.id, kind, possible)
        const { marks, answer } = await marksOf(entry, chart)
        charts++
        if (answer.kind === 'groups' || answer.kind === 'bins') {
          const left = answer.kind === 'bins' ? answer.nulls : 0
          const told = marks.reduce((sum, { count }) => sum + count, 0)
          expect(told + left, `${entry.id} ${kind}`).toBe(answer.count)
        }
        for (const mark of some(marks)) {
          if (!mark.condition) continue
          const view = { layer: layerOf(entry), condition: mark.condition, language: 'en' as const }
          const ids = await ask(client, 'rowIds', { ...view, places: [[0, 1e9]] })
          expect(ids.length, `${entry.id} ${kind} ${mark.label}`).toBe(mark.count)
          pressed++
        }
      }
    }
    expect(charts).toBeGreaterThan(40)
    expect(pressed).toBeGreaterThan(120)
  }, 120_000)
})

/** The first, the last and one between. */
function some(marks: readonly Mark[]): readonly Mark[] {
  return [...new Set([0, Math.floor(marks.length / 2), marks.length - 1])].flatMap(
    (place) => marks[place] ?? [],
  )
}
