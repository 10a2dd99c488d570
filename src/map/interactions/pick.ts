import type { MapInteraction, PickedFeature, Pixel, Place } from '../../state/map-commands.ts'
import { toPixel } from './to-pixel.ts'

/** What was pointed at. */
export interface Picked {
  /** The topmost first; none where nothing is drawn. */
  readonly features: readonly PickedFeature[]
  readonly pixel: Pixel
  /** How far beside it what was meant may lie, CSS pixels: the farther the less exact the pointer is. */
  readonly tolerancePixels: number
  /** `null` beside the map's ground. */
  readonly place: Place | null
}

/** How far a pointer of a kind may be beside what it is meant for, CSS pixels. */
const TOLERANCE_PIXELS: Readonly<Record<string, number>> = { mouse: 6, pen: 10, touch: 20 }

/** The same for the middle of the map, to which keys move what they are meant for. */
const KEYS_TOLERANCE_PIXELS = 10

/** A press that moved farther than this was meant to move the map. */
const DRAG_PIXELS = 4

/**
 * Points at features: with a click, a tap or a pen; or with Enter on the map, at its middle. Of a second click of
 * two, which enlarges the map, nothing is told.
 */
export function pick(onPick: (picked: Picked) => void): MapInteraction {
  return {
    id: 'pick',
    takesInput: true,
    start(map) {
      const { container } = map
      let pressed: Pixel | null = null
      const pickAt = (pixel: Pixel, tolerancePixels: number) =>
        onPick({
          features: map.featuresAt(pixel, tolerancePixels),
          pixel,
          tolerancePixels,
          place: map.unproject(pixel),
        })
      const press = (event: PointerEvent) => {
        pressed = toPixel(container, event)
      }
      const click = (event: MouseEvent) => {
        const pixel = toPixel(container, event)
        const isDrag =
          pressed && Math.hypot(pixel[0] - pressed[0], pixel[1] - pressed[1]) > DRAG_PIXELS
        if (isDrag || event.detail > 1) return
        const { pointerType } = event as Partial<PointerEvent>
        pickAt(pixel, TOLERANCE_PIXELS[pointerType ?? 'mouse'] ?? TOLERANCE_PIXELS.touch!)
      }
      const key = (event: KeyboardEvent) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        const { clientWidth, clientHeight } = container
        pickAt([clientWidth / 2, clientHeight / 2], KEYS_TOLERANCE_PIXELS)
      }
      const listening = new AbortController()
      const { signal } = listening
      container.addEventListener('pointerdown', press, { signal })
      container.addEventListener('click', click, { signal })
      container.addEventListener('keydown', key, { signal })
      return () => listening.abort()
    },
  }
}
