import type { MemoryBudget } from '../contract/read-context.ts'

/** Numbers that are appended without knowing how many there will be. */
export class GrowingArray<T extends Float64Array | Uint32Array> {
  data: T
  length = 0
  readonly #budget: MemoryBudget

  constructor(data: T, budget: MemoryBudget) {
    this.data = data
    this.#budget = budget
  }

  reserve(count: number): void {
    const needed = this.length + count
    if (needed <= this.data.length) return
    const capacity = Math.max(needed, this.data.length * 2)
    const { BYTES_PER_ELEMENT } = this.data
    this.#budget.take((capacity - this.data.length) * BYTES_PER_ELEMENT, 'the layer')
    const grown = (
      this.data instanceof Float64Array ? new Float64Array(capacity) : new Uint32Array(capacity)
    ) as T
    grown.set(this.data.subarray(0, this.length))
    this.data = grown
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1)
    this.data[this.length++] = value
  }
}
