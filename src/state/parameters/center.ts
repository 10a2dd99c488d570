import { formatPlace, parsePlace, type UrlParameter } from './parameter.ts'

/** Longitude, latitude of the map's centre, or `null` for the projection's own first view. */
export const parameter: UrlParameter<readonly [lon: number, lat: number] | null> = {
  name: 'at',
  place: 4,
  isStep: false,
  default: null,
  parse: parsePlace,
  format: (center) => (center ? formatPlace(center, 4) : ''),
  read: ({ camera }) => camera.center ?? null,
  write(center, { camera: { center: _, ...camera } }) {
    return { camera: center ? { ...camera, center } : camera }
  },
}
