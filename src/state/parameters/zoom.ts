import { formatDecimal, parseDecimal, type UrlParameter } from './parameter.ts'

const MAX_ZOOM = 24

/** The map's zoom, or `null` for that of the projection's own first view. */
export const parameter: UrlParameter<number | null> = {
  name: 'z',
  place: 5,
  isStep: false,
  default: null,
  parse(text) {
    const zoom = parseDecimal(text)
    return zoom !== undefined && zoom >= -4 && zoom <= MAX_ZOOM ? zoom : undefined
  },
  format: (zoom) => (zoom === null ? '' : formatDecimal(zoom, 2)),
  read: ({ camera }) => camera.zoom ?? null,
  write(zoom, { camera: { zoom: _, ...camera } }) {
    return { camera: zoom === null ? camera : { ...camera, zoom } }
  },
}
