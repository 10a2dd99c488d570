import { useEffect, useState } from 'react'
import {
  LANGUAGE_CATALOG_VERSION,
  type LanguageCatalog,
  toLanguageCatalogName,
} from '../../catalog/language-catalog.ts'
import { type CatalogSearch, createCatalogSearch } from '../../catalog/search.ts'
import type { Language } from '../../model/schema.ts'

export interface LoadedCatalogue {
  readonly catalog: LanguageCatalog
  readonly search: CatalogSearch
}

const loading = new Map<Language, Promise<LoadedCatalogue>>()

/** Loads the catalogue of a language once, and makes it searchable. */
function loadCatalogue(language: Language): Promise<LoadedCatalogue> {
  let loaded = loading.get(language)
  if (!loaded) {
    loaded = fetchCatalogue(language)
    loading.set(language, loaded)
    // What failed is tried again when it is asked for again.
    loaded.catch(() => loading.delete(language))
  }
  return loaded
}

async function fetchCatalogue(language: Language): Promise<LoadedCatalogue> {
  const url = new URL(`layers/${toLanguageCatalogName(language)}`, document.baseURI)
  const response = await fetch(url)
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  const catalog: LanguageCatalog = await response.json()
  if (catalog.schemaVersion !== LANGUAGE_CATALOG_VERSION) {
    throw new Error(`schema version ${String(catalog.schemaVersion)}`)
  }
  return { catalog, search: createCatalogSearch(catalog) }
}

export type CatalogueState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: string; retry(): void }
  | ({ readonly kind: 'loaded' } & LoadedCatalogue)

/** The catalogue in the page's language, as it loads. */
export function useCatalogue(language: Language): CatalogueState {
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<CatalogueState>({ kind: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads anew
  useEffect(() => {
    let left = false
    loadCatalogue(language).then(
      (loaded) => left || setState({ kind: 'loaded', ...loaded }),
      (error: unknown) =>
        left ||
        setState({
          kind: 'failed',
          reason: error instanceof Error ? error.message : String(error),
          retry: () => setAttempt((before) => before + 1),
        }),
    )
    return () => {
      left = true
    }
  }, [language, attempt])
  return state
}
