import type { EditionOf } from '../catalog/device-layer.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { LayerView } from '../state/layer-view.ts'

/** How a layer was seen before. */
export interface Look {
  /** What it is called, where its file does not say that well. */
  readonly title?: string | undefined
  readonly symbology?: Symbology | undefined
  /** Its settings on the map, under the id that it had. */
  readonly view?: LayerView | undefined
  /** The id of the layer in whose place it is seen: once it is added that one is hidden. */
  readonly replaces?: string
  /** Set where it is an edition of a layer of the catalogue. */
  readonly editionOf?: EditionOf
  /** Whether the reader has decided already: it is added as it is found, and the map stays where it is. */
  readonly isSure?: boolean
}

/** How the layers of files were seen before, by the files' names. */
export type Looks = ReadonlyMap<string, Look>

type Take = (files: readonly File[], looks: Looks) => void

let taker: Take | null = null

/** Says who takes files that another part of the page has made, as if the reader had brought them. */
export function takeFiles(take: Take): void {
  taker = take
}

/** Hands files over as if the reader had brought them. */
export function handOver(files: readonly File[], looks: Looks = new Map()): void {
  taker?.(files, looks)
}
