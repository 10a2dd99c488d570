import type { MapCommands, MapInteraction } from '../../state/map-commands.ts'

interface Running {
  readonly interaction: MapInteraction
  /** `null` while another has the input. */
  stop: (() => void) | null
}

/**
 * The interactions of a map that are running. Of those that take its input the last one has it: the one before
 * pauses, and goes on when that ends.
 */
export class Interactions {
  readonly #map: MapCommands
  #running: readonly Running[] = []

  constructor(map: MapCommands) {
    this.#map = map
  }

  /** Begins an interaction; returns the function that ends it. */
  begin(interaction: MapInteraction): () => void {
    const begun: Running = { interaction, stop: null }
    this.#running = [...this.#running, begun]
    this.#settle()
    return () => {
      begun.stop?.()
      begun.stop = null
      this.#running = this.#running.filter((running) => running !== begun)
      this.#settle()
    }
  }

  close(): void {
    for (const running of this.#running) running.stop?.()
    this.#running = []
  }

  /** Pauses those that no longer have the input before it starts those that have it now. */
  #settle(): void {
    const last = this.#running.findLast(({ interaction }) => interaction.takesInput)
    const isOn = (running: Running) => !running.interaction.takesInput || running === last
    for (const running of this.#running.filter((each) => each.stop && !isOn(each))) {
      running.stop?.()
      running.stop = null
    }
    for (const running of this.#running.filter((each) => !each.stop && isOn(each))) {
      running.stop = running.interaction.start(this.#map)
    }
  }
}
