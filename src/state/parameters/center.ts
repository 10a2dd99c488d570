import { formatDecimal, parseDecimal, type UrlParameter } from './parameter.ts'

/** Longitude, latitude of the map's centre, or `null` for the projection's own first view. */
export const parameter: UrlParameter<readonly [lon: number, lat: number] | null> = {
  name: 'at',
  place: 4,
  isStep: false,
  default: null,
  parse(text) {
    const [lon, lat, ...rest] = text.split(',').map(parseDecimal)
    if (lon === undefined || lat === undefined || rest.length > 0) return undefined
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return undefined
    return [lon, lat]
  },
  format: (center) => (center ? center.map((degrees) => formatDecimal(degrees, 4)).join(',') : ''),
  read: ({ camera }) => camera.center ?? null,
  write(center, { camera: { center: _, ...camera } }) {
    return { camera: center ? { ...camera, center } : camera }
  },
}
