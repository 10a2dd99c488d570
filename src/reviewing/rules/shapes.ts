import type { Geometry, Position } from 'geojson'
import { toNaaf } from '../../geo/naaf.ts'
import { type AreaFaultKind, findAreaFault, SLIVER_SQUARE_METERS } from '../../geo/validity.ts'
import { Hits } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Narrower than this on average, and long: the seam between two borders that were not drawn alike. */
const SLIVER_WIDTH_METERS = 20

/** A tenth of a millimetre at 1:10,000,000. */
const DETAIL_METERS = 1_000

/** Which share of the steps between vertices may be shorter than can be seen. */
const MOST_UNSEEN_SHARE = 0.8
const FEWEST_STEPS = 1_000

const CODE_OF_FAULT: Readonly<Record<AreaFaultKind, string>> = {
  'unclosed-ring': 'unclosed-ring',
  'too-few-positions': 'degenerate-shape',
  'self-intersection': 'self-intersection',
  'hole-outside': 'hole-outside',
  'parts-overlap': 'parts-overlap',
}

/** Lines and areas one by one: valid, large enough to be seen, and drawn with no more than the Framework shows. */
export const shapes: Rule = {
  codes: [
    ...Object.values(CODE_OF_FAULT),
    'sliver',
    'tiny-hole',
    'repeated-position',
    'too-detailed',
    'geometry-type',
  ],
  begin({ rows, theme, crs }) {
    if (crs.how === 'unknown') return null
    const faults = new Map<AreaFaultKind, Hits>()
    const degenerate = new Hits()
    const slivers = new Hits()
    const holes = new Hits()
    const repeats = new Hits()
    const types = new Hits()
    const wanted = theme?.geometryType && theme.geometryType !== 'Unknown' ? theme.geometryType.replace('Multi', '') : null // biome-ignore format: one line
    let steps = 0
    let unseen = 0
    const step = (line: readonly Position[]): boolean => {
      let repeated = false
      let [x1, y1] = toNaaf(line[0]![0]!, line[0]![1]!)
      for (let i = 1; i < line.length; i++) {
        if (line[i]![0] === line[i - 1]![0] && line[i]![1] === line[i - 1]![1]) repeated = true
        const [x2, y2] = toNaaf(line[i]![0]!, line[i]![1]!)
        steps++
        if (Math.hypot(x2 - x1, y2 - y1) < DETAIL_METERS) unseen++
        ;[x1, y1] = [x2, y2]
      }
      return repeated
    }
    return {
      visit(row, geometry) {
        if (!geometry) return
        if (wanted && geometry.type.replace('Multi', '') !== wanted) types.add(row, geometry.type)
        const polygons = polygonsOf(geometry)
        let isRepeating = false
        if (polygons.length > 0) {
          const fault = findAreaFault(polygons)
          if (fault) {
            const hits = faults.get(fault.kind) ?? new Hits()
            faults.set(fault.kind, hits)
            hits.add(row, `${fault.at[0]!.toFixed(5)}, ${fault.at[1]!.toFixed(5)}`)
          }
          let isSliver = false
          let hasTinyHole = false
          for (const rings of polygons) {
            for (const [nth, ring] of rings.entries()) {
              if (ring.length === 0) continue
              isRepeating = step(ring) || isRepeating
              if (!isNothing(ring)) continue
              if (nth === 0) isSliver = true
              else hasTinyHole = true
            }
          }
          if (isSliver) slivers.add(row)
          if (hasTinyHole) holes.add(row)
        }
        for (const line of linesOf(geometry)) {
          if (line.length === 0) continue
          isRepeating = step(line) || isRepeating
          if (line.every(([x, y]) => x === line[0]![0] && y === line[0]![1])) degenerate.add(row)
        }
        if (isRepeating) repeats.add(row)
      },
      finish() {
        const share = steps === 0 ? 0 : unseen / steps
        return [
          ...[...faults].flatMap(([kind, hits]) =>
            hits.toFindings({
              code: CODE_OF_FAULT[kind],
              severity: 'error',
              ...(kind === 'unclosed-ring' && { fix: { kind: 'mend-rings' } as const }),
            }),
          ),
          ...degenerate.toFindings({ code: 'degenerate-shape', severity: 'error', fix: { kind: 'remove-geometry' } }), // biome-ignore format: one line
          ...slivers.toFindings({
            code: 'sliver',
            severity: 'warning',
            fix: { kind: 'mend-rings' },
          }),
          ...holes.toFindings({
            code: 'tiny-hole',
            severity: 'warning',
            fix: { kind: 'mend-rings' },
          }),
          ...repeats.toFindings({
            code: 'repeated-position',
            severity: 'note',
            fix: { kind: 'mend-rings' },
          }),
          ...types.toFindings({
            code: 'geometry-type',
            severity: 'error',
            values: { wanted: wanted ?? '' },
          }),
          ...(steps >= FEWEST_STEPS && share > MOST_UNSEEN_SHARE
            ? [
                {
                  code: 'too-detailed',
                  severity: 'note' as const,
                  count: rows.length,
                  rows: [],
                  values: { percent: Math.round(share * 100), steps },
                },
              ]
            : []),
        ]
      },
    }
  },
}

/** The polygons of a geometry, those in collections too. */
export function polygonsOf(geometry: Geometry): readonly (readonly (readonly Position[])[])[] {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  if (geometry.type === 'MultiPolygon') return geometry.coordinates
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(polygonsOf) : []
}

function linesOf(geometry: Geometry): readonly (readonly Position[])[] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  if (geometry.type === 'MultiLineString') return geometry.coordinates
  return geometry.type === 'GeometryCollection' ? geometry.geometries.flatMap(linesOf) : []
}

/** Whether a ring is so small or so narrow that it encloses nothing that the Framework could show. */
export function isNothing(ring: readonly Position[]): boolean {
  // What is wider than a kilometre on either side is measured only where it is narrow on the other.
  let sum = 0
  let around = 0
  const [x0, y0] = toNaaf(ring[0]![0]!, ring[0]![1]!)
  let [x1, y1] = [0, 0]
  for (let i = 1; i < ring.length; i++) {
    const [x, y] = toNaaf(ring[i]![0]!, ring[i]![1]!)
    const [x2, y2] = [x - x0, y - y0]
    sum += x1 * y2 - x2 * y1
    around += Math.hypot(x2 - x1, y2 - y1)
    ;[x1, y1] = [x2, y2]
  }
  const area = Math.abs(sum) / 2
  return area < SLIVER_SQUARE_METERS || (2 * area) / around < SLIVER_WIDTH_METERS
}
