import { bin, type ColumnTable, collate, op, table } from 'arquero'
import arqueroPackage from 'arquero/package.json' with { type: 'json' }
import Flatbush from 'flatbush'
import { bytesSource } from '../../../src/formats/bytes/byte-source.ts'
import { writeFlatGeobuf } from '../../../src/formats/flatgeobuf/write.ts'
import { growBbox } from '../../../src/geo/bbox.ts'
import { ellipsoidDistanceMeters } from '../../../src/geo/distance.ts'
import { keyOfPlace } from '../../../src/model/feature-key.ts'
import type { Field } from '../../../src/model/schema.ts'
import { type Column, ColumnBuilder } from '../../../src/query/column.ts'
import { selectRows } from '../../../src/query/filter.ts'
import { identify } from '../../../src/query/identify.ts'
import type { Rows } from '../../../src/query/layer-columns.ts'
import { withinOfPlaces } from '../../../src/query/near-points.ts'
import { sortRows } from '../../../src/query/sort.ts'
import { statistics } from '../../../src/query/statistics.ts'
import { FlatGeobufSource } from '../../../src/sources/flatgeobuf-source.ts'
import { pick, randomFrom } from '../../../tests/support/random.ts'
import { type Bench, median, timeSideBySide } from '../bench.ts'

const PEER = `Arquero ${arqueroPackage.version}`
const ROWS = 500_000

const SYLLABLES = [
  'mon',
  'tré',
  'al',
  'qué',
  'bec',
  'río',
  'San',
  'ño',
  'Été',
  'ville',
  'lac',
  'ça',
]

/** Half a million rows of numbers and of names that are nearly all different. */
function makeRows(): { readonly rows: Rows; readonly peer: ColumnTable } {
  const random = randomFrom(5)
  const values = Array.from({ length: ROWS }, () =>
    random() < 0.05 ? null : Math.round(random() * 1e7) / 100,
  )
  const names = Array.from({ length: ROWS }, () =>
    Array.from({ length: 3 + Math.floor(random() * 4) }, () => pick(random, SYLLABLES)).join(''),
  )
  const columns = new Map<string, Column>([
    ['value', toColumn({ name: 'value', type: 'double' }, values)],
    ['name', toColumn({ name: 'name', type: 'string' }, names)],
  ])
  const rows: Rows = {
    rowCount: ROWS,
    columns,
    boxes: new Float64Array(),
    keyAt: String,
    idAt: Number,
    bboxAt: () => null,
  }
  const numbers = Float64Array.from(values, (value) => value ?? Number.NaN)
  return { rows, peer: table({ value: numbers, name: names }) }
}

function toColumn(field: Field, values: readonly (string | number | null)[]): Column {
  const builder = new ColumnBuilder(field, values.length, () => undefined)
  for (const [row, value] of values.entries()) builder.set(row, value)
  return builder.finish(values.length)
}

let made: ReturnType<typeof makeRows> | undefined
function shared(): ReturnType<typeof makeRows> {
  made ??= makeRows()
  return made
}

const all = Uint32Array.from({ length: ROWS }, (_, row) => row)
const quietly = { signal: new AbortController().signal, pause: async () => undefined }

