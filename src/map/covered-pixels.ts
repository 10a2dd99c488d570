/** A panel that leaves less of the map than this is looked past: what is shown is seen once it is closed. */
const LEAST_FREE_SHARE = 0.3

/** How many CSS pixels of the left of an element lie under a panel. */
export function coveredPixels(element: HTMLElement): number {
  const { left, top, width, height } = element.getBoundingClientRect()
  const above = document.elementFromPoint(left + 1, top + height / 2)
  if (!above || element.contains(above)) return 0
  const panel = above.closest('section')
  const covered = (panel?.getBoundingClientRect().right ?? left) - left
  return covered > 0 && covered <= width * (1 - LEAST_FREE_SHARE) ? covered : 0
}
