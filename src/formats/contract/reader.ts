import type { ByteSource } from '../bytes/byte-source.ts'
import type { FormatId } from './format-id.ts'
import type { ImportedLayer } from './imported-layer.ts'
import type { ReadContext } from './read-context.ts'

/** What a reader makes of its file, besides layers. */
export interface Reading {
  readonly layers: readonly ImportedLayer[]
}

/** The start of a file, by which formats know their own. */
export interface Sniff {
  readonly head: Uint8Array
  /** The head as text where it is text in UTF-8 or UTF-16; its byte order mark and blanks removed. */
  readonly text: string
  readonly name: string
  readonly size: number
}

/** A format that is read from one file. (Shapefiles, of several, are put together before.) */
export interface FormatReader {
  readonly id: FormatId
  /** Whether the content is of this format; its name counts only where content cannot tell. */
  sniff(sniff: Sniff): boolean
  /**
   * The layers of the file. `siblings` are the files that came with it, such as the images in a KMZ.
   * Throws a `ProblemError` where the file cannot be read.
   */
  read(
    source: ByteSource,
    context: ReadContext,
    siblings: readonly ByteSource[],
  ): Promise<readonly ImportedLayer[]>
}
