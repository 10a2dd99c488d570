/**
 * Where images stand that are fixed to the screen, as KML says it (OGC 12-007r2 section 11.7). Lengths are CSS
 * pixels; KML counts from the lower left corner, what is given back from the upper left one.
 */

export const SCREEN_UNITS = ['fraction', 'pixels', 'insetPixels'] as const

/** Shares of a whole, pixels from its lower left corner, or pixels from its upper right one. */
export type ScreenUnit = (typeof SCREEN_UNITS)[number]

/** Two numbers, each with its unit (section 16.21, `kml:vec2Type`). */
export interface ScreenVector {
  readonly x: number
  readonly y: number
  readonly xUnits: ScreenUnit
  readonly yUnits: ScreenUnit
}

/** What a file does not say is left out: the middle of the image is then in the middle of the screen. */
export interface ScreenPlace {
  /** The point of the image that is at `screenXY` of the screen. */
  readonly overlayXY?: ScreenVector | undefined
  readonly screenXY?: ScreenVector | undefined
  /** The point of the screen about which the image is turned; without it, the image's own middle. */
  readonly rotationXY?: ScreenVector | undefined
  /** −1 is the image's own size, 0 the one that keeps its proportions; without it, its own size. */
  readonly size?: ScreenVector | undefined
  /** Counterclockwise. */
  readonly rotationDegrees: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface PlacedImage extends Size {
  readonly left: number
  readonly top: number
  /** About what it is turned, from its own upper left corner. */
  readonly turnX: number
  readonly turnY: number
}

/** A screen narrower or lower than this is small: an image of so many pixels is made smaller there. */
const SMALL_SCREEN: Size = { width: 640, height: 440 }
/** The most that an image takes of a small screen. */
const SMALL_SHARE: Size = { width: 0.4, height: 0.3 }

const MIDDLE: ScreenVector = { x: 0.5, y: 0.5, xUnits: 'fraction', yUnits: 'fraction' }

/** What lies along the edges of a screen, in pixels from each: controls, under which images are not to stand. */
export interface Edges {
  readonly right: number
  readonly bottom: number
}

const NO_EDGES: Edges = { right: 0, bottom: 0 }

/**
 * Where an image of a size of its own (`null`: it has none, and is a rectangle) stands on a screen. Where its size is
 * not a share of the screen, it is made smaller, with its proportions, until it fits; on a small screen, until it
 * leaves the most of it free. And where it would reach into the edges of the screen it is moved out of them.
 */
export function placeOnScreen(
  place: ScreenPlace,
  image: Size | null,
  screen: Size,
  edges: Edges = NO_EDGES,
): PlacedImage | null {
  const given = toSize(place.size, image, screen)
  if (!given || !(given.width > 0 && given.height > 0)) return null
  const scale = isShare(place.size) ? 1 : toScale(given, screen)
  const [width, height] = [given.width * scale, given.height * scale]
  const { overlayXY = MIDDLE, screenXY = MIDDLE, rotationXY } = place
  const anchorX = toPixels(overlayXY.x, overlayXY.xUnits, given.width) * scale
  const anchorY = toPixels(overlayXY.y, overlayXY.yUnits, given.height) * scale
  const anchored = {
    left: toPixels(screenXY.x, screenXY.xUnits, screen.width) - anchorX,
    bottom: toPixels(screenXY.y, screenXY.yUnits, screen.height) - anchorY,
  }
  const isFree = !isShare(place.size) && place.rotationDegrees === 0
  const free = isFree ? edges : NO_EDGES
  const left = toFree(anchored.left, width, screen.width, free.right)
  const top = toFree(screen.height - anchored.bottom - height, height, screen.height, free.bottom)
  return {
    ...{ left, top, width, height },
    turnX: rotationXY ? toPixels(rotationXY.x, rotationXY.xUnits, screen.width) - left : width / 2,
    turnY: rotationXY
      ? screen.height - toPixels(rotationXY.y, rotationXY.yUnits, screen.height) - top
      : height / 2,
  }
}

/** What ends in the edge is moved before it; what lies beyond the screen stays there. */
function toFree(start: number, length: number, whole: number, edge: number): number {
  const end = start + length
  return end > whole - edge && end <= whole ? Math.max(0, whole - edge - length) : start
}

function toPixels(value: number, unit: ScreenUnit, whole: number): number {
  if (unit === 'fraction') return value * whole
  return unit === 'pixels' ? value : whole - value
}

function toSize(size: ScreenVector | undefined, image: Size | null, screen: Size): Size | null {
  const own = -1
  const { x, y, xUnits, yUnits } = size ?? { ...MIDDLE, x: own, y: own }
  const along = (value: number, unit: ScreenUnit, whole: number, native: number | undefined) =>
    value < 0 ? native : value === 0 ? undefined : toPixels(value, unit, whole)
  const width = along(x, xUnits, screen.width, image?.width)
  const height = along(y, yUnits, screen.height, image?.height)
  if (width !== undefined && height !== undefined) return { width, height }
  if (!image) return null
  if (width !== undefined) return { width, height: (width * image.height) / image.width }
  if (height !== undefined) return { width: (height * image.width) / image.height, height }
  return image
}

/** Whether the screen's own size makes that of the image. */
function isShare(size: ScreenVector | undefined): boolean {
  if (!size) return false
  return (size.x > 0 && size.xUnits !== 'pixels') || (size.y > 0 && size.yUnits !== 'pixels')
}

function toScale({ width, height }: Size, screen: Size): number {
  const isSmall = screen.width < SMALL_SCREEN.width || screen.height < SMALL_SCREEN.height
  const most = isSmall ? SMALL_SHARE : { width: 1, height: 1 }
  return Math.min(1, (screen.width * most.width) / width, (screen.height * most.height) / height)
}
