import type { Recipe } from '../pipeline/recipe.ts'
import { airports } from './airports.ts'
import { cecClimateZones } from './cec-climate-zones.ts'
import { cecGlaciersAndSeaIce } from './cec-glaciers-and-sea-ice.ts'
import { cecLandCover30m, cecLandCover250m } from './cec-land-cover.ts'
import { cecProtectedAreas } from './cec-protected-areas.ts'
import { cecRoads } from './cec-roads.ts'
import {
  cecTerrestrialEcoregions1,
  cecTerrestrialEcoregions3,
} from './cec-terrestrial-ecoregions.ts'
import { cecWatersheds } from './cec-watersheds.ts'
import { climateZones } from './climate-zones.ts'
import { hazardousWasteSitesSelection } from './hazardous-waste-sites-selection.ts'
import { ironSteelPlants } from './iron-steel-plants.ts'
import { seaPorts } from './ports.ts'
import { potentialLandCover } from './potential-land-cover.ts'
import { powerPlants } from './power-plants.ts'
import { protectedAreasSelection } from './protected-areas-selection.ts'
import { prtrFacilitiesSelection } from './prtr-facilities-selection.ts'
import { prtrReleases } from './prtr-releases.ts'
import { renewableCapacity } from './renewable-capacity.ts'
import { speciesHabitat } from './species-habitat.ts'
import { windFarms } from './wind-farms.ts'

/** The recipes of thematic layers, in the order of the catalogue's groups. */
export const themes: readonly Recipe[] = [
  airports,
  seaPorts,
  protectedAreasSelection,
  speciesHabitat,
  potentialLandCover,
  climateZones,
  prtrFacilitiesSelection,
  hazardousWasteSitesSelection,
  powerPlants,
  renewableCapacity,
  windFarms,
  ironSteelPlants,
  prtrReleases,
  cecRoads,
  cecGlaciersAndSeaIce,
  cecWatersheds,
  cecLandCover30m,
  cecLandCover250m,
  cecProtectedAreas,
  cecTerrestrialEcoregions1,
  cecTerrestrialEcoregions3,
  cecClimateZones,
]
