import { COUNTRIES, LAYER_GROUPS, layerSchema } from '../../catalog/schema.ts'
import type { Words } from '../../words/words.ts'

/** A line of the form in which a layer is described; its label is in the words `review-fields`, by its key. */
export interface FormField {
  readonly key: keyof Words['review-fields']
  readonly path: readonly string[]
  readonly kind:
    | 'text'
    | 'number'
    | 'date'
    | 'localized'
    | 'long'
    /** A text for all languages, or one in each. */
    | 'wording'
    | 'keywords'
    | 'choice'
    | 'countries'
  readonly isOptional?: true
  /** What can be chosen, with the list of the vocabulary that names it. */
  readonly options?: readonly string[]
  readonly vocabulary?: 'group' | 'badge'
}

export interface FormSection {
  readonly key: 'layer' | 'source' | 'record'
  readonly fields: readonly FormField[]
}

const BADGES = layerSchema.shape.badge.unwrap().options

/** What the catalogue asks of every layer. */
export const FORM: readonly FormSection[] = [
  {
    key: 'layer',
    fields: [
      { key: 'id', path: ['id'], kind: 'text' },
      { key: 'modified', path: ['modified'], kind: 'date' },
      { key: 'title', path: ['title'], kind: 'localized' },
      { key: 'abstract', path: ['abstract'], kind: 'long' },
      { key: 'limitations', path: ['limitations'], kind: 'long', isOptional: true },
      { key: 'group', path: ['group'], kind: 'choice', options: LAYER_GROUPS, vocabulary: 'group' },
      {
        key: 'badge',
        path: ['badge'],
        kind: 'choice',
        options: BADGES,
        vocabulary: 'badge',
        isOptional: true,
      },
    ],
  },
  {
    key: 'source',
    fields: [
      { key: 'publisher', path: ['provenance', 'publisher'], kind: 'wording' },
      { key: 'dataset', path: ['provenance', 'dataset'], kind: 'wording' },
      { key: 'edition', path: ['provenance', 'edition'], kind: 'wording' },
      { key: 'date', path: ['provenance', 'date'], kind: 'text' },
      { key: 'licence', path: ['provenance', 'licence', 'name'], kind: 'wording' },
      { key: 'licenceUrl', path: ['provenance', 'licence', 'url'], kind: 'text' },
      { key: 'citation', path: ['provenance', 'citation'], kind: 'wording' },
    ],
  },
  {
    key: 'record',
    fields: [
      { key: 'countries', path: ['countries'], kind: 'countries', options: COUNTRIES },
      { key: 'keywords', path: ['keywords'], kind: 'keywords' },
      { key: 'organisation', path: ['contact', 'organisation'], kind: 'wording' },
      { key: 'contactUrl', path: ['contact', 'url'], kind: 'text' },
      { key: 'email', path: ['contact', 'email'], kind: 'text', isOptional: true },
      { key: 'scale', path: ['scaleDenominator'], kind: 'number', isOptional: true },
    ],
  },
]
