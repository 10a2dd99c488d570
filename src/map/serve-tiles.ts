import { isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import { tileGridOf } from '../geo/projections/all.ts'
import { isCap, TILE_PIXELS } from '../geo/projections/projection.ts'
import { type DataClient, type Problem, toProblem } from '../workers/data-client.ts'
import type { PrepareRequest } from '../workers/tile-protocol.ts'
import { type SharedLayer, type SharedLayers, SharedTile } from './shared-tile.ts'
import { parseTileAddress, type TilePlace } from './tile-address.ts'

export interface TileServerEvents {
  /** How many tiles of a layer are being made. */
  loading(layerId: string, pendingTiles: number): void
  /** A layer could not be read. */
  problem(layerId: string, problem: Problem): void
}

/** What the tiles' server has the map do. */
export interface TileAsker {
  /** Ask again for a tile of what is shared under a name. */
  refresh(id: string, place: TilePlace): void
  /** Ask again for all tiles of what is shared under a name. */
  refreshAll(id: string): void
  /** Draw: it may be that nothing is waited for any more. */
  repaint(): void
}

/** By the name under which they are asked for, what the tiles of the map's sources share. */
export type SharedSources = ReadonlyMap<string, SharedLayers>

/**
 * So many of the tiles asked for last are kept as they came: of one tile the map may cut several, for the
 * copies of the world and past the finest zoom.
 */
const KEPT_TILES = 8

/**
 * Answers the map's requests for tiles with those of the data worker. Most layers share tiles. A tile
 * does not wait for a layer that is still downloaded: it is answered without, and asked for again when
 * the layer has come to it. A layer that cannot be read is left out of its tiles, and told.
 */
export class TileServer {
  readonly #client: DataClient
  readonly #events: TileServerEvents
  readonly #map: TileAsker
  readonly #pending = new Map<string, number>()
  #callsPending = 0
  readonly #prepared = new Set<string>()
  #sources: SharedSources
  /** The shared tiles that the map has, by their place; those asked for last are last. */
  readonly #tiles = new Map<string, SharedTile>()

  constructor(
    client: DataClient,
    events: TileServerEvents,
    sources: SharedSources,
    map: TileAsker,
  ) {
    this.#client = client
    this.#events = events
    this.#sources = sources
    this.#map = map
  }

  /** Whether all that was asked for has come, and the map knows of it. */
  get isSettled(): boolean {
    return this.#callsPending === 0 && [...this.#tiles.values()].every((tile) => tile.isSettled)
  }

  /** The tile of an address of the map's style. Rejects with the signal's reason when aborted. */
  async answer(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const { id, place } = parseTileAddress(url)
    const layers = this.#sources.get(id)
    if (!layers) return this.#fetch(id, place, signal)
    const key = toKey(id, place)
    const tile = this.#tiles.get(key) ?? this.#openTile(id, place)
    this.#tiles.delete(key)
    this.#tiles.set(key, tile)
    const bytes = await tile.answer(reaching(layers, place), signal)
    for (const old of [...this.#tiles.values()].slice(0, -KEPT_TILES)) old.forget()
    return bytes
  }

  /** A tile of the pictures of a layer. Rejects as `answer` does. */
  async answerPicture(
    url: string,
    catalog: ReadonlyMap<string, LayerEntry>,
    signal: AbortSignal,
  ): Promise<ImageBitmap> {
    const { id, place } = parseTileAddress(url)
    const entry = catalog.get(id)
    const pictures = (isDeviceLayer(entry) && entry.overlays) || []
    const bytes = await this.#counted(id, signal, () =>
      this.#client.call('pictureTile', { ...place, pictures }, { signal }),
    )
    return createImageBitmap(
      bytes
        ? new ImageData(new Uint8ClampedArray(bytes), TILE_PIXELS, TILE_PIXELS)
        : new ImageData(1, 1),
    )
  }

  /** The map has let go of a tile: what of it is not there yet is no longer wanted. */
  release(id: string, place: TilePlace): void {
    const key = toKey(id, place)
    this.#tiles.get(key)?.close()
    this.#tiles.delete(key)
  }

  /**
   * What is to share tiles from now on. Where the tiles that the map has lack a layer, or have it
   * from before it was read anew, it asks for them again. That they hold more than is drawn does no harm:
   * of the layers that are on the map (`isOnMap`) those that are hidden stay in the tiles that are there.
   */
  share(sources: SharedSources, isOnMap: (layerId: string) => boolean): void {
    const lacking = [...sources].filter(([id, layers]) => {
      const before = this.#sources.get(id)
      return [...layers].some(([layer, { revision }]) => before?.get(layer)?.revision !== revision)
    })
    const kept = [...this.#sources].map(([id, layers]) => {
      const isKept = (layer: string) => isOnMap(layer) || sources.get(id)?.has(layer)
      return [id, new Map([...layers].filter(([layer]) => isKept(layer)))] as const
    })
    this.#sources = new Map<string, SharedLayers>([...kept, ...lacking])
    for (const what of this.#prepared)
      if (!isOnMap(what.split(' ', 1)[0]!)) this.#prepared.delete(what)
    for (const [id] of lacking) {
      for (const [key, tile] of this.#tiles) if (key.startsWith(`${id} `)) tile.expectRequest()
      this.#map.refreshAll(id)
    }
  }

  /**
   * Makes the layers ready for the tiles of a grid that is not seen now, one after the other, for as long
   * as no tile is asked for; of each zoom once.
   */
  async prepare(request: PrepareRequest): Promise<void> {
    const { grid, z } = request
    const layers = new Map([...this.#sources.values()].flatMap((shared) => [...shared]))
    for (const [layerId, { revision }] of layers) {
      const what = `${layerId} ${revision} ${grid} ${z}`
      if (this.#prepared.has(what)) continue
      if (this.#callsPending > 0) return
      this.#prepared.add(what)
      // What is wrong with a layer is told when its tiles are asked for.
      await this.#client.call('prepare', { layerId, ...request }).catch(() => undefined)
    }
  }

  close(): void {
    for (const tile of this.#tiles.values()) tile.close()
    this.#tiles.clear()
  }

  #openTile(id: string, place: TilePlace): SharedTile {
    return new SharedTile({
      fetch: (layerId, layer, signal) => this.#fetch(layerId, place, signal, layer),
      changed: () => this.#map.refresh(id, place),
      settled: () => this.#map.repaint(),
    })
  }

  async #fetch(
    layerId: string,
    place: TilePlace,
    signal: AbortSignal,
    layer?: SharedLayer,
  ): Promise<ArrayBuffer> {
    const { parts, ids } = layer ?? {}
    const request = { layerId, ...place, ...(parts && { parts }), ...(ids && { ids }) }
    return this.#counted(layerId, signal, () => this.#client.call('tile', request, { signal }))
  }

  /** Counts a tile of a layer while it is made, and tells what is wrong with it. */
  async #counted<Tile>(
    layerId: string,
    signal: AbortSignal,
    make: () => Promise<Tile>,
  ): Promise<Tile> {
    this.#count(layerId, 1)
    try {
      return await make()
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

/** The layers that may have something in a tile: few of them reach into a polar cap. */
function reaching(layers: SharedLayers, { grid: name }: TilePlace): SharedLayers {
  const grid = tileGridOf(name)
  if (!isCap(grid)) return layers
  return new Map([...layers].filter(([, { north = 90 }]) => north > grid.south))
}

function toKey(id: string, { grid, z, x, y }: TilePlace): string {
  return `${id} ${grid} ${z} ${x} ${y}`
}
