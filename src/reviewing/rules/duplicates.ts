import type { Geometry } from 'geojson'
import { eachPosition } from '../../geo/positions.ts'
import { murmur3 } from '../../model/feature-key.ts'
import { fold } from '../../model/fold.ts'
import { Hits } from '../finding.ts'
import { NearPoints } from '../near-points.ts'
import type { Rule, Subject } from '../rule.ts'
import { toPlainName } from '../theme.ts'

/** Features that are there twice: by their ids, in all that is said of them, by their shapes, or nearly. */
export const duplicates: Rule = {
  codes: ['key-missing', 'key-repeated', 'feature-repeated', 'shape-repeated', 'near-repeated'],
  begin(subject) {
    const { rows, roles } = subject
    const keyField = roles.key
    const missingKeys = new Hits()
    const keys = new Map<unknown, number>()
    const repeatedKeys = new Hits()
    const whole = new Map<number, number>()
    const repeated = new Hits()
    const shapes = new Map<number, number>()
    const sameShapes = new Hits()
    let near: NearPoints | null = null
    const texts = fieldsWithoutKeys(subject)
    const isKeyTold = keyField !== undefined && isKey(subject, keyField)
    const toHits = (points: NearPoints | null) => {
      const hits = new Hits()
      for (const [row, other] of points?.find() ?? []) hits.add(row, rows.rowNumber(other))
      return hits
    }
    return {
      visit(row, geometry) {
        if (isKeyTold) {
          const key = rows.value(row, keyField)
          if (key === null || key === '') missingKeys.add(row)
          else {
            const first = keys.get(key)
            if (first === undefined) keys.set(key, row)
            else repeatedKeys.add(row, rows.rowNumber(first))
          }
        }
        if (!geometry) return
        const shape = hashOfShape(geometry)
        let values = ''
        for (const field of texts) values += `${String(rows.value(row, field))}\u0001`
        const all = combine(shape, values)
        const same = whole.get(all)
        if (same !== undefined) {
          repeated.add(row, rows.rowNumber(same))
          return
        }
        whole.set(all, row)
        if (geometry.type !== 'Point') {
          const first = shapes.get(shape)
          if (first === undefined) shapes.set(shape, row)
          else sameShapes.add(row, rows.rowNumber(first))
          return
        }
        const name = roles.name === undefined ? null : rows.value(row, roles.name)
        if (typeof name !== 'string' || name.length < 4) return
        // All that is said but the place itself: what is reported once a year or substance is no double.
        const [lon, lat] = geometry.coordinates as [number, number]
        near ??= new NearPoints(rows.length)
        near.add(row, combine(0, `${values}\u0002${fold(name)}`), lon, lat)
      },
      finish: () => [
        ...missingKeys.toFindings({ code: 'key-missing', severity: 'error', field: keyField! }),
        ...repeatedKeys.toFindings({ code: 'key-repeated', severity: 'error', field: keyField! }),
        ...repeated.toFindings({
          code: 'feature-repeated',
          severity: 'warning',
          fix: { kind: 'remove-rows' },
        }),
        ...sameShapes.toFindings({ code: 'shape-repeated', severity: 'warning' }),
        ...toHits(near).toFindings({ code: 'near-repeated', severity: 'warning' }),
      ],
    }
  },
}

/** Fields whose values make no difference between two of the same: numbers that the file gives its rows, coordinates. */
const OWN_NUMBER =
  /^(_?id|fid|gid|objectid(_\d+)?|row(id)?|n|no|lat(itude|itud)?|lon(g|gitude|gitud)?|x|y)$/

function fieldsWithoutKeys({ rows, roles }: Subject): readonly string[] {
  return rows.fields
    .map(({ name }) => name)
    .filter((name) => name !== roles.key && !OWN_NUMBER.test(toPlainName(name)))
}

/** So many rows tell whether a field that sounds like an id is one. */
const SAMPLE = 2000
const SHARE_OF_KEYS = 0.98

/** A theme's own key is one; another field is where nearly all rows have a value, and nearly each its own. */
export function isKey({ rows, theme }: Subject, field: string): boolean {
  if (theme?.keyField === field) return true
  const seen = new Set<unknown>()
  const step = Math.max(1, Math.floor(rows.length / SAMPLE))
  let [count, filled] = [0, 0]
  for (let row = 0; row < rows.length; row += step) {
    const value = rows.value(row, field)
    count++
    if (value === null || value === '') continue
    seen.add(value)
    filled++
  }
  return count > 10 && filled >= SHARE_OF_KEYS * count && seen.size >= SHARE_OF_KEYS * filled
}

const encoder = new TextEncoder()
const numbers = new Float64Array(2)
const bytes = new Uint8Array(numbers.buffer)

/** A number that two geometries share by chance once in 2^53. */
function hashOfShape(geometry: Geometry): number {
  let high = 1
  let low = 2
  eachPosition(geometry, ([x, y]) => {
    numbers[0] = x!
    numbers[1] = y!
    high = murmur3(bytes, high)
    low = murmur3(bytes, low)
  })
  return (high >>> 11) * 2 ** 32 + low
}

function combine(shape: number, text: string): number {
  const encoded = encoder.encode(text)
  numbers[0] = shape
  numbers[1] = 0
  const seed = murmur3(bytes, 3)
  return (murmur3(encoded, seed) >>> 11) * 2 ** 32 + murmur3(encoded, seed ^ 0x5bd1e995)
}
