import { blobSource } from '../formats/bytes/byte-source.ts'
import { layerOfPath, readStoredFile, whenWritten } from './device-files.ts'
import { FlatGeobufSource, type FlatGeobufSourceOptions } from './flatgeobuf-source.ts'

/**
 * Where a file of a layer lies, and the index of its keys if it has one: on a host, among what this
 * device keeps, or with the page, which made it, under a name that no other file has. Plain data, for messages.
 */
export type LayerFileAddress =
  | { readonly kind: 'url'; readonly url: string; readonly keysUrl?: string }
  | {
      readonly kind: 'device'
      readonly path: string
      readonly keysPath?: string
      /** Whether it is to be waited for until the layer's files are whole. */
      readonly isBeingWritten?: boolean
    }
  | { readonly kind: 'blob'; readonly path: string; readonly blob: Blob }

/**
 * Opens a file of a layer, published or imported, as the one seam that tiles, exports and all else are
 * written against. Rejects as `FlatGeobufSource.open` does, and with `stored-file-lost`.
 */
export async function openLayerFile(
  at: LayerFileAddress,
  options: FlatGeobufSourceOptions = {},
): Promise<FlatGeobufSource> {
  if (at.kind === 'url') {
    return FlatGeobufSource.open(at.url, {
      ...options,
      ...(at.keysUrl !== undefined && { keyIndex: at.keysUrl }),
    })
  }
  if (at.kind === 'blob') return FlatGeobufSource.open(blobSource(at.blob, at.path), options)
  if (at.isBeingWritten) await whenWritten(layerOfPath(at.path))
  const open = async (path: string) => blobSource(await readStoredFile(path), path)
  // Without its index a file is read all the same.
  const keyIndex = at.keysPath === undefined ? null : await open(at.keysPath).catch(() => null)
  return FlatGeobufSource.open(await open(at.path), { ...options, ...(keyIndex && { keyIndex }) })
}
