import { joinVectorTiles, type TilePart } from '../workers/tile-protocol.ts'

/** What a shared tile holds of a layer. */
export interface SharedLayer {
  /** Raised where the layer is to be read anew. */
  readonly revision: number
  readonly parts: readonly TilePart[]
  /** Which of its features; all where it is left out. */
  readonly ids?: readonly number[]
  /** The latitude north of which it has nothing. */
  readonly north?: number
}

export type SharedLayers = ReadonlyMap<string, SharedLayer>

export interface SharedTileOptions {
  /** Asks for what the tile holds of a layer. */
  fetch(layerId: string, layer: SharedLayer, signal: AbortSignal): Promise<ArrayBuffer>
  /** More has come than the map has been given, and is worth asking for. */
  changed(): void
  /** Nothing is waited for any more. */
  settled(): void
}

/**
 * How long the layers of a tile that nobody has yet seen wait for each other. It is counted in steps: while the
 * page is busy with drawing, answers that have come wait to be heard, and a step ends only after them.
 */
const PATIENCE_STEP_MILLISECONDS = 50
const PATIENCE_STEPS = 6

/** For how long layers that come late are gathered before the map asks again. */
const GATHERING_MILLISECONDS = 300

interface Asked {
  readonly revision: number
  /** Settles, and never rejects, when the layer has come or cannot be read. */
  readonly come: Promise<void>
  /** What has come, empty where the layer cannot be read; `null` until then. */
  bytes: ArrayBuffer | null
}

/**
 * One tile of those that layers share, put together as they come. The map is given what is there, and asks again
 * when there is more; what it has been given once is never missing from a later answer, or it would flicker.
 */
export class SharedTile {
  readonly #options: SharedTileOptions
  readonly #abort = new AbortController()
  readonly #asked = new Map<string, Asked>()
  /** What the map's last answer held, if it has had one. */
  #given: ReadonlySet<string> | null = null
  #pending = 0
  /** Whether the map is to ask again and has not yet been answered: it will have what comes until then. */
  #isTold = false
  #gathering: ReturnType<typeof setTimeout> | undefined

  constructor(options: SharedTileOptions) {
    this.#options = options
  }

  /** Whether all that was asked for has come, and the map knows of it. */
  get isSettled(): boolean {
    return this.#pending === 0 && this.#gathering === undefined
  }

  /**
   * The tile with these layers as far as they have come: at once all that has been given before, and of a new
   * tile what comes within a moment, but one layer at the least. Rejects with the signal's reason when aborted.
   */
  async answer(layers: SharedLayers, signal: AbortSignal): Promise<ArrayBuffer> {
    signal.throwIfAborted()
    this.#ask(layers)
    await untilAborted(signal, this.#given ? this.#comeAgain(this.#given) : this.#comeFirst())
    const tiles = [...this.#asked].flatMap(([id, { bytes }]) =>
      bytes && bytes.byteLength > 0 ? [{ id, bytes }] : [],
    )
    this.#given = new Set(tiles.map(({ id }) => id))
    this.#isTold = false
    return joinVectorTiles(tiles.map(({ bytes }) => bytes))
  }

  /** Tells that the map is about to ask again for all that it has of the tile. */
  expectRequest(): void {
    this.#endGathering()
    this.#isTold = true
  }

  /** Lets go of what has come, but for what the map is about to ask for: that is fetched again when it is wanted. */
  forget(): void {
    if (this.isSettled && !this.#isTold) this.#asked.clear()
  }

  close(): void {
    this.#endGathering()
    this.#abort.abort(new DOMException('The map has let go of the tile', 'AbortError'))
  }

  #ask(layers: SharedLayers): void {
    for (const id of this.#asked.keys()) if (!layers.has(id)) this.#asked.delete(id)
    for (const [id, layer] of layers) {
      if (this.#asked.get(id)?.revision === layer.revision) continue
      const asked: Asked = { revision: layer.revision, come: this.#fetch(id, layer), bytes: null }
      this.#asked.set(id, asked)
    }
  }

  async #fetch(id: string, layer: SharedLayer): Promise<void> {
    this.#pending++
    let bytes = new ArrayBuffer(0)
    try {
      bytes = await this.#options.fetch(id, layer, this.#abort.signal)
    } catch {
      // What is wrong with a layer is told by who fetches it.
    }
    this.#pending--
    if (this.#abort.signal.aborted) return
    const asked = this.#asked.get(id)
    if (asked?.revision === layer.revision) asked.bytes = bytes
    const isWorthTelling = bytes.byteLength > 0 || this.#given?.has(id)
    if (this.#given && !this.#isTold && isWorthTelling)
      this.#gathering ??= setTimeout(() => this.#tell(), GATHERING_MILLISECONDS)
    if (this.#pending === 0 && this.#gathering !== undefined) this.#tell()
    if (this.isSettled) this.#options.settled()
  }

  #tell(): void {
    this.expectRequest()
    this.#options.changed()
  }

  #endGathering(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
  }

  /** However long it takes, there is nothing to draw before the first of them. */
  async #comeFirst(): Promise<void> {
    const all = Promise.all([...this.#asked.values()].map(({ come }) => come))
    const first = Promise.any([...this.#asked.values()].map(hasCome)).catch(() => all)
    await Promise.race([all, Promise.all([first, patience()])])
  }

  async #comeAgain(given: ReadonlySet<string>): Promise<void> {
    await Promise.all([...given].map((id) => this.#asked.get(id)?.come))
  }
}

/** Rejects where there is nothing of the layer to draw. */
async function hasCome(asked: Asked): Promise<void> {
  await asked.come
  if (!asked.bytes?.byteLength) throw new Error('Nothing has come')
}

/** Settles as the promise does, or rejects with the signal's reason once aborted. */
function untilAborted(signal: AbortSignal, promise: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(() => resolve(), reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

async function patience(): Promise<void> {
  for (let step = 0; step < PATIENCE_STEPS; step++) await delay(PATIENCE_STEP_MILLISECONDS)
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
