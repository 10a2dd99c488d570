import type { Symbology } from '../catalog/symbology.ts'
import type { Localized } from '../model/schema.ts'
import { areColorsAlike } from './color-vision.ts'

/** The theme of the map in which colours are looked at. */
export type MapTheme = 'light' | 'dark'

/**
 * Pairs of classes whose colours are one to readers who see fewer of them, and that no mark, dash or width tells
 * apart.
 */
export function findAlikeClasses(
  symbology: Symbology,
  theme: MapTheme,
): readonly (readonly [a: Localized, b: Localized])[] {
  // Intervals are a ramp, whose neighbours are alike by design.
  if (!('classes' in symbology) || symbology.kind === 'graduated') return []
  const looks = symbology.classes.map(({ label, symbol }) => ({
    label,
    color: (symbol.fill ?? symbol.line)?.[theme],
    mark: String([symbol.marker, symbol.lineDash, symbol.lineWidth]),
  }))
  return looks.flatMap((a, nth) =>
    looks
      .slice(nth + 1)
      .filter((b) => a.mark === b.mark && a.color && b.color && areColorsAlike(a.color, b.color))
      .map((b) => [a.label, b.label] as const),
  )
}
