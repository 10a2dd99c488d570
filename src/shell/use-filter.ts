import { useMemo, useState } from 'react'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { type Condition, combine, isSeveral } from '../model/condition.ts'
import { toConditionText } from '../model/condition-text.ts'
import { type FilterParts, othersOf, toFilter, toParts } from '../model/filter-parts.ts'
import { toSeenCondition } from '../state/seen-condition.ts'
import { useAtlas } from '../state/store.ts'

/** The filter of a layer on the map in its parts, and how it is changed. */
export interface Filtering {
  readonly filter: Condition | null
  readonly parts: FilterParts
  /** Whether the last change made it longer than an address can say, so that it was not taken. */
  readonly isTooLong: boolean
  readonly change: (parts: FilterParts) => void
  /** What narrows the counts of a part's own values: classes that are seen, and the other parts. */
  readonly toOthers: (place: number) => Condition | 'nothing' | null
}

const NOTHING: readonly string[] = []

export function useFilter(entry: LayerEntry): Filtering {
  const onMap = useAtlas((state) => state.layers.find(({ id }) => id === entry.id))
  const filter = onMap?.filter ?? null
  const hiddenClasses = onMap?.hiddenClasses ?? NOTHING
  const [match, setMatch] = useState<FilterParts['match']>('all')
  const [isTooLong, setTooLong] = useState(false)
  const parts = useMemo(() => toParts(filter, match), [filter, match])
  return {
    filter,
    parts,
    isTooLong,
    change(next) {
      const changed = toFilter(next)
      const isLong = changed !== null && toConditionText(changed) === undefined
      setTooLong(isLong)
      if (isLong) return
      setMatch(next.match)
      useAtlas.getState().setLayer(entry.id, { filter: changed })
    },
    toOthers(place) {
      const others = othersOf(parts, place)
      const only = isSeveral(others) ? combine('all', others) : null
      return toSeenCondition(entry, { hiddenClasses, filter: only }, entry.fields)
    },
  }
}
