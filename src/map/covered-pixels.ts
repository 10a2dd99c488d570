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

/** What stands over the map and is to hide no name of it has this attribute. */
const OVER_MAP = '[data-over-map]'

/** And what the page writes at the frame of the map, which makes way for the former itself, has this one. */
const AT_FRAME = '[data-at-frame]'

/** To how many pixels the boxes of what stands over the map are told: a figure that changes moves no name. */
const BOX_STEP_PIXELS = 16

/**
 * The boxes of what stands over a map: left, top, right and bottom in the pixels of its element; `withFrame` also of what
 * is written at its frame.
 */
export function coveredBoxes(
  element: HTMLElement,
  withFrame = false,
): [number, number, number, number][] {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const down = (value: number) => Math.floor(value / BOX_STEP_PIXELS) * BOX_STEP_PIXELS
  const up = (value: number) => Math.ceil(value / BOX_STEP_PIXELS) * BOX_STEP_PIXELS
  const covering = withFrame ? `${OVER_MAP}, ${AT_FRAME}` : OVER_MAP
  return [...document.querySelectorAll(covering)].flatMap((one) => {
    const box = one.getBoundingClientRect()
    const isOver =
      box.width > 0 && box.left < right && box.right > left && box.top < bottom && box.bottom > top
    if (!isOver) return []
    return [
      [down(box.left - left), down(box.top - top), up(box.right - left), up(box.bottom - top)],
    ]
  })
}

/** The panel that an element is of: what stands in it may be sections, too. */
function outermost(element: Element): Element | null {
  const section = element.closest('section, aside')
  const parent = section?.parentElement
  return (parent && outermost(parent)) ?? section
}
