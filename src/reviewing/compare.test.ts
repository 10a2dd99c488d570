import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { FieldValue } from '../model/feature.ts'
import { changedGroups, compareEditions } from './compare.ts'
import type { ReviewRows } from './review-rows.ts'

type Row = readonly [id: string | null, name: string, kg: number, lon: number, lat: number]

function toRows(rows: readonly Row[]): ReviewRows {
  const columns: Readonly<Record<string, (row: Row) => FieldValue>> = {
    id: ([id]) => id,
    name: ([, name]) => name,
    kg: ([, , kg]) => kg,
  }
  return {
    fields: [
      { name: 'id', type: 'string' },
      { name: 'name', type: 'string' },
      { name: 'kg', type: 'double' },
    ],
    length: rows.length,
    rowNumber: (row) => row + 1,
    value: (row, field) => columns[field]?.(rows[row]!) ?? null,
    geometry: (row): Geometry => ({ type: 'Point', coordinates: [rows[row]![3], rows[row]![4]] }),
  }
}

const PUBLISHED: readonly Row[] = [
  ['A', 'Smelter', 100, -100, 40],
  ['B', 'Refinery', 200, -101, 41],
  ['C', 'Landfill', 300, -102, 42],
  ['D', 'Harbour', 400, -103, 43],
]
const BY_KEY = { key: 'id', name: 'name', years: [] }
const BY_CONTENT = { name: 'name', years: [] }

describe('an edition that is compared with the published one', () => {
  it.each([BY_KEY, BY_CONTENT])(
    'is the same in another order and moved by less than is measured',
    (roles) => {
      const shaken = PUBLISHED.toReversed().map(([id, name, kg, lon, lat]): Row => [id, name, kg, lon + 4e-6, lat - 4e-6]) // biome-ignore format: one line
      const found = compareEditions(toRows(PUBLISHED), toRows(shaken), roles)
      expect([found.unchanged, found.added, found.removed, found.changed]).toEqual([4, [], [], []])
    },
  )

  it.each([BY_KEY, BY_CONTENT])('tells what is added, removed, moved and changed', (roles) => {
    const now: readonly Row[] = [
      ['A', 'Smelter', 110, -100, 40],
      ['B', 'Refinery', 200, -101, 41.5],
      ['D', 'Harbour', 400, -103, 43],
      ['E', 'Quarry', 50, -110, 30],
    ]
    const found = compareEditions(toRows(PUBLISHED), toRows(now), roles)
    expect(found.unchanged).toBe(1)
    expect(found.added).toEqual([3])
    expect(found.removed).toEqual([2])
    expect(
      found.changed.map(({ row, meters, changes }) => [row, Math.round(meters / 1000), changes]),
    ).toEqual([
      [1, 56, []],
      [0, 0, [{ field: 'kg', before: 100, after: 110 }]],
    ])
  })

  it('tells by how much a field changed in all of its features', () => {
    const more = PUBLISHED.map(([id, name, kg, lon, lat]): Row => [id, name, kg * 1.08, lon, lat])
    const { shifts, sums } = compareEditions(toRows(PUBLISHED), toRows(more), BY_KEY)
    expect(shifts).toEqual([{ field: 'kg', changed: 4, of: 4, meanPercent: expect.closeTo(8, 6) }])
    expect(sums).toEqual([{ field: 'kg', before: 1000, after: expect.closeTo(1080, 6) }])
  })

  it('tells counts and sums by country, though the whole is what it was', () => {
    const ofCountry = (rows: readonly Row[]): ReviewRows => {
      const own = toRows(rows)
      return {
        ...own,
        fields: [...own.fields, { name: 'country', type: 'string' }],
        value: (row, field) => field === 'country' ? (rows[row]![3] < -101 ? 'MEX' : 'USA') : own.value(row, field), // biome-ignore format: one line
      }
    }
    const other = PUBLISHED.map(([id, name, kg, lon, lat]): Row => [id, name, kg + (id === 'A' ? 50 : id === 'C' ? -50 : 0), lon, lat]) // biome-ignore format: one line
    const roles = { ...BY_KEY, country: 'country' }
    const found = compareEditions(ofCountry(PUBLISHED), ofCountry(other), roles)
    expect(found.sums).toEqual([{ field: 'kg', before: 1000, after: 1000 }])
    expect(changedGroups(found).filter(({ field }) => field === 'country')).toEqual([
      { field: 'country', value: 'MEX', before: 2, after: 2, sums: [{ field: 'kg', before: 700, after: 650 }] }, // biome-ignore format: one line
      { field: 'country', value: 'USA', before: 2, after: 2, sums: [{ field: 'kg', before: 300, after: 350 }] }, // biome-ignore format: one line
    ])
  })

  it('tells of an id that stands for something else than before', () => {
    const reused = PUBLISHED.map(
      (row): Row => (row[0] === 'C' ? ['C', 'Wind farm', 1, -70, 45] : row),
    )
    expect(compareEditions(toRows(PUBLISHED), toRows(reused), BY_KEY).reused).toEqual([2])
  })
})
