import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { Polygon } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RangeServer } from '../../tests/support/range-server.ts'
import { FlatGeobufFile } from '../formats/flatgeobuf/read.ts'
import { parseConditionText } from '../model/condition-text.ts'
import { isContained } from '../query/relate.ts'
import { openLayerFile } from '../sources/open-layer-file.ts'
import { subsetOf } from '../sources/subset.ts'
import { ask } from './ask.ts'
import { type MessageEnd, openChannel, serveChannel } from './channel.ts'
import type { DataCalls, DataEvents } from './data-protocol.ts'
import { toDataHandlers } from './data-role.ts'

/**
 * What `ogrinfo -dialect SQLite` of GDAL counts and sums up in `public/layers/power-plants.fgb`, by
 * `SELECT country, COUNT(*), SUM(capacity_mw), MIN(capacity_mw), MAX(capacity_mw) … GROUP BY country`, and so on.
 */
const BY_OGRINFO = {
  countries: [
    { value: 'USA', count: 9826, sum: 1204110.05, min: 1, max: 6809 },
    { value: 'CAN', count: 1159, sum: 143578.7, min: 1, max: 5616 },
    { value: 'MEX', count: 277, sum: 62365.9, min: 1, max: 2778.4 },
  ],
  fuels: [
    { value: 'Solar', count: 3454 },
    { value: 'Hydro', count: 2078 },
    { value: 'Gas', count: 1954 },
    { value: 'Wind', count: 1400 },
  ],
  /** `COUNT(DISTINCT …)`, and how many have none, of the plants of at least 100 MW. */
  of100: { count: 2357, fuels: 13, owners: 1054, ownerless: 71, years: 91, yearless: 380 },
  owners: [
    { value: null, count: 527 },
    { value: 'Cypress Creek Renewables', count: 185 },
    { value: 'Sustainable Power Group, LLC', count: 93 },
  ],
  /** `ST_Intersects` with the triangle below, of hydropower. */
  hydroInTriangle: 170,
  windOf100: { count: 506, sum: 91728.4 },
  /** Of `elevation_min`, `depth_min` and `iso_a3` what `ST_Contains` finds at places from the Pacific to Calgary. */
  toCalgary: [
    { place: [-130, 48], land: null, elevation: null, depth: 2000 },
    { place: [-125, 48.8], land: 'CAN', elevation: null, depth: 0 },
    { place: [-122, 49.6], land: 'CAN', elevation: 500, depth: 0 },
    { place: [-120, 50.2], land: 'CAN', elevation: 1000, depth: 0 },
    { place: [-117, 50.9], land: 'CAN', elevation: 2000, depth: 0 },
    { place: [-115, 51.05], land: 'CAN', elevation: 1500, depth: 0 },
    { place: [-114.1, 51.05], land: 'CAN', elevation: 1000, depth: 0 },
  ],
  largest: ['Grand Coulee', 'Robert-Bourassa', 'Churchill Falls', 'West County Energy Center'],
}

const bytesOf = (name: string) =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, `../../public/layers/${name}.fgb`)))

let server: RangeServer
const { port1, port2 } = new MessageChannel()
const client = openChannel<DataCalls, DataEvents>(port1 as unknown as MessageEnd)
const plants = bytesOf('power-plants')
const states = bytesOf('states-provinces')
let layers: Record<'plants' | 'states', { at: { kind: 'url'; url: string }; byteLength: number }>

beforeAll(async () => {
  serveChannel<DataCalls, DataEvents>(port2 as unknown as MessageEnd, toDataHandlers)
  server = await RangeServer.start()
  const layer = (name: string, bytes: Uint8Array<ArrayBuffer>) => ({
    at: { kind: 'url' as const, url: server.serve(`${name}.fgb`, bytes, 'correct') },
    byteLength: bytes.length,
  })
  layers = { plants: layer('plants', plants), states: layer('states', states) }
})
afterAll(async () => {
  port1.close()
  port2.close()
  await server.stop()
})

const wind = {
  kind: 'all',
  of: [
    { kind: 'compare', field: 'fuel', operator: '=', value: 'Wind' },
    { kind: 'compare', field: 'capacity_mw', operator: '>=', value: 100 },
  ],
} as const

