import { useEffect, useRef, useState } from 'react'
import { toFeatureId } from '../../model/feature-key.ts'
import { useData } from '../../shell/shell.ts'
import { NO_IDS, useSelectedIds } from '../../shell/use-selected-ids.ts'
import { useChosenFeatures } from '../../state/chosen-features.ts'
import { useAtlas } from '../../state/store.ts'
import { NONE, type Selection } from '../../ui/data-grid/selection.ts'
import { ask } from '../../workers/ask.ts'
import type { ShownRows } from './use-rows.ts'

/**
 * Which features of a layer are selected: in the table by their places, on the map by their numbers. What is pointed at
 * on the map is selected in the table and brought into view; with Shift it is added to what was.
 */
export function useSelectedRows(layerId: string, shown: ShownRows | null) {
  const data = useData()
  const selected = useAtlas((state) => state.selected)
  const [ids, setIds] = useSelectedIds(layerId, 'table')
  const [selection, setSelection] = useState<Selection>(NONE)
  const [shownRow, setShownRow] = useState<{ readonly row: number } | null>(null)
  const asking = useRef<AbortController>(null)
  /** Set where what was selected on the map is to be brought into view. */
  const isBrought = useRef(false)
  const isAdding = useAdding()
  const view = shown && !shown.isPart ? shown.request.view : null

  const key = selected?.layerId === layerId ? selected.key : null
  useEffect(() => {
    if (key === null) return
    const id = toFeatureId(key)
    isBrought.current = true
    setIds((before) => (isAdding.current ? new Set(before).add(id) : new Set([id])))
  }, [key, isAdding, setIds])

  const chosen = useChosenFeatures((state) => state.chosen)
  useEffect(() => {
    if (chosen?.layerId === layerId) setIds(new Set(chosen.ids))
  }, [chosen, layerId, setIds])

  // The rows stand elsewhere in another view.
  useEffect(() => {
    if (!view) return
    if (ids.size === 0) {
      setSelection(NONE)
      return
    }
    const controller = new AbortController()
    const { signal } = controller
    ask(data, 'rowPlaces', { ...view, wanted: [...ids] }, { signal }).then(
      (places) => {
        if (signal.aborted) return
        setSelection(places)
        const first = places[0]?.[0]
        if (isBrought.current && first !== undefined) setShownRow({ row: first })
        isBrought.current = false
      },
      () => undefined,
    )
    return () => controller.abort()
  }, [data, view, ids])

  const select = (places: Selection) => {
    setSelection(places)
    asking.current?.abort()
    if (!shown) return
    const controller = new AbortController()
    asking.current = controller
    const { signal } = controller
    const asked = view
      ? ask(data, 'rowIds', { ...view, places }, { signal })
      : idsOf(shown, places, signal)
    asked.then(
      (found) => signal.aborted || setIds(new Set(found)),
      () => undefined,
    )
  }
  const clear = () => {
    asking.current?.abort()
    setIds(NO_IDS)
  }
  return { ids, selection, select, clear, shownRow }
}

/** The numbers of rows of which the first alone are there: these are selected where the whole comes after them. */
async function idsOf(
  { readRows }: ShownRows,
  places: Selection,
  signal: AbortSignal,
): Promise<number[]> {
  const ranges = await Promise.all(places.map(([from, to]) => readRows(from, to, signal)))
  return ranges.flat().map(({ id }) => id)
}

/** Whether Shift was held when the map was last pressed. */
function useAdding(): React.RefObject<boolean> {
  const map = useAtlas((state) => state.map)
  const isAdding = useRef(false)
  useEffect(() => {
    if (!map) return
    const listening = new AbortController()
    const look = ({ shiftKey }: PointerEvent | KeyboardEvent) => {
      isAdding.current = shiftKey
    }
    const options = { signal: listening.signal, capture: true }
    map.container.addEventListener('pointerdown', look, options)
    map.container.addEventListener('keydown', look, options)
    return () => listening.abort()
  }, [map])
  return isAdding
}
