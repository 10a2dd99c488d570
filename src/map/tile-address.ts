/** The protocol by which the map asks the page for tiles. */
export const TILE_PROTOCOL = 'atlas'

/** And by this one for tiles of pictures on the ground. */
export const PICTURE_PROTOCOL = 'atlas-picture'

/**
 * Under this name the map asks for what layers share of shapes. For each source the map lays a mask over
 * every tile: a source for each layer would have it draw more masks than map.
 */
export const SHAPES_ID = 'shared'

/**
 * Under this one for what they share of names, over which no masks are laid. A tile with names waits for their
 * fonts, and shapes would wait with it.
 */
export const NAMES_ID = 'shared-names'

/** And under this one for what stands out: features of layers, and plain geometries. */
export const HIGHLIGHTS_ID = 'shared-highlights'

/** A tile of a grid, by the grid's name. */
export interface TilePlace {
  readonly grid: string
  readonly z: number
  readonly x: number
  readonly y: number
}

/** How the map calls the source of the tiles of a grid that are asked for under a name. */
export function toSourceId(id: string, grid: string): string {
  return `${id}@${grid}`
}

/** The inverse of `toSourceId`. */
export function parseSourceId(sourceId: string): { readonly id: string; readonly grid: string } {
  const at = sourceId.lastIndexOf('@')
  return { id: sourceId.slice(0, at), grid: sourceId.slice(at + 1) }
}

/** The protocol as one of the maps of a page uses it, each of which has answers of its own. */
export function toOwnProtocol(protocol: string, map: number): string {
  return `${protocol}-${map}`
}

/** An address as that map asks for it; what is none of the Atlas's own stays as it is. */
export function toOwnAddress(url: string, map: number): string {
  return url.replace(/^atlas(?:-picture)?(?=:)/, (protocol) => toOwnProtocol(protocol, map))
}

/** The address of a source's tiles, with which the map keeps what it has made of them. */
export function toTileAddress(id: string, grid: string, revision: number): string {
  return withRevision(`${TILE_PROTOCOL}://${id}/${grid}/{z}/{x}/{y}`, revision)
}

/** The address of the tiles of a layer's pictures. */
export function toPictureAddress(id: string, grid: string, revision: number): string {
  return withRevision(`${PICTURE_PROTOCOL}://${id}/${grid}/{z}/{x}/{y}`, revision)
}

/** The same tiles as those of another address, to be asked for anew. */
export function withRevision(address: string, revision: number): string {
  return `${address.split('?')[0]}?revision=${revision}`
}

const TILE_ADDRESS =
  /^atlas(?:-picture)?(?:-\d+)?:\/\/([a-z0-9-]+)\/([a-z]+)\/(\d+)\/(\d+)\/(\d+)\?revision=\d+$/

/** Under which name which tile is asked for. Throws where the address is none of `toTileAddress` or `toPictureAddress`. */
export function parseTileAddress(url: string): { readonly id: string; readonly place: TilePlace } {
  const [, id, grid, z, x, y] = TILE_ADDRESS.exec(url) ?? []
  if (!id || !grid) throw new Error(`Not an address of a tile: ${url}`)
  return { id, place: { grid, z: Number(z), x: Number(x), y: Number(y) } }
}
