import { type DrawingKind, PLACES_OF } from '../../state/drawings.ts'
import type { MapCommands, MapInteraction, Pixel, Place } from '../../state/map-commands.ts'
import { toPixel } from '../../state/to-pixel.ts'
import { crossesItself } from './crosses-itself.ts'

/** A drawing under way. */
export interface Drawing {
  /** The corners that are set. */
  readonly places: readonly Place[]
  /** Where the next one would be set. */
  readonly cross: Pixel
  /** Whether the cross is moved by keys, and has to be shown. */
  readonly isByKeys: boolean
  /** What is to be told to somebody who cannot see it. */
  readonly news: DrawingNews | null
}

export type DrawingNews =
  | { readonly kind: 'corner'; readonly count: number; readonly place: Place }
  | { readonly kind: 'at'; readonly place: Place }
  /** There is no ground under the cross. */
  | { readonly kind: 'off-map' }
  /** The sides cross, which leaves open what lies within. */
  | { readonly kind: 'crossing' }

/** Whether a drawing with so many corners can be finished, for those whose number is open. */
export function canFinish(kind: DrawingKind, corners: number): boolean {
  const [least, most] = PLACES_OF[kind]
  return most > least && corners >= least
}

export interface DrawOptions {
  readonly kind: DrawingKind
  /** The corners, as many as the kind has. */
  onDone(places: readonly Place[]): void
}

/** A click this near a corner is meant for it; CSS pixels. */
const NEAR_PIXELS = 8
const STEP_PIXELS = 16
const SMALL_STEP_PIXELS = 2

const ARROWS: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Drawing over the map, with the pointer or the keyboard. The map beneath can still be moved and
 * zoomed: corners are places on the ground, and the lines between them those of the map.
 */
export class Draw implements MapInteraction {
  readonly id = 'draw'
  readonly takesInput = true
  readonly #options: DrawOptions
  readonly #listeners = new Set<() => void>()
  #map: MapCommands | null = null
  #drawing: Drawing = { places: [], cross: [0, 0], isByKeys: false, news: null }

  constructor(options: DrawOptions) {
    this.#options = options
  }

  /** The drawing as it is now: another object after each change. */
  get drawing(): Drawing {
    return this.#drawing
  }

  /** Listens to every change of the drawing; returns the function that stops listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(map: MapCommands): () => void {
    this.#map = map
    const { container } = map
    this.#change({
      cross: [Math.round(container.clientWidth / 2), Math.round(container.clientHeight / 2)],
    })
    // The map's own handlers stand on its canvas: clicks are taken on their way there.
    const click = (event: MouseEvent) => {
      event.stopPropagation()
      this.#change({ isByKeys: false })
      // The second click of two ends what may have any number of corners.
      if (event.detail === 2) this.finish()
      else this.#add(toPixel(container, event))
    }
    const stop = (event: Event) => {
      event.stopPropagation()
      event.preventDefault()
    }
    const move = (event: MouseEvent) =>
      this.#change({ isByKeys: false, cross: toPixel(container, event) })
    const listening = new AbortController()
    const { signal } = listening
    container.addEventListener('click', click, { capture: true, signal })
    container.addEventListener('dblclick', stop, { capture: true, signal })
    container.addEventListener('mousemove', move, { signal })
    return () => {
      listening.abort()
      this.#map = null
    }
  }

  /** Does what a key means for the drawing; whether it means anything. */
  press({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
    const step = ARROWS[key]
    if (step) this.#moveCross(step, shiftKey ? SMALL_STEP_PIXELS : STEP_PIXELS)
    else if (key === 'Enter' || key === ' ') {
      this.#change({ isByKeys: true })
      this.#add(this.#drawing.cross)
    } else if (key === 'Backspace') this.undo()
    else if (key === '+' || key === '=') this.#map?.zoomBy(1)
    else if (key === '-') this.#map?.zoomBy(-1)
    else return false
    return true
  }

  /** Takes the last corner back. */
  undo(): void {
    this.#change({ places: this.#drawing.places.slice(0, -1) })
  }

  /** Ends a line, or a polygon whose sides do not cross, that has enough corners. */
  finish(): void {
    const { places } = this.#drawing
    const { kind } = this.#options
    if (!canFinish(kind, places.length)) return
    const pixels = places.flatMap((place) => {
      const pixel = this.#map?.project(place)
      return pixel ? [pixel] : []
    })
    if (kind === 'polygon' && crossesItself(pixels)) this.#change({ news: { kind: 'crossing' } })
    else this.#options.onDone(places)
  }

  #add(pixel: Pixel): void {
    const place = this.#map?.unproject(pixel)
    if (!place) {
      this.#change({ news: { kind: 'off-map' } })
      return
    }
    const { places } = this.#drawing
    const { kind } = this.#options
    const last = places.at(-1)
    const [least, most] = PLACES_OF[kind]
    if (last && most > least) {
      const ends = kind === 'polygon' && places.length > 2 ? [places[0]!, last] : [last]
      if (ends.some((end) => this.#isNear(end, pixel))) {
        this.finish()
        return
      }
    }
    const next = [...places, place]
    if (next.length === most) {
      // Two corners of a box or a circle that are one would enclose nothing.
      if (most > 2 || !last || !this.#isNear(last, pixel)) this.#options.onDone(next)
      return
    }
    this.#change({ places: next, news: { kind: 'corner', count: next.length, place } })
  }

  #moveCross([right, down]: Pixel, pixels: number): void {
    if (!this.#map) return
    const { clientWidth, clientHeight } = this.#map.container
    const { cross } = this.#drawing
    const moved: Pixel = [
      Math.max(0, Math.min(clientWidth, cross[0] + right * pixels)),
      Math.max(0, Math.min(clientHeight, cross[1] + down * pixels)),
    ]
    const place = this.#map.unproject(moved)
    const news: DrawingNews = place ? { kind: 'at', place } : { kind: 'off-map' }
    this.#change({ cross: moved, isByKeys: true, news })
  }

  #isNear(place: Place, [x, y]: Pixel): boolean {
    const pixel = this.#map?.project(place)
    return !!pixel && Math.hypot(pixel[0] - x, pixel[1] - y) < NEAR_PIXELS
  }

  #change(change: Partial<Drawing>): void {
    this.#drawing = { ...this.#drawing, ...change }
    for (const listener of this.#listeners) listener()
  }
}
