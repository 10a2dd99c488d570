/** Points of a page for a millimetre. */
export const POINTS_PER_MILLIMETER = 72 / 25.4

/** Points of a page for a CSS pixel, in which symbologies give their sizes. */
export const POINTS_PER_PIXEL = 72 / 96

const INCH = 25.4

/**
 * Sizes of paper in millimetres, upright: ISO 216, ANSI/ASME Y14.1, one of the wall maps of North America, and of
 * pictures: a slide of 16 to 9 and a square.
 */
const PAPERS = {
  a5: [148, 210],
  a4: [210, 297],
  a3: [297, 420],
  a2: [420, 594],
  a1: [594, 841],
  a0: [841, 1189],
  letter: [8.5 * INCH, 11 * INCH],
  tabloid: [11 * INCH, 17 * INCH],
  'ansi-c': [17 * INCH, 22 * INCH],
  'ansi-d': [22 * INCH, 34 * INCH],
  'ansi-e': [34 * INCH, 44 * INCH],
  'wall-36x48': [36 * INCH, 48 * INCH],
  slide: [7.5 * INCH, (7.5 * INCH * 16) / 9],
  square: [8 * INCH, 8 * INCH],
} as const satisfies Readonly<Record<string, readonly [width: number, height: number]>>

export type Paper = keyof typeof PAPERS
export const PAPER_NAMES = Object.keys(PAPERS) as [Paper, ...Paper[]]

export const ORIENTATIONS = ['portrait', 'landscape'] as const
export type Orientation = (typeof ORIENTATIONS)[number]

/** Scales that are offered beside a free one: the denominator. */
export const FIXED_SCALES = [
  2_500_000, 5_000_000, 7_500_000, 10_000_000, 15_000_000, 20_000_000, 30_000_000, 40_000_000,
] as const

/** Dots an inch that a picture of a sheet may have. A screen has 96, a print 300. */
export const LEAST_DPI = 48
export const MOST_DPI = 600

/** A book has no more sheets: it is drawn, and read, as one file. */
export const MOST_SHEETS = 200

/** A rectangle of a page in points, y down from the upper left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A page in points. */
export function pageSize(
  paper: Paper,
  orientation: Orientation,
): { width: number; height: number } {
  const [short, long] = PAPERS[paper]
  const [width, height] = orientation === 'portrait' ? [short, long] : [long, short]
  return { width: width * POINTS_PER_MILLIMETER, height: height * POINTS_PER_MILLIMETER }
}
