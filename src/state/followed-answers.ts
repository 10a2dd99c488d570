import { DEVICE_ID_PREFIX, isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import type { Symbology } from '../catalog/symbology.ts'
import { MOST_RECIPE_LENGTH } from '../model/recipe.ts'

/**
 * An answer to a question as a layer of the map. Its entry in the catalogue is made of that of the layer whose features
 * are asked for; which of them are in the answer is found, and found anew when the recipe changes or what is seen of
 * its layers, by `src/features/ask`.
 */
export interface FollowedAnswer {
  /** `answer-1` and so on. */
  readonly id: string
  /** The question (`src/model/recipe.ts`), as text. */
  readonly recipe: string
}

export const ANSWER_ID_PREFIX = 'answer-'
/** Addresses are to stay short, and each answer is asked anew when its layers change. */
export const MOST_ANSWERS = 10

type Entries = ReadonlyMap<string, LayerEntry>

interface Answers {
  readonly answers: readonly FollowedAnswer[]
  readonly catalog: Entries
}

/** The answers and a catalogue with an entry for each, and for no other. Of a layer that is not there no answer is. */
export function withAnswers(catalog: Entries, answers: readonly FollowedAnswer[]): Answers {
  const entries = new Map([...catalog].filter(([, { answer }]) => !answer))
  const kept = answers.filter(({ id, recipe }) => {
    const entry = toEntry(id, recipe, catalog)
    if (entry) entries.set(id, entry)
    return entry !== null
  })
  const isSame =
    entries.size === catalog.size && [...entries].every(([id, entry]) => catalog.get(id) === entry)
  return { answers: kept, catalog: isSame ? catalog : entries }
}

/** The entry of an answer: as it was found before, or without files, as all that is known of it. */
function toEntry(id: string, recipe: string, catalog: Entries): LayerEntry | null {
  const asked = askedBy(recipe, catalog)
  if (!asked || isDeviceLayer(asked)) return null
  const before = catalog.get(id)
  if (before?.answer?.of === asked.id) return before
  const { kept: _, keyField: __, ...entry } = asked
  const { symbology } = entry
  return {
    ...entry,
    id,
    files: [],
    ...(symbology && { symbology: withAllSizes(symbology) }),
    answer: { recipe, of: asked.id, blob: null },
  }
}

/** Of an answer the small features are seen on small maps, too: they are what is asked for, and not too many. */
function withAllSizes(symbology: Symbology): Symbology {
  if (symbology.kind !== 'proportional') return symbology
  const { least: _, ...all } = symbology
  return all
}

/** The layer whose features a recipe asks for; an answer is none. */
export function askedBy(recipe: string, catalog: Entries): LayerEntry | undefined {
  const { layer } = JSON.parse(recipe) as { readonly layer?: unknown }
  const entry = typeof layer === 'string' ? catalog.get(layer) : undefined
  return entry?.answer ? undefined : entry
}

/** What keeps an answer from being a layer that follows its question. */
export type Unfollowable = 'own-layers' | 'too-long' | 'too-many'

/** Whether an address can say a recipe, and has room for one more; what keeps it from that. */
export function whyUnfollowable(
  recipe: string,
  answers: readonly FollowedAnswer[],
): Unfollowable | null {
  if (recipe.includes(`:"${DEVICE_ID_PREFIX}`)) return 'own-layers'
  if (recipe.length > MOST_RECIPE_LENGTH) return 'too-long'
  return answers.length >= MOST_ANSWERS ? 'too-many' : null
}
