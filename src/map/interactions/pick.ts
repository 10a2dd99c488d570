import type { MapCommands, MapInteraction, Pixel } from '../../state/map-commands.ts'
import { toPixel } from '../../state/to-pixel.ts'

/** What is told of pointing at the map. */
export interface PickEvents {
  /**
   * What is there was meant.
   *
   * @param map on which of the maps that are compared, whose pixels they are
   * @param tolerancePixels how far beside it that may lie, CSS pixels: the farther the less exact the pointer is
   */
  onPick(pixel: Pixel, tolerancePixels: number, map: MapCommands): void
  /** The place itself was meant. */
  onPlace(pixel: Pixel, map: MapCommands): void
}

/** How far a pointer of a kind may be beside what it is meant for, CSS pixels. */
const TOLERANCE_PIXELS: Readonly<Record<string, number>> = { mouse: 6, pen: 10, touch: 20 }

/** The same for the middle of the map, to which keys move what they are meant for. */
const KEYS_TOLERANCE_PIXELS = 10

/** A press that moved farther than this was meant to move the map. */
const DRAG_PIXELS = 4

/** Until then a second click, which enlarges the map, takes back what the first one meant. */
export const DOUBLE_CLICK_MILLISECONDS = 250

/** A finger that rests as long means the place. */
export const LONG_PRESS_MILLISECONDS = 600

/**
 * Points at the map: at what is there with a click, a tap or a pen, or with Enter at the middle of the map; at the
 * place itself with the other button, a long press, or Shift and Enter.
 */
export function pick({ onPick, onPlace }: PickEvents): MapInteraction {
  return {
    id: 'pick',
    takesInput: true,
    isForEach: true,
    start(map) {
      const { container } = map
      let pressed: Pixel | null = null
      let clicked: ReturnType<typeof setTimeout> | undefined
      let resting: ReturnType<typeof setTimeout> | undefined
      let wasLongPress = false
      const isDrag = ([x, y]: Pixel) =>
        pressed !== null && Math.hypot(x - pressed[0], y - pressed[1]) > DRAG_PIXELS
      const press = (event: PointerEvent) => {
        const pixel = toPixel(container, event)
        clearTimeout(resting)
        wasLongPress = false
        // A second finger is meant to enlarge or turn the map.
        if (event.isPrimary === false) return
        pressed = pixel
        if (event.pointerType !== 'touch') return
        resting = setTimeout(() => {
          wasLongPress = true
          onPlace(pixel, map)
        }, LONG_PRESS_MILLISECONDS)
      }
      const move = (event: PointerEvent) => {
        if (isDrag(toPixel(container, event))) clearTimeout(resting)
      }
      const release = () => clearTimeout(resting)
      const click = (event: MouseEvent) => {
        const pixel = toPixel(container, event)
        clearTimeout(clicked)
        if (isDrag(pixel) || event.detail > 1 || wasLongPress) return
        const { pointerType } = event as Partial<PointerEvent>
        const tolerance = TOLERANCE_PIXELS[pointerType ?? 'mouse'] ?? TOLERANCE_PIXELS.touch!
        clicked = setTimeout(() => onPick(pixel, tolerance, map), DOUBLE_CLICK_MILLISECONDS)
      }
      const menu = (event: MouseEvent) => {
        event.preventDefault()
        const pixel = toPixel(container, event)
        // Some browsers tell of a long press in this way as well.
        if (!wasLongPress && !isDrag(pixel)) onPlace(pixel, map)
        clearTimeout(resting)
        wasLongPress = true
      }
      const key = (event: KeyboardEvent) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        const middle: Pixel = [container.clientWidth / 2, container.clientHeight / 2]
        if (event.shiftKey) onPlace(middle, map)
        else onPick(middle, KEYS_TOLERANCE_PIXELS, map)
      }
      const listening = new AbortController()
      const { signal } = listening
      container.addEventListener('pointerdown', press, { signal })
      container.addEventListener('pointermove', move, { signal })
      container.addEventListener('pointerup', release, { signal })
      container.addEventListener('pointercancel', release, { signal })
      container.addEventListener('click', click, { signal })
      container.addEventListener('contextmenu', menu, { signal })
      container.addEventListener('keydown', key, { signal })
      return () => {
        clearTimeout(clicked)
        clearTimeout(resting)
        listening.abort()
      }
    },
  }
}
