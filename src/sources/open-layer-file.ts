import { blobSource } from '../formats/bytes/byte-source.ts'
import { readStoredFile } from './device-files.ts'
import { FlatGeobufSource, type FlatGeobufSourceOptions } from './flatgeobuf-source.ts'

/** Where a file of a layer lies: on a host, or among what this device keeps. Plain data, for messages. */
export type LayerFileAddress =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'device'; readonly path: string }

/**
 * Opens a file of a layer, published or imported, as the one seam that tiles, exports and all else are
 * written against. Rejects as `FlatGeobufSource.open` does, and with `stored-file-lost`.
 */
export async function openLayerFile(
  at: LayerFileAddress,
  options: FlatGeobufSourceOptions = {},
): Promise<FlatGeobufSource> {
  if (at.kind === 'url') return FlatGeobufSource.open(at.url, options)
  const blob = await readStoredFile(at.path)
  return FlatGeobufSource.open(blobSource(blob, at.path), options)
}
