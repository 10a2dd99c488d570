import type { Map as MapLibreMap } from 'maplibre-gl'

/** For how long a picture stands at most while the next one is made: then what there is of that is drawn. */
const HELD_MILLISECONDS = 1000

/**
 * Keeps the picture that is seen until another is whole, and then draws that at once. The map library draws a frame
 * for each tile that it has read, and some more for names that fade in: of a picture that has nothing in common with
 * the one before, such as that of another projection, nearly all of these show pieces, and where a device draws slowly
 * they keep it from reading.
 *
 * The library has no option for this. It is reached through its style, whose placement of names comes before each
 * frame, and through its painter.
 */
export class HeldPicture {
  readonly #map: MapLibreMap
  readonly #isWhole: () => boolean
  /** Gives back to the map what it draws with; `null` while nothing is held. */
  #release: (() => void) | null = null

  /** `isWhole` tells whether there is nothing left to read of what is to be seen. */
  constructor(map: MapLibreMap, isWhole: () => boolean) {
    this.#map = map
    this.#isWhole = isWhole
    // Where the map is moved it has to follow, and a canvas of another size is empty.
    map.on('movestart', () => this.end())
    map.on('resize', () => this.end())
  }

  /** From now on a frame is drawn once all has been read, or now and then where that takes long, until the map is moved. */
  begin(): void {
    this.end()
    const { style, painter } = this.#map
    const updatePlacement = style._updatePlacement.bind(style)
    const { render } = painter
    let isDrawn = false
    let isDue = false
    const due = setInterval(() => {
      isDue = true
      this.#map.triggerRepaint()
    }, HELD_MILLISECONDS)
    style._updatePlacement = (transform, showsBoxes, _fadeMilliseconds, crossSource) => {
      const isWhole = this.#isWhole()
      isDrawn = isWhole || isDue
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
      if (isDrawn) render.apply(painter, frame)
    }
    this.#release = () => {
      clearInterval(due)
      style._updatePlacement = updatePlacement
      painter.render = render
    }
  }

  end(): void {
    this.#release?.()
    this.#release = null
  }
}
