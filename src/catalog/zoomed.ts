import type { Zoomed } from './symbology.ts'

/** The value of a size at a zoom of the Framework's grid; constant past its first and last stops. */
export function valueAt(zoomed: Zoomed, zoom: number): number {
  if (typeof zoomed === 'number') return zoomed
  const next = zoomed.findIndex(([stop]) => stop >= zoom)
  if (next === 0) return zoomed[0]![1]
  if (next === -1) return zoomed.at(-1)![1]
  const [lowZoom, low] = zoomed[next - 1]!
  const [highZoom, high] = zoomed[next]!
  return low + ((high - low) * (zoom - lowZoom)) / (highZoom - lowZoom)
}

/** The largest value of a size over all zooms. */
export function largestOf(zoomed: Zoomed): number {
  return typeof zoomed === 'number' ? zoomed : Math.max(...zoomed.map(([, value]) => value))
}

/** The least amount that is drawn at a zoom of the Framework's grid: that of the last step at or before it. */
export function leastAt(steps: readonly (readonly [zoom: number, value: number])[], zoom: number) {
  return steps.findLast(([from]) => from <= zoom)?.[1] ?? 0
}
