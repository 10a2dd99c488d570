import { useCallback, useEffect } from 'react'
import { useAtlas } from '../state/store.ts'

export const NO_IDS: ReadonlySet<number> = new Set()

type Ids = ReadonlySet<number>

/**
 * Which features of a layer are selected, by the numbers of their keys: the same in its table, its charts and on the map,
 * where they stand out as long as one of these is shown.
 *
 * @param shownBy who shows them
 */
export function useSelectedIds(
  layerId: string,
  shownBy: string,
): readonly [Ids, (ids: Ids | ((before: Ids) => Ids)) => void] {
  const map = useAtlas((state) => state.map)
  const ids = useAtlas(({ selectedRows }) =>
    selectedRows?.layerId === layerId ? selectedRows.ids : NO_IDS,
  )
  useEffect(() => {
    if (!map || ids.size === 0) return
    map.setHighlight(shownBy, { layerId, ids: [...ids] })
    return () => map.setHighlight(shownBy, null)
  }, [map, layerId, ids, shownBy])
  const setIds = useCallback(
    (next: Ids | ((before: Ids) => Ids)) =>
      useAtlas.setState(({ selectedRows }) => {
        const before = selectedRows?.layerId === layerId ? selectedRows.ids : NO_IDS
        return {
          selectedRows: { layerId, ids: typeof next === 'function' ? next(before) : next },
        }
      }),
    [layerId],
  )
  return [ids, setIds]
}
