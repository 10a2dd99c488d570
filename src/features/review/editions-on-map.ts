import type { DeliveredLayer } from '../../reviewing/delivered-layer.ts'
import {
  layersOfAll,
  withComparison,
  withLayers,
  withoutComparison,
  withoutLayer,
} from '../../state/comparison.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import type { DataClient } from '../../workers/data-client.ts'

/**
 * Shows the published edition on map A and the delivery on map B, over the same ground, with a line between them.
 * Gives what ends it, with the map as it was before.
 */
export async function showEditions(
  published: string,
  { entry, files }: DeliveredLayer,
  data: DataClient,
): Promise<() => void> {
  await data.call('hold', files)
  const before = useAtlas.getState()
  const own = layersOfAll(before).find(({ id }) => id === published)
  useAtlas.setState((state) => {
    const { layers } = withoutComparison(state, state.comparison?.side ?? 'a')
    const others = layers.filter(({ id }) => id !== published)
    // What a filter hides on one of them alone would look like a change.
    const both = withComparison({ layers: [toLayerView(published), ...others], comparison: null }, 'swipe') // biome-ignore format: one line
    return {
      catalog: new Map(state.catalog).set(entry.id, entry),
      ...both,
      ...withLayers(both, 'b', [toLayerView(entry.id), ...others]),
    }
  })
  before.retryLayer(entry.id)
  return () => {
    useAtlas.setState((state) => {
      const ended = withoutComparison(state, 'a')
      const catalog = new Map(state.catalog)
      catalog.delete(entry.id)
      const { layers } = withoutLayer(ended, entry.id)
      return {
        catalog,
        comparison: null,
        layers: layers.flatMap((view) => (view.id === published ? (own ?? []) : view)),
      }
    })
    void data.call('release', { id: entry.id })
  }
}

/** Has one of the two editions lie over the whole map. */
export function showSide(side: 'a' | 'b'): void {
  useAtlas.setState(({ comparison }) => ({
    comparison: comparison && { ...comparison, divider: side === 'a' ? 1 : 0 },
  }))
}
