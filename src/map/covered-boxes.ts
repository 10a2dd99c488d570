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
