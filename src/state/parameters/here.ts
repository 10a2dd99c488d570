import type { Place } from '../map-commands.ts'
import { formatPlace, parsePlace, type UrlParameter } from './parameter.ts'

/** The place of which it is told what is there: longitude, latitude. */
export const parameter: UrlParameter<Place | null> = {
  name: 'here',
  place: 13,
  isStep: false,
  default: null,
  parse: parsePlace,
  format: (here) => (here ? formatPlace(here, 4) : ''),
  read: ({ here }) => here,
  write: (here) => ({ here }),
}
