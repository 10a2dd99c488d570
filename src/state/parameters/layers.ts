import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { checkCondition } from '../../model/check-condition.ts'
import { looksOf } from '../../model/classes.ts'
import { layersOf, withSide } from '../comparison.ts'
import { formatLayerView, type LayerView, parseLayerView } from '../layer-view.ts'
import {
  defaultLayers,
  type NamedLayers,
  REFERENCE_MAP,
  toLayers,
  toNamedLayers,
} from '../reference-map.ts'
import type { AtlasState } from '../store.ts'
import type { Told, UrlParameter } from './parameter.ts'

const MAX_LAYERS = 100

/**
 * The layers on the map from the topmost down, each as `formatLayerView` writes it; `-` is no layer, `*` at
 * the end the map with which the Atlas opens. The layers of this device are left out: no other could open
 * them.
 */
export const parameter: UrlParameter<NamedLayers> = {
  name: 'layers',
  place: 7,
  isStep: true,
  default: null,
  parse(text) {
    if (text === '-') return []
    const { layers, rest } = parseParts(text)
    return rest.length === 0 ? layers : undefined
  },
  salvage(text) {
    const { layers, rest } = parseParts(text)
    return layers.length > 0 ? { value: layers, rest } : undefined
  },
  format(layers) {
    if (layers === null) return ''
    const texts = layers.map((layer) => (layer === REFERENCE_MAP ? layer : formatLayerView(layer)))
    return texts.join(',') || '-'
  },
  // Where two maps are compared, those of map A; `compare` says the rest.
  read: (state) => readNamedLayers(layersOf(state, 'a'), state.catalog),
  write(named, state, tell) {
    const before = layersOf(state, 'a')
    return {
      ...withSide(state, 'a'),
      layers: takeNamedLayers(named, before, state.catalog, tell),
    }
  },
}

/** The layers of a text, each once, and the parts of it that are none. */
function parseParts(text: string) {
  const layers: (LayerView | typeof REFERENCE_MAP)[] = []
  const rest: string[] = []
  const seen = new Set<string>()
  for (const part of text.split(',')) {
    const layer = part === REFERENCE_MAP ? part : parseLayerView(part)
    const name = layer === REFERENCE_MAP ? layer : layer?.id
    const isTaken = name === undefined || seen.has(name) || seen.has(REFERENCE_MAP)
    if (layer === undefined || isTaken || layers.length === MAX_LAYERS) {
      rest.push(part)
      continue
    }
    seen.add(name)
    layers.push(layer)
  }
  return { layers, rest }
}

/** Layers as an address names them. */
export function readNamedLayers(
  layers: readonly LayerView[],
  catalog: AtlasState['catalog'],
): NamedLayers {
  return toNamedLayers(
    layers.filter(({ id }) => !isDeviceLayer(catalog.get(id))),
    catalog,
  )
}

/** The layers that an address names, in the place of those of `before`; what cannot be taken is told. */
export function takeNamedLayers(
  named: NamedLayers,
  before: readonly LayerView[],
  catalog: AtlasState['catalog'],
  tell: (told: Told) => void,
): readonly LayerView[] {
  return withDeviceLayers(toKnownLayers(toLayers(named, catalog), catalog, tell), before, catalog)
}

/** The layers as far as the catalogue has them; the others are told. */
function toKnownLayers(
  layers: readonly LayerView[],
  catalog: AtlasState['catalog'],
  tell: (told: Told) => void,
): readonly LayerView[] {
  const unknown = layers.filter(({ id }) => {
    const entry = catalog.get(id)
    // An answer has no files yet while it is looked for.
    return !entry || (entry.files.length === 0 && !entry.answer)
  })
  if (unknown.length > 0) {
    tell({ key: 'start.unknownLayer', as: 'layers', names: unknown.map(({ id }) => id) })
  }
  const asked = layers.filter((layer) => !unknown.includes(layer))
  // An address that knows none of the layers is an old or a broken one: a bare sea helps nobody.
  const known = asked.length === 0 && unknown.length > 0 ? defaultLayers(catalog) : asked
  const fit = known.map((layer) => {
    const { fields } = catalog.get(layer.id)!
    const isMisfit = layer.filter !== null && checkCondition(layer.filter, fields) !== null
    return isMisfit ? { ...layer, filter: null } : layer
  })
  const misfits = known.filter((layer, index) => layer !== fit[index])
  if (misfits.length > 0) {
    tell({ key: 'start.unknownFilter', as: 'layers', names: misfits.map(({ id }) => id) })
  }
  const faulty: string[] = []
  const cleaned = fit.map((layer) => {
    if (layer.hiddenClasses.length === 0) return layer
    const { symbology } = catalog.get(layer.id)!
    const classes = symbology ? looksOf(symbology).map(({ id }) => id) : []
    const hiddenClasses = layer.hiddenClasses.filter((id) => classes.includes(id))
    faulty.push(...layer.hiddenClasses.filter((id) => !hiddenClasses.includes(id)))
    return { ...layer, hiddenClasses }
  })
  if (faulty.length > 0) tell({ key: 'start.unknownClass', as: 'classes', names: faulty })
  return cleaned
}

/** The layers of this device stay where they are when an address, which cannot name them, is followed. */
function withDeviceLayers(
  layers: readonly LayerView[],
  before: readonly LayerView[],
  catalog: AtlasState['catalog'],
): readonly LayerView[] {
  const all = [...layers]
  for (const [place, layer] of before.entries()) {
    if (isDeviceLayer(catalog.get(layer.id))) all.splice(Math.min(place, all.length), 0, layer)
  }
  return all
}
