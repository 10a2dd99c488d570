import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { isLayerId } from '../layer-view.ts'
import type { SelectedFeature } from '../store.ts'
import type { UrlParameter } from './parameter.ts'

/** Longer keys are none that the Atlas gives. */
const MOST_KEY_LENGTH = 200

/** The feature that the reader looks at: the layer's id, a colon and the feature's key. */
export const parameter: UrlParameter<SelectedFeature | null> = {
  name: 'select',
  place: 10,
  isStep: false,
  default: null,
  parse(text) {
    const colon = text.indexOf(':')
    const [layerId, key] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)]
    const isKey = key !== '' && key.length <= MOST_KEY_LENGTH
    return colon > 0 && isKey && isLayerId(layerId) ? { layerId, key } : undefined
  },
  format: (selected) => (selected ? `${selected.layerId}:${selected.key}` : ''),
  // What is on this device alone means nothing to others.
  read: ({ selected, catalog }) =>
    selected && !isDeviceLayer(catalog.get(selected.layerId)) ? selected : null,
  write(selected, { catalog }, tell) {
    if (!selected || catalog.has(selected.layerId)) return { selected }
    tell({ key: 'start.unknownLayer', as: 'layers', names: [selected.layerId] })
    return { selected: null }
  },
}
