import { sphereDistanceMeters } from '../../../src/geo/distance.ts'
import { fold } from '../../../src/model/fold.ts'
import { GEONAMES_CITIES_1000, type GeoNamesPlace, readGeoNames } from '../../gazetteer/geonames.ts'
import type { BuildContext } from '../../pipeline/recipe.ts'
import { type NamedCity, SAME_CITY_METERS } from './city-spellings.ts'

/**
 * Gives the number of inhabitants that GeoNames has of a city, looked for by its name near its place; `null`
 * where it has none.
 */
export async function readCityPopulations(
  context: Pick<BuildContext, 'read'>,
): Promise<(city: NamedCity) => number | null> {
  const text = new TextDecoder().decode(await context.read(GEONAMES_CITIES_1000))
  const byName = new Map<string, GeoNamesPlace[]>()
  for (const city of readGeoNames(text)) {
    const key = `${city.country} ${fold(city.name)}`
    byName.set(key, [...(byName.get(key) ?? []), city])
  }
  return ({ name, country, place }) => {
    const [nearest] = (byName.get(`${country} ${fold(name)}`) ?? [])
      .map((city) => ({ city, meters: sphereDistanceMeters(place, city.place) }))
      .filter(({ meters, city }) => meters <= SAME_CITY_METERS && city.population > 0)
      .sort((a, b) => a.meters - b.meters)
    return nearest?.city.population ?? null
  }
}
