import type { DeviceOverlay } from '../catalog/device-layer.ts'
import { drawPictures, type GroundPicture } from '../tiles/picture-tile.ts'
import { type Frame, mappedBox, toPage, toPlace } from './frame.ts'
import type { PagePainter } from './painter.ts'
import type { Box } from './paper.ts'

/** Reads an image that a file lays on the ground. Rejects where it is lost or damaged. */
export type ReadImage = (overlay: DeviceOverlay) => Promise<GroundPicture>

const POINTS_PER_INCH = 72

/** Dots to the inch of paper that images have at most: more is not seen in a print. */
export const IMAGE_DPI = 200

/** Pixels of an image on a sheet at most, which bounds what it takes of memory: 64 MB. */
const MOST_PIXELS = 16_000_000

/** How often an image's edges and inside are looked at to find where it lies on the page. */
const STEPS = 32

/**
 * Draws an image of the ground in a frame, its pixels resampled in the plane of the map, so that it lies where the
 * vectors around it lie. Gives whether any of it is on the sheet.
 */
export async function drawGroundImage(
  painter: PagePainter,
  frame: Frame,
  picture: GroundPicture,
  opacity: number,
  breathe: () => Promise<void> | undefined,
): Promise<boolean> {
  let isDrawn = false
  for (const { seen, whole } of placesOnPage(picture, frame)) {
    const pixel = pixelOf(picture, seen, whole)
    const width = Math.max(1, Math.round(seen.width / pixel))
    const height = Math.max(1, Math.round(seen.height / pixel))
    const toGround = (column: number, row: number) =>
      toPlace(
        frame,
        seen.x + ((column + 0.5) * seen.width) / width,
        seen.y + ((row + 0.5) * seen.height) / height,
      )
    const pixels = await drawPictures({ width, height, toGround }, [picture], breathe)
    if (!pixels) continue
    isDrawn = true
    painter.image(seen, { width, height, pixels: new Uint8Array(pixels.buffer) }, opacity)
  }
  return isDrawn
}

/** The side of a pixel on the page, in points: no finer than a print shows, and than what the image itself has. */
function pixelOf({ levels }: GroundPicture, seen: Box, whole: Box): number {
  const { width, height } = levels[0]!
  const own = Math.min(whole.width / (2 * width), whole.height / (2 * height))
  const least = Math.sqrt((seen.width * seen.height) / MOST_PIXELS)
  return Math.max(POINTS_PER_INCH / IMAGE_DPI, own, least)
}

interface PlaceOnPage {
  /** What of it is within the map. */
  readonly seen: Box
  readonly whole: Box
}

/** Around what an image covers on the page: more than once where the world is seen more than once, and perhaps not at all. */
function placesOnPage({ corners }: GroundPicture, frame: Frame): PlaceOnPage[] {
  const { grid, box, origin, pointsPerUnit } = frame
  const mapped = mappedBox(frame)
  const [lowerLeft, lowerRight, upperRight, upperLeft] = corners
  let [minU, minV, maxU, maxV] = [Infinity, Infinity, -Infinity, -Infinity]
  let step = 0
  let before: readonly [number, number] | null = null
  for (let row = 0; row <= STEPS; row++) {
    for (let column = 0; column <= STEPS; column++) {
      const [s, t] = [column / STEPS, row / STEPS]
      const at = (axis: 0 | 1) =>
        (lowerLeft![axis] * (1 - s) + lowerRight![axis] * s) * (1 - t) +
        (upperLeft![axis] * (1 - s) + upperRight![axis] * s) * t
      const [u, v] = grid.toUnit(at(0), at(1))
      // Where the plane has no place for some of it, all of the map is looked at.
      if (!Number.isFinite(u) || !Number.isFinite(v)) return [{ seen: mapped, whole: mapped }]
      minU = Math.min(minU, u)
      maxU = Math.max(maxU, u)
      minV = Math.min(minV, v)
      maxV = Math.max(maxV, v)
      if (before && column > 0) step = Math.max(step, Math.hypot(u - before[0], v - before[1]))
      before = [u, v]
    }
  }
  // Between two looks an edge may bulge, in a plane in which it is not straight.
  const room = grid.wraps ? 0 : step / 2
  const right = origin[0] + box.width / pointsPerUnit
  const first = grid.wraps ? Math.floor(origin[0] - maxU) : 0
  const last = grid.wraps ? Math.ceil(right - minU) : 0
  const places: PlaceOnPage[] = []
  for (let shift = first; shift <= last; shift++) {
    const [left, top] = toPage(frame, minU - room + shift, minV - room)
    const [end, bottom] = toPage(frame, maxU + room + shift, maxV + room)
    const x = Math.max(left, mapped.x)
    const y = Math.max(top, mapped.y)
    const width = Math.min(end, mapped.x + mapped.width) - x
    const height = Math.min(bottom, mapped.y + mapped.height) - y
    if (width <= 0 || height <= 0) continue
    const whole = { x: left, y: top, width: end - left, height: bottom - top }
    places.push({ seen: { x, y, width, height }, whole })
  }
  return places
}
