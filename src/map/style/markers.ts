import type { LayerSymbol, MARKER_SHAPES } from '../../catalog/symbology.ts'

type MarkerShape = (typeof MARKER_SHAPES)[number]

/** The radius at which marker images are drawn; the map scales them to the symbol's own. */
export const MARKER_IMAGE_RADIUS = 12

/** Images have this many pixels for a CSS pixel, so that they stay crisp on dense screens. */
export const MARKER_PIXEL_RATIO = 3

interface Marker {
  readonly shape: MarkerShape
  readonly fill: string
  readonly line: string
  readonly lineWidth: number
}

/** The name says all that is needed to draw the image. */
export function toMarkerImageName(symbol: LayerSymbol, theme: 'light' | 'dark'): string {
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

/**
 * The corners of a marker around (0, 0) with radius 1, y down, of about the same area whatever the
 * shape; a circle has none.
 */
export function markerCorners(shape: MarkerShape): readonly (readonly [x: number, y: number])[] {
  return CORNERS[shape]
}

const CORNERS: Record<MarkerShape, readonly (readonly [number, number])[]> = {
  circle: [],
  square: polygon(4, 1.2, Math.PI / 4),
  diamond: polygon(4, 1.25, 0),
  triangle: polygon(3, 1.4, -Math.PI / 2),
  star: star(5, 1.35, 0.56),
  cross: [
    [-0.35, -1.1],
    [0.35, -1.1],
    [0.35, -0.35],
    [1.1, -0.35],
    [1.1, 0.35],
    [0.35, 0.35],
    [0.35, 1.1],
    [-0.35, 1.1],
    [-0.35, 0.35],
    [-1.1, 0.35],
    [-1.1, -0.35],
    [-0.35, -0.35],
  ],
}

function polygon(corners: number, radius: number, start: number): [number, number][] {
  return Array.from({ length: corners }, (_, index) => {
    const angle = start + (index * 2 * Math.PI) / corners
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
}

function star(points: number, outer: number, inner: number): [number, number][] {
  return Array.from({ length: points * 2 }, (_, index) => {
    const angle = -Math.PI / 2 + (index * Math.PI) / points
    const radius = index % 2 ? inner : outer
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
}

/** Draws the image that a name asks for; `null` for names that are not a marker's. */
export function drawMarkerImage(name: string): ImageData | null {
  const marker = parseMarkerImageName(name)
  if (!marker) return null
  const size = Math.ceil((MARKER_IMAGE_RADIUS * 1.5 + marker.lineWidth) * 2 * MARKER_PIXEL_RATIO)
  const canvas = new OffscreenCanvas(size, size)
  const context = canvas.getContext('2d')
  if (!context) return null
  context.translate(size / 2, size / 2)
  const scale = MARKER_IMAGE_RADIUS * MARKER_PIXEL_RATIO
  context.beginPath()
  for (const [x, y] of markerCorners(marker.shape)) context.lineTo(x * scale, y * scale)
  context.closePath()
  context.lineJoin = 'round'
  if (marker.lineWidth > 0 && marker.line !== 'none') {
    context.strokeStyle = marker.line
    context.lineWidth = marker.lineWidth * 2 * MARKER_PIXEL_RATIO
    context.stroke()
  }
  if (marker.fill !== 'none') {
    context.fillStyle = marker.fill
    context.fill()
  }
  return context.getImageData(0, 0, size, size)
}
