import { sphereDistanceMeters } from '../geo/distance.ts'
import type { NamedPlace } from './gazetteer-file.ts'

/** Of towns that are nearer to each other, only the one that is looked for more is offered. */
const APART_METERS = 150_000

/**
 * The towns of a country that are looked for most, as many as asked for, none a suburb of another. The country is the
 * largest of a place's regions, by its code (ISO 3166-1 alpha-3).
 */
export function largeTowns(
  places: readonly NamedPlace[],
  country: string,
  count: number,
): readonly NamedPlace[] {
  const kept: NamedPlace[] = []
  const towns = places
    .filter(({ kind, regions }) => kind === 'town' && regions.at(-1)?.code === country)
    .toSorted((a, b) => b.weight - a.weight)
  for (const town of towns) {
    if (kept.length === count) break
    const isApart = kept.every(
      ({ place }) => sphereDistanceMeters(place, town.place) >= APART_METERS,
    )
    if (isApart) kept.push(town)
  }
  return kept
}
