import type { MARKER_SHAPES } from './symbology.ts'

export type MarkerShape = (typeof MARKER_SHAPES)[number]

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

/** A marker as the data of an SVG path, y down. */
export function markerPath(shape: MarkerShape, x: number, y: number, radius: number): string {
  if (shape === 'circle') {
    const arc = `a${radius} ${radius} 0 1 0`
    return `M${x - radius} ${y}${arc} ${2 * radius} 0${arc} ${-2 * radius} 0z`
  }
  const corners = CORNERS[shape].map(
    ([dx, dy]) => `${(x + dx * radius).toFixed(2)} ${(y + dy * radius).toFixed(2)}`,
  )
  return `M${corners.join('L')}z`
}
