import { tileGridOf } from '../geo/projections/all.ts'
import { TILE_PIXELS } from '../geo/projections/projection.ts'

/** A picture laid on the ground, its pixels in memory. */
export interface GroundPicture {
  /** Lower left, lower right, upper right, upper left: longitude, latitude, without a jump at 180°. */
  readonly corners: readonly (readonly [lon: number, lat: number])[]
  readonly opacity: number
  /** From the picture as it is down to a pixel, each of half the width and height of the one before. */
  readonly levels: readonly PictureLevel[]
}

/** Red, green, blue and alpha, the colours multiplied with alpha, row by row from the top. */
export interface PictureLevel {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8ClampedArray
}

export interface PictureTileRequest {
  readonly grid: string
  readonly z: number
  readonly x: number
  readonly y: number
}

/** A raster that pictures are drawn into, row by row from the top. */
export interface PictureRaster {
  readonly width: number
  readonly height: number
  /** The ground under the middle of a pixel; `null` where there is none, or nothing is to be drawn. */
  toGround(column: number, row: number): readonly [lon: number, lat: number] | null
}

/**
 * A tile of pictures in the grid of a projection, `TILE_PIXELS` square, colours not multiplied with alpha, or
 * `null` where it shows none of them, so that it lies as true as the vector tiles of the same grid. The first picture is
 * undermost. `breathe` is awaited row by row and may end it by rejecting.
 */
export function cutPictureTile(
  { grid: name, z, x, y }: PictureTileRequest,
  pictures: readonly GroundPicture[],
  breathe: () => Promise<void> | undefined,
): Promise<Uint8ClampedArray<ArrayBuffer> | null> {
  const grid = tileGridOf(name)
  const side = TILE_PIXELS
  const raster: PictureRaster = {
    width: side,
    height: side,
    toGround(column, row) {
      // A sphere goes on to the pole with what meets the upper edge of the square: nothing does.
      if (grid.cap && y === 0 && row === 0) return null
      return grid.fromUnit((x + (column + 0.5) / side) / 2 ** z, (y + (row + 0.5) / side) / 2 ** z)
    },
  }
  return drawPictures(raster, pictures, breathe)
}

/**
 * Pictures in a raster of any plane, colours not multiplied with alpha, or `null` where it shows none of them. Each
 * pixel is taken back to its longitude and latitude and from there into the picture. The first picture is undermost.
 */
export async function drawPictures(
  { width, height, toGround }: PictureRaster,
  pictures: readonly GroundPicture[],
  breathe: () => Promise<void> | undefined,
): Promise<Uint8ClampedArray<ArrayBuffer> | null> {
  const placed = pictures.map(toPlaced)
  const drawn = new Uint8ClampedArray(width * height * 4)
  let isSeen = false
  const above: (readonly [u: number, v: number] | null)[][] = placed.map(() => [])
  for (let row = 0; row < height; row++) {
    await breathe()
    const left: (readonly [u: number, v: number] | null)[] = placed.map(() => null)
    for (let column = 0; column < width; column++) {
      const place = toGround(column, row)
      for (const [index, picture] of placed.entries()) {
        const at = place && picture.toPicture(place[0], place[1])
        const before = left[index] ?? above[index]![column]
        left[index] = at
        above[index]![column] = at
        if (!at) continue
        // What a pixel is in the picture says which of its levels is neither coarse nor flickers.
        const { width: across, height: down } = picture.levels[0]!
        const step = before
          ? Math.hypot((at[0] - before[0]) * across, (at[1] - before[1]) * down)
          : 1
        const level = Math.min(
          picture.levels.length - 1,
          Math.max(0, Math.floor(Math.log2(Math.max(1, step)) + 0.5)),
        )
        if (blend(drawn, (row * width + column) * 4, picture.levels[level]!, at, picture.opacity))
          isSeen = true
      }
    }
  }
  if (!isSeen) return null
  divideByAlpha(drawn)
  return drawn
}

interface PlacedPicture extends GroundPicture {
  /** Shares of the picture's width and height from its upper left corner; `null` beside it. */
  toPicture(lon: number, lat: number): readonly [u: number, v: number] | null
}

/**
 * The projective map of the four corners onto the picture (Heckbert 1989, section 2.2.3), which for a box is the
 * plain proportion.
 */
