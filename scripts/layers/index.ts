import type { Recipe } from '../pipeline/recipe.ts'
import { bathymetry } from './bathymetry.ts'
import { coastline } from './coastline.ts'
import { contextLand } from './context-land.ts'
import { countries } from './countries.ts'
import { elevation } from './elevation.ts'
import { glaciers } from './glaciers.ts'
import { graticule } from './graticule.ts'
import { internationalBoundaries } from './international-boundaries.ts'
import { lakes } from './lakes.ts'
import { land } from './land.ts'
import { populatedPlaces } from './populated-places.ts'
import { railroads } from './railroads.ts'
import { rivers } from './rivers.ts'
import { seas } from './seas.ts'
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
  populatedPlaces,
  lakes,
  rivers,
  glaciers,
  bathymetry,
  elevation,
  seas,
  railroads,
  graticule,
  contextLand,
  ...themes,
]
