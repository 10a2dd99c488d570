import { type Map as MapLibreMap, Point } from 'maplibre-gl'
import { limbRadius } from './limb.ts'

type Style = MapLibreMap['style']
type Pauseable = Style['pauseablePlacement']
type Placement = Pauseable['placement']
type CollisionIndex = Placement['collisionIndex']

/** CSS pixels of the map's canvas. */
export type PixelBox = readonly [left: number, top: number, right: number, bottom: number]

/** The map library places names as far outside of the canvas, from where its own boxes count. */
const VIEWPORT_PADDING = 100

/** While what lies over the map comes and goes, names are placed again once at most in this time. */
const COVERS_PAUSE_MILLISECONDS = 150

/** Nearer to the rim of the globe than this share of its radius names along lines, which lie on it, are too narrow to be read. */
const LEGIBLE_SHARE = 0.8

export interface NamesOptions {
  /** What covers the map. */
  coversOf(): readonly PixelBox[]
  /** The element in which that comes and goes. */
  readonly around: Element
  /** Whether all that is to be seen has been read, and the map does not move. */
  isAtRest(): boolean
  /** Whether the map is a globe. */
  isSphere(): boolean
}

/**
 * How the map places its names, beyond what the library has options for:
 *
 * - A name of the overlap `cooperative` may stand over what may be stood over, which are markers, where nothing
 *   else is free; and nothing may stand over it. In the library names of this kind lie over one another, too.
 * - No name is cut by the canvas's edge, hangs over the rim of the globe, or lies under what covers the map, such as
 *   its controls; and none stands beside a place that is past the edge, over other places. Names along lines, which the
 *   globe foreshortens, end before its rim.
 * - The library keeps a name at the side at which it first found room, which hangs on what came first. Here names
 *   keep their sides while the map moves, and once all is there they are placed as if for the first time: the same
 *   view has the same names, whatever the way to it.
 * - The library places names for two milliseconds of each frame. Once all is there they are all placed in one: where a
 *   frame is drawn slowly, others were drawn for nothing.
 *
 * All four are reached through the placements that the library's style begins one after another.
 */
