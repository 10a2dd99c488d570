import { useMemo } from 'react'
import { GAZETTEER_FILES, gazetteerFileSchema, placesOf } from '../gazetteer/gazetteer-file.ts'
import { createPlaceSearch, type PlaceSearch } from '../gazetteer/search-places.ts'
import { onceEach } from '../model/once-each.ts'
import type { Problem } from '../model/problem.ts'
import { fetchJson } from '../sources/fetch-json.ts'
import { layersUrl } from './layers-url.ts'
import { useLoaded } from './use-loaded.ts'

/** The places that can be looked for: what most people look for comes first, the rest behind it. */
export interface LoadedPlaces {
  /** Of each file that has come. */
  readonly searches: readonly PlaceSearch[]
  readonly isWhole: boolean
  readonly problem: Problem | null
  retry(): void
}

const load = onceEach(async (name: string): Promise<PlaceSearch> => {
  const file = await fetchJson(new URL(name, layersUrl()).href)
  return createPlaceSearch(placesOf(gazetteerFileSchema.parse(file)))
})

const [FIRST, REST] = GAZETTEER_FILES

/** The list of places, as it loads. */
export function usePlaces(): LoadedPlaces {
  const first = useLoaded(load, FIRST)
  const rest = useLoaded(load, first.value ? REST : null)
  const searches = useMemo(
    () => [first.value, rest.value].filter((search) => search !== null),
    [first.value, rest.value],
  )
  const late = first.problem ? first : rest
  return {
    searches,
    isWhole: searches.length === GAZETTEER_FILES.length,
    problem: late.problem,
    retry: late.retry,
  }
}
