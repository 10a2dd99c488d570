import { type DeviceLayer, isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import { type Compared, layersOf, SIDES, type Side } from './comparison.ts'
import type { LayerView } from './layer-view.ts'

/** Another edition of a layer on one of the maps. */
export interface AskedEdition {
  readonly side: Side
  /** The day of the layer's last change. */
  readonly edition: string
  /** How it stands on the map, under the id of the layer that it is an edition of. */
  readonly view: LayerView
}

type Entries = ReadonlyMap<string, LayerEntry>

/** Each is fetched and written to the device. */
export const MOST_EDITIONS = 4

/** The editions of layers that are on the maps beside the present ones. */
export function editionsOnMap(
  state: Compared & { readonly catalog: Entries },
): readonly AskedEdition[] {
  return SIDES.flatMap((side) =>
    (side === 'b' && !state.comparison ? [] : layersOf(state, side)).flatMap((view) => {
      const entry = state.catalog.get(view.id)
      const of = isDeviceLayer(entry) ? entry.origin.editionOf : undefined
      return of ? [{ side, edition: of.edition, view: { ...view, id: of.layer } }] : []
    }),
  )
}

/** Whether both are the same edition on the same map, however it stands there. */
export function isSameEdition(one: AskedEdition, other: AskedEdition): boolean {
  return one.side === other.side && one.edition === other.edition && one.view.id === other.view.id
}

/** The layer of this device that an edition is, where it has been opened before. */
export function findEdition(
  { edition, view }: AskedEdition,
  catalog: Entries,
): DeviceLayer | undefined {
  return [...catalog.values()].filter(isDeviceLayer).find(({ origin: { editionOf } }) => {
    return editionOf?.layer === view.id && editionOf.edition === edition
  })
}
