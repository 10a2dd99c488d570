import type { LayerEntry } from '../../catalog/device-layer.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import type { LayerView } from '../../state/layer-view.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { toParts } from '../../state/reference-map.ts'
import { toSeenCondition } from '../../state/seen-condition.ts'
import { toViewArea } from '../../state/view-area.ts'
import { ask } from '../../workers/ask.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import type { DataClient } from '../../workers/data-client.ts'

/** How many features of a theme are in view; `null` where that is not counted. */
export interface ViewCount {
  readonly id: string
  readonly total: number | null
}

/** Nobody has asked for the whole of a larger layer. */
const MOST_BYTES = 20_000_000

/**
 * The features of each theme that is seen whose shapes share a point with the ground that the map shows, from the
 * topmost theme down: by its classes and filter, as its table counts them.
 */
export async function askCounts(
  data: DataClient,
  map: Pick<MapCommands, 'unproject' | 'container'>,
  layers: readonly LayerView[],
  catalog: ReadonlyMap<string, LayerEntry>,
  signal: AbortSignal,
): Promise<readonly ViewCount[]> {
  const area = toViewArea(map)
  if (!area) return []
  const { themes } = toParts(layers)
  return Promise.all(
    themes.flatMap((view) => {
      const entry = catalog.get(view.id)
      const layer = entry && view.visible ? toAskedLayer(entry, layersUrl()) : null
      if (!entry || !layer) return []
      return [countOne(entry, view, layer)]
    }),
  )

  async function countOne(
    entry: LayerEntry,
    view: LayerView,
    layer: NonNullable<ReturnType<typeof toAskedLayer>>,
  ): Promise<ViewCount> {
    const { id } = entry
    const condition = toSeenCondition(entry, view, entry.fields)
    if (condition === 'nothing') return { id, total: 0 }
    if (layer.byteLength > MOST_BYTES) return { id, total: null }
    const request = {
      layer,
      area: area!,
      language: 'en',
      fields: [],
      offset: 0,
      limit: 0,
      ...(condition && { condition }),
    } as const
    try {
      const { total } = await ask(data, 'page', request, { signal })
      return { id, total }
    } catch {
      // Its row in the list says why it cannot be read.
      return { id, total: null }
    }
  }
}
