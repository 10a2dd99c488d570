import { isLayerId } from '../layer-view.ts'
import type { UrlParameter } from './parameter.ts'

/** The id of a layer that the map is to show the whole of, for as long as it is not moved. */
export const parameter: UrlParameter<string | null> = {
  name: 'fit',
  place: 8,
  isStep: false,
  default: null,
  parse: (text) => (isLayerId(text) ? text : undefined),
  format: (id) => id ?? '',
  read: ({ camera }) => (camera.center ? null : (camera.fit ?? null)),
  write(fit, { camera: { fit: _, ...camera }, catalog }, tell) {
    if (fit === null) return { camera }
    if (catalog.get(fit)?.bbox) return { camera: { ...camera, fit } }
    tell({ key: 'start.unknownLayer', as: 'layers', names: [fit] })
    return { camera }
  },
}
