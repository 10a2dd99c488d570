import type { Map as MapLibreMap } from 'maplibre-gl'

/** For how long a picture stands at most while the next one is made: then what there is of that is drawn. */
const HELD_MILLISECONDS = 1000
/** While there is something left to read, drawing takes at most one part in so many of the time, if a frame is not that slow. */
const SHARE = 4

/**
 * Has pictures that are not whole yet drawn seldom. The map library draws a frame for each tile that it has read, and
 * some more for names that fade in; nearly all of these show pieces, and where a device draws slowly they keep it from
 * reading. So while the map reads, a frame waits for some times as long as the last one took; the one that is whole
 * is drawn at once. A picture that has nothing in common with the next, such as that of another projection, can be
 * kept until that is whole.
 *
 * The library has no option for this. It is reached through its style, whose placement of names comes before each
 * frame, and through its painter.
 */
export class HeldPicture {
  readonly #map: MapLibreMap
  readonly #isWhole: () => boolean
  /** Gives back to the map what it draws with; `null` while nothing is held. */
  #release: (() => void) | null = null
  /** The style that was held last. */
  #style: MapLibreMap['style'] | undefined

  /** `isWhole` tells whether there is nothing left to read of what is to be seen. */
  constructor(map: MapLibreMap, isWhole: () => boolean) {
    this.#map = map
    this.#isWhole = isWhole
    // The library tells this of each change of a style, too, before which what is to be held has begun.
    map.on('style.load', () => {
      if (map.style === this.#style) return
      this.end()
      this.pace()
    })
    // Where the map is moved it has to follow, and a canvas of another size is empty.
    map.on('movestart', () => this.end())
    map.on('moveend', () => this.pace())
    map.on('resize', () => {
      this.end()
      this.pace()
    })
  }

  /** From now on a frame is drawn once all has been read, or now and then where that takes long, until the map is moved. */
  begin(): void {
    this.end()
    this.#hold(HELD_MILLISECONDS)
  }

  /**
   * From now on pieces are drawn as they come, as seldom as the device is slow, until all has been read; the first of
   * them, if that has not been then, so many milliseconds from now.
   */
  pace(firstMilliseconds = 0): void {
    if (!this.#release) this.#hold(firstMilliseconds)
  }

  end(): void {
    this.#release?.()
    this.#release = null
  }

  #hold(firstMilliseconds: number): void {
    const { style, painter } = this.#map
    this.#style = style
    const updatePlacement = style._updatePlacement.bind(style)
    const { render } = painter
    let isDrawn = false
    let isDue = firstMilliseconds === 0
    let isWanted = false
    let isEnded = false
    let due: ReturnType<typeof setTimeout> | undefined
    const wait = (milliseconds: number) => {
      due = setTimeout(() => {
        isDue = true
        if (isWanted) this.#map.triggerRepaint()
      }, milliseconds)
    }
    if (!isDue) wait(firstMilliseconds)
    style._updatePlacement = (transform, showsBoxes, _fadeMilliseconds, crossSource) => {
      const isWhole = this.#isWhole()
      isDrawn = isWhole || isDue
      isWanted = !isDrawn
      if (!isDrawn) return false
      isDue = false
      if (isWhole) this.end()
      // All names at once, without fading in: in one frame they stand as they stay.
      updatePlacement(transform, showsBoxes, 0, crossSource, true)
      // The library marks what it has placed as stale where that has just been read.
      style.placement.stale = false
      return false
    }
    painter.render = (...frame) => {
      if (!isDrawn) return
      const begun = performance.now()
      render.apply(painter, frame)
      if (isEnded) return
      afterFrame(() => {
        if (isEnded) return
        const taken = performance.now() - begun
        wait(Math.min(HELD_MILLISECONDS, (SHARE - 1) * taken))
      })
    }
    this.#release = () => {
      isEnded = true
      clearTimeout(due)
      style._updatePlacement = updatePlacement
      painter.render = render
    }
  }
}

/** Calls once a frame is seen: a browser keeps the next one back from a device that is still drawing the last. */
export function afterFrame(call: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(call))
}
