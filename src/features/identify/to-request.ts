import type { LayerEntry } from '../../catalog/device-layer.ts'
import { leastAt } from '../../catalog/zoomed.ts'
import { frameworkPixelMeters } from '../../geo/projections/projection.ts'
import { looksOf } from '../../model/classes.ts'
import { type Condition, combine, isSeveral } from '../../model/condition.ts'
import type { IdentifyRequest } from '../../query/identify.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { toSeenCondition } from '../../state/seen-condition.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'

/** The whole zoom of the Framework's grid at which the tiles of a scale are. */
export function toFrameworkZoom(pixelMeters: number): number {
  return Math.max(0, Math.floor(Math.log2(frameworkPixelMeters(0) / pixelMeters) + 1e-6))
}

/**
 * The layers that are seen, from the topmost down, each with the condition that those of its features meet that are
 * drawn at a zoom of the Framework's grid: by its hidden classes, its filter, and what is kept for larger scales.
 */
export function toAskedLayers(
  layers: readonly LayerView[],
  catalog: ReadonlyMap<string, LayerEntry>,
  zoom: number,
  layersUrl: string | URL,
): IdentifyRequest['layers'] {
  return layers.flatMap((view) => {
    const entry = catalog.get(view.id)
    if (!view.visible || !entry) return []
    const asked = toAskedLayer(entry, layersUrl)
    const condition = toDrawnCondition(entry, view, zoom)
    if (!asked || condition === 'nothing') return []
    return [condition ? { ...asked, condition } : asked]
  })
}

function toDrawnCondition(
  entry: LayerEntry,
  view: LayerView,
  zoom: number,
): Condition | 'nothing' | null {
  const { symbology } = entry
  const kept = symbology
    ? looksOf(symbology).flatMap(({ id, minZoom }) => ((minZoom ?? zoom) > zoom ? [id] : []))
    : []
  const hiddenClasses = [...view.hiddenClasses, ...kept]
  const seen = toSeenCondition(entry, { ...view, hiddenClasses }, entry.fields)
  if (seen === 'nothing') return seen
  const field = symbology?.minZoomField
  const drawn: Condition | null =
    field === undefined
      ? null
      : {
          kind: 'any',
          of: [
            { kind: 'empty', field },
            { kind: 'compare', field, operator: '<=', value: zoom },
          ],
        }
  const parts = [seen, drawn, toLeast(symbology, view, zoom)].filter((part) => part !== null)
  return isSeveral(parts) ? combine('all', parts) : null
}

/** On small maps only the largest of some layers are drawn, where these are not filtered. */
function toLeast(
  symbology: LayerEntry['symbology'],
  { filter }: LayerView,
  zoom: number,
): Condition | null {
  if (symbology?.kind !== 'proportional' || !symbology.least || filter) return null
  const value = leastAt(symbology.least, zoom)
  return value > 0 ? { kind: 'compare', field: symbology.field, operator: '>=', value } : null
}
