/** A panel that leaves less of the map than this is looked past: what is shown is seen once it is closed. */
const LEAST_FREE_SHARE = 0.3

/** A dialog this near to the map's edge stands beside the map, one that is farther off over it. */
const EDGE_PIXELS = 32

/** CSS pixels of the map at its left and its foot. */
export interface CoveredPixels {
  readonly left: number
  readonly bottom: number
}

/** How much of an element lies under a panel at its left, or under a sheet at its foot. */
export function coveredPixels(element: HTMLElement): CoveredPixels {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  const boxAt = (x: number, y: number) => {
    const above = document.elementFromPoint(x, y)
    if (!above || element.contains(above)) return null
    const panel = outermost(above)?.getBoundingClientRect()
    const dialog = above.closest('dialog')?.getBoundingClientRect()
    return panel ?? (dialog && dialog.left <= left + EDGE_PIXELS ? dialog : null)
  }
  const fits = (covered: number, size: number) =>
    covered > 0 && covered <= size * (1 - LEAST_FREE_SHARE) ? covered : 0
  const beside = boxAt(left + 1, top + height / 2)
  const below = boxAt(left + width / 2, bottom - 1)
  // A sheet goes from side to side.
  const isSheet = below !== null && below.left <= left && below.right >= right
  return {
    left: fits((beside?.right ?? left) - left, width),
    bottom: isSheet ? fits(bottom - below.top, height) : 0,
  }
}

/** The panel that an element is of: what stands in it may be sections, too. */
function outermost(element: Element): Element | null {
  const section = element.closest('section, aside')
  const parent = section?.parentElement
  return (parent && outermost(parent)) ?? section
}
