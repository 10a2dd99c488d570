import type { KeptFile } from '../catalog/kept-layer.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import type { HeldFile } from '../sources/held-files.ts'

export interface KeepRequest {
  readonly entry: CatalogLayer
  /** When the reader asked for it, an ISO 8601 date and time. */
  readonly since: string
  /** All files of the layer, each with its address. */
  readonly files: readonly (KeptFile & { readonly url: string })[]
}

export type KeepCalls = {
  /** Downloads a layer whole onto this device, or all of it that is not there yet. */
  keep: { request: KeepRequest; response: undefined }
  /** Holds files of a layer that this device does not keep, for the life of the page. */
  hold: { request: readonly HeldFile[]; response: undefined }
  /** Lets go of a layer's files that are held. */
  release: { request: { readonly id: string }; response: undefined }
}

export type KeepEvents = {
  /** How much of a layer has come, some four times a second at most. */
  keeping: { readonly layerId: string; readonly doneBytes: number }
}
