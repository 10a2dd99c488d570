import { NAAF_EXTENT } from '../geo/naaf.ts'
import { frameworkPixelMeters } from '../geo/projections/projection.ts'

/**
 * The part of the Framework's plane that pictures show, in metres: the continent from the western
 * Aleutians to Newfoundland and from Panama to Ellesmere Island, and beside it as much as there is room for.
 */
const CENTER = { x: -425_000, y: 250_000 } as const
const HEIGHT_METERS = 8_200_000

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

/** The frame of a picture of so many CSS pixels. */
export function toFrame({ width, height }: Pick<Frame, 'width' | 'height'>): Frame {
  const side = NAAF_EXTENT[2] - NAAF_EXTENT[0]
  const widthMeters = (HEIGHT_METERS * width) / height
  const scale = (width * LATTICE * side) / widthMeters
  const left = (CENTER.x - widthMeters / 2 - NAAF_EXTENT[0]) / side
  const top = (NAAF_EXTENT[3] - CENTER.y - HEIGHT_METERS / 2) / side
  return {
    width,
    height,
    zoom: Math.log2((frameworkPixelMeters(0) * height) / HEIGHT_METERS),
    toLattice: (u, v) => [Math.round((u - left) * scale), Math.round((v - top) * scale)],
  }
}
