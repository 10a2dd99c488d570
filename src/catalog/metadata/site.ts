import type { Language } from '../../model/schema.ts'
import { LANGUAGES } from '../../words/languages.ts'
import { type Pictured, type PictureKind, toPictureLanguage, toPictureName } from '../pictures.ts'
import { toProjectSlug } from '../project.ts'

/** Where a copy of the Atlas is published. */
export interface Site {
  /** Absolute, with a slash at its end. */
  readonly url: string
}

/** The folder of the layers' files and of `catalog.json`, from the site's root. */
export const LAYERS_FOLDER = 'layers/'

/** English pages lie at the root, French and Spanish ones in a folder of their own. */
export function toLanguageFolder(language: Language): string {
  return language === 'en' ? '' : `${language}/`
}

/** The address of a layer's page from the site's root: `fr/layers/rivers/`. */
export function toLayerPath(id: string, language: Language): string {
  return `${toLanguageFolder(language)}layers/${id}/`
}

export function toProjectPath(no: string, language: Language): string {
  return `${toLanguageFolder(language)}projects/${toProjectSlug(no)}/`
}

/** The page that lists every layer. */
export function toCataloguePath(language: Language): string {
  return `${toLanguageFolder(language)}layers/`
}

export function toProjectsPath(language: Language): string {
  return `${toLanguageFolder(language)}projects/`
}

/** The address of the page for reviews from the site's root: `fr/review/`. */
export function toReviewPath(language: Language): string {
  return `${toLanguageFolder(language)}review/`
}

/** The whole of a layer on the map, over the layers with which the Atlas opens, from the site's root. */
export function toMapPath(id: string, language: Language): string {
  return `?lang=${language}&layers=${id},*&fit=${id}`
}

/** The address of a picture of a layer from the site's root: `layers/rivers/thumbnail.svg`. */
export function toPicturePath(layer: Pictured, kind: PictureKind, language: Language): string {
  return toLayerPath(layer.id, toPictureLanguage(layer, language)) + toPictureName(kind)
}

/** The metadata files that lie beside a layer's English page. */
export const METADATA_FILES = {
  iso: 'metadata.iso19139.xml',
  fgdc: 'metadata.fgdc.txt',
  stac: 'collection.json',
  bibtex: 'citation.bib',
  ris: 'citation.ris',
  csl: 'citation.csl.json',
  dataciteXml: 'datacite.xml',
  dataciteJson: 'datacite.json',
  json: 'record.json',
} as const

/** The files of the whole catalogue, at the site's root. */
export const CATALOGUE_FILES = {
  csv: 'catalogue.csv',
  json: 'catalogue.json',
  dcat: 'catalogue.jsonld',
  stac: 'stac.json',
  sitemap: 'sitemap.xml',
  robots: 'robots.txt',
} as const

export function toFeedPath(language: Language): string {
  return `${toLanguageFolder(language)}feed.xml`
}

/** The same page in every language, for `hreflang`. */
export function toAlternates(toPath: (language: Language) => string): [Language, string][] {
  return LANGUAGES.map((language) => [language, toPath(language)])
}
