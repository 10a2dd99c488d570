import { useEffect, useState } from 'react'
import { GAZETTEER_FILES, gazetteerFileSchema, placesOf } from '../../gazetteer/gazetteer-file.ts'
import { createPlaceSearch, type PlaceSearch } from '../../gazetteer/search-places.ts'
import { onceEach } from '../../model/once-each.ts'
import type { Problem } from '../../model/problem.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { toProblem } from '../../workers/data-client.ts'

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

/** The list of places, as it loads. */
export function usePlaces(): LoadedPlaces {
  const [attempt, setAttempt] = useState(0)
  const [searches, setSearches] = useState<readonly PlaceSearch[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads anew
  useEffect(() => {
    let left = false
    setProblem(null)
    const loadAll = async () => {
      const loaded: PlaceSearch[] = []
      for (const name of GAZETTEER_FILES) {
        loaded.push(await load(name))
        if (left) return
        setSearches([...loaded])
      }
    }
    loadAll().catch((error: unknown) => left || setProblem(toProblem(error)))
    return () => {
      left = true
    }
  }, [attempt])
  return {
    searches,
    isWhole: searches.length === GAZETTEER_FILES.length,
    problem,
    retry: () => setAttempt((before) => before + 1),
  }
}
