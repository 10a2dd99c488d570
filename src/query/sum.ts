/** A sum of many numbers as if without rounding (Neumaier 1974). */
export class Sum {
  #sum = 0
  #lost = 0

  add(value: number): void {
    const next = this.#sum + value
    const isSumLarger = Math.abs(this.#sum) >= Math.abs(value)
    this.#lost += isSumLarger ? this.#sum - next + value : value - next + this.#sum
    this.#sum = next
  }

  /** Adds what another one comes to, with what rounding has kept from it. */
  addSum(other: Sum): void {
    this.add(other.#sum)
    if (Number.isFinite(other.#sum)) this.add(other.#lost)
  }

  /** Of an infinite sum nothing that rounding lost is known. */
  get total(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum
  }
}

/** What several sums come to together. */
export function totalOf(sums: Iterable<Sum>): number {
  const all = new Sum()
  for (const sum of sums) all.addSum(sum)
  return all.total
}
