import { useMemo } from 'react'
import {
  LANGUAGE_CATALOG_VERSION,
  type LanguageCatalog,
  toLanguageCatalogName,
} from '../catalog/language-catalog.ts'
import { type CatalogSearch, createCatalogSearch } from '../catalog/search.ts'
import { onceEach } from '../model/once-each.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import type { Language } from '../model/schema.ts'
import { fetchJson } from '../sources/fetch-json.ts'
import { loadWords } from '../words/words.ts'
import { layersUrl } from './layers-url.ts'
import { useLoaded } from './use-loaded.ts'

export interface LoadedCatalogue {
  readonly catalog: LanguageCatalog
  readonly search: CatalogSearch
}

/** Loads the catalogue of a language once, and makes it searchable. */
const loadCatalogue = onceEach(fetchCatalogue)

async function fetchCatalogue(language: Language): Promise<LoadedCatalogue> {
  const url = new URL(toLanguageCatalogName(language), layersUrl())
  const [fetched] = await Promise.all([fetchJson(url.href), loadWords('search', language)])
  const catalog = fetched as LanguageCatalog
  if (catalog.schemaVersion !== LANGUAGE_CATALOG_VERSION) {
    throw new ProblemError({
      code: 'catalog-version',
      message: 'The catalogue is of another edition than the page. Load the page again.',
    })
  }
  return { catalog, search: createCatalogSearch(catalog) }
}

export type CatalogueState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: Problem; retry(): void }
  | ({ readonly kind: 'loaded' } & LoadedCatalogue)

/** The catalogue in the page's language, as it loads. */
export function useCatalogue(language: Language): CatalogueState {
  const { value, problem, retry } = useLoaded(loadCatalogue, language)
  // Memoised, for what is made of the catalogue is kept as long as it is the same.
  const loaded = useMemo(() => value && { kind: 'loaded' as const, ...value }, [value])
  if (problem) return { kind: 'failed', problem, retry }
  return loaded ?? LOADING
}

const LOADING = { kind: 'loading' } as const
