import type { MultiPolygon, Polygon } from 'geojson'
import { useMemo } from 'react'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { toLayerView } from '../state/layer-view.ts'
import { toSeenCondition } from '../state/seen-condition.ts'
import { useAtlas } from '../state/store.ts'
import type { RequestOf } from '../workers/ask.ts'
import { toAskedLayer } from '../workers/asked-layer.ts'
import { layersUrl } from './layers-url.ts'
import { useViewArea } from './use-view-area.ts'

/** The features of a layer that a question is asked of, in no order. */
export type SeenView = Omit<RequestOf<'rowIds'>, 'places' | 'order' | 'language'>

/**
 * The features of a layer as it is seen: of its classes that are switched on, and that pass its filter. `null` where the
 * layer has no features, and until the ground that is seen is known.
 *
 * @param isOfView whether those alone that the map shows; `area` is the ground that it shows then
 */
export function useSeenView(
  entry: LayerEntry,
  isOfView: boolean,
): { readonly view: SeenView | null; readonly area: Polygon | MultiPolygon | null } {
  const onMap = useAtlas((state) => state.layers.find(({ id }) => id === entry.id))
  const { hiddenClasses, filter } = onMap ?? toLayerView(entry.id)
  const area = useViewArea(isOfView)
  const condition = useMemo(
    () => toSeenCondition(entry, { hiddenClasses, filter }, entry.fields),
    [entry, hiddenClasses, filter],
  )
  const view = useMemo((): SeenView | null => {
    const layer = toAskedLayer(entry, layersUrl())
    if (!layer || (isOfView && !area)) return null
    return {
      layer,
      // Of no class is no feature.
      ...(condition === 'nothing' ? { ids: [] } : condition !== null && { condition }),
      ...(area && { area }),
    }
  }, [entry, condition, isOfView, area])
  return useMemo(() => ({ view, area }), [view, area])
}
