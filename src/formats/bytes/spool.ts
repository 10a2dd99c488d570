import { deflateSync, inflateSync } from 'fflate'

/** What all spools of a pool hold before it starts to pack: most layers never come there. */
const UNPACKED_BYTES = 64 * 1024 * 1024

/**
 * Bytes kept back until their turn comes, several streams at a time, such as the folders of a file
 * whose features come in another order. Once they add up, they are held packed, at about a tenth.
 */
export class SpoolPool {
  heldBytes = 0

  spool(): Spool {
    return new Spool(this)
  }

  get packs(): boolean {
    return this.heldBytes > UNPACKED_BYTES
  }
}

export class Spool {
  readonly #pool: SpoolPool
  readonly #chunks: { bytes: Uint8Array; packed: boolean }[] = []

  constructor(pool: SpoolPool) {
    this.#pool = pool
  }

  write(bytes: Uint8Array): void {
    const packed = this.#pool.packs
    const held = packed ? deflateSync(bytes, { level: 1 }) : bytes
    this.#pool.heldBytes += held.byteLength
    this.#chunks.push({ bytes: held, packed })
  }

  /** Gives everything back in its order, and lets it go. */
  *drain(): Generator<Uint8Array, void> {
    for (const { bytes, packed } of this.#chunks) {
      this.#pool.heldBytes -= bytes.byteLength
      yield packed ? inflateSync(bytes) : bytes
    }
    this.#chunks.length = 0
  }
}
