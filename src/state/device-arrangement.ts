import { isDeviceLayer } from '../catalog/device-layer.ts'
import { z } from '../model/zod.ts'
import { formatLayerView, type LayerView, parseLayerView } from './layer-view.ts'
import type { AtlasState } from './store.ts'

/**
 * Where the layers of this device stand on the map. The address does not say it, since nobody else
 * could see them: it is kept on the device, too.
 */
const arrangementSchema = z.array(
  z.strictObject({
    /** The layer and its settings as an address would have them. */
    view: z.string().transform((text, context) => {
      const view = parseLayerView(text)
      if (view) return view
      context.addIssue({ code: 'custom', message: 'no layer and its settings' })
      return z.NEVER
    }),
    /** Its place in the list of all layers, from the topmost down. */
    place: z.int().nonnegative(),
  }),
)

export interface PlacedLayer {
  readonly view: LayerView
  readonly place: number
}

/** What is kept as text; nothing where the text is not what was kept. */
export function parseArrangement(text: string | null): readonly PlacedLayer[] {
  try {
    return arrangementSchema.parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/** The layers of this device among those on the map, as text. */
export function formatArrangement({
  layers,
  catalog,
}: Pick<AtlasState, 'layers' | 'catalog'>): string {
  const placed = layers.map((view, place) => ({ view, place }))
  const own = placed.filter(({ view }) => isDeviceLayer(catalog.get(view.id)))
  return JSON.stringify(own.map(({ view, place }) => ({ view: formatLayerView(view), place })))
}

/** The layers with those of the device among them, each at its place, as far as they are still there. */
export function withArrangement(
  layers: readonly LayerView[],
  arrangement: readonly PlacedLayer[],
  isThere: (id: string) => boolean,
): readonly LayerView[] {
  const arranged = [...layers]
  const there = arrangement.filter(
    ({ view: { id } }) => isThere(id) && !layers.some((one) => one.id === id),
  )
  for (const { place, view } of there.toSorted((a, b) => a.place - b.place)) {
    arranged.splice(Math.min(place, arranged.length), 0, view)
  }
  return arranged
}
