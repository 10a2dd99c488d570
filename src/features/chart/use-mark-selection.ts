import { useEffect, useRef, useState } from 'react'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { combine } from '../../model/condition.ts'
import { useData } from '../../shell/shell.ts'
import type { SeenView } from '../../shell/use-seen-view.ts'
import { NO_IDS, useSelectedIds } from '../../shell/use-selected-ids.ts'
import { ask } from '../../workers/ask.ts'
import type { Mark } from './to-marks.ts'

/** More features than this are not marked one by one on the map: a filter shows them. */
export const MOST_SELECTED = 50_000

/** What is selected of a chart. */
export interface SelectedMark {
  readonly mark: number
  readonly of: Mark
  /** The features that stand out, by the numbers of their keys; none until they are found, or where they are too many. */
  readonly ids: ReadonlySet<number>
}

/** Selects the features of a mark, on the map and in the table; pressed again, the mark lets go of them. */
export function useMarkSelection(
  entry: LayerEntry,
  view: SeenView | null,
  marks: readonly Mark[],
): {
  readonly selected: SelectedMark | null
  readonly select: (mark: number) => void
  readonly clear: () => void
} {
  const data = useData()
  const [ids, setIds] = useSelectedIds(entry.id, 'chart')
  const [last, setPressed] = useState<{
    readonly place: number
    readonly marks: readonly Mark[]
  } | null>(null)
  const asking = useRef<AbortController>(null)
  // Of another chart nothing is selected.
  const pressed = last?.marks === marks ? last.place : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: new marks are another chart
  useEffect(() => () => asking.current?.abort(), [marks])
  const of = pressed === null ? undefined : marks[pressed]
  const clear = () => {
    asking.current?.abort()
    setPressed(null)
    setIds(NO_IDS)
  }
  const select = (place: number) => {
    const mark = marks[place]
    if (!mark || !view || place === pressed) return clear()
    asking.current?.abort()
    setPressed({ place, marks })
    if (mark.id !== null) return setIds(new Set([mark.id]))
    setIds(NO_IDS)
    if (mark.condition === null || mark.count > MOST_SELECTED) return
    const controller = new AbortController()
    asking.current = controller
    const { signal } = controller
    const { condition } = view
    const both = condition ? combine('all', [condition, mark.condition]) : mark.condition
    const places = [[0, mark.count]] as const
    ask(data, 'rowIds', { ...view, condition: both, places, language: 'en' }, { signal }).then(
      (found) => signal.aborted || setIds(new Set(found)),
      // What is wrong with the layer is told where the chart is.
      () => undefined,
    )
  }
  return {
    selected: pressed !== null && of ? { mark: pressed, of, ids } : null,
    select,
    clear,
  }
}
