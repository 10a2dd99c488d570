import type { Place } from './map-commands.ts'

export const DRAWING_KINDS = ['point', 'line', 'polygon', 'box', 'circle'] as const

/** A `circle` by its middle and a place on it, a `box` by two opposite corners. */
export type DrawingKind = (typeof DRAWING_KINDS)[number]

/** What the reader drew on the map. */
export interface Drawing {
  readonly kind: DrawingKind
  readonly places: readonly Place[]
  /** As the reader calls it; empty where it has no name. */
  readonly name: string
}

/** How many places a drawing of a kind has: at the least, and at the most. */
export const PLACES_OF: Readonly<Record<DrawingKind, readonly [least: number, most: number]>> = {
  point: [1, 1],
  line: [2, 500],
  polygon: [3, 500],
  box: [2, 2],
  circle: [2, 2],
}

export const MOST_DRAWINGS = 50
export const MOST_NAME_LENGTH = 60

/** To about a metre, as the address says it: what is measured is what others see. */
export function toDrawnPlace([lon, lat]: Place): Place {
  return [Number(lon.toFixed(5)), Number(lat.toFixed(5))]
}
