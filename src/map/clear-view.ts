import type { Bbox } from '../geo/bbox.ts'
import type { ViewportSize } from '../geo/projections/projection.ts'
import { coveredBoxes } from './covered-boxes.ts'
import { coveredPixels } from './covered-pixels.ts'

/** What stands over the map and is this large in both directions, as an open legend is, hides what lies under it. */
const HIDING_PIXELS = 120

/** How far from an edge, or from a panel, a place is to be that is looked at. */
const LEAST_FREE_PIXELS = 24

/** By so many zooms what is looked at may be smaller so that nothing of it is hidden. */
const MOST_SMALLER = 1

/** Left, top, right and bottom in the pixels of the map's element. */
type Box = readonly [left: number, top: number, right: number, bottom: number]

/** Where a map looks, and how far beside its middle that is seen, in pixels. */
interface ClearView<Camera> {
  readonly camera: Camera
  readonly offset: [x: number, y: number]
}

/**
 * Where a map in an element of this size looks for the whole of a box to be seen: between the panels, and clear of what
 * stands over it there where that does not make it much smaller.
 *
 * @param cameraIn where a map of a size looks to have the box in it
 */
export function clearView<Camera extends { readonly zoom: number }>(
  element: HTMLElement,
  viewport: ViewportSize,
  bbox: Bbox,
  cameraIn: (bbox: Bbox, size: ViewportSize) => Camera,
): ClearView<Camera> {
  const { width, height } = viewport
  const [whole, ...others] = freeBoxes(element, viewport).map(([left, top, right, bottom]) => {
    const size = { width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
    const offset: [number, number] = [(left + right - width) / 2, (top + bottom - height) / 2]
    return { camera: cameraIn(bbox, size), offset }
  })
  const clear = others.toSorted((one, other) => other.camera.zoom - one.camera.zoom)[0]
  return clear && clear.camera.zoom >= whole!.camera.zoom - MOST_SMALLER ? clear : whole!
}

/** How far beside the middle of a map a place is to be seen that stands at a pixel; `null` where it is seen there. */
export function clearOffset(
  element: HTMLElement,
  { width, height }: ViewportSize,
  [x, y]: readonly [number, number],
): [x: number, y: number] | null {
  const { left, bottom } = coveredPixels(element)
  const isFree = (at: number, from: number, to: number) =>
    at >= from + LEAST_FREE_PIXELS && at <= to - LEAST_FREE_PIXELS
  if (isFree(x, left, width) && isFree(y, 0, height - bottom)) return null
  return [left / 2, -bottom / 2]
}

/** Where a map is free: between the panels, and where something large stands over it there, beside and above that. */
function freeBoxes(element: HTMLElement, { width, height }: ViewportSize): readonly Box[] {
  const panels = coveredPixels(element)
  const [left, bottom] = [panels.left, height - panels.bottom]
  const hiding = coveredBoxes(element)
    .filter((box) => Math.min(box[2] - box[0], box[3] - box[1]) >= HIDING_PIXELS)
    .sort((one, other) => areaOf(other) - areaOf(one))[0]
  const free: Box = [left, 0, width, bottom]
  if (!hiding) return [free]
  const isAtLeft = hiding[0] + hiding[2] < left + width
  return [
    free,
    isAtLeft ? [Math.max(left, hiding[2]), 0, width, bottom] : [left, 0, hiding[0], bottom],
    [left, 0, width, Math.min(bottom, hiding[1])],
  ]
}

function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top)
}