const benches: readonly Bench[] = [
  {
    name: 'query-range-filter',
    what: 'the rows of 500,000 whose number lies in a range',
    peer: `${PEER}, filter`,
    unit: 'ms',
    target: 1,
    run() {
      const { rows, peer } = shared()
      const condition = { kind: 'between', field: 'value', from: 20_000, to: 60_000 } as const
      return timeSideBySide(
        () => selectRows(condition, rows.columns, ROWS).length,
        () => peer.filter('d => d.value >= 20000 & d.value <= 60000').numRows(),
      )
    },
  },
  {
    name: 'query-histogram',
    what: 'a histogram of 20 bars of 500,000 numbers, with their sum and extremes',
    peer: `${PEER}, groupby, bin and count alone`,
    unit: 'ms',
    target: 1,
    run() {
      const { rows, peer } = shared()
      const layer = { at: { kind: 'url', url: '' }, byteLength: 0 } as const
      const context = {
        ...quietly,
        read: async () => rows,
        open: () => Promise.reject(new TypeError('no file is read')),
        openForFew: () => Promise.reject(new TypeError('no file is read')),
      }
      return timeSideBySide(
        () => statistics({ layer, field: 'value', bins: 20 }, context),
        () =>
          peer
            .groupby({ bar: bin('value', { maxbins: 20 }) })
            .rollup({ count: op.count() })
            .numRows(),
      )
    },
  },
  {
    name: 'query-number-sort',
    what: '500,000 rows in the order of their numbers',
    peer: `${PEER}, orderby`,
    unit: 'ms',
    target: 1,
    run() {
      const { rows, peer } = shared()
      return timeSideBySide(
        () => sortRows(all, rows.columns.get('value')!, { language: 'en' }),
        () => peer.orderby('value').indices(),
        5,
      )
    },
  },
  {
    name: 'query-text-sort-first',
    what: '500,000 rows in the order of their names in French, for the first time',
    peer: `${PEER}, orderby collate`,
    unit: 'ms',
    target: 1,
    async run() {
      const { peer, rows } = shared()
      const names = rows.columns.get('name')!
      const started = performance.now()
      // A column of its own, so that nothing is known of it.
      await sortRows(all, { ...names }, { language: 'fr' })
      const ours = performance.now() - started
      const peerStarted = performance.now()
      peer.orderby(collate('name', 'fr-CA')).indices()
      return { ours, peer: performance.now() - peerStarted }
    },
  },
  {
    name: 'query-text-sort-later',
    what: '500,000 rows in the order of their names in French, again',
    peer: `${PEER}, orderby by code units`,
    unit: 'ms',
    target: 1,
    async run() {
      const { rows, peer } = shared()
      const names = rows.columns.get('name')!
      await sortRows(all, names, { language: 'fr' })
      return timeSideBySide(
        () => sortRows(all, names, { language: 'fr' }),
        () => peer.orderby('name').indices(),
        3,
      )
    },
  },
  {
    name: 'query-identify',
    what: 'which of 1,000,000 points of a file are within 10 km of a place, with their values',
    peer: 'the budget of 100 ms',
    unit: 'ms',
    target: 1,
    async run() {
      const random = randomFrom(4)
      const points = Array.from({ length: 1_000_000 }, (_, place) => ({
        ...keyOfPlace(place),
        geometry: {
          type: 'Point' as const,
          coordinates: [-170 + random() * 115, 15 + random() * 65],
        },
        properties: { name: pick(random, SYLLABLES), value: place },
      }))
      const { bytes } = writeFlatGeobuf({ name: 'points' }, points)
      const source = await FlatGeobufSource.open(bytesSource(bytes, 'points'))
      const layer = { id: 'points', at: { kind: 'url', url: '' }, byteLength: 0 } as const
      const times: number[] = []
      let found = 0
      for (let round = 0; round < 50; round++) {
        const place = [-160 + random() * 100, 20 + random() * 50] as const
        const started = performance.now()
        const [answer] = await identify(
          {
            layers: [layer],
            where: { kind: 'place', place, toleranceMeters: 10_000 },
            limit: 100,
          },
          {
            ...quietly,
            read: () => Promise.reject(new TypeError('no column is read')),
            open: async () => source,
            openForFew: async () => source,
          },
        )
        times.push(performance.now() - started)
        if (answer?.ok) found += answer.total
      }
      if (found === 0) throw new RangeError('nothing was found')
      // The first one warms up.
      const [, ...warm] = times
      const note = `median of ${warm.length}, the slowest ${Math.round(Math.max(...warm))} ms`
      return { ours: median(warm), peer: 100, note }
    },
  },
  {
    name: 'query-places-near',
    what: 'which of 1,000,000 places are within 50 km of 3,000 others',
    peer: 'flatbush 4, search of boxes and the same distance',
    unit: 'ms',
    target: 1,
    async run() {
      const random = randomFrom(9)
      const make = (count: number) => ({
        lons: Float64Array.from({ length: count }, () => -170 + random() * 115),
        lats: Float64Array.from({ length: count }, () => 15 + random() * 65),
      })
      const [places, others] = [make(1_000_000), make(3_000)]
      const meters = 50_000
      const byIndex = () => {
        const index = new Flatbush(others.lons.length)
        for (const [at, lon] of others.lons.entries()) {
          index.add(lon, others.lats[at]!, lon, others.lats[at]!)
        }
        index.finish()
        let count = 0
        for (const [row, lon] of places.lons.entries()) {
          const lat = places.lats[row]!
          const isNear = index
            .search(...growBbox([lon, lat, lon, lat], meters))
            .some(
              (at) =>
                ellipsoidDistanceMeters(lon, lat, others.lons[at]!, others.lats[at]!) <= meters,
            )
          if (isNear) count++
        }
        return count
      }
      const times: Record<'ours' | 'peer', number[]> = { ours: [], peer: [] }
      const counts = new Set<number>()
      for (let round = 0; round < 3; round++) {
        let started = performance.now()
        const within = withinOfPlaces(places, others, meters)
        times.ours.push(performance.now() - started)
        counts.add(within.reduce((sum, one) => sum + one, 0))
        started = performance.now()
        counts.add(byIndex())
        times.peer.push(performance.now() - started)
      }
      if (counts.size !== 1) throw new RangeError(`found ${[...counts].join(' and ')}`)
      return {
        ours: median(times.ours),
        peer: median(times.peer),
        note: `${[...counts][0]} are`,
      }
    },
  },
]

export default benches
