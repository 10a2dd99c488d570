import type { Geometry } from 'geojson'
import { eachPosition } from '../../src/geo/positions.ts'

/**
 * The number and the sum of all coordinates: two readings of a file that agree in both agree, to
 * every practical purpose, in each.
 */
export function digest(features: Iterable<{ readonly geometry: Geometry | null }>) {
  let positions = 0
  let sumX = 0
  let sumY = 0
  for (const { geometry } of features) {
    if (!geometry) continue
    eachPosition(geometry, ([x, y]) => {
      positions++
      sumX += x!
      sumY += y!
    })
  }
  return { positions, sumX: Number(sumX.toFixed(5)), sumY: Number(sumY.toFixed(5)) }
}
