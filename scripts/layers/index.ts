import type { Recipe } from '../pipeline/recipe.ts'
import { coastline } from './coastline.ts'
import { countries } from './countries.ts'
import { internationalBoundaries } from './international-boundaries.ts'
import { land } from './land.ts'
import { stateBoundaries } from './state-boundaries.ts'
import { statesProvinces } from './states-provinces.ts'
import { themes } from './themes.ts'

/** Every recipe, in the order of the catalogue. */
export const recipes: readonly Recipe[] = [
  countries,
  internationalBoundaries,
  statesProvinces,
  stateBoundaries,
  land,
  coastline,
  ...themes,
]
