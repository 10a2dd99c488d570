import { type Bbox, union } from '../../geo/bbox.ts'

/** A cell with this many features sends the rest to the cells beneath it. */
const CELL_CAPACITY = 250
const MAX_LEVEL = 14
/** A feature smaller than this share of a cell's side would be a dot of a few pixels. */
const SMALLEST_SHARE = 1 / 64
/** A cell shows from the scale at which it is as wide as this on the screen. */
export const CELL_MIN_PIXELS = 256

/** The cell of what is seen at every scale. */
export const ROOT_CELL = 0
/** Columns and rows of the deepest level, in a cell's number. */
const CELLS_PER_SIDE = 2 ** MAX_LEVEL

/** The level of a cell, 0 at the root; cells of lower numbers are not deeper. */
export function levelOf(cell: number): number {
  return Math.floor(cell / CELLS_PER_SIDE ** 2)
}

/**
 * Spreads the features of a large layer over a quadtree, each once, so that a viewer draws a few at
 * small scales and more as one comes closer: the large ones, and of the small as many as the cells
 * hold, stand at the top. There is no copy of anything, so that what is read from the file is the
 * layer. Cells are regions in the sense of KML 2.2 section 9.13.
 */
export class RegionTree {
  readonly #cells = new Map<number, { count: number; bbox: Bbox }>()
  readonly #west: number
  readonly #south: number
  readonly #side: number

  constructor([west, south, east, north]: Bbox) {
    this.#west = west
    this.#south = south
    this.#side = Math.max(east - west, north - south, 1e-9)
  }

  /** The cell for a feature with this box. */
  place(bbox: Bbox): number {
    const size = Math.max(bbox[2] - bbox[0], bbox[3] - bbox[1])
    const x = ((bbox[0] + bbox[2]) / 2 - this.#west) / this.#side
    const y = ((bbox[1] + bbox[3]) / 2 - this.#south) / this.#side
    let level =
      size > 0
        ? Math.min(
            MAX_LEVEL,
            Math.max(0, Math.ceil(Math.log2((this.#side * SMALLEST_SHARE) / size))),
          )
        : 0
    for (;;) {
      const number = toCell(level, x, y)
      const cell = this.#cells.get(number)
      if (!cell) {
        this.#cells.set(number, { count: 1, bbox })
        return number
      }
      if (cell.count < CELL_CAPACITY || level >= MAX_LEVEL) {
        cell.count++
        cell.bbox = union(cell.bbox, bbox)
        return number
      }
      level++
    }
  }

  /** The box of all features in a cell. */
  boundsOf(cell: number): Bbox {
    return this.#cells.get(cell)!.bbox
  }
}

/** The number of the cell at shares of the side. */
function toCell(level: number, x: number, y: number): number {
  const side = 2 ** level
  const column = Math.min(side - 1, Math.floor(x * side))
  const row = Math.min(side - 1, Math.floor(y * side))
  return (level * CELLS_PER_SIDE + column) * CELLS_PER_SIDE + row
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
