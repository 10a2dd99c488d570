import { type DeviceFile, isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import { toKeptPath } from '../catalog/kept-layer.ts'
import type { CatalogFile } from '../catalog/schema.ts'
import type { LayerFileAddress } from '../sources/open-layer-file.ts'

/** Where a worker finds a file of a layer: on this device, with the page, or beside the catalogue at `layersUrl`. */
export function toLayerFileAddress(
  entry: LayerEntry,
  file: LayerEntry['files'][number],
  layersUrl: string | URL,
): LayerFileAddress {
  const { path, keys } = file
  if (entry.answer?.blob) return { kind: 'blob', path, blob: entry.answer.blob }
  if (!isDeviceLayer(entry) && (entry.kept || entry.notReleased))
    return toKeptAddress(entry.id, file as CatalogFile)
  if (isDeviceLayer(entry)) {
    const { isBeingWritten = false } = file as DeviceFile
    return {
      kind: 'device',
      path,
      ...(keys && { keysPath: keys.path }),
      ...(isBeingWritten && { isBeingWritten }),
    }
  }
  const toUrl = (name: string) => new URL(name, layersUrl).href
  return { kind: 'url', url: toUrl(path), ...(keys && { keysUrl: toUrl(keys.path) }) }
}

function toKeptAddress(id: string, { sha256, keys }: CatalogFile): LayerFileAddress {
  return {
    kind: 'device',
    path: toKeptPath(id, sha256, 'fgb'),
    ...(keys && { keysPath: toKeptPath(id, keys.sha256, 'keys') }),
  }
}
