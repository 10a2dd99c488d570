/** Places of one name that are nearer to each other are likely to be one. */
const NEAR_DEGREES = 0.002

/**
 * Finds points of which the same is said and that lie near each other, in a few bytes a point however many there are:
 * they are put in order by what is said of them, and only those of which the same is said are laid on a grid.
 */
export class NearPoints {
  /** What is said of each point as a number, its longitude and latitude, in turn. */
  #points: Float64Array
  readonly #rows: Uint32Array
  #count = 0

  /** @param most how many points there may be */
  constructor(most: number) {
    this.#points = new Float64Array(3 * most)
    this.#rows = new Uint32Array(most)
  }

  /** Rows are to come in ascending order; points that are nowhere on Earth are near nothing. */
  add(row: number, said: number, lon: number, lat: number): void {
    if (!(Math.abs(lon) <= 360 && Math.abs(lat) <= 90)) return
    this.#points.set([said, lon, lat], 3 * this.#count)
    this.#rows[this.#count++] = row
  }

  /** Rows that lie near an earlier one of which the same is said, ascending, each with that one. */
  find(): readonly (readonly [row: number, other: number])[] {
    const points = this.#points
    const order = Uint32Array.from({ length: this.#count }, (_, place) => place).sort(
      (a, b) => points[3 * a]! - points[3 * b]! || a - b,
    )
    const pairs: (readonly [number, number])[] = []
    for (let start = 0; start < order.length; ) {
      let end = start + 1
      while (end < order.length && points[3 * order[end]!] === points[3 * order[start]!]) end++
      for (const pair of this.#findIn(order.subarray(start, end))) pairs.push(pair)
      start = end
    }
    return pairs.sort(([a], [b]) => a - b)
  }

  *#findIn(places: Uint32Array): Generator<readonly [number, number]> {
    const cells = new Map<number, number>()
    for (const place of places) {
      const row = this.#rows[place]!
      let near = -1
      // Four grids, shifted by half a cell: who is near shares a cell of one of them.
      for (let grid = 0; grid < 4; grid++) {
        const x = Math.floor(this.#points[3 * place + 1]! / NEAR_DEGREES + (grid & 1) / 2)
        const y = Math.floor(this.#points[3 * place + 2]! / NEAR_DEGREES + (grid >> 1) / 2)
        const cell = ((x + 200_000) * 100_003 + (y + 50_000)) * 4 + grid
        const other = cells.get(cell)
        if (other === undefined) cells.set(cell, row)
        else if (near < 0) near = other
      }
      if (near >= 0) yield [row, near]
    }
  }
}
