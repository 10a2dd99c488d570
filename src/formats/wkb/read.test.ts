import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { FeatureTable } from '../contract/feature-table.ts'
import { MemoryBudget, WarningList } from '../contract/read-context.ts'
import { parseHex } from './hex.ts'
import { readWkb } from './read.ts'

interface Judged {
  readonly wkb: string
  readonly type: string
  readonly length: number
  readonly area: number
}

/** What GDAL 3.6.2 finds of each text: its WKB, and the length and area of its own pieces, a hundred times as fine. */
const curves = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../tests/fixtures/import/curves.json'), 'utf8'),
) as Record<string, Judged>

function read(hex: string) {
  const table = new FeatureTable(new MemoryBudget(1 << 24))
  const warnings = new WarningList()
  const isRead = readWkb(parseHex(hex), table, warnings)
  if (!isRead) table.dropGeometry()
  table.endFeature()
  return { geometry: table.geometry(0), codes: warnings.list().map(({ code }) => code) }
}

function linesOf(geometry: Geometry): readonly Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  if (geometry.type === 'Polygon' || geometry.type === 'MultiLineString')
    return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

const lengthOf = (line: readonly Position[]): number =>
  line.reduce((sum, [x, y], at) => {
    const [fromX, fromY] = line[Math.max(0, at - 1)]!
    return sum + Math.hypot(x! - fromX!, y! - fromY!)
  }, 0)

const areaOf = (ring: readonly Position[]): number =>
  Math.abs(
    ring.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = ring[(at + 1) % ring.length]!
      return sum + (x! * nextY! - nextX! * y!) / 2
    }, 0),
  )

describe('well-known binary', () => {
  it.each(Object.entries(curves))('of %s is what GDAL makes of it', (text, judged) => {
    const { geometry, codes } = read(judged.wkb)
    expect(geometry!.type.toUpperCase()).toBe(judged.type)
    const lines = linesOf(geometry!)
    const length = lines.reduce((sum, line) => sum + lengthOf(line), 0)
    expect(Math.abs(length - judged.length)).toBeLessThanOrEqual(1e-4 * judged.length)
    if (judged.area > 0) {
      const polygons = geometry!.type === 'MultiPolygon' ? geometry!.coordinates : [lines]
      const area = polygons.reduce(
        (sum, [outer, ...holes]) =>
          sum + areaOf(outer!) - holes.reduce((holeSum, hole) => holeSum + areaOf(hole), 0),
        0,
      )
      expect(Math.abs(area - judged.area)).toBeLessThanOrEqual(1e-3 * judged.area)
    }
    const isCurved = /CIRCULAR|COMPOUND/.test(text)
    expect(codes.includes('curves-straightened')).toBe(isCurved)
  })

  it('keeps every position of an arc, closes a circle, and lets heights and measures change evenly', () => {
    const circle = read(curves['CIRCULARSTRING (0 0,2 0,0 0)']!.wkb).geometry
    if (circle?.type !== 'LineString') throw new Error('no line')
    expect(circle.coordinates[0]).toEqual([0, 0])
    expect(circle.coordinates.at(-1)).toEqual([0, 0])
    expect(circle.coordinates).toContainEqual([2, 0])
    for (const [x, y] of circle.coordinates) expect(Math.hypot(x! - 1, y!)).toBeCloseTo(1, 12)

    const risen = read(curves['CIRCULARSTRING ZM (0 0 10 1,1 1 20 2,2 0 30 3)']!.wkb).geometry
    if (risen?.type !== 'LineString') throw new Error('no line')
    const heights = risen.coordinates.map(([, , height]) => height!)
    expect(heights).toEqual(heights.toSorted((a, b) => a - b))
    expect(risen.coordinates).toContainEqual([1, 1, 20, 2])
  })

  it('is off an arc by less than a six-thousandth of its radius', () => {
    const { geometry } = read(curves['CIRCULARSTRING (0 0,1 1,2 0)']!.wkb)
    if (geometry?.type !== 'LineString') throw new Error('no line')
    geometry.coordinates.slice(1).forEach(([x, y], at) => {
      const [fromX, fromY] = geometry.coordinates[at]!
      expect(1 - Math.hypot((x! + fromX!) / 2 - 1, (y! + fromY!) / 2)).toBeLessThan(1 / 6000)
    })
  })

  it('that is cut off is not read', () => {
    for (const { wkb } of Object.values(curves)) {
      if (wkb.length > 20) expect(read(wkb.slice(0, -2)).geometry).toBeNull()
    }
  })
})
