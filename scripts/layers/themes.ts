import type { Recipe } from '../pipeline/recipe.ts'
import { airports } from './airports.ts'
import { climateZones } from './climate-zones.ts'
import { hazardousWasteSitesSelection } from './hazardous-waste-sites-selection.ts'
import { ironSteelPlants } from './iron-steel-plants.ts'
import { seaPorts } from './ports.ts'
import { powerPlants } from './power-plants.ts'
import { protectedAreasSelection } from './protected-areas-selection.ts'
import { prtrFacilitiesSelection } from './prtr-facilities-selection.ts'
import { renewableCapacity } from './renewable-capacity.ts'
import { speciesHabitat } from './species-habitat.ts'
import { windFarms } from './wind-farms.ts'

/** The recipes of thematic layers, in the order of the catalogue's groups. */
export const themes: readonly Recipe[] = [
  airports,
  seaPorts,
  protectedAreasSelection,
  speciesHabitat,
  climateZones,
  prtrFacilitiesSelection,
  hazardousWasteSitesSelection,
  powerPlants,
  renewableCapacity,
  windFarms,
  ironSteelPlants,
]
