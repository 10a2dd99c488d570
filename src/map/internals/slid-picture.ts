import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterFrame } from './held-picture.ts'

/** A frame that takes longer is seen as a jerk: then the picture slides. */
const SLOW_MILLISECONDS = 50
/** While the map is moved, drawing takes at most one part in so many of the time. */
const SHARE = 4
/** For how long a picture slides at most before it is drawn anew. */
const SLIDING_MILLISECONDS = 1000

/**
 * Has the map follow the hand where a device draws slowly. The map library draws a frame for each move, which without a
 * graphics card may take a quarter of a second: the map moves in jerks. Here the picture that there is slides and grows with
 * the map in between, as the browser does it, and is drawn anew now and then; what comes into view at its edges is there with
 * the next one that is drawn. Where frames are quick nothing slides, and at rest the map is always drawn.
 *
 * The library has no option for this. It is reached through its painter.
 */
export class SlidPicture {
  readonly #map: MapLibreMap
  readonly #isFlat: () => boolean
  /** Of what is in the canvas. */
  #drawn = { lng: 0, lat: 0, zoom: 0 }
  /** From when on it is to be drawn anew: milliseconds, as `performance.now` tells them. */
  #due = 0
  #isSlow = false
  /** Whether it is being measured how long a frame takes. */
  #isMeasured = false

  /** `isFlat` tells whether the map is a plane, all of whose moves shift and enlarge the picture. */
  constructor(map: MapLibreMap, isFlat: () => boolean) {
    this.#map = map
    this.#isFlat = isFlat
    this.#follow()
    // A painter lives with a context of the graphics card; a canvas of another size is empty.
    map.on('webglcontextrestored', () => this.#follow())
    map.on('resize', () => this.end())
  }

  /** The next frame is drawn, whatever the map does. */
  end(): void {
    this.#due = 0
    this.#isSlow = false
  }

  #follow(): void {
    const { painter } = this.#map
    const render = painter.render.bind(painter)
    this.end()
    painter.render = (...parameters) => {
      const begun = performance.now()
      if (begun < this.#due && this.#map.isMoving() && this.#isFlat()) return this.#slide()
      this.#map.getCanvas().style.transform = ''
      this.#drawn = { ...this.#map.getCenter(), zoom: this.#map.getZoom() }
      render(...parameters)
      // Until it is known how slow it is, it is as slow as the one before.
      this.#due = this.#isSlow ? Infinity : 0
      if (this.#isMeasured) return
      this.#isMeasured = true
      afterFrame(() => {
        this.#isMeasured = false
        const end = performance.now()
        const taken = end - begun
        this.#isSlow = taken > SLOW_MILLISECONDS
        this.#due = this.#isSlow ? end + Math.min(SLIDING_MILLISECONDS, (SHARE - 1) * taken) : 0
      })
    }
  }

  /** Lays the picture where the map has what it shows. */
  #slide(): void {
    const map = this.#map
    const { lng, lat, zoom } = this.#drawn
    // Of the copies of the world that Web Mercator shows, the one in the middle.
    const turns = Math.round((map.getCenter().lng - lng) / 360)
    const { x, y } = map.project([lng + 360 * turns, lat])
    const { clientWidth, clientHeight, style } = map.getCanvas()
    const [right, down] = [x - clientWidth / 2, y - clientHeight / 2]
    style.transform = `translate(${right}px, ${down}px) scale(${2 ** (map.getZoom() - zoom)})`
  }
}
