import polylabel from 'polylabel'
import { clipRing, generalise, type Limits, limitsOfLine } from './lines.ts'
import type { Line } from './painter.ts'

/** Where the name of an area stands on a page. */
export interface AreaPlace {
  readonly x: number
  readonly y: number
  /** How far it is to the nearest edge of what is seen of the area, in points; `null` where that is not known. */
  readonly room: number | null
  /** Whether the edge of the page's map cuts the area. */
  readonly isCut: boolean
}

/** How far an outline may be from its true course to find its middle, in points. */
const TOLERANCE = 0.3

/**
 * The pole of inaccessibility of the largest part of an area that is seen within limits; `null` where none is.
 *
 * @param polygons rings of each part in points of the page, the outer one first
 */
export function toAreaPlace(
  polygons: readonly (readonly Line[])[],
  limits: Limits,
): AreaPlace | null {
  let largest: Line[] | null = null
  let largestArea = 0
  let isCut = false
  for (const rings of polygons) {
    const seen = rings.map((ring) => clipRing(ring, limits))
    isCut ||= seen.some((ring, index) => ring !== rings[index])
    const area = areaOf(seen[0] ?? [])
    if (area <= largestArea) continue
    largestArea = area
    largest = seen.filter((ring) => ring.length > 4)
  }
  if (!largest) return null
  const corners = largest.map((ring) => toCorners(generalise(ring, TOLERANCE)))
  const place = polylabel(corners, Math.max(TOLERANCE, Math.sqrt(largestArea) / 50))
  return { x: place[0]!, y: place[1]!, room: place.distance, isCut }
}

function toCorners(ring: Line): [x: number, y: number][] {
  const corners: [number, number][] = []
  for (let at = 0; at < ring.length; at += 2) corners.push([ring[at]!, ring[at + 1]!])
  return corners
}

function areaOf(ring: Line): number {
  // Near the ring itself, so that no digits are lost.
  const { minX, minY } = limitsOfLine(ring)
  let doubled = 0
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length
    doubled +=
      (ring[at]! - minX) * (ring[next + 1]! - minY) - (ring[next]! - minX) * (ring[at + 1]! - minY)
  }
  return Math.abs(doubled) / 2
}
