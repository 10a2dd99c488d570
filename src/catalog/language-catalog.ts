import { DATA_LANGUAGES, type Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'
import { withoutSharedCodes } from './code-lists.ts'
import { type InLanguage, toLanguage } from './in-language.ts'
import type { Project } from './project.ts'
import { type LayerRecord, toShape, toYears } from './record.ts'
import type { Shape } from './vocabulary.ts'

/** Raised with every change of `catalog.<language>.json` that an older reader would misread. */
export const LANGUAGE_CATALOG_VERSION = 1

/** One layer as the catalogue's panel and pages show it, in one language. */
export type CatalogEntry = Omit<InLanguage<LayerRecord>, 'symbology'> & {
  readonly shape?: Shape
  /** Ascending. */
  readonly years: readonly number[]
  /** The layer's titles and keywords in the other two languages, so that they find it too. */
  readonly otherNames: readonly string[]
}

export type ProjectEntry = InLanguage<Project>

/** `catalog.<language>.json`: the whole catalogue in one language, loaded when someone opens it. */
export interface LanguageCatalog {
  readonly schemaVersion: typeof LANGUAGE_CATALOG_VERSION
  readonly language: Language
  readonly layers: readonly CatalogEntry[]
  readonly projects: readonly ProjectEntry[]
}

/** Where the catalogue in a language lies, beside `catalog.json`. */
export function toLanguageCatalogName(language: Language): string {
  return `catalog.${language}.json`
}

export function toLanguageCatalog(
  records: readonly LayerRecord[],
  projects: readonly Project[],
  language: Language,
): LanguageCatalog {
  return {
    schemaVersion: LANGUAGE_CATALOG_VERSION,
    language,
    // What is told of a layer here is what is of it alone: whoever looks for Sonora does not look for every layer of points.
    layers: withoutSharedCodes(records).map((record) => toEntry(record, language)),
    projects: projects.map((project) => toLanguage(project, language)),
  }
}

export function toEntry(record: LayerRecord, language: Language): CatalogEntry {
  // The map has the symbology already, from `catalog.json`.
  const { symbology: _, ...described } = record
  const shape = toShape(record)
  const own = new Set([textIn(record.title, language), ...textIn(record.keywords, language)])
  const others = DATA_LANGUAGES.flatMap((other) => [record.title[other], ...record.keywords[other]])
  return {
    ...toLanguage(described, language),
    ...(shape ? { shape } : {}),
    years: toYears(record),
    otherNames: [...new Set(others)].filter((name) => !own.has(name)),
  }
}
