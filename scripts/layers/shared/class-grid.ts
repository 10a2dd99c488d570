import type { Position } from 'geojson'
import type { Line, Rings } from '../../pipeline/geometry.ts'

/**
 * A grid of classes in a plane: row by row from the upper edge, each row from the left. 0 is no class:
 * sea, or outside the survey.
 */
export interface ClassGrid {
  readonly columns: number
  readonly rows: number
  readonly values: Uint8Array
}

/** The plane's x, y of a corner of cells, counted from the upper left corner of the grid. */
export type ToPlane = (column: number, row: number) => Position

/** The commonest class of each block of cells; of equally common ones the lowest, no class last of all. */
export function coarsen({ columns, rows, values }: ClassGrid, factor: number): ClassGrid {
  const counter = new ClassCounter(Math.ceil(columns / factor))
  const coarse = new Uint8Array(counter.columns * Math.ceil(rows / factor))
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counter.count(Math.floor(column / factor), values[row * columns + column]!)
    }
    if ((row + 1) % factor === 0 || row === rows - 1) {
      counter.takeRow(coarse, Math.floor(row / factor))
    }
  }
  return { columns: counter.columns, rows: Math.ceil(rows / factor), values: coarse }
}

const CLASSES = 256

/** Counts the classes of finer cells in one row of cells of a grid, and then in the next. */
export class ClassCounter {
  readonly columns: number
  readonly #counts: Uint32Array

  constructor(columns: number) {
    this.columns = columns
    this.#counts = new Uint32Array(columns * CLASSES)
  }

  count(column: number, value: number): void {
    this.#counts[column * CLASSES + value]!++
  }

  /** Writes the commonest class of each cell into a row of the grid's values, and begins anew. */
  takeRow(values: Uint8Array, row: number): void {
    for (let column = 0; column < this.columns; column++) {
      let most = 0
      // No class comes last: of equally common ones it yields.
      for (let value = 1; value <= CLASSES; value++) {
        const count = this.#counts[column * CLASSES + (value % CLASSES)]!
        if (count > most) {
          most = count
          values[row * this.columns + column] = value % CLASSES
        }
      }
    }
    this.#counts.fill(0)
  }
}

/** The cells of one class that hang together by their sides, numbered from 0 in the grid's order. */
interface Patches {
  readonly patchOf: Int32Array
  readonly sizes: readonly number[]
}

function findPatches({ columns, rows, values }: ClassGrid): Patches {
  const patchOf = new Int32Array(values.length).fill(-1)
  const sizes: number[] = []
  const stack: number[] = []
  for (let first = 0; first < values.length; first++) {
    if (patchOf[first] !== -1) continue
    const patch = sizes.length
    let size = 0
    stack.push(first)
    patchOf[first] = patch
    while (stack.length > 0) {
      const cell = stack.pop()!
      size++
      for (const next of neighbours(cell, columns, rows)) {
        if (patchOf[next] === -1 && values[next] === values[cell]) {
          patchOf[next] = patch
          stack.push(next)
        }
      }
    }
    sizes.push(size)
  }
  return { patchOf, sizes }
}

function neighbours(cell: number, columns: number, rows: number): number[] {
  const column = cell % columns
  const row = (cell - column) / columns
  const found: number[] = []
  if (row > 0) found.push(cell - columns)
  if (column > 0) found.push(cell - 1)
  if (column < columns - 1) found.push(cell + 1)
  if (row < rows - 1) found.push(cell + columns)
  return found
}

/** Passes of the sieve: one fills nearly everything, another what that has left over. */
const MAX_PASSES = 4

/**
 * Gives patches of fewer cells than `minimumCells` the class with which they share the longest edge, so
 * that no speck is left; of equally long ones the lowest. What has no class is neither filled nor
 * spread, and a patch that it alone surrounds, an island, stays.
 */
export function sieve(
  grid: ClassGrid,
  minimumCells: number,
): { readonly grid: ClassGrid; readonly changedCells: number } {
  const values = grid.values.slice()
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const current = { ...grid, values: values.slice() }
    const { patchOf, sizes } = findPatches(current)
    const edges = new Map<number, Map<number, number>>()
    for (let cell = 0; cell < values.length; cell++) {
      const patch = patchOf[cell]!
      if (sizes[patch]! >= minimumCells || current.values[cell] === 0) continue
      const lengths = edges.get(patch) ?? new Map<number, number>()
      edges.set(patch, lengths)
      for (const next of neighbours(cell, grid.columns, grid.rows)) {
        const value = current.values[next]!
        if (patchOf[next] !== patch && value !== 0)
          lengths.set(value, (lengths.get(value) ?? 0) + 1)
      }
    }
    const target = new Map(
      [...edges].flatMap(([patch, lengths]) => {
        const [best] = [...lengths].sort(([a, m], [b, n]) => n - m || a - b)
        return best ? [[patch, best[0]] as const] : []
      }),
    )
    if (target.size === 0) break
    for (let cell = 0; cell < values.length; cell++) {
      const value = target.get(patchOf[cell]!)
      if (value !== undefined) values[cell] = value
    }
  }
  const changedCells = values.reduce(
    (count, value, cell) => count + (value === grid.values[cell] ? 0 : 1),
    0,
  )
  return { grid: { ...grid, values }, changedCells }
}

