import type { MultiPolygon, Polygon } from 'geojson'
import { type Finding, Hits } from '../finding.ts'
import type { Rule, Subject } from '../rule.ts'
import { type BorderFault, SharedEdges } from '../shared-edges.ts'
import { polygonsOf } from './shapes.ts'

/** More edges than this would take more memory than a page has: it is said that they were not judged. */
const MOST_EDGES = 8_000_000

/** A layer whose features have an edge in common with another, by and large, is one that covers an area. */
const TILING_SHARE = 0.5
const FEWEST_FEATURES = 4

/** A void between features is one of nature, a lake or the sea, where it is wider on average than half a millimetre. */
const GAP_METERS = 5_000

/** Features that cover an area together: no gap between them, no overlap, and none along the borders of the countries. */
export const topology: Rule = {
  codes: ['overlap', 'gap', 'border-seam', 'topology-not-judged'],
  begin(subject) {
    const { rows, crs } = subject
    if (crs.how === 'unknown') return null
    let borders: SharedEdges | null = new SharedEdges()
    let count = 0
    return {
      visit(row, geometry) {
        if (!geometry || !borders) return
        const polygons = polygonsOf(geometry)
        for (const polygon of polygons) {
          for (const [nth, ring] of polygon.entries()) borders.add(row, ring, nth === 0)
        }
        if (polygons.length > 0) count++
        if (borders.length > MOST_EDGES) borders = null
      },
      finish() {
        if (!borders) {
          return [
            {
              code: 'topology-not-judged',
              severity: 'note',
              count: rows.length,
              rows: [],
              values: { edges: MOST_EDGES },
            },
          ]
        }
        if (count < FEWEST_FEATURES) return []
        const { touching } = borders
        if (touching.size < TILING_SHARE * count) return []
        return toFindings(subject, borders)
      },
    }
  },
}

function toFindings(subject: Subject, borders: SharedEdges): readonly Finding[] {
  const { rows, roles } = subject
  const overlaps = new Hits()
  const gaps = new Hits()
  const seams = new Hits()
  const countryOf = (row: number) =>
    roles.country === undefined ? null : rows.value(row, roles.country)
  const take = (hits: Hits, fault: BorderFault) => {
    const [first, ...others] = fault.rows
    const countries = new Set(fault.rows.map(countryOf))
    const isSeam = !countries.has(null) && countries.size > 1
    const detail = others.map((row) => rows.rowNumber(row)).join(', ')
    ;(isSeam ? seams : hits).add(first!, detail)
  }
  for (const fault of borders.findOverlaps((row) => areaOf(subject, row))) take(overlaps, fault)
  for (const fault of borders.findGaps(GAP_METERS)) take(gaps, fault)
  const unsorted = { isSorted: false }
  return [
    ...overlaps.toFindings({ code: 'overlap', severity: 'warning' }, unsorted),
    ...gaps.toFindings({ code: 'gap', severity: 'warning' }, unsorted),
    ...seams.toFindings({ code: 'border-seam', severity: 'warning' }, unsorted),
  ]
}

function areaOf({ rows }: Subject, row: number): Polygon | MultiPolygon | null {
  const geometry = rows.geometry(row)
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon' ? geometry : null
}
