import type { FlatGeobufSource, FlatGeobufSourceOptions } from '../sources/flatgeobuf-source.ts'
import { type LayerFileAddress, openLayerFile } from '../sources/open-layer-file.ts'
import { RESIDENT_BYTES } from './tile-protocol.ts'

const sources = new Map<string, Promise<FlatGeobufSource>>()

type ReplacedListener = (key: string) => void

let tellReplaced: ReplacedListener = () => undefined

/** Calls back with the key (`toKey`) of each file that was replaced on its host while it was open. */
export function watchReplaced(listener: ReplacedListener): void {
  tellReplaced = listener
}

/**
 * The source of a file, opened once for tiles, exports and questions alike. A file of at most
 * `RESIDENT_BYTES` is downloaded whole, compressed where the host does so. Rejects as `openLayerFile` does;
 * what failed is tried again when it is asked for again.
 */
export function openShared(
  at: LayerFileAddress,
  byteLength: number,
  onProgress?: FlatGeobufSourceOptions['onProgress'],
): Promise<FlatGeobufSource> {
  const key = toKey(at)
  let source = sources.get(key)
  if (!source) {
    source = openLayerFile(at, {
      byteLength,
      wholeFileBytes: RESIDENT_BYTES,
      onReplaced: () => tellReplaced(key),
      ...(onProgress && { onProgress }),
    })
    sources.set(key, source)
    source.catch(() => forgetShared(at))
  }
  return source
}

/** Has a file opened anew when it is next asked for. */
export function forgetShared(at: LayerFileAddress): void {
  sources.delete(toKey(at))
}

/** What tells the files of layers apart. */
export function toKey(at: LayerFileAddress): string {
  return at.kind === 'url' ? at.url : `device:${at.path}`
}
