import { coveredPixels } from '../../map/covered-pixels.ts'
import type { DeliveredLayer } from '../../reviewing/delivered-layer.ts'
import {
  layersOfAll,
  withComparison,
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
  const middle = before.map ? middleOf(before.map.container) : 0.5
  useAtlas.setState((state) => {
    const { layers } = withoutComparison(state, state.comparison?.side ?? 'a')
    const others = layers.filter(({ id }) => id !== published)
    // What a filter hides on one of them alone would look like a change.
    const both = withComparison({ layers: [toLayerView(published), ...others], comparison: null }, 'swipe') // biome-ignore format: one line
    const { comparison } = both
    return {
      catalog: new Map(state.catalog).set(entry.id, entry),
      layers: [toLayerView(entry.id), ...others],
      comparison: comparison && { ...comparison, divider: middle },
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

/** The middle of what is seen of the map beside the panels, as a share of its width. */
function middleOf(map: HTMLElement): number {
  const { left } = coveredPixels(map)
  return (left + map.clientWidth) / 2 / Math.max(1, map.clientWidth)
}

/** Has one of the two editions lie over the whole map. */
export function showSide(side: 'a' | 'b'): void {
  useAtlas.setState(({ comparison }) => ({
    comparison: comparison && { ...comparison, divider: side === 'a' ? 1 : 0 },
  }))
}
