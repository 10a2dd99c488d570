import type { Position } from 'geojson'
import { toNaaf } from '../../src/geo/naaf.ts'

export type Ring = readonly Position[]

/** Twice the signed area of a closed ring in square degrees: positive if counter-clockwise. */
export function signedDoubleArea(ring: Ring): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1] as [number, number]
    const [x2, y2] = ring[i] as [number, number]
    sum += x1 * y2 - x2 * y1
  }
  return sum
}

/** The area of a closed ring in the Framework's plane, which is equal-area, in square metres. */
export function ringAreaSquareMeters(ring: Ring): number {
  let sum = 0
  let [previousX, previousY] = toNaaf(ring[0]![0]!, ring[0]![1]!)
  for (let i = 1; i < ring.length; i++) {
    const [x, y] = toNaaf(ring[i]![0]!, ring[i]![1]!)
    sum += previousX * y - x * previousY
    previousX = x
    previousY = y
  }
  return Math.abs(sum) / 2
}

/** The area of a polygon, holes taken out, in square metres. */
export function polygonAreaSquareMeters(rings: readonly Ring[]): number {
  return rings.reduce(
    (area, ring, index) =>
      index === 0 ? ringAreaSquareMeters(ring) : area - ringAreaSquareMeters(ring),
    0,
  )
}

/** Whether a position lies inside a closed ring (even-odd); its edge counts as either. */
export function isInRing(x: number, y: number, ring: Ring): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as [number, number]
    const [xj, yj] = ring[j] as [number, number]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}
