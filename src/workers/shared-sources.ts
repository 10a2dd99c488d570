import type { FlatGeobufSource, FlatGeobufSourceOptions } from '../sources/flatgeobuf-source.ts'
import { type LayerFileAddress, openLayerFile } from '../sources/open-layer-file.ts'
import { RESIDENT_BYTES } from './tile-protocol.ts'

/** A file of at most this length is one request however little of it is wanted. */
const FEW_BYTES = 100_000

const sources = new Map<string, Promise<FlatGeobufSource>>()
/** Those of files of which only a few features have been asked. */
const sourcesForFew = new Map<string, Promise<FlatGeobufSource>>()

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
  return openIn(sources, at, {
    byteLength,
    wholeFileBytes: RESIDENT_BYTES,
    ...(onProgress && { onProgress }),
  })
}

/**
 * The same for who wants a few features: a file that is not open yet is read by ranges, for to download
 * it whole would be to read some hundred times what is wanted.
 */
export function openForFew(at: LayerFileAddress, byteLength: number): Promise<FlatGeobufSource> {
  const open = sources.get(toKey(at))
  return open ?? openIn(sourcesForFew, at, { byteLength, wholeFileBytes: FEW_BYTES })
}

function openIn(
  opened: Map<string, Promise<FlatGeobufSource>>,
  at: LayerFileAddress,
  options: FlatGeobufSourceOptions,
): Promise<FlatGeobufSource> {
  const key = toKey(at)
  let source = opened.get(key)
  if (!source) {
    source = openLayerFile(at, { ...options, onReplaced: () => tellReplaced(key) })
    opened.set(key, source)
    source.catch(() => opened.delete(key))
  }
  return source
}

/** Has a file opened anew when it is next asked for. */
export function forgetShared(at: LayerFileAddress): void {
  sources.delete(toKey(at))
  sourcesForFew.delete(toKey(at))
}

/** What tells the files of layers apart. */
export function toKey(at: LayerFileAddress): string {
  return at.kind === 'url' ? at.url : `device:${at.path}`
}
