import { type Problem, type TileClient, toProblem } from '../workers/tile-client.ts'
import { joinVectorTiles } from '../workers/tile-protocol.ts'
import { SHARED_ID } from './style/style.ts'

export interface TileServerEvents {
  /** How many tiles of a layer are being made. */
  loading(layerId: string, pendingTiles: number): void
  /** A layer could not be read. */
  problem(layerId: string, problem: Problem): void
}

/**
 * How long the layers that share a tile wait for each other. It is counted in steps: while the page is busy
 * with drawing, answers that have come wait to be heard, and a step ends only after them.
 */
const PATIENCE_STEP_MILLISECONDS = 50
const PATIENCE_STEPS = 6

/** For how long layers that come late are gathered before the map asks for its tiles again. */
const GATHERING_MILLISECONDS = 300

interface TileAddress {
  readonly grid: string
  readonly z: number
  readonly x: number
  readonly y: number
}

/**
 * Answers the map's requests for tiles with those of the tile worker. Most layers share tiles. A tile
 * does not wait for a layer that is still downloaded: it is answered without, and asked for again when
 * the layer has come. A layer that cannot be read is left out of its tiles, and told.
 */
export class TileServer {
  readonly #tiles: TileClient
  readonly #events: TileServerEvents
  readonly #refresh: () => void
  readonly #pending = new Map<string, number>()
  #callsPending = 0
  readonly #prepared = new Set<string>()
  /** The layers that are in the tiles that are shared, with their revisions. */
  #shared: ReadonlyMap<string, number>
  readonly #late = new Set<AbortController>()
  #gathering: ReturnType<typeof setTimeout> | undefined

  /** `refresh` has the map ask for the tiles again that are shared. */
  constructor(
    tiles: TileClient,
    events: TileServerEvents,
    shared: ReadonlyMap<string, number>,
    refresh: () => void,
  ) {
    this.#tiles = tiles
    this.#events = events
    this.#shared = shared
    this.#refresh = refresh
  }

  /** Whether all that was asked for has come, and is in the tiles that the map has. */
  get isSettled(): boolean {
    return this.#callsPending === 0 && this.#gathering === undefined
  }

  /** The tile of an address of the map's style. Rejects with the signal's reason when aborted. */
  answer(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const { layerId, address } = parseAddress(url)
    return layerId === SHARED_ID
      ? this.#sharedTile(address, signal)
      : this.#tile(layerId, address, signal)
  }

  /**
   * The layers that are to share tiles from now on. Where the tiles that the map has lack one, or have it
   * from before it was read anew, it asks for them again; that they hold more than is drawn does no harm.
   */
  share(layers: ReadonlyMap<string, number>): void {
    const isLacking = [...layers].some(([id, revision]) => this.#shared.get(id) !== revision)
    if (!isLacking) return
    this.#shared = layers
    this.#refresh()
  }

  /**
   * Makes the layers ready for the tiles of a grid that is not seen now, one after the other, for as long
   * as no tile is asked for.
   */
  async prepare(grid: string, z: number): Promise<void> {
    for (const [layerId, revision] of this.#shared) {
      const what = `${layerId} ${revision} ${grid} ${z}`
      if (this.#prepared.has(what)) continue
      if (this.#callsPending > 0) return
      this.#prepared.add(what)
      // What is wrong with a layer is told when its tiles are asked for.
      await this.#tiles.call('prepare', { layerId, grid, z }).catch(() => undefined)
    }
  }

  close(): void {
    clearTimeout(this.#gathering)
  }

  async #sharedTile(address: TileAddress, signal: AbortSignal): Promise<ArrayBuffer> {
    const come: ArrayBuffer[] = []
    const late = new AbortController()
    const either = AbortSignal.any([signal, late.signal])
    let isAnswered = false
    const calls = [...this.#shared.keys()].map(async (layerId) => {
      try {
        come.push(await this.#tile(layerId, address, either))
      } finally {
        if (isAnswered && !either.aborted) this.#refreshSoon()
      }
    })
    const settled = Promise.allSettled(calls)
    // However long it takes, there is nothing to draw before the first of them.
    const first = Promise.any(calls).catch(() => settled)
    await Promise.race([settled, Promise.all([first, patience()])])
    signal.throwIfAborted()
    isAnswered = true
    if (come.length < calls.length) this.#late.add(late)
    return joinVectorTiles(come)
  }

  /** The map asks again for all that is shared, so that what has not come yet is not waited for twice. */
  #refreshSoon(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      for (const late of this.#late) late.abort()
      this.#late.clear()
      this.#refresh()
    }, GATHERING_MILLISECONDS)
  }

  async #tile(layerId: string, address: TileAddress, signal: AbortSignal): Promise<ArrayBuffer> {
    this.#count(layerId, 1)
    try {
      return await this.#tiles.call('tile', { layerId, ...address }, { signal })
    } catch (error) {
      if (!signal.aborted) this.#events.problem(layerId, toProblem(error))
      throw error
    } finally {
      this.#count(layerId, -1)
    }
  }

  #count(layerId: string, change: number): void {
    const tilesPending = (this.#pending.get(layerId) ?? 0) + change
    this.#pending.set(layerId, tilesPending)
    this.#callsPending += change
    this.#events.loading(layerId, tilesPending)
  }
}

const TILE_URL = /^atlas:\/\/([a-z0-9-]+)\/([a-z]+)\/(\d+)\/(\d+)\/(\d+)\?revision=\d+$/

function parseAddress(url: string): { layerId: string; address: TileAddress } {
  const [, layerId, grid, z, x, y] = TILE_URL.exec(url) ?? []
  if (!layerId || !grid) throw new Error(`Not an address of a tile: ${url}`)
  const address = { grid, z: Number(z), x: Number(x), y: Number(y) }
  return { layerId, address }
}

async function patience(): Promise<void> {
  for (let step = 0; step < PATIENCE_STEPS; step++) await delay(PATIENCE_STEP_MILLISECONDS)
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
