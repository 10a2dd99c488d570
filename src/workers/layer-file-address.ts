import { isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import type { LayerFileAddress } from '../sources/open-layer-file.ts'

/** Where a worker finds a file of a layer: on this device, or beside the catalogue at `layersUrl`. */
export function toLayerFileAddress(
  entry: LayerEntry,
  { path, keys }: LayerEntry['files'][number],
  layersUrl: string | URL,
): LayerFileAddress {
  if (isDeviceLayer(entry)) return { kind: 'device', path, ...(keys && { keysPath: keys.path }) }
  const toUrl = (name: string) => new URL(name, layersUrl).href
  return { kind: 'url', url: toUrl(path), ...(keys && { keysUrl: toUrl(keys.path) }) }
}