/** Vertices stand at least so many cells apart on a straight edge, which in another plane is a curve. */
const STRAIGHT_CELLS = 8

/**
 * One polygon for each patch of a class, along the edges of its cells: its exterior and its holes.
 * Cells that touch at a corner alone are two patches. Patches on both sides of an edge have the same
 * vertices there, so that their borders can be generalised as one.
 */
export function toPolygons(
  grid: ClassGrid,
  toPlane: ToPlane,
): { readonly value: number; readonly rings: Rings }[] {
  const { columns, rows, values } = grid
  const { patchOf } = findPatches(grid)
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= columns || row >= rows
      ? -1
      : patchOf[row * columns + column]!
  // The corners of the grid, and each edge of a patch as a step from corner to corner with the patch on
  // its left as one looks along it (rows run downwards).
  const width = columns + 1
  const steps = new Map<number, number[]>()
  const classOf = new Map<number, number>()
  const addStep = (patch: number, from: number, to: number): void => {
    const list = steps.get(patch)
    if (list) list.push(from, to)
    else steps.set(patch, [from, to])
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column
      if (values[cell] === 0) continue
      const patch = patchOf[cell]!
      classOf.set(patch, values[cell]!)
      const upperLeft = row * width + column
      const lowerLeft = upperLeft + width
      if (at(column, row - 1) !== patch) addStep(patch, upperLeft + 1, upperLeft)
      if (at(column - 1, row) !== patch) addStep(patch, upperLeft, lowerLeft)
      if (at(column, row + 1) !== patch) addStep(patch, lowerLeft, lowerLeft + 1)
      if (at(column + 1, row) !== patch) addStep(patch, lowerLeft + 1, upperLeft + 1)
    }
  }
  /** Whether a corner is a vertex of every ring through it: a bend, a meeting of three, or a tie. */
  const isVertex = (corner: number): boolean => {
    const column = corner % width
    const row = (corner - column) / width
    if (column % STRAIGHT_CELLS === 0 && row % STRAIGHT_CELLS === 0) return true
    const around = [
      at(column - 1, row - 1),
      at(column, row - 1),
      at(column, row),
      at(column - 1, row),
    ]
    const isHorizontal = around[0] === around[1] && around[2] === around[3]
    const isVertical = around[0] === around[3] && around[1] === around[2]
    if (isHorizontal) return column % STRAIGHT_CELLS === 0
    if (isVertical) return row % STRAIGHT_CELLS === 0
    return true
  }
  return [...steps].map(([patch, list]) => {
    const rings = traceRings(list, width).map((corners) =>
      toRing(corners.filter(isVertex), width, toPlane),
    )
    // The exterior is the ring that goes round all others.
    const areas = rings.map((ring) => Math.abs(doubleArea(ring)))
    const exterior = areas.indexOf(Math.max(...areas))
    return {
      value: classOf.get(patch)!,
      rings: [rings[exterior]!, ...rings.filter((_, i) => i !== exterior)],
    }
  })
}

/** Closed sequences of corners from the steps of one patch. */
function traceRings(steps: readonly number[], width: number): number[][] {
  const next = new Map<number, number[]>()
  for (let i = 0; i < steps.length; i += 2) {
    const list = next.get(steps[i]!)
    if (list) list.push(steps[i + 1]!)
    else next.set(steps[i]!, [steps[i + 1]!])
  }
  const rings: number[][] = []
  for (const start of next.keys()) {
    while ((next.get(start)?.length ?? 0) > 0) {
      const ring = [start]
      let previous = start
      let corner = next.get(start)!.pop()!
      while (corner !== start) {
        ring.push(corner)
        const options = next.get(corner)!
        // Where the patch meets itself at a corner the way turns left, and the ring does not cross itself.
        const chosen =
          options.length > 1 ? options.findIndex((to) => turnsLeft(previous, corner, to, width)) : 0
        const [to] = options.splice(Math.max(0, chosen), 1)
        previous = corner
        corner = to!
      }
      rings.push(ring)
    }
  }
  return rings
}

function turnsLeft(from: number, by: number, to: number, width: number): boolean {
  const step = (a: number, b: number): [number, number] => [
    (b % width) - (a % width),
    Math.floor(b / width) - Math.floor(a / width),
  ]
  const [ax, ay] = step(from, by)
  const [bx, by2] = step(by, to)
  // Rows run downwards: left is where the cross product is negative.
  return ax * by2 - ay * bx < 0
}

function toRing(corners: readonly number[], width: number, toPlane: ToPlane): Line {
  const ring = corners.map((corner) => toPlane(corner % width, Math.floor(corner / width)))
  return [...ring, ring[0]!]
}

function doubleArea(ring: Line): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!
    return sum + x! * nextY! - nextX! * y!
  }, 0)
}
