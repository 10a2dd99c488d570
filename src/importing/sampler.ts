import type { LayerBegun } from '../formats/contract/read-context.ts'
import { parseCrs } from '../geo/crs.ts'
import { type LayerSample, type Sampled, takeSample } from './sample.ts'

/** To look more often would keep the reader from reading, and the map from drawing. */
const LEAST_MILLISECONDS = 700
/** Until then, or after that long, nothing is shown: of the first few features there would be nothing to see. */
const LEAST_FEATURES = 1000
const MOST_WAIT_MILLISECONDS = 500

/** Fewer positions more than these would hardly look otherwise. */
const LEAST_GROWTH = 1.5

/** Takes samples of what is being read, the first at once, later ones as there is much more. */
export class Sampler {
  #layers: readonly Sampled[] = []
  #begun: readonly LayerBegun[] = []
  readonly #since = performance.now()
  #lastAt = Number.NEGATIVE_INFINITY
  #lastPositions = 0

  /** The layers that are being read from now on. A system that is not known is told later, by the review. */
  async follow(begun: readonly LayerBegun[]): Promise<void> {
    this.#begun = begun
    this.#layers = []
    const layers: Sampled[] = []
    for (const { features, crs } of begun) {
      const parsed = crs === null ? null : await parseCrs(crs)
      if (parsed && !parsed.ok) continue
      const toWgs84: Sampled['toWgs84'] = parsed
        ? (x, y) => parsed.crs.toWgs84(x, y)
        : (x, y) => [x, y]
      layers.push({ features, toWgs84 })
    }
    if (this.#begun === begun) this.#layers = layers
  }

  /** A sample, where it is time for one. */
  look(): LayerSample | null {
    const now = performance.now()
    if (now - this.#lastAt < LEAST_MILLISECONDS) return null
    let count = 0
    let positions = 0
    for (const { features } of this.#layers) {
      count += features.length
      positions += features.positionCount
    }
    if (positions < this.#lastPositions * LEAST_GROWTH) return null
    if (count < LEAST_FEATURES && now - this.#since < MOST_WAIT_MILLISECONDS) return null
    const sample = count === 0 ? null : takeSample(this.#layers)
    if (sample) {
      this.#lastPositions = positions
      this.#lastAt = now
    }
    return sample
  }
}
