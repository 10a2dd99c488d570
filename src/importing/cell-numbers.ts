/** Beyond the rim of the Framework's plane, which holds the whole Earth. */
const REACH_METERS = 13_000_000

/** The ids of square cells of the Framework's plane, from 0 on; below 2^37, as overviews have cells of tens of metres. */
export function toCellIds(cellMeters: number): (x: number, y: number) => number {
  const half = Math.ceil(REACH_METERS / cellMeters)
  return (x, y) =>
    (Math.floor(x / cellMeters) + half) * 2 * half + Math.floor(y / cellMeters) + half
}

const EMPTY = -1
const FIRST_BITS = 12

/**
 * Cells of a grid by the order in which they are met, from 0 on. They are kept in a table of open addressing: for a
 * million of them a `Map` takes ten times as long.
 */
export class CellNumbers {
  #bits = FIRST_BITS
  #ids = new Float64Array(2 ** FIRST_BITS).fill(EMPTY)
  #numbers = new Uint32Array(2 ** FIRST_BITS)
  /** How many different cells have been met. */
  count = 0

  /** The number of a cell, which has a new one if it is met for the first time. Ids are whole, from 0 to 2^53. */
  add(id: number): number {
    let slot = this.#slotOf(id)
    if (this.#ids[slot] === EMPTY) {
      if (2 * (this.count + 1) > this.#ids.length) {
        this.#grow()
        slot = this.#slotOf(id)
      }
      this.#ids[slot] = id
      this.#numbers[slot] = this.count++
    }
    return this.#numbers[slot]!
  }

  has(id: number): boolean {
    return this.#ids[this.#slotOf(id)] !== EMPTY
  }

  /** Where a cell stands or would stand. */
  #slotOf(id: number): number {
    const ids = this.#ids
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4): the highest bits are mixed best.
    const mixed = Math.imul((id / 0x1_0000_0000) | 0, 0x85ebca6b) ^ (id | 0)
    let slot = Math.imul(mixed, 0x9e3779b1) >>> (32 - this.#bits)
    while (ids[slot] !== id && ids[slot] !== EMPTY) slot = (slot + 1) & (ids.length - 1)
    return slot
  }

  #grow(): void {
    const [ids, numbers] = [this.#ids, this.#numbers]
    this.#bits++
    this.#ids = new Float64Array(2 ** this.#bits).fill(EMPTY)
    this.#numbers = new Uint32Array(2 ** this.#bits)
    for (let from = 0; from < ids.length; from++) {
      const id = ids[from]!
      if (id === EMPTY) continue
      const slot = this.#slotOf(id)
      this.#ids[slot] = id
      this.#numbers[slot] = numbers[from]!
    }
  }
}
