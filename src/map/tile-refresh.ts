import { type Map as MapLibreMap, VectorTileSource } from 'maplibre-gl'
import { withRevision } from './style/style.ts'

/**
 * Has the map ask again for the tiles of a source. The map passes over tiles that it is still reading, and
 * when it reads one twice at a time, once anew and once for a changed style, the older may come last. So it is
 * only asked once it has read all, and again where the style has changed before it had read what was new.
 */
export class TileRefresh {
  readonly #map: MapLibreMap
  readonly #sourceId: () => string
  #isDue = false
  #isUnderWay = false
  #revision = 0

  /** `sourceId` names the source that is to be asked for now. */
  constructor(map: MapLibreMap, sourceId: () => string) {
    this.#map = map
    this.#sourceId = sourceId
    map.on('render', () => this.#step())
  }

  request(): void {
    this.#isDue = true
    this.#map.triggerRepaint()
  }

  /** To be called with each change of the map's style. */
  restyled(): void {
    this.#isDue ||= this.#isUnderWay
  }

  /** No frame counts as the last one while something is due: here its tiles become unread ones. */
  #step(): void {
    if (!this.#isDue && !this.#isUnderWay) return
    const id = this.#sourceId()
    const source = this.#map.getSource(id)
    if (!(source instanceof VectorTileSource) || !this.#map.isSourceLoaded(id)) return
    this.#isUnderWay = this.#isDue
    if (!this.#isDue) return
    this.#isDue = false
    // What the map cuts from the finest tiles it keeps by their address, whatever has come since.
    this.#revision++
    source.tiles = source.tiles.map((address) => withRevision(address, this.#revision))
    this.#map.refreshTiles(id)
  }
}
