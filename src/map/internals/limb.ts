import type { Map as MapLibreMap } from 'maplibre-gl'
import styles from './limb.module.css'

/** What is used of the library's camera, which looks straight down; its world is so many CSS pixels wide. */
interface Camera {
  readonly center: { readonly lat: number }
  readonly worldSize: number
  readonly cameraToCenterDistance: number
}

/** How far the rim of the globe is seen from the middle of the map: CSS pixels. */
export function limbRadius({ center, worldSize, cameraToCenterDistance }: Camera): number {
  // The library enlarges its globe so that the scale at the middle is that of Web Mercator.
  const radius = worldSize / (2 * Math.PI * Math.cos((center.lat * Math.PI) / 180))
  return radius / Math.sqrt(1 + (2 * radius) / cameraToCenterDistance)
}

/** The width of the world at zoom 0, CSS pixels. */
const WORLD_PIXELS = 512

/** The width of the line. */
const LINE_PIXELS = 1.5

/**
 * A fine line along the rim of the globe. The areas that the map draws end there in whole pixels, as steps: a circle of
 * the page, which the browser draws smoothly, lies over them, and the deep sea stands apart from the dark page.
 */
export class Limb {
  readonly #map: MapLibreMap
  readonly #line = document.createElement('div')

  constructor(map: MapLibreMap) {
    this.#map = map
    this.#line.className = styles.limb!
    this.#line.dataset.limb = ''
    this.#line.hidden = true
    map.getCanvasContainer().append(this.#line)
    const follow = () => {
      if (!this.#line.hidden) this.show(true)
    }
    map.on('move', follow)
    map.on('resize', follow)
  }

  /** Shows the line where the map is a globe. */
  show(isSphere: boolean): void {
    this.#line.hidden = !isSphere
    if (!isSphere) return
    const { clientWidth, clientHeight } = this.#map.getContainer()
    const radius = this.#radius
    // Past the corners of the map there is nothing to be seen of it.
    const isSeen = radius < Math.hypot(clientWidth, clientHeight) / 2
    this.#line.style.width = isSeen ? `${2 * radius}px` : ''
  }

  /** Draws the line on a picture of the map. */
  drawOn(picture: HTMLCanvasElement): void {
    const context = picture.getContext('2d')
    if (this.#line.hidden || !context) return
    const ratio = picture.width / this.#map.getContainer().clientWidth
    context.strokeStyle = getComputedStyle(this.#line).borderTopColor
    context.lineWidth = LINE_PIXELS * ratio
    context.beginPath()
    context.arc(picture.width / 2, picture.height / 2, this.#radius * ratio, 0, 2 * Math.PI)
    context.stroke()
  }

  get #radius(): number {
    const map = this.#map
    const halfView = (map.getVerticalFieldOfView() * Math.PI) / 360
    return limbRadius({
      center: map.getCenter(),
      worldSize: WORLD_PIXELS * 2 ** map.getZoom(),
      cameraToCenterDistance: map.getContainer().clientHeight / 2 / Math.tan(halfView),
    })
  }
}
