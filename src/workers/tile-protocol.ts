import type { TilePart } from '../tiles/encode.ts'
import type { TileRequest } from '../tiles/tile-layer.ts'
import type { LayerFileAddress } from './open-layer-file.ts'

export type { TileGridName } from '../tiles/grid.ts'

/** Under this name the map asks for the sheet of its grid; no layer of the catalogue may have it. */
export const SHEET_ID = 'sheet'

/** One file of a layer, as its entry describes it. */
export interface TileFile {
  readonly at: LayerFileAddress
  readonly bytes: number
  /** The zooms of the Framework's grid that the file serves. */
  readonly zooms: readonly [min: number, max: number]
}

export interface OpenLayerRequest {
  readonly id: string
  /** The overviews from the smallest scale up, then the layer itself. */
  readonly files: readonly TileFile[]
  readonly parts: readonly TilePart[]
  readonly fields: readonly string[]
}

/** What the page asks the tile worker. */
export type TileCalls = {
  /** Opens a layer, or opens it anew, forgetting what failed. */
  openLayer: { request: OpenLayerRequest; response: undefined }
  tile: { request: TileRequest & { readonly layerId: string }; response: ArrayBuffer }
}

/** What the tile worker tells unasked. */
export type TileEvents = {
  /** Bytes read of a file that is downloaded whole. */
  progress: { readonly layerId: string; readonly loadedBytes: number; readonly totalBytes: number }
}
