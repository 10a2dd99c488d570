import { useEffect, useState } from 'react'
import { GAZETTEER_FILES, gazetteerFileSchema, placesOf } from '../../gazetteer/gazetteer-file.ts'
import { createPlaceSearch, type PlaceSearch } from '../../gazetteer/search-places.ts'
import type { Problem } from '../../model/problem.ts'
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

const loading = new Map<string, Promise<PlaceSearch>>()

function load(name: string): Promise<PlaceSearch> {
  let search = loading.get(name)
  if (!search) {
    search = fetchJson(new URL(`layers/${name}`, document.baseURI).href).then((file) =>
      createPlaceSearch(placesOf(gazetteerFileSchema.parse(file))),
    )
    loading.set(name, search)
    // What failed is tried again when it is asked for again.
    search.catch(() => loading.delete(name))
  }
  return search
}

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
