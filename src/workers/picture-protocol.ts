import type { PictureTileRequest } from '../tiles/picture-tile.ts'

/** A picture on the ground that this device keeps with a layer. */
export interface StoredPicture {
  readonly path: string
  readonly corners: readonly (readonly [lon: number, lat: number])[]
  readonly opacity: number
  /** What its colours are multiplied with, `#rrggbb`. */
  readonly tint?: string | undefined
}

export type PictureCalls = {
  /**
   * A tile of pictures, the first undermost: `TILE_PIXELS` square, red, green, blue and alpha; `null` where there is
   * nothing to be seen. Rejects with `stored-file-lost`, and with `picture-unreadable` where a picture cannot be decoded.
   */
  pictureTile: {
    request: PictureTileRequest & { readonly pictures: readonly StoredPicture[] }
    response: ArrayBuffer | null
  }
}
