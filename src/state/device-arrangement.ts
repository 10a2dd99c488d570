import { z } from 'zod'
import { isDeviceLayer } from '../catalog/device-layer.ts'
import type { AtlasState } from './store.ts'
import type { LayerOnMap } from './url.ts'

/**
 * Where the layers of this device stand on the map. The address does not say it, since nobody else
 * could see them: it is kept on the device, too.
 */
const arrangementSchema = z.array(
  z.strictObject({
    id: z.string(),
    visible: z.boolean(),
    opacity: z.number().min(0).max(1),
    hiddenClasses: z.array(z.string()).optional(),
    /** Its place in the list of all layers, from the topmost down. */
    place: z.int().nonnegative(),
  }),
)

export type DeviceArrangement = z.infer<typeof arrangementSchema>

/** What is kept as text; nothing where the text is not what was kept. */
export function parseArrangement(text: string | null): DeviceArrangement {
  try {
    return arrangementSchema.parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

export function toArrangement({
  layers,
  catalog,
}: Pick<AtlasState, 'layers' | 'catalog'>): DeviceArrangement {
  return layers.flatMap(({ hiddenClasses, ...layer }, place) =>
    isDeviceLayer(catalog.get(layer.id))
      ? [{ ...layer, ...(hiddenClasses && { hiddenClasses: [...hiddenClasses] }), place }]
      : [],
  )
}

/** The layers with those of the device among them, each at its place, as far as they are still there. */
export function withArrangement(
  layers: readonly LayerOnMap[],
  arrangement: DeviceArrangement,
  isThere: (id: string) => boolean,
): readonly LayerOnMap[] {
  const arranged = [...layers]
  const there = arrangement.filter(({ id }) => isThere(id) && !layers.some((one) => one.id === id))
  for (const { place, ...layer } of there.toSorted((a, b) => a.place - b.place)) {
    arranged.splice(Math.min(place, arranged.length), 0, layer)
  }
  return arranged
}
