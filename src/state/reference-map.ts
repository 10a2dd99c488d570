import type { LayerEntry } from '../catalog/device-layer.ts'
import { isSameLayerView, type LayerView, toLayerView } from './layer-view.ts'

/** In a list of layers: the map with which the Atlas opens, beneath the layers before it. */
export const REFERENCE_MAP = '*'

/**
 * The layers of an address, from the topmost down, or `null` for the Atlas's own choice. `REFERENCE_MAP` at
 * the end stands for that choice, less the layers above it.
 */
export type NamedLayers = readonly (LayerView | typeof REFERENCE_MAP)[] | null

/** The reference map, from the topmost layer down, and what of it is seen at first. */
const REFERENCE_LAYERS: readonly (readonly [id: string, visible: boolean])[] = [
  // First, for names above give way to none below: on a small map those of towns would oust these.
  ['countries', true],
  ['populated-places', true],
  ['graticule', false],
  ['seas', true],
  ['international-boundaries', true],
  ['state-boundaries', true],
  ['coastline', true],
  ['railroads', false],
  ['rivers', true],
  ['lakes', true],
  ['glaciers', true],
  ['states-provinces', true],
  ['elevation', false],
  ['land', true],
  ['context-land', true],
  ['bathymetry', true],
]

/** The layers with which the Atlas opens, as far as the catalogue has their data. */
export function defaultLayers(catalog: ReadonlyMap<string, LayerEntry>): LayerView[] {
  return REFERENCE_LAYERS.filter(([id]) => (catalog.get(id)?.files.length ?? 0) > 0).map(
    ([id, visible]) => toLayerView(id, { visible }),
  )
}

/** The layers that an address asks for, with those of the reference map where it names that. */
export function toLayers(
  layers: NamedLayers,
  catalog: ReadonlyMap<string, LayerEntry>,
): LayerView[] {
  const named = (layers ?? []).filter((layer) => layer !== REFERENCE_MAP)
  if (layers && !layers.includes(REFERENCE_MAP)) return named
  return [...named, ...withoutLayers(defaultLayers(catalog), named)]
}

/** Layers as an address names them: the lowest of them as the reference map where they are it. */
export function toNamedLayers(
  layers: readonly LayerView[],
  catalog: ReadonlyMap<string, LayerEntry>,
): NamedLayers {
  const reference = defaultLayers(catalog)
  for (let place = 0; place < layers.length; place++) {
    const above = layers.slice(0, place)
    if (areSame(layers.slice(place), withoutLayers(reference, above))) {
      return place === 0 ? null : [...above, REFERENCE_MAP]
    }
  }
  return layers
}

function withoutLayers(
  layers: readonly LayerView[],
  others: readonly LayerView[],
): readonly LayerView[] {
  return layers.filter(({ id }) => !others.some((other) => other.id === id))
}

function areSame(a: readonly LayerView[], b: readonly LayerView[]): boolean {
  return a.length === b.length && a.every((layer, place) => isSameLayerView(layer, b[place]!))
}