export class Names {
  readonly #map: MapLibreMap
  readonly #options: NamesOptions
  readonly #watch: MutationObserver
  #covers: readonly PixelBox[] = []
  #isAnew = false
  /** What was placed without regard to what was before. */
  #settled: Placement | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(map: MapLibreMap, options: NamesOptions) {
    this.#map = map
    this.#options = options
    map.on('style.load', () => this.#follow())
    this.#watch = new MutationObserver(() => {
      this.#timer ??= setTimeout(() => this.#renew(), COVERS_PAUSE_MILLISECONDS)
    })
    const attributeFilter = ['hidden', 'data-open']
    this.#watch.observe(options.around, { childList: true, subtree: true, attributeFilter })
  }

  /** Whether names stand as this view has them; where they do not they are placed anew, after which the map rests again. */
  settle(): boolean {
    const { placement } = this.#map.style
    if (!placement || placement === this.#settled) return true
    this.#isAnew = true
    this.#placeAgain()
    return false
  }

  close(): void {
    this.#watch.disconnect()
    clearTimeout(this.#timer)
  }

  #renew(): void {
    this.#timer = undefined
    if (String(this.#options.coversOf()) !== String(this.#covers)) this.#placeAgain()
  }

  #placeAgain(): void {
    this.#map.style?.placement?.setStale()
    this.#map.triggerRepaint()
  }

  /** A style holds the placement that it works at in one of its members. */
  #follow(): void {
    const { style } = this.#map
    let current = style.pauseablePlacement
    Object.defineProperty(style, 'pauseablePlacement', {
      configurable: true,
      get: () => current,
      set: (next: Pauseable) => {
        current = next
        if (next) this.#begin(next)
      },
    })
  }

  #begin(pauseable: Pauseable): void {
    const { placement } = pauseable
    this.#covers = this.#options.coversOf()
    standApart(placement.collisionIndex, this.#covers, this.#options.isSphere())
    if (this.#options.isAtRest()) pauseable._forceFullPlacement = true
    else if (!this.#isAnew) return
    this.#isAnew = false
    this.#settled = placement
    forget(placement)
  }
}

/** Has a placement choose the sides of names anew; what fades away goes on from where it was. */
function forget(placement: Placement): void {
  const before = placement.prevPlacement
  if (!before) return
  placement.prevPlacement = Object.create(before, { variableOffsets: { value: {} } })
  const commit = placement.commit.bind(placement)
  placement.commit = (now) => {
    placement.prevPlacement = before
    commit(now)
  }
}

function standApart(index: CollisionIndex, covers: readonly PixelBox[], isSphere: boolean): void {
  const { transform } = index
  const { width, height } = transform
  const isOnMap = (x: number, y: number) =>
    transform.isPointOnMapSurface(new Point(x - VIEWPORT_PADDING, y - VIEWPORT_PADDING))
  const isSeen = (x: number, y: number) =>
    x >= VIEWPORT_PADDING &&
    y >= VIEWPORT_PADDING &&
    x <= VIEWPORT_PADDING + width &&
    y <= VIEWPORT_PADDING + height
  const isFree = (left: number, top: number, right: number, bottom: number) =>
    isSeen(left, top) &&
    isSeen(right, bottom) &&
    covers.every(
      (cover) =>
        right <= cover[0] + VIEWPORT_PADDING ||
        bottom <= cover[1] + VIEWPORT_PADDING ||
        left >= cover[2] + VIEWPORT_PADDING ||
        top >= cover[3] + VIEWPORT_PADDING,
    ) &&
    isOnMap(left, top) &&
    isOnMap(right, top) &&
    isOnMap(left, bottom) &&
    isOnMap(right, bottom)
  const placeBox = index.placeCollisionBox.bind(index)
  index.placeCollisionBox = (box, overlapMode, ...rest) => {
    const placed = placeBox(box, overlapMode, ...rest)
    if (!placed.placeable || overlapMode === 'always') return placed
    const [left, top, right, bottom] = placed.box as [number, number, number, number]
    const [scale, , , , , , , , shift] = rest
    const isOfSeenPlace =
      !shift || isSeen(left - (box.x1 + shift.x) * scale, top - (box.y1 + shift.y) * scale)
    return isOfSeenPlace && isFree(left, top, right, bottom)
      ? placed
      : { ...placed, placeable: false }
  }
  const legible = isSphere ? LEGIBLE_SHARE * limbRadius(transform) : Infinity
  const isLegible = (x: number, y: number) =>
    Math.hypot(x - VIEWPORT_PADDING - width / 2, y - VIEWPORT_PADDING - height / 2) < legible
  const placeCircles = index.placeCollisionCircles.bind(index)
  index.placeCollisionCircles = (...parameters) => {
    const placed = placeCircles(...parameters)
    for (let i = 0; i < placed.circles.length; i += 4) {
      const [x, y, radius] = placed.circles.slice(i, i + 3) as [number, number, number]
      if (!isFree(x - radius, y - radius, x + radius, y + radius) || !isLegible(x, y)) {
        return { ...placed, circles: [], collisionDetected: true }
      }
    }
    return placed
  }
  const insertBox = index.insertCollisionBox.bind(index)
  index.insertCollisionBox = (box, overlapMode, ...rest) =>
    insertBox(box, toTaken(overlapMode), ...rest)
  const insertCircles = index.insertCollisionCircles.bind(index)
  index.insertCollisionCircles = (circles, overlapMode, ...rest) =>
    insertCircles(circles, toTaken(overlapMode), ...rest)
}

type OverlapMode = Parameters<CollisionIndex['insertCollisionBox']>[1]

/** How others may lie over what has been placed. */
function toTaken(overlapMode: OverlapMode): OverlapMode {
  return overlapMode === 'cooperative' ? 'never' : overlapMode
}
