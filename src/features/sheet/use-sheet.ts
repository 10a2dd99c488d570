import { useCallback, useEffect, useRef, useState } from 'react'
import type { Problem } from '../../model/problem.ts'
import { toProblem } from '../../model/problem.ts'
import type { SheetSpec } from '../../sheets/sheet-spec.ts'
import { useAtlas } from '../../state/store.ts'
import { type SheetClient, startSheetWorker } from '../../workers/sheet-client.ts'
import type {
  SheetMapSize,
  SheetProgress,
  SheetRequest,
  WrittenSheet,
} from '../../workers/sheet-protocol.ts'

export type SheetStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'drawing'; readonly progress: SheetProgress }
  | { readonly kind: 'ready'; readonly sheet: WrittenSheet; readonly spec: SheetSpec }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** Draws sheets in a worker that is there for as long as the composer is, and again after it was ended. */
export function useSheet(layersUrl: string) {
  const [stage, setStage] = useState<SheetStage>({ kind: 'idle' })
  const worker = useRef<SheetClient | null>(null)
  const [isAlive, setIsAlive] = useState({})
  const client = useCallback(() => {
    worker.current ??= startSheetWorker()
    return worker.current
  }, [])
  const end = useCallback(() => {
    worker.current?.end()
    worker.current = null
  }, [])
  useEffect(() => end, [end])

  const start = useCallback(
    async (spec: SheetSpec, output: Pick<SheetRequest, 'format' | 'dpi' | 'book'>) => {
      const own = client()
      setStage({ kind: 'drawing', progress: { share: 0, sheets: 1 } })
      const stop = own.on('sheetProgress', (progress) => setStage({ kind: 'drawing', progress }))
      try {
        const sheet = await own.call('write', { spec, ...output, layersUrl })
        setStage({ kind: 'ready', sheet, spec })
      } catch (error) {
        setStage({ kind: 'failed', problem: toProblem(error) })
      } finally {
        stop()
      }
    },
    [client, layersUrl],
  )
  const cancel = useCallback(() => {
    end()
    setIsAlive({})
    setStage({ kind: 'cancelled' })
  }, [end])
  const reset = useCallback(() => setStage({ kind: 'idle' }), [])
  const listPlaces = useCallback(
    (layerId: string) => {
      const { catalog, language } = useAtlas.getState()
      return client().call('listPlaces', { places: catalog.get(layerId)!, language, layersUrl })
    },
    [client, layersUrl],
  )
  return { stage, start, cancel, reset, client, isAlive, listPlaces }
}

const SETTLE_MILLISECONDS = 250

/** How large the map of a sheet is, found a moment after what it depends on changes; `null` until it is known. */
export function useMapSize(
  { client, isAlive }: Pick<ReturnType<typeof useSheet>, 'client' | 'isAlive'>,
  spec: SheetSpec | null,
): SheetMapSize | null {
  const [size, setSize] = useState<SheetMapSize | null>(null)
  const latest = useRef(spec)
  latest.current = spec
  // Of a sheet only this changes where its map stands on the page.
  const key =
    spec &&
    JSON.stringify([
      spec.paper,
      spec.orientation,
      spec.title,
      spec.subtitle,
      spec.graticule,
      spec.logos.length,
    ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a worker that was ended is asked anew
  useEffect(() => {
    if (!key) return
    let isStale = false
    const timer = setTimeout(() => {
      client()
        .call('layOut', latest.current!)
        .then(
          (laid) => !isStale && setSize(laid),
          (error: unknown) => console.error(error),
        )
    }, SETTLE_MILLISECONDS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [key, client, isAlive])
  return size
}
