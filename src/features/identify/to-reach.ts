import type { Symbology } from '../../catalog/symbology.ts'
import { valueAt } from '../../catalog/zoomed.ts'
import { looksOf } from '../../model/classes.ts'
import type { MarkerReach } from '../../query/identify.ts'

/** The radius of a marker that says nothing of it, CSS pixels. */
const USUAL_RADIUS = 4

/**
 * How far the markers of a layer reach from their middles on the ground, so that a press anywhere on a marker finds it.
 *
 * @param zoom of the Framework's grid, with its fraction
 * @param pixelMeters metres for a pixel where the map was pressed
 */
export function toReach(symbology: Symbology, zoom: number, pixelMeters: number): MarkerReach {
  const widthOf = ({ lineWidth = 1 }: { lineWidth?: Parameters<typeof valueAt>[0] }) =>
    valueAt(lineWidth, zoom)
  if (symbology.kind === 'proportional') {
    const { field, maxValue, maxRadius, minRadius, classes } = symbology
    const line = Math.max(...classes.map(({ symbol }) => widthOf(symbol)))
    return {
      field,
      maxValue,
      maxMeters: (valueAt(maxRadius, zoom) + line) * pixelMeters,
      minMeters: (minRadius + line) * pixelMeters,
    }
  }
  const symbols =
    symbology.kind === 'simple'
      ? [symbology.symbol]
      : looksOf(symbology).map(({ symbol }) => symbol)
  const radii = symbols.map(
    (symbol) => valueAt(symbol.markerRadius ?? USUAL_RADIUS, zoom) + widthOf(symbol),
  )
  return { meters: Math.max(...radii) * pixelMeters }
}
