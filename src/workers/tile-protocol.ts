import type { Geometry } from 'geojson'
import type { Regrouped } from '../catalog/split-groups.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { Condition } from '../model/condition.ts'
import type { LayerFileAddress } from '../sources/open-layer-file.ts'
import type { TilePart } from '../tiles/joined-tile.ts'
import type { PrepareRequest, TileRequest, TileTest } from '../tiles/tile-layer.ts'

export {
  BEYOND_ID,
  fromTileLayerName,
  joinVectorTiles,
  SHEET_ID,
  type TilePart,
  toTileLayerName,
} from '../tiles/joined-tile.ts'

export type { PrepareRequest } from '../tiles/tile-layer.ts'

/**
 * A file of at most this many bytes is downloaded whole, compressed where the host does so, and
 * indexed once. Larger ones are read by the tile.
 */
export const RESIDENT_BYTES = 4_000_000

/** One file of a layer, as its entry describes it. */
export interface TileFile {
  readonly at: LayerFileAddress
  readonly bytes: number
  /** The zooms of the Framework's grid that the file serves. */
  readonly zooms: readonly [min: number, max: number]
  /** Whether some of the layer's features are not in it by themselves. */
  readonly isPartial?: boolean
}

export interface OpenLayerRequest {
  readonly id: string
  /** The overviews from the smallest scale up, then the layer itself. */
  readonly files: readonly TileFile[]
  readonly parts: readonly TilePart[]
  readonly fields: readonly string[]
  /** Those among them that a filter asks for and the overviews may lack. */
  readonly filterFields: readonly string[]
  /** The filters that the map cannot tell by itself. */
  readonly tests?: readonly TileTest[]
  /** What to draw in place of the layer's own groups of points, which are not among the files then. */
  readonly regroup?: RegroupRequest
  /** The zoom of the Framework's grid from which names of areas are drawn; without it, all. */
  readonly namesFrom?: number
  /** Whether its files are to be opened anew, and nothing kept of what failed or was replaced. */
  readonly isRetry: boolean
}

/** Groups of the points that filters leave, made of the layer itself. */
export interface RegroupRequest {
  readonly symbology: Symbology
  /** `null` for all points, where one of two maps that are compared has them. */
  readonly filters: readonly (Condition | null)[]
  /** The largest zoom of the Framework's grid at which the layer is drawn in groups. */
  readonly upTo: number
}

/** What the page asks the data worker. */
export type TileCalls = {
  /** Makes tiles of geometries in longitude and latitude, in place of those of that name. */
  openGeometries: {
    request: { readonly id: string; readonly geometries: readonly Geometry[] }
    response: undefined
  }
  /** Opens a layer, in place of what was open by its id. */
  openLayer: { request: OpenLayerRequest; response: undefined }
  /** Lets go of a layer that has left the map, and of its files if nothing else there reads them. */
  closeLayer: { request: { readonly id: string }; response: undefined }
  /** Makes a layer ready for the tiles of a zoom of a grid, those around a place above all. */
  prepare: {
    request: PrepareRequest & { readonly layerId: string }
    response: undefined
  }
  tile: { request: TileRequest & { readonly layerId: string }; response: ArrayBuffer }
}

/** What the data worker tells unasked. */
export type TileEvents = {
  /** Bytes read of a file that is downloaded whole. */
  progress: { readonly layerId: string; readonly loadedBytes: number; readonly totalBytes: number }
  /** What is drawn in place of a layer's own groups. */
  regrouped: Regrouped & { readonly layerId: string }
  /** A file of a layer was replaced on its host: what was drawn of it is of an older edition. */
  replaced: { readonly layerId: string }
  /** Whether the last reading got its answer from the host, or from what was read before. */
  reach: { readonly isReached: boolean }
}
