import { SIDES, type Side, withSide } from '../comparison.ts'
import { oneOf, type UrlParameter } from './parameter.ts'

/** Of which of two compared maps the page speaks. */
export const parameter: UrlParameter<Side> = {
  name: 'side',
  // After `compare`, by which there are two.
  place: 20,
  isStep: false,
  ...oneOf<Side, Side>(SIDES, 'a'),
  read: ({ comparison }) => comparison?.side ?? 'a',
  write: (side, state) => withSide(state, side),
}
