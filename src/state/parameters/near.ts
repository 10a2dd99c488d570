import { NEAR_RADII, type NearAsked, toNear } from '../near.ts'
import { formatDecimal, parseDecimal, type UrlParameter } from './parameter.ts'

const ABOUT = /^[a-z0-9-]{1,60}(\.[a-z0-9-]{1,60})?$/

/** What is asked of what lies around a place: longitude, latitude, kilometres, and perhaps the subject. */
export const parameter: UrlParameter<NearAsked | null> = {
  name: 'near',
  place: 10,
  isStep: false,
  default: null,
  parse(text) {
    const [lonText, latText, radiusText, about, ...rest] = text.split(',')
    const [lon, lat] = [parseDecimal(lonText ?? ''), parseDecimal(latText ?? '')]
    const radiusKilometers = NEAR_RADII.find((radius) => String(radius) === radiusText)
    if (lon === undefined || lat === undefined || radiusKilometers === undefined) return undefined
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90 || rest.length > 0) return undefined
    if (about !== undefined && !ABOUT.test(about)) return undefined
    return { ...toNear([lon, lat]), radiusKilometers, about: about ?? null }
  },
  format(near) {
    if (!near) return ''
    const { place, radiusKilometers, about } = near
    const numbers = [...place.map((value) => formatDecimal(value, 2)), radiusKilometers]
    return [...numbers, ...(about === null ? [] : [about])].join(',')
  },
  read: ({ near }) => near,
  write: (near) => ({ near }),
}
