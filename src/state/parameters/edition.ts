import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { layersOfAll } from '../comparison.ts'
import { isLayerId } from '../layer-view.ts'
import type { UrlParameter } from './parameter.ts'

const MOST_EDITIONS = 20

/**
 * The editions of layers that are on the maps beside, or in the place of, those that the catalogue has, each as the
 * layer and the day of its edition: `rivers@2026-11-27`. They are files of this device; who follows the address
 * fetches them.
 */
export const parameter: UrlParameter<readonly string[]> = {
  name: 'edition',
  place: 21,
  isStep: false,
  default: [],
  parse(text) {
    const editions = text.split(',')
    const areEditions = editions.every((edition) => {
      const [id = '', day = '', ...rest] = edition.split('@')
      return rest.length === 0 && isLayerId(id) && /^\d{4}-\d\d-\d\d$/.test(day)
    })
    const areOnce = new Set(editions).size === editions.length
    return areEditions && areOnce && editions.length <= MOST_EDITIONS ? editions : undefined
  },
  format: (editions) => editions.join(','),
  read(state) {
    const onMaps = layersOfAll(state).flatMap(({ id }) => {
      const entry = state.catalog.get(id)
      return (isDeviceLayer(entry) && entry.origin.edition) || []
    })
    return [...new Set([...onMaps, ...state.askedEditions])]
  },
  write(editions, state) {
    const onMaps = parameter.read({ ...state, askedEditions: [] })
    const asked = editions.filter((edition) => !onMaps.includes(edition))
    // The same where nothing is asked, so that nobody looks for it.
    return asked.length === 0 && state.askedEditions.length === 0 ? {} : { askedEditions: asked }
  },
}
