import type { Polygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
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
