import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toKeptId } from '../../catalog/kept-layer.ts'
import type { PreviewedLayer } from '../../reviewing/protocol.ts'
import { layersOfAll, withoutLayer } from '../../state/comparison.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import type { DataClient } from '../../workers/data-client.ts'

/** What stood in the place of the layer that is previewed. */
let replaced: {
  readonly id: string
  readonly entry: LayerEntry | undefined
  readonly wasOnMap: boolean
} | null = null

/** Puts a layer that is not released in the place of its published edition, on top of the map and as large as it is. */
export async function showPreview(
  { entry, files }: PreviewedLayer,
  data: DataClient,
): Promise<void> {
  await data.call('hold', files)
  const state = useAtlas.getState()
  const { catalog, layers, retryLayer, map } = state
  const before = catalog.get(entry.id)
  const others = layers.filter(({ id }) => id !== entry.id)
  replaced = {
    id: entry.id,
    entry: before,
    wasOnMap: layersOfAll(state).some(({ id }) => id === entry.id),
  }
  useAtlas.setState({
    catalog: new Map(catalog).set(entry.id, entry),
    layers: [toLayerView(entry.id), ...others],
  })
  retryLayer(entry.id)
  if (entry.bbox) map?.fitBbox(entry.bbox)
}

/** Puts back what was there before. */
export async function hidePreview(data: DataClient): Promise<void> {
  if (!replaced) return
  const { id, entry, wasOnMap } = replaced
  replaced = null
  const { catalog, retryLayer } = useAtlas.getState()
  const entries = new Map(catalog)
  if (entry) entries.set(id, entry)
  else entries.delete(id)
  useAtlas.setState((state) => ({
    ...(!wasOnMap && withoutLayer(state, id)),
    catalog: entries,
  }))
  if (wasOnMap) retryLayer(id)
  await data.call('release', { id: toKeptId(id) })
}
