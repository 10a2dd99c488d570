import type { Bbox } from '../../geo/bbox.ts'
import { EMPTY_BBOX, union } from '../../geo/bbox.ts'

/** A cell with this many features sends the rest to the cells beneath it. */
const CELL_CAPACITY = 250
const MAX_LEVEL = 14
/** A feature smaller than this share of a cell's side would be a dot of a few pixels. */
const SMALLEST_SHARE = 1 / 64
/** A cell shows from the scale at which it is as wide as this on the screen. */
export const CELL_MIN_PIXELS = 256

/**
 * Spreads the features of a large layer over a quadtree, each once, so that a viewer draws a few at
 * small scales and more as one comes closer: the large ones, and of the small as many as the cells
 * hold, stand at the top. There is no copy of anything, so that what is read from the file is the
 * layer. Cells are regions in the sense of KML 2.2 section 9.13.
 */
export class RegionTree {
  readonly #counts = new Map<string, number>()
  readonly #bounds = new Map<string, Bbox>()
  readonly #west: number
  readonly #south: number
  readonly #side: number

  constructor([west, south, east, north]: Bbox) {
    this.#west = west
    this.#south = south
    this.#side = Math.max(east - west, north - south, 1e-9)
  }

  /** The cell for a feature with this box; `''` is the root, seen at every scale. */
  place(bbox: Bbox): string {
    const size = Math.max(bbox[2] - bbox[0], bbox[3] - bbox[1])
    const x = (bbox[0] + bbox[2]) / 2
    const y = (bbox[1] + bbox[3]) / 2
    let level =
      size > 0
        ? Math.min(
            MAX_LEVEL,
            Math.max(0, Math.ceil(Math.log2((this.#side * SMALLEST_SHARE) / size))),
          )
        : 0
    for (;;) {
      const key = this.#keyAt(level, x, y)
      const count = this.#counts.get(key) ?? 0
      if (count < CELL_CAPACITY || level >= MAX_LEVEL) {
        this.#counts.set(key, count + 1)
        this.#bounds.set(key, union(this.#bounds.get(key) ?? EMPTY_BBOX, bbox))
        return key
      }
      level++
    }
  }

  /** The box of all features in a cell. */
  boundsOf(key: string): Bbox {
    return this.#bounds.get(key)!
  }

  #keyAt(level: number, x: number, y: number): string {
    if (level === 0) return ''
    const cells = 2 ** level
    const column = Math.min(cells - 1, Math.floor(((x - this.#west) / this.#side) * cells))
    const row = Math.min(cells - 1, Math.floor(((y - this.#south) / this.#side) * cells))
    return `${level}/${column}/${row}`
  }
}

/** A region that is active while it is wide enough on the screen. */
export function toRegion([west, south, east, north]: Bbox): string {
  // A region without extent is never as wide as any number of pixels.
  const margin = Math.max(1e-4, (east - west) * 1e-6)
  return (
    '<Region><LatLonAltBox>' +
    `<north>${Math.min(90, north + margin)}</north><south>${Math.max(-90, south - margin)}</south>` +
    `<east>${Math.min(180, east + margin)}</east><west>${Math.max(-180, west - margin)}</west>` +
    '</LatLonAltBox>' +
    `<Lod><minLodPixels>${CELL_MIN_PIXELS}</minLodPixels></Lod></Region>`
  )
}
