import { toLanguage } from './in-language.ts'
import type { CatalogLayer } from './schema.ts'

/** What the header of each of a layer's files says of it. */
export function toHeaderTexts({
  title,
  abstract,
  provenance,
}: Pick<CatalogLayer, 'title' | 'abstract'> & {
  readonly provenance?:
    | Pick<NonNullable<CatalogLayer['provenance']>, 'citation' | 'licence'>
    | undefined
}) {
  return {
    title: title.en,
    description: abstract.en,
    metadata: {
      title,
      citation: provenance && toLanguage(provenance.citation, 'en'),
      licence: provenance && toLanguage(provenance.licence, 'en'),
    },
  }
}