describe('asked through the channel, the data worker', () => {
  it('counts and sums up the power plants of each country as GDAL does', async () => {
    const { all, groups, bounds } = await ask(client, 'statistics', {
      layer: layers.plants,
      field: 'capacity_mw',
      groupBy: { kind: 'field', field: 'country' },
      quantiles: [0, 0.5, 1],
      bins: 12,
    })
    expect(all.count).toBe(11_262)
    expect(bounds).toHaveLength(13)
    expect(all.bins.reduce((sum, bin) => sum + bin)).toBe(11_262)
    expect(all.quantiles[0]).toBe(all.min)
    expect(all.quantiles[2]).toBe(all.max)
    for (const [place, { value, sum, ...expected }] of BY_OGRINFO.countries.entries()) {
      expect(groups[place]!.value).toBe(value)
      expect(groups[place]!.statistics).toMatchObject(expected)
      expect(groups[place]!.statistics.sum).toBeCloseTo(sum, 6)
    }
  })

  it('counts the plants of each fuel, and of classes', async () => {
    const byField = await ask(client, 'statistics', {
      layer: layers.plants,
      groupBy: { kind: 'field', field: 'fuel' },
    })
    const counts = byField.groups.map(({ value, statistics }) => ({
      value,
      count: statistics.count,
    }))
    expect(counts.slice(0, 4)).toEqual(BY_OGRINFO.fuels)
    const byClass = await ask(client, 'statistics', {
      layer: layers.plants,
      field: 'capacity_mw',
      groupBy: { kind: 'classes', conditions: [wind] },
    })
    expect(byClass.groups[0]!.statistics.count).toBe(BY_OGRINFO.windOf100.count)
    expect(byClass.groups[0]!.statistics.sum).toBeCloseTo(BY_OGRINFO.windOf100.sum, 6)
    expect(byClass.groups[1]!.statistics.count).toBe(11_262 - BY_OGRINFO.windOf100.count)
  })

  it('gives pages of rows under a condition, in an order, with the total', async () => {
    const request = {
      layer: layers.plants,
      language: 'fr',
      fields: ['name', 'capacity_mw'],
      order: [{ field: 'capacity_mw', descending: true }, { field: 'name' }],
      limit: 2,
    } as const
    const first = await ask(client, 'page', { ...request, offset: 0 })
    const second = await ask(client, 'page', { ...request, offset: 2 })
    expect(first.total).toBe(11_262)
    const names = [...first.rows, ...second.rows].map(({ values }) => values[0])
    expect(names).toEqual(BY_OGRINFO.largest)
    const some = await ask(client, 'page', { ...request, condition: wind, offset: 505 })
    expect(some).toMatchObject({ total: BY_OGRINFO.windOf100.count, rows: { length: 1 } })
  })

  it('counts different values and empty ones, and tells of the largest groups alone', async () => {
    const { of100, owners } = BY_OGRINFO
    const large = { kind: 'compare', field: 'capacity_mw', operator: '>=', value: 100 } as const
    const groupsOf = (field: string, most?: number) =>
      ask(client, 'statistics', {
        layer: layers.plants,
        ...(most === undefined && { condition: large }),
        groupBy: { kind: 'field', field, ...(most !== undefined && { most }) },
      })
    const byFuel = await groupsOf('fuel')
    expect(byFuel).toMatchObject({ all: { count: of100.count }, distinct: of100.fuels, empty: 0 })
    const byOwner = await groupsOf('owner')
    expect(byOwner).toMatchObject({ distinct: of100.owners, empty: of100.ownerless })
    const byYear = await groupsOf('commissioning_year')
    expect(byYear).toMatchObject({ distinct: of100.years, empty: of100.yearless })
    const largest = await groupsOf('owner', owners.length)
    expect(
      largest.groups.map(({ value, statistics }) => ({ value, count: statistics.count })),
    ).toEqual(owners)
  })

  it('says in which areas of layers the places of a line are, as GDAL does', async () => {
    const { toCalgary } = BY_OGRINFO
    const request = (name: string, field: string) => {
      const bytes = bytesOf(name)
      const url = server.serve(`${name}.fgb`, bytes, 'correct')
      return { at: { kind: 'url', url } as const, byteLength: bytes.length, fields: [field] }
    }
    const found = await ask(client, 'along', {
      layers: [
        request('countries', 'iso_a3'),
        request('elevation', 'elevation_min'),
        request('bathymetry', 'depth_min'),
      ],
      places: toCalgary.map(({ place }) => [place[0]!, place[1]!] as const),
    })
    const [land, elevation, depth] = found.map((each) =>
      each.map((values) => (values ? Object.values(values)[0] : null)),
    )
    expect(land).toEqual(toCalgary.map((at) => at.land))
    expect(elevation).toEqual(toCalgary.map((at) => at.elevation))
    expect(depth).toEqual(toCalgary.map((at) => at.depth))
  })

  it('has one view of a layer for its pages, its figures and what is selected in it', async () => {
    const triangle: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [-120, 30],
          [-100, 30],
          [-110, 50],
          [-120, 30],
        ],
      ],
    }
    const view = {
      layer: layers.plants,
      language: 'en',
      condition: { kind: 'compare', field: 'fuel', operator: '=', value: 'Hydro' },
      area: triangle,
      order: [{ field: 'capacity_mw', descending: true }],
    } as const
    const count = BY_OGRINFO.hydroInTriangle
    const { rows, total } = await ask(client, 'page', {
      ...view,
      fields: ['capacity_mw'],
      offset: 0,
      limit: 1000,
    })
    expect(total).toBe(count)
    const capacities = rows.map(({ values }) => Number(values[0]))
    expect(capacities).toEqual(capacities.toSorted((a, b) => b - a))
    const { order: _, language: __, ...part } = view
    const { all } = await ask(client, 'statistics', { ...part, field: 'capacity_mw' })
    expect(all.count).toBe(count)
    expect(all.sum).toBeCloseTo(
      capacities.reduce((sum, capacity) => sum + capacity),
      6,
    )
    const ids = await ask(client, 'rowIds', {
      ...view,
      places: [
        [3, 5],
        [100, 101],
      ],
    })
    expect(ids).toEqual([3, 4, 100].map((place) => rows[place]!.id))
    // What is not in the view stands nowhere in it.
    const wanted = [...ids, 1e15]
    expect(await ask(client, 'rowPlaces', { ...view, wanted })).toEqual([
      [3, 5],
      [100, 101],
    ])
    const chosen = await ask(client, 'page', { ...view, ids, fields: [], offset: 0, limit: 9 })
    expect(chosen.rows.map(({ id }) => id)).toEqual(ids)
  })

  it('has one count of a filter for the table, its figures, its groups, exports and what is at a place', async () => {
    const source = await openLayerFile(layers.plants.at)
    for (const text of [
      'fuel=in=(Coal/Hydro)*capacity_mw=ge=50',
      'owner=is=null/commissioning_year=lt=1950',
      "name=has=a*!(owner=starts='E')*(capacity_mw=lt=5/capacity_mw=gt=500)",
    ]) {
      const condition = parseConditionText(text)!
      let count = 0
      for await (const _ of subsetOf(source, { condition }).features()) count++
      expect(count, text).toBeGreaterThan(20)
      const view = { layer: layers.plants, condition }
      const page = await ask(client, 'page', {
        ...view,
        language: 'en',
        fields: [],
        offset: 0,
        limit: 1,
      })
      const { all, groups } = await ask(client, 'statistics', {
        ...view,
        groupBy: { kind: 'field', field: 'fuel' },
      })
      const [found] = await ask(client, 'identify', {
        layers: [{ id: 'plants', ...layers.plants, condition }],
        where: { kind: 'box', bbox: [-180, -90, 180, 90] },
        limit: 1,
      })
      const grouped = groups.reduce((sum, { statistics }) => sum + statistics.count, 0)
      expect([page.total, all.count, grouped, found], text).toEqual([
        count,
        count,
        count,
        expect.objectContaining({ total: count }),
      ])
    }
  })

  it('gives the first rows of a layer before all of it has been read', async () => {
    const first = await ask(client, 'firstRows', {
      layer: layers.plants,
      fields: ['name'],
      limit: 5,
    })
    const page = await ask(client, 'page', {
      layer: layers.plants,
      language: 'en',
      fields: ['name'],
      offset: 0,
      limit: 5,
    })
    expect(first).toEqual(page.rows)
  })

  it('identifies what is at a place by its shape, across layers, one of which cannot be read', async () => {
    const lost = {
      at: { kind: 'url' as const, url: `${layers.plants.at.url}.lost` },
      byteLength: 9,
    }
    const [robert] = (
      await ask(client, 'page', {
        layer: layers.plants,
        language: 'en',
        fields: ['name'],
        condition: { kind: 'compare', field: 'name', operator: '=', value: 'Robert-Bourassa' },
        offset: 0,
        limit: 1,
      })
    ).rows
    const [lon, lat] = robert!.bbox!
    const answer = await ask(client, 'identify', {
      layers: [
        { id: 'plants', ...layers.plants },
        { id: 'lost', ...lost },
        { id: 'states', ...layers.states },
      ],
      where: { kind: 'place', place: [lon + 0.001, lat], toleranceMeters: 100 },
      limit: 5,
    })
    const [found, failed, around] = answer
    expect(found).toMatchObject({ ok: true, total: 1 })
    expect(found?.ok && found.features[0]).toMatchObject({
      key: robert!.key,
      properties: { name: 'Robert-Bourassa' },
    })
    expect(found?.ok && found.features[0]!.distanceMeters).toBeGreaterThan(50)
    expect(failed).toMatchObject({ ok: false, id: 'lost' })
    expect(around).toMatchObject({ ok: true, total: 1, features: [{ distanceMeters: 0 }] })

    // Where markers are as large as what they say, the edge of a large one is it, and that of a small one is not.
    const onMarkers = async (maxMeters: number) => {
      const reach = { field: 'capacity_mw', maxValue: 8000, maxMeters, minMeters: 100 }
      const [plants] = await ask(client, 'identify', {
        layers: [{ id: 'plants', ...layers.plants, reach }],
        where: { kind: 'place', place: [lon + 0.1, lat + 0.1], toleranceMeters: 100 },
        limit: 5,
      })
      return plants?.ok ? plants.features.map(({ properties }) => properties.name) : []
    }
    expect(await onMarkers(20_000)).toEqual(['Robert-Bourassa'])
    expect(await onMarkers(10_000)).toEqual([])
  })

  it('finds areas where they hold the place, not where they are near it, and any feature by its key', async () => {
    const at = async (place: readonly [number, number]) => {
      const [answer] = await ask(client, 'identify', {
        layers: [{ id: 'states', ...layers.states }],
        where: { kind: 'place', place, toleranceMeters: 200_000 },
        limit: 5,
      })
      return answer?.ok ? answer.features : []
    }
    expect(await at([-69, 38])).toEqual([])
    const [found, ...others] = await at([-104.9, 39.7])
    expect(found).toMatchObject({ kind: 'area', distanceMeters: 0 })
    expect(others).toEqual([])
    const [again] = await ask(client, 'identify', {
      layers: [{ id: 'states', ...layers.states }],
      where: { kind: 'keys', keys: [found!.key, 'none such'] },
      limit: 5,
    })
    expect(again).toEqual({ ok: true, id: 'states', features: [found], total: 1 })
  })

  it('reads no file whole to tell what is at one place', async () => {
    const url = server.serve('states-of-one-place.fgb', states, 'correct')
    const before = server.bytesSent
    const [answer] = await ask(client, 'identify', {
      layers: [{ id: 'states', at: { kind: 'url', url }, byteLength: states.length }],
      where: { kind: 'place', place: [-104.9, 39.7], toleranceMeters: 1000 },
      limit: 5,
    })
    expect(answer).toMatchObject({ ok: true, total: 1 })
    expect(server.bytesSent - before).toBeLessThan(states.length / 4)
  })

  it('finds the plants in a province, near others, and the nearest of others', async () => {
    const file = new FlatGeobufFile(states)
    const quebec = [...file.features()].find(({ properties }) =>
      Object.values(properties).some((value) => value === 'CA-QC' || value === 'CAN-QC'),
    )!
    const area = quebec.geometry!
    if (area.type !== 'Polygon' && area.type !== 'MultiPolygon') throw new TypeError(area.type)
    const expected = [...new FlatGeobufFile(plants).features()].filter(
      ({ geometry }) => geometry && isContained(geometry, area),
    )
    const request = { layer: layers.plants, fields: [], offset: 0, limit: 20 }
    const of = { layer: layers.states, keys: [quebec.key] }
    const test = { of, relation: 'contained', meters: 0, fields: [] } as const
    const inside = await ask(client, 'answer', { ...request, test })
    expect(inside.total).toBe(expected.length)
    expect(inside.rows.map(({ key }) => key)).toEqual(expected.slice(0, 20).map(({ key }) => key))
    const condition = {
      kind: 'compare',
      field: 'name',
      operator: '=',
      value: 'Robert-Bourassa',
    } as const
    const one = { layer: layers.plants, condition }
    const near = await ask(client, 'answer', {
      ...request,
      test: { of: one, relation: 'within', meters: 200_000, fields: ['name'] },
    })
    expect(near.total).toBeGreaterThan(3)
    expect(near.rows[0]?.hit).toMatchObject({
      meters: 0,
      properties: { name: 'Robert-Bourassa' },
    })
    expect(near.rows.every(({ hit }) => hit!.meters <= 200_000)).toBe(true)
  })

  it('says which field it does not know, and ends with its signal', async () => {
    const unknown = ask(client, 'statistics', { layer: layers.plants, field: 'height' })
    await expect(unknown).rejects.toMatchObject({
      problem: { code: 'query-field-unknown', values: { field: 'height' } },
    })
    const controller = new AbortController()
    const { signal } = controller
    const ended = ask(client, 'statistics', { layer: layers.plants, field: 'name' }, { signal })
    controller.abort(new DOMException('moved on', 'AbortError'))
    await expect(ended).rejects.toThrow('moved on')
  })
})
