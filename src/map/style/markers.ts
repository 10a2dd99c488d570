import { type MarkerShape, markerCorners } from '../../catalog/marker-shape.ts'
import type { LayerSymbol } from '../../catalog/symbology.ts'

/** The radius at which marker images are drawn; the map scales them to the symbol's own. */
export const MARKER_IMAGE_RADIUS = 12

/** An image of nothing, for what names keep clear of. */
export const OBSTACLE_IMAGE = 'marker:square:none:none:0.00'

/** Images leave room around the marker for its line: half of their side is this. */
export const OBSTACLE_IMAGE_RADIUS = MARKER_IMAGE_RADIUS * 1.5

/** Icons that a file brings have this many pixels for a CSS pixel. */
const ICON_PIXEL_RATIO = 3

/**
 * So many pixels of an image for one of the screen. The map samples an image at four of its pixels: drawn much smaller than
 * it is, a ring loses parts of its line. Most markers are drawn at a third of their image's radius to the whole of it.
 */
const MARKER_SCREEN_SHARE = 2 / 3

interface Marker {
  readonly shape: MarkerShape
  readonly fill: string
  readonly line: string
  readonly lineWidth: number
}

/** The name says all that is needed to draw the image. */
export function toMarkerImageName(symbol: LayerSymbol, theme: 'light' | 'dark'): string {
  if (symbol.icon) return symbol.icon
  const shape = symbol.marker ?? 'circle'
  const radius = typeof symbol.markerRadius === 'number' ? symbol.markerRadius : 5
  const width = typeof symbol.lineWidth === 'number' ? symbol.lineWidth : 1
  const lineWidth = symbol.line ? (width * MARKER_IMAGE_RADIUS) / radius : 0
  return [
    'marker',
    shape,
    symbol.fill?.[theme] ?? 'none',
    symbol.line?.[theme] ?? 'none',
    lineWidth.toFixed(2),
  ].join(':')
}

function parseMarkerImageName(name: string): Marker | null {
  const match =
    /^marker:(circle|square|diamond|triangle|star|cross):(none|#[0-9a-f]{6}):(none|#[0-9a-f]{6}):([\d.]+)$/.exec(
      name,
    )
  if (!match) return null
  return {
    shape: match[1] as MarkerShape,
    fill: match[2]!,
    line: match[3]!,
    lineWidth: Number(match[4]),
  }
}

interface MarkerImage {
  readonly image: ImageData | ImageBitmap
  /** How many of its pixels are a CSS pixel. */
  readonly pixelRatio: number
}

/** The image that a name asks for; `null` for names that are neither a marker's nor an icon's. */
export async function createMarkerImage(name: string): Promise<MarkerImage | null> {
  if (!name.startsWith('data:image/png;base64,')) {
    const pixelRatio = MARKER_SCREEN_SHARE * Math.max(1, devicePixelRatio)
    const image = drawMarkerImage(name, pixelRatio)
    return image && { image, pixelRatio }
  }
  try {
    const bytes = Uint8Array.from(atob(name.slice(name.indexOf(',') + 1)), (character) =>
      character.charCodeAt(0),
    )
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    return { image, pixelRatio: ICON_PIXEL_RATIO }
  } catch {
    return null
  }
}

/** Draws the image that a name asks for; `null` for names that are not a marker's. */
function drawMarkerImage(name: string, pixelRatio: number): ImageData | null {
  const marker = parseMarkerImageName(name)
  if (!marker) return null
  const size = Math.ceil((OBSTACLE_IMAGE_RADIUS + marker.lineWidth) * 2 * pixelRatio)
  const canvas = new OffscreenCanvas(size, size)
  const context = canvas.getContext('2d')
  if (!context) return null
  context.translate(size / 2, size / 2)
  const scale = MARKER_IMAGE_RADIUS * pixelRatio
  context.beginPath()
  if (marker.shape === 'circle') context.arc(0, 0, scale, 0, 2 * Math.PI)
  else for (const [x, y] of markerCorners(marker.shape)) context.lineTo(x * scale, y * scale)
  context.closePath()
  context.lineJoin = 'round'
  if (marker.lineWidth > 0 && marker.line !== 'none') {
    context.strokeStyle = marker.line
    context.lineWidth = marker.lineWidth * 2 * pixelRatio
    context.stroke()
  }
  if (marker.fill !== 'none') {
    context.fillStyle = marker.fill
    context.fill()
  }
  return context.getImageData(0, 0, size, size)
}
