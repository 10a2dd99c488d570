import type { LayerEntry } from '../catalog/device-layer.ts'
import { fullFileOf } from '../catalog/layer-files.ts'
import type { AskedLayer } from '../query/question.ts'
import { toLayerFileAddress } from './layer-file-address.ts'

/** What is asked of a layer itself, at full detail; `null` where its data are not there. */
export function toAskedLayer(
  entry: LayerEntry,
  layersUrl: string | URL,
): (AskedLayer & { readonly id: string }) | null {
  const file = fullFileOf(entry)
  if (!file) return null
  return {
    id: entry.id,
    at: toLayerFileAddress(entry, file, layersUrl),
    byteLength: file.bytes,
  }
}
