import { NAAF_EXTENT } from '../geo/naaf.ts'
import { frameworkPixelMeters } from '../geo/projections/projection.ts'

/** A part of the Framework's plane, in metres; it is as wide as there is room for beside it. */
export interface Ground {
  readonly x: number
  readonly y: number
  readonly heightMeters: number
}

/** The continent, from the western Aleutians to Newfoundland and from Panama to Ellesmere Island. */
export const CONTINENT: Ground = { x: -425_000, y: 250_000, heightMeters: 8_200_000 }

/** The Framework's square, and what lies around it. */
export const SQUARE_AND_AROUND: Ground = { x: 0, y: 0, heightMeters: 13_500_000 }

/** A picture's size and how it lies on the Framework's unit square. */
export interface Frame {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** The zoom of the Framework's grid at which the picture shows its ground. */
  readonly zoom: number
  /** A position of the unit square in half pixels of the picture, whole. */
  toLattice(u: number, v: number): [x: number, y: number]
}

/** Pictures are drawn on a lattice of this many steps a pixel: coordinates are whole and short. */
export const LATTICE = 2

/** The frame of a picture of so many CSS pixels. */
export function toFrame(
  { width, height }: Pick<Frame, 'width' | 'height'>,
  { x, y, heightMeters }: Ground = CONTINENT,
): Frame {
  const side = NAAF_EXTENT[2] - NAAF_EXTENT[0]
  const widthMeters = (heightMeters * width) / height
  const scale = (width * LATTICE * side) / widthMeters
  const left = (x - widthMeters / 2 - NAAF_EXTENT[0]) / side
  const top = (NAAF_EXTENT[3] - y - heightMeters / 2) / side
  return {
    width,
    height,
    zoom: Math.log2((frameworkPixelMeters(0) * height) / heightMeters),
    toLattice: (u, v) => [Math.round((u - left) * scale), Math.round((v - top) * scale)],
  }
}