function toPlaced(picture: GroundPicture): PlacedPicture {
  // In the order of (0, 0), (1, 0), (1, 1), (0, 1), from the upper left.
  const [lowerLeft, lowerRight, upperRight, upperLeft] = picture.corners as [
    Place,
    Place,
    Place,
    Place,
  ]
  const [x0, y0] = upperLeft
  const [x1, y1] = upperRight
  const [x2, y2] = lowerRight
  const [x3, y3] = lowerLeft
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3]
  const [dx1, dx2, dy1, dy2] = [x1 - x2, x3 - x2, y1 - y2, y3 - y2]
  const area = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / area
  const h = (dx1 * sy - sx * dy1) / area
  const [a, b, c] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0]
  const [d, e, f] = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0]
  // The inverse, but for a factor that falls out.
  const [A, B, C] = [e - f * h, c * h - b, b * f - c * e]
  const [D, E, F] = [f * g - d, a - c * g, c * d - a * f]
  const [G, H, I] = [d * h - e * g, b * g - a * h, a * e - b * d]
  const lons = picture.corners.map(([lon]) => lon)
  const lats = picture.corners.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const toPicture: PlacedPicture['toPicture'] = (lon, lat) => {
    if (lat < south || lat > north) return null
    const near = west + ((((lon - west) % 360) + 360) % 360)
    if (near > east) return null
    const w = G * near + H * lat + I
    const u = (A * near + B * lat + C) / w
    const v = (D * near + E * lat + F) / w
    return u >= 0 && u <= 1 && v >= 0 && v <= 1 ? [u, v] : null
  }
  return { ...picture, toPicture }
}

type Place = readonly [lon: number, lat: number]

/** Lays the colour at a place of a level, bilinear, over what is in the tile. Whether there was any. */
function blend(
  tile: Uint8ClampedArray,
  target: number,
  { width, height, pixels }: PictureLevel,
  [u, v]: readonly [number, number],
  opacity: number,
): boolean {
  const px = Math.min(width - 1, Math.max(0, u * width - 0.5))
  const py = Math.min(height - 1, Math.max(0, v * height - 0.5))
  const [left, top] = [Math.floor(px), Math.floor(py)]
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const [fx, fy] = [px - left, py - top]
  const channel = (offset: number): number => {
    const at = (x: number, y: number) => pixels[(y * width + x) * 4 + offset]!
    return (
      (at(left, top) * (1 - fx) + at(right, top) * fx) * (1 - fy) +
      (at(left, bottom) * (1 - fx) + at(right, bottom) * fx) * fy
    )
  }
  const alpha = channel(3) * opacity
  if (alpha < 0.5) return false
  const rest = 1 - alpha / 255
  for (let offset = 0; offset < 3; offset++) {
    tile[target + offset] = channel(offset) * opacity + tile[target + offset]! * rest
  }
  tile[target + 3] = alpha + tile[target + 3]! * rest
  return true
}

function divideByAlpha(tile: Uint8ClampedArray): void {
  for (let at = 0; at < tile.length; at += 4) {
    const alpha = tile[at + 3]!
    if (alpha === 0 || alpha === 255) continue
    for (let offset = 0; offset < 3; offset++) {
      tile[at + offset] = (tile[at + offset]! * 255) / alpha
    }
  }
}

/**
 * The levels of a picture from its pixels, whose colours are not multiplied with alpha yet; `tint` multiplies its
 * colours, 0 to 1 for red, green and blue.
 */
export function toLevels(
  { width, height, pixels }: PictureLevel,
  tint: readonly [number, number, number] = [1, 1, 1],
): readonly PictureLevel[] {
  const first = new Uint8ClampedArray(pixels.length)
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3]!
    for (let offset = 0; offset < 3; offset++) {
      first[at + offset] = (pixels[at + offset]! * tint[offset]! * alpha) / 255
    }
    first[at + 3] = alpha
  }
  const levels: PictureLevel[] = [{ width, height, pixels: first }]
  for (let level = levels[0]!; level.width > 1 || level.height > 1; ) {
    level = toHalf(level)
    levels.push(level)
  }
  return levels
}

function toHalf({ width, height, pixels }: PictureLevel): PictureLevel {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
  const made = new Uint8ClampedArray(half.width * half.height * 4)
  for (let y = 0; y < half.height; y++) {
    const [top, bottom] = [y * 2, Math.min(height - 1, y * 2 + 1)]
    for (let x = 0; x < half.width; x++) {
      const [left, right] = [x * 2, Math.min(width - 1, x * 2 + 1)]
      for (let offset = 0; offset < 4; offset++) {
        const at = (column: number, row: number) => pixels[(row * width + column) * 4 + offset]!
        made[(y * half.width + x) * 4 + offset] =
          (at(left, top) + at(right, top) + at(left, bottom) + at(right, bottom)) / 4
      }
    }
  }
  return { ...half, pixels: made }
}
