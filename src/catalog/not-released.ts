import type { Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'
import type { LayerEntry } from './device-layer.ts'

/** What marks a layer that is not released yet in whatever is made of it; `null` for any other. */
export function markOf(entry: LayerEntry, language: Language): string | null {
  const mark = 'notReleased' in entry ? entry.notReleased : undefined
  return mark ? textIn(mark, language) : null
}

/** The mark of layers of which one at least is not released; `null` where all are. */
export const markOfAll = (entries: readonly LayerEntry[], language: Language): string | null =>
  entries.map((entry) => markOf(entry, language)).find((mark) => mark !== null) ?? null

/** A title with its mark, where there is one. */
export const toMarkedTitle = (title: string, mark: string | null): string =>
  mark === null ? title : `${title} [${mark}]`
