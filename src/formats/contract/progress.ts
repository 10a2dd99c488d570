/**
 * Tells the share of the work done, over several passes of which each goes over all features. A layer
 * whose count is not known before it was read once reports whole passes only.
 */
export class Progress {
  #done = 0
  #pass = 0
  #count: number | null
  readonly #passes: number
  readonly #report: ((share: number) => void) | undefined

  constructor(count: number | null, passes: number, report?: (share: number) => void) {
    this.#count = count
    this.#passes = passes
    this.#report = report
  }

  add(features: number): void {
    this.#done += features
    if (this.#count) this.#tell(Math.min(1, this.#done / this.#count))
  }

  endPass(): void {
    this.#count = this.#done
    this.#tell(1)
    this.#pass++
    this.#done = 0
  }

  #tell(shareOfPass: number): void {
    this.#report?.((this.#pass + shareOfPass) / this.#passes)
  }
}
