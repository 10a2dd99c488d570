import { NAAF_EXTENT } from '../../../src/geo/naaf.ts'
import { naafPixelMeters } from '../../../src/geo/scale.ts'

/**
 * The part of the Framework's plane that pictures show, in metres: the continent from the western
 * Aleutians to Newfoundland and from Panama to Ellesmere Island, three high and four wide.
 */
const CENTER = { x: -425_000, y: 250_000 } as const
const HEIGHT_METERS = 8_200_000
const WIDTH_METERS = (HEIGHT_METERS * 4) / 3

/** A picture's size and how it lies on the Framework's unit square. */
export interface Frame {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** The zoom of the Framework's grid at which the picture shows the continent. */
  readonly zoom: number
  /** A position of the unit square in half pixels of the picture, whole. */
  toLattice(u: number, v: number): [x: number, y: number]
}

/** Pictures are drawn on a lattice of this many steps a pixel: coordinates are whole and short. */
export const LATTICE = 2

/** The frame of a picture so many CSS pixels wide. */
export function toFrame(width: number): Frame {
  const side = NAAF_EXTENT[2] - NAAF_EXTENT[0]
  const scale = (width * LATTICE * side) / WIDTH_METERS
  const left = (CENTER.x - WIDTH_METERS / 2 - NAAF_EXTENT[0]) / side
  const top = (NAAF_EXTENT[3] - CENTER.y - HEIGHT_METERS / 2) / side
  return {
    width,
    height: (width * 3) / 4,
    zoom: Math.log2((naafPixelMeters(0) * width) / WIDTH_METERS),
    toLattice: (u, v) => [Math.round((u - left) * scale), Math.round((v - top) * scale)],
  }
}
