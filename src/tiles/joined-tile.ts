/** What of a layer a tile holds, each as a layer of the tile: one source feeds fills, outlines and labels. */
export const TILE_PARTS = ['features', 'outlines', 'labels'] as const
export type TilePart = (typeof TILE_PARTS)[number]

/** Under this name the map asks for the sheet of its grid; no layer of the catalogue may have it. */
export const SHEET_ID = 'sheet'

/** What the sheet's tiles call that which lies beyond it; no layer of the catalogue may have this name either. */
export const BEYOND_ID = 'beyond-sheet'

/** How a part of a layer is called inside tiles, which may hold the parts of several layers. */
export function toTileLayerName(layerId: string, part: TilePart): string {
  return `${layerId}/${part}`
}

/** The inverse of `toTileLayerName`. */
export function fromTileLayerName(name: string): {
  readonly layerId: string
  readonly part: TilePart
} {
  const at = name.lastIndexOf('/')
  return { layerId: name.slice(0, at), part: name.slice(at + 1) as TilePart }
}

/**
 * One tile of those of several layers. The layers of a vector tile are a repeated field (specification
 * section 4.1), so that the bytes of tiles one after another are a tile; the names in them have to differ.
 */
export function joinVectorTiles(tiles: readonly (ArrayBuffer | Uint8Array)[]): ArrayBuffer {
  const joined = new Uint8Array(tiles.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let offset = 0
  for (const tile of tiles) {
    joined.set(new Uint8Array(tile), offset)
    offset += tile.byteLength
  }
  return joined.buffer
}
