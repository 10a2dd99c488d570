import { sphereDistanceMeters } from '../geo/distance.ts'
import { type Frame, mappedBox, toPlace } from './frame.ts'
import { POINTS_PER_MILLIMETER } from './paper.ts'

const POINTS_PER_METER = POINTS_PER_MILLIMETER * 1000

export const METERS_PER_MILE = 1609.344

/** A length on the ground and how long it is on the page. */
export interface BarLength {
  /** In kilometres or miles. */
  readonly value: number
  readonly points: number
}

/** The longest round length that is no longer than `mostPoints` on paper at a scale. */
export function toBarLength(scale: number, unitMeters: number, mostPoints: number): BarLength {
  const most = (mostPoints / POINTS_PER_METER) * (scale / unitMeters)
  const power = 10 ** Math.floor(Math.log10(most))
  const digit = most / power
  const value = (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power
  return { value, points: ((value * unitMeters) / scale) * POINTS_PER_METER }
}

/**
 * The most by which a length on the ground differs from what the scale says, anywhere in the frame and in any
 * direction, as a share: short lengths along both axes of the page, measured on the Framework's sphere.
 */
export function mostDistortion(frame: Frame): number {
  const { x, y, width, height } = mappedBox(frame)
  const step = 2
  let most = 0
  for (const across of [0.01, 0.25, 0.5, 0.75, 0.99]) {
    for (const down of [0.01, 0.25, 0.5, 0.75, 0.99]) {
      const atX = x + across * width
      const atY = y + down * height
      const here = toPlace(frame, atX, atY)
      for (let turn = 0; turn < 8; turn++) {
        const radians = (turn * Math.PI) / 8
        const there = toPlace(frame, atX + step * Math.cos(radians), atY + step * Math.sin(radians))
        if (!here || !there) continue
        const meters = sphereDistanceMeters(here, there)
        const paper = (step / POINTS_PER_METER) * frame.scale
        most = Math.max(most, Math.abs(meters / paper - 1))
      }
    }
  }
  return most
}
