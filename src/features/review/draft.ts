import { METADATA_FILES, toLayerPath } from '../../catalog/metadata/site.ts'
import { recordSchema } from '../../catalog/record.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import { DATA_LANGUAGES, type Localized } from '../../model/schema.ts'
import type { ReviewState } from '../../reviewing/protocol.ts'
import { toDraft } from '../../reviewing/release/describe.ts'
import { fetchJson } from '../../sources/fetch-json.ts'

/** What is written of a layer, as it is while it is written: nothing of it need be right yet. */
export type DraftTree = Readonly<Record<string, unknown>>
export type Path = readonly (string | number)[]

/** The day on which a release is made, which is the name of its edition unless somebody says. */
export const today = (): string => new Date().toISOString().slice(0, 10)

/** Whether the record of the edition before could be had, and what it says, or else what the map knows of it. */
export async function startDraft(
  layer: CatalogLayer | undefined,
  { releaseFields: fields, geometryType }: Pick<ReviewState, 'releaseFields' | 'geometryType'>,
): Promise<DraftTree> {
  if (!layer) {
    return { ...NOTHING_SAID, modified: today(), geometryType, fields: toFields(fields, []) }
  }
  const url = new URL(toLayerPath(layer.id, 'en') + METADATA_FILES.json, document.baseURI).href
  // Beside the record its file has the citation, which is made anew.
  const parsed = await fetchJson(url).then(
    (json) => {
      const { citation: _, ...record } = json as Record<string, unknown>
      return recordSchema.loose().safeParse(record)
    },
    () => null,
  )
  const before = parsed?.success ? toDraft(parsed.data) : toDraft(layer)
  return { ...NOTHING_SAID, ...before, modified: today(), fields: toFields(fields, layer.fields) }
}

/** A draft of a layer whose fields have become others: all that was written stays, of the fields that are still there. */
export function withFields(
  draft: DraftTree,
  { releaseFields }: Pick<ReviewState, 'releaseFields'>,
): DraftTree {
  return { ...draft, fields: toFields(releaseFields, draft.fields as CatalogLayer['fields']) }
}

/** What may be empty in a description, and is so until somebody says. */
const NOTHING_SAID = {
  provenance: { sources: [], processing: [] },
  editions: [],
  projects: [],
  addresses: [],
  comparability: [],
}

/** The fields as the layer has them now, each with what is known of it. */
function toFields(
  fields: ReviewState['releaseFields'],
  known: CatalogLayer['fields'],
): CatalogLayer['fields'] {
  return fields.map(({ name, type }) => {
    const before = known.find((each) => each.name === name)
    return before ? { ...before, type } : { name, type, title: { en: '', fr: '', es: '' } }
  })
}

/** What stands at a place of a draft. */
export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<string | number, unknown>)[part]
        : undefined,
    tree,
  )
}

/** A draft with another value at a place; `undefined` leaves out what was there. */
export function withValue(tree: unknown, [part, ...rest]: Path, value: unknown): unknown {
  if (part === undefined) return value
  const inner = withValue(valueAt(tree, [part]), rest, value)
  if (typeof part === 'number') {
    const list = Array.isArray(tree) ? [...tree] : []
    if (inner === undefined) list.splice(part, 1)
    else list[part] = inner
    return list
  }
  const { [part]: _, ...others } = (tree ?? {}) as Record<string, unknown>
  return inner === undefined ? others : { ...others, [part]: inner }
}

/** A text in each language, of whatever stands there: one text for all is that in each. */
export function toLocalized(value: unknown): Localized {
  const of = (language: string) => {
    const own = typeof value === 'string' ? value : valueAt(value, [language])
    return typeof own === 'string' ? own : ''
  }
  const [en, fr, es] = DATA_LANGUAGES.map(of)
  return { en: en!, fr: fr!, es: es! }
}
