import type { Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import gaps from '../../tests/fixtures/review/geos-gaps.json' with { type: 'json' }
import judged from '../../tests/fixtures/review/geos-overlaps.json' with { type: 'json' }
import { SharedEdges } from './shared-edges.ts'

/** Whether two areas are found to lie over each other. */
function doOverlap(pair: readonly Position[][]): boolean {
  const edges = new SharedEdges()
  for (const [row, ring] of pair.entries()) edges.add(row, ring, true)
  const areaOf = (row: number): Polygon => ({ type: 'Polygon', coordinates: [pair[row]!] })
  return [...edges.findOverlaps(areaOf)].length > 0
}

describe('areas that lie over each other', () => {
  it('are those whose interiors meet by GEOS, where edges cross, run along and only touch', () => {
    const { pairs, overlap } = judged
    const different = pairs.filter((pair, nth) => doOverlap(pair) !== (overlap[nth] === '1'))
    expect(pairs.length).toBe(400)
    expect(different).toEqual([])
  })
})

/** What a ring encloses, in square degrees. */
function areaOf(ring: readonly Position[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    sum += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!
  }
  return Math.abs(sum) / 2
}

describe('areas that leave ground between them', () => {
  it('are those around the holes of their union by GEOS, each hole with its areas and its size', () => {
    const found = gaps.cases.map(({ areas }) => {
      const edges = new SharedEdges()
      for (const [row, ring] of areas.entries()) edges.add(row, ring, true)
      return [...edges.findGaps(Number.POSITIVE_INFINITY)]
        .map(({ rows, ring }) => ({ rows, area: areaOf(ring) }))
        .sort((a, b) => a.rows.join().localeCompare(b.rows.join()) || a.area - b.area)
    })
    const byGeos = gaps.cases.map(({ voids }) =>
      voids
        .map(({ rows, area }) => ({ rows, area: expect.closeTo(area, 7) }))
        .sort((a, b) => a.rows.join().localeCompare(b.rows.join())),
    )
    expect(byGeos.flat().length).toBeGreaterThan(50)
    expect(found).toEqual(byGeos)
  })
})
