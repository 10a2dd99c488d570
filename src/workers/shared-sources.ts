import type { FlatGeobufSource, FlatGeobufSourceOptions } from '../sources/flatgeobuf-source.ts'
import { type LayerFileAddress, openLayerFile } from '../sources/open-layer-file.ts'
import { RESIDENT_BYTES } from './tile-protocol.ts'

/** A file of at most this length is one request however little of it is wanted. */
const FEW_BYTES = 100_000

/** So much of files that no layer on the map reads is kept for the next question. */
const MOST_LOOSE_BYTES = 24_000_000
/** What is held of a file that is read by ranges: its header, beside the blocks that all files share. */
const HEADER_BYTES = 100_000

interface Opened {
  readonly source: Promise<FlatGeobufSource>
  /** How much memory it holds, about. */
  readonly heldBytes: number
}

/** Those opened or asked for last are last. */
const sources = new Map<string, Opened>()
/** Those of files of which only a few features have been asked. */
const sourcesForFew = new Map<string, Opened>()
/** The layers on the map that read a file, by the file's key. */
const readersOf = new Map<string, Set<string>>()

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
  return open?.source ?? openIn(sourcesForFew, at, { byteLength, wholeFileBytes: FEW_BYTES })
}

function openIn(
  opened: Map<string, Opened>,
  at: LayerFileAddress,
  options: FlatGeobufSourceOptions,
): Promise<FlatGeobufSource> {
  const key = toKey(at)
  const before = opened.get(key)
  if (before) {
    opened.delete(key)
    opened.set(key, before)
    return before.source
  }
  const source = openLayerFile(at, { ...options, onReplaced: () => tellReplaced(key) })
  const { byteLength = 0, wholeFileBytes = 0 } = options
  const now: Opened = {
    source,
    heldBytes: byteLength <= wholeFileBytes ? byteLength : HEADER_BYTES,
  }
  opened.set(key, now)
  source.catch(() => {
    if (opened.get(key) === now) opened.delete(key)
  })
  letGoOfOldest()
  return source
}

/** Has these files stay open for as long as a layer is on the map that reads them and no others. */
export function holdShared(layerId: string, files: readonly LayerFileAddress[]): void {
  const keys = new Set(files.map(toKey))
  for (const key of keys) readersOf.set(key, (readersOf.get(key) ?? new Set<string>()).add(layerId))
  for (const [key, readers] of readersOf) {
    if (keys.has(key) || !readers.delete(layerId) || readers.size > 0) continue
    readersOf.delete(key)
    letGo(key)
  }
}

/** The layers on the map that read a file. */
export function readersOfShared(key: string): Iterable<string> {
  return readersOf.get(key) ?? []
}

/** What a question opened stays open for the next one, but not for ever. */
function letGoOfOldest(): void {
  let heldBytes = 0
  for (const opened of [sourcesForFew, sources]) {
    for (const [key, file] of [...opened].toReversed()) {
      if (readersOf.has(key)) continue
      heldBytes += file.heldBytes
      if (heldBytes > MOST_LOOSE_BYTES) letGo(key)
    }
  }
}

/** Has a file opened anew when it is next asked for. */
export function forgetShared(at: LayerFileAddress): void {
  letGo(toKey(at))
}

/** What tells the files of layers apart. */
export function toKey(at: LayerFileAddress): string {
  return at.kind === 'url' ? at.url : `${at.kind}:${at.path}`
}

/** Who reads from it reads on. */
function letGo(key: string): void {
  for (const opened of [sources, sourcesForFew]) {
    void opened.get(key)?.source.then(
      (source) => source.letGo(),
      () => undefined,
    )
    opened.delete(key)
  }
}
