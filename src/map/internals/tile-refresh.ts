import { type Map as MapLibreMap, VectorTileSource } from 'maplibre-gl'
import { withRevision } from '../tile-address.ts'

type Tile = Parameters<VectorTileSource['loadTile']>[0]

/** What a tile is cut from: one of the source's own tiles, whose zooms end where the map begins to enlarge. */
interface Place {
  readonly z: number
  readonly x: number
  readonly y: number
}

export interface TileRefreshOptions {
  /** Whether the tiles of a source are to be asked for again; the others are left to the map. */
  isFollowed(sourceId: string): boolean
  /** The map asks for tiles again. */
  asked(): void
  /** The map has let go of all that it had cut from a tile of a source. */
  released(sourceId: string, place: Place): void
}

/**
 * Has the map ask again for a tile, without a moment in which it is not drawn.
 *
 * Of its own accord the map passes over tiles that it reads for the first time. When it reads one twice at a
 * time, once anew and once for a changed style, it takes the first answer for the last and the last for the newest.
 * And what it keeps of tiles out of view it never asks for again. So the reads of a tile follow one another here; a
 * tile is asked for again once it has been read, and, where it is out of view, once it comes back.
 */
export class TileRefresh {
  readonly #map: MapLibreMap
  readonly #options: TileRefreshOptions
  readonly #sources = new Map<string, FollowedSource>()
  #revision = 0

  constructor(map: MapLibreMap, options: TileRefreshOptions) {
    this.#map = map
    this.#options = options
    // A source tells this before the first of its tiles is read.
    map.on('dataloading', (event) => {
      if (event.dataType === 'source' && event.sourceId) this.#follow(event.sourceId)
    })
    map.on('render', () => this.#step())
  }

  /** Whether the map has all that it was to ask for, as far as it is in view. */
  get isAtRest(): boolean {
    return [...this.#sources.values()].every(
      (source) => !source.isReading && source.staleTiles(this.#map).length === 0,
    )
  }

  /** Has the map ask again for all that it has cut from a tile of a source. */
  request(sourceId: string, place: Place): void {
    this.#sources.get(sourceId)?.markStale((tile) => tile.place === toKey(place))
    this.#map.triggerRepaint()
  }

  /** Has the map ask again for every tile of a source. */
  requestAll(sourceId: string): void {
    this.#sources.get(sourceId)?.markStale(() => true)
    this.#map.triggerRepaint()
  }

  /**
   * A number for the addresses of tiles that none has had: what the map cuts from the finest tiles it keeps by
   * their address, whatever has come since, and longer than their source.
   */
  nextRevision(): number {
    this.#revision++
    return this.#revision
  }

  #step(): void {
    for (const [id, followed] of this.#sources) {
      const { source } = followed
      if (this.#map.getSource(id) !== source) {
        this.#sources.delete(id)
        continue
      }
      const tiles = followed.staleTiles(this.#map).filter((tile) => !followed.isBeingRead(tile))
      if (tiles.length === 0) continue
      const revision = this.nextRevision()
      source.tiles = source.tiles.map((address) => withRevision(address, revision))
      for (const tile of tiles) followed.markFresh(tile)
      this.#options.asked()
      this.#map.refreshTiles(
        id,
        tiles.map(({ tileID }) => tileID.canonical),
      )
    }
  }

  #follow(id: string): void {
    const source = this.#map.getSource(id)
    if (!(source instanceof VectorTileSource) || !this.#options.isFollowed(id)) return
    if (this.#sources.get(id)?.source === source) return
    this.#sources.set(
      id,
      new FollowedSource(source, {
        released: (place) => this.#options.released(id, place),
        // What has been read may have been waited for, or have to be read again.
        read: () => this.#map.triggerRepaint(),
      }),
    )
  }
}

interface FollowedTile {
  /** The key of the place that it is cut from. */
  readonly place: string
  isStale: boolean
  /** The last of its reads that are under way. */
  read: Promise<unknown> | undefined
}

/** Keeps account of the tiles that the map has of a source, in view or not, and of what it is reading. */
class FollowedSource {
  readonly source: VectorTileSource
  readonly #tiles = new Map<Tile, FollowedTile>()
  readonly #events: { released(place: Place): void; read(): void }

  constructor(source: VectorTileSource, events: { released(place: Place): void; read(): void }) {
    this.source = source
    this.#events = events
    const loadTile = source.loadTile.bind(source)
    const unloadTile = source.unloadTile.bind(source)
    source.loadTile = (tile) => this.#load(tile, loadTile)
    source.unloadTile = (tile) => {
      this.#forget(tile)
      return unloadTile(tile)
    }
  }

  /** The map waits for ever for a tile that it has given up. */
  get isReading(): boolean {
    return [...this.#tiles].some(([tile, { read }]) => read !== undefined && !tile.aborted)
  }

  isBeingRead(tile: Tile): boolean {
    return this.#tiles.get(tile)?.read !== undefined
  }

  markStale(isMeant: (tile: FollowedTile) => boolean): void {
    for (const tile of this.#tiles.values()) tile.isStale ||= isMeant(tile)
  }

  markFresh(tile: Tile): void {
    const followed = this.#tiles.get(tile)
    if (followed) followed.isStale = false
  }

  /** Those in view that are to be asked for again. */
  staleTiles(map: MapLibreMap): Tile[] {
    const inView = map.style.tileManagers[this.source.id]
    return [...this.#tiles]
      .filter(([tile, { isStale }]) => isStale && inView?.getTileByID(tile.tileID.key) === tile)
      .map(([tile]) => tile)
  }

  async #load(tile: Tile, loadTile: VectorTileSource['loadTile']) {
    const followed = this.#tiles.get(tile) ?? {
      place: toKey(this.#placeOf(tile)),
      isStale: false,
      read: undefined,
    }
    this.#tiles.set(tile, followed)
    const read = followed.read
      ? this.#loadAfter(followed.read, tile, loadTile)
      : Promise.resolve(loadTile(tile))
    const settled = read.catch(() => undefined)
    followed.read = settled
    try {
      return await read
    } finally {
      if (followed.read === settled) followed.read = undefined
      this.#events.read()
    }
  }

  /** Reads a tile once it has been read before: anew where it was to be, or else again for a changed style. */
  async #loadAfter(before: Promise<unknown>, tile: Tile, loadTile: VectorTileSource['loadTile']) {
    const isAnew = tile.state === 'expired'
    await before
    if (tile.aborted) return undefined
    if (isAnew) tile.state = 'expired'
    // There is nothing to read again of what has failed.
    return tile.state === 'errored' ? undefined : loadTile(tile)
  }

  #forget(tile: Tile): void {
    const followed = this.#tiles.get(tile)
    if (!followed) return
    this.#tiles.delete(tile)
    const isLast = ![...this.#tiles.values()].some(({ place }) => place === followed.place)
    if (isLast) this.#events.released(this.#placeOf(tile))
  }

  #placeOf({ tileID }: Tile): Place {
    const { maxzoom } = this.source
    return tileID.canonical.z > maxzoom ? tileID.scaledTo(maxzoom).canonical : tileID.canonical
  }
}

function toKey({ z, x, y }: Place): string {
  return `${z}/${x}/${y}`
}
