/** Widths of columns in pixels, and what follows from them. */
export const LEAST_WIDTH = 48
export const MOST_WIDTH = 1200
export const USUAL_WIDTH = 160
/** By as much an arrow key changes a width. */
export const WIDTH_STEP = 16

/** A width that is neither too narrow to be taken hold of nor wider than screens. */
export function toWidth(pixels: number): number {
  return Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, pixels)))
}

/** Which columns are seen in a part of the grid, the last one left out. */
export function columnsIn(
  widths: readonly number[],
  left: number,
  right: number,
): readonly [from: number, to: number] {
  let from = widths.length
  let to = 0
  let start = 0
  for (const [index, width] of widths.entries()) {
    if (start + width > left && start < right) {
      from = Math.min(from, index)
      to = index + 1
    }
    start += width
  }
  return [Math.min(from, to), to]
}

/** The part of the grid that a column takes. */
export function spanOf(
  widths: readonly number[],
  column: number,
): readonly [left: number, right: number] {
  const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0)
  return [left, left + (widths[column] ?? 0)]
}
