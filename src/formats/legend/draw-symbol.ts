import type { Raster } from '../bytes/write-png.ts'
import type { MarkerShape, StyleSymbol } from '../contract/layer-style.ts'

type Inside = (x: number, y: number) => boolean

/** Whether a point lies in a marker of radius 1 around the origin, y downwards. */
const MARKERS: Readonly<Record<MarkerShape, Inside>> = {
  circle: (x, y) => x * x + y * y <= 1,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.88,
  diamond: (x, y) => Math.abs(x) + Math.abs(y) <= 1.1,
  triangle: (x, y) => y <= 0.75 && 1.9 * Math.abs(x) - y <= 1,
  star: (x, y) => isInStar(x, y),
  cross: (x, y) =>
    Math.min(Math.abs(x), Math.abs(y)) <= 0.34 && Math.max(Math.abs(x), Math.abs(y)) <= 1,
}

/** A five-pointed star, one point up: in each tenth of the turn, inside of the edge from tip to notch. */
function isInStar(x: number, y: number): boolean {
  const fifth = (2 * Math.PI) / 5
  const turn = Math.atan2(x, -y)
  const angle = Math.abs(turn - fifth * Math.round(turn / fifth))
  const radius = Math.hypot(x, y)
  const tip = 1.05
  const notch = 0.48
  const half = fifth / 2
  // The edge from (tip, 0) to (notch, half) in polar form.
  const edge =
    (tip * notch * Math.sin(half)) / (tip * Math.sin(angle) + notch * Math.sin(half - angle))
  return radius <= edge
}

const WHITE = '#ffffff'
const DEFAULT_FILL = '#3b6ea5'
/** Samples a side of each pixel. */
const SAMPLES = 4

/** Draws pixels from a function of the position in pixels: edges are smoothed by sampling. */
export function draw(
  width: number,
  height: number,
  colorAt: (x: number, y: number) => readonly [color: string, opacity: number] | null,
): Raster {
  const pixels = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const sum = [0, 0, 0, 0]
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = column + ((sample % SAMPLES) + 0.5) / SAMPLES
        const y = row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES
        const hit = colorAt(x, y)
        if (!hit) continue
        const [color, opacity] = hit
        for (let channel = 0; channel < 3; channel++) {
          sum[channel]! += opacity * toChannel(color, channel)
        }
        sum[3]! += opacity
      }
      const at = (row * width + column) * 4
      if (sum[3] === 0) continue
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = Math.round(sum[channel]! / sum[3]!)
      }
      pixels[at + 3] = Math.round((255 * sum[3]!) / (SAMPLES * SAMPLES))
    }
  }
  return { width, height, pixels }
}

function toChannel(color: string, channel: number): number {
  return Number.parseInt(color.slice(1 + 2 * channel, 3 + 2 * channel), 16)
}

/** The marker of a symbol, filling a square image, with a rim that sets it off from any ground. */
export function drawMarker(symbol: StyleSymbol, side: number): Raster {
  const inside = MARKERS[symbol.marker ?? 'circle']
  const radius = side / 2 / 1.12
  const rim = 1 - Math.min(0.35, 3 / radius)
  const opacity = symbol.fillOpacity ?? 1
  return draw(side, side, (pixelX, pixelY) => {
    const x = (pixelX - side / 2) / radius
    const y = (pixelY - side / 2) / radius
    if (inside(x / rim, y / rim)) return [symbol.fill ?? DEFAULT_FILL, opacity]
    return inside(x, y) ? [symbol.line ?? WHITE, 1] : null
  })
}

/** How a legend shows a line, an area or a marker, in an image of the given size. */
export function drawSwatch(
  symbol: StyleSymbol,
  kind: 'marker' | 'line' | 'area',
  width: number,
  height: number,
): Raster {
  if (kind === 'marker') {
    const marker = drawMarker(symbol, Math.min(width, height))
    const left = Math.floor((width - marker.width) / 2)
    const top = Math.floor((height - marker.height) / 2)
    const pixels = new Uint8Array(width * height * 4)
    for (let row = 0; row < marker.height; row++) {
      const from = row * marker.width * 4
      pixels.set(
        marker.pixels.subarray(from, from + marker.width * 4),
        ((top + row) * width + left) * 4,
      )
    }
    return { width, height, pixels }
  }
  const lineWidth = Math.min(height / 2, Math.max(1, symbol.lineWidth ?? 1))
  if (kind === 'line') {
    const color = symbol.line ?? symbol.fill ?? DEFAULT_FILL
    return draw(width, height, (_, y) =>
      Math.abs(y - height / 2) <= lineWidth / 2 ? [color, 1] : null,
    )
  }
  return draw(width, height, (x, y) => {
    const edge = Math.min(x, y, width - x, height - y)
    if (symbol.line && edge <= lineWidth) return [symbol.line, 1]
    return symbol.fill ? [symbol.fill, symbol.fillOpacity ?? 1] : null
  })
}
