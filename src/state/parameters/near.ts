import { NEAR_RADII, type NearAsked, toNear } from '../near.ts'
import { formatPlace, parsePlace, type UrlParameter } from './parameter.ts'

const ABOUT = /^[a-z0-9-]{1,60}(\.[a-z0-9-]{1,60})?$/

/** What is asked of what lies around a place: longitude, latitude, kilometres, and perhaps the subject. */
export const parameter: UrlParameter<NearAsked | null> = {
  name: 'near',
  place: 11,
  isStep: false,
  default: null,
  parse(text) {
    const [lonText, latText, radiusText, about, ...rest] = text.split(',')
    const place = parsePlace(`${lonText},${latText}`)
    const radiusKilometers = NEAR_RADII.find((radius) => String(radius) === radiusText)
    if (!place || radiusKilometers === undefined || rest.length > 0) return undefined
    if (about !== undefined && !ABOUT.test(about)) return undefined
    return { ...toNear(place), radiusKilometers, about: about ?? null }
  },
  format(near) {
    if (!near) return ''
    const { place, radiusKilometers, about } = near
    const parts = [formatPlace(place, 2), String(radiusKilometers)]
    return [...parts, ...(about === null ? [] : [about])].join(',')
  },
  read: ({ near }) => near,
  write: (near) => ({ near }),
}
