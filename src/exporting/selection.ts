import { toWkt } from '../formats/wkt/write.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { Language } from '../model/schema.ts'
import { toWhereText } from '../model/where.ts'
import type { Subset } from '../sources/subset.ts'
import { factsOf } from '../words/languages.ts'
import { wordsOf } from '../words/words.ts'

/** What of a layer is exported, as plain data; the whole of it where nothing is said. */
export interface ExportPart extends Omit<Subset, 'ids'> {
  /** Features that were chosen one by one, by the numbers of their keys (`toFeatureId`). */
  readonly ids?: readonly number[]
}

/** So many keys are named where features were chosen one by one; how many more there are is said. */
const MOST_NAMED_KEYS = 500

export function toSubset({ ids, ...part }: ExportPart): Subset {
  return { ...part, ...(ids && { ids: new Set(ids) }) }
}

/** Whether a part has features left out, and not fields alone. */
export function isOfSome({ bbox, area, condition, ids }: ExportPart): boolean {
  return Boolean(bbox || area || condition || ids)
}

export function isWhole(part: ExportPart): boolean {
  return !isOfSome(part) && !part.fields
}

/**
 * The part in words, exact enough to be made again; `undefined` for a whole layer that is no answer.
 *
 * @param keys of the features in the part, which are named where they were chosen one by one
 * @param question of a layer that is the answer to one: its recipe (`src/model/recipe.ts`), as text
 */
export function toSelectionText(
  part: ExportPart,
  language: Language,
  keys: readonly FeatureKey[] = [],
  question?: string,
): string | undefined {
  if (isWhole(part) && question === undefined) return undefined
  const { bbox, area, condition, fields, ids } = part
  const { colon, semicolon } = factsOf(language)
  const { selection } = wordsOf('files', language)
  const lines = [
    question !== undefined && `${selection.question} ${question}`,
    bbox && `${selection.box} ${bbox.join(', ')}`,
    area && `${selection.area} ${toWkt(area)}`,
    condition && `${selection.condition} ${toWhereText(condition)}`,
    ids && toKeysText(keys, language),
    fields && `${selection.fields}${colon}${fields.join(', ')}`,
  ].filter((line) => typeof line === 'string')
  const ending = bbox || area ? `. ${selection.whole}` : '.'
  return `${lines.join(semicolon)}${ending}`
}

function toKeysText(keys: readonly FeatureKey[], language: Language): string {
  const { selection } = wordsOf('files', language)
  const { colon } = factsOf(language)
  const named = keys.slice(0, MOST_NAMED_KEYS).join(', ')
  const more = keys.length - MOST_NAMED_KEYS
  return `${selection.keys}${colon}${named}${more > 0 ? ` … (+ ${more})` : ''}`
}
