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

const REFERENCE_IDS: ReadonlySet<string> = new Set(REFERENCE_LAYERS.map(([id]) => id))

/** The two parts of the layers on the map, each from the topmost layer down. */
export interface MapParts {
  /** What the map is about. */
  readonly themes: readonly LayerView[]
  /** The layers of the reference map that lie beneath all others. */
  readonly base: readonly LayerView[]
}

/** Parts the layers where the base map begins: a layer of the reference map above a theme counts with the themes. */
export function toParts(layers: readonly LayerView[]): MapParts {
  const start = layers.findLastIndex(({ id }) => !REFERENCE_IDS.has(id)) + 1
  return { themes: layers.slice(0, start), base: layers.slice(start) }
}

/** With another base map beneath the themes, less what of it is among these. */
export function withBaseMap(
  layers: readonly LayerView[],
  base: readonly LayerView[],
): readonly LayerView[] {
  const { themes } = toParts(layers)
  return [...themes, ...withoutLayers(base, themes)]
}

/** Whether a base map lies beneath the themes, as it is. */
export function hasBaseMap(layers: readonly LayerView[], base: readonly LayerView[]): boolean {
  return areSame(layers, withBaseMap(layers, base))
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
