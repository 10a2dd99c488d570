import { type Map as MapLibreMap, VectorTileSource } from 'maplibre-gl'
import { withRevision } from './style/style.ts'

type Tile = Parameters<VectorTileSource['loadTile']>[0]

/**
 * Has the map ask again for the tiles of a source. The map passes over tiles that it reads for the first time,
 * and when it reads one twice at a time, once anew and once for a changed style, it takes the first answer for
 * the last and the last for the newest. So it is asked once it has read all, and again where the style has
 * changed before it had read what was new.
 */
export class TileRefresh {
  readonly #map: MapLibreMap
  readonly #sourceId: () => string
  #isDue = false
  #isUnderWay = false
  #revision = 0
  #followed: VectorTileSource | undefined
  /** The tiles that are being read, once for each time. */
  readonly #reads = new Set<{ readonly tile: Tile }>()

  /** `sourceId` names the source that is to be asked for now. */
  constructor(map: MapLibreMap, sourceId: () => string) {
    this.#map = map
    this.#sourceId = sourceId
    map.on('render', () => this.#step())
  }

  /** Whether the map has all that it was to ask for. */
  get isAtRest(): boolean {
    return !this.#isDue && !this.#isReading
  }

  request(): void {
    this.#isDue = true
    this.#map.triggerRepaint()
  }

  /** To be called with each change of the map's style. */
  restyled(): void {
    this.#isDue ||= this.#isUnderWay
  }

  /**
   * A number for the addresses of tiles that none has had: what the map cuts from the finest tiles it keeps by
   * their address, whatever has come since, and longer than their source.
   */
  nextRevision(): number {
    this.#revision++
    return this.#revision
  }

  /** The map waits for ever for a tile that it has given up. */
  get #isReading(): boolean {
    return [...this.#reads].some(({ tile }) => !tile.aborted)
  }

  #step(): void {
    if (!this.#isDue && !this.#isUnderWay) return
    const id = this.#sourceId()
    const source = this.#map.getSource(id)
    if (!(source instanceof VectorTileSource)) return
    this.#follow(source)
    if (this.#isReading || !this.#map.isSourceLoaded(id)) return
    this.#isUnderWay = this.#isDue
    if (!this.#isDue) return
    this.#isDue = false
    const revision = this.nextRevision()
    source.tiles = source.tiles.map((address) => withRevision(address, revision))
    this.#map.refreshTiles(id)
  }

  /** Keeps account of what a source is reading, of which the map tells the first answer alone. */
  #follow(source: VectorTileSource): void {
    if (this.#followed === source) return
    this.#followed = source
    this.#reads.clear()
    const loadTile = source.loadTile.bind(source)
    source.loadTile = async (tile) => {
      const read = { tile }
      this.#reads.add(read)
      try {
        return await loadTile(tile)
      } finally {
        this.#reads.delete(read)
        // A read that fails draws nothing, and may have been the last one that was waited for.
        if (this.#reads.size === 0) this.#map.triggerRepaint()
      }
    }
  }
}
