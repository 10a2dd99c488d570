import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PageRow } from '../../query/page.ts'
import type { ViewRequest } from '../../query/row-view.ts'
import { useData } from '../../shell/shell.ts'
import type { LayerProblem } from '../../state/store.ts'
import type { ReadRows } from '../../ui/data-grid/use-row-pages.ts'
import { ask } from '../../workers/ask.ts'
import { toProblem } from '../../workers/data-client.ts'

/** What is read while the whole is on its way. */
const FIRST_ROWS = 200
/** As many rows come with the answer that says how many there are. */
const PAGE_ROWS = 100

/** Which rows a table has, and which fields of them. */
export interface TableRequest {
  readonly view: ViewRequest
  readonly fields: readonly string[]
}

/** The rows that a table shows now. */
export interface ShownRows {
  readonly request: TableRequest
  readonly total: number
  /** Whether these are the first rows of a layer of which not all has been read. */
  readonly isPart: boolean
  readonly readRows: ReadRows<PageRow>
}

/** How far what was asked for last is. */
export type Reading =
  | { readonly kind: 'done' }
  | { readonly kind: 'reading'; readonly share: number | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: LayerProblem }

/**
 * The rows of a request. Until they are there those of the request before stay, and of a layer that is opened the first
 * rows of its file come at once.
 */
export function useRows(request: TableRequest | null): {
  readonly shown: ShownRows | null
  readonly reading: Reading
  /** Ends the reading: what is shown stays. */
  readonly cancel: () => void
  readonly retry: () => void
} {
  const data = useData()
  const [shown, setShown] = useState<ShownRows | null>(null)
  const [reading, setReading] = useState<Reading>({ kind: 'reading', share: null })
  const [attempt, setAttempt] = useState(0)
  const controller = useRef<AbortController>(null)
  const hasRows = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt reads anew
  useEffect(() => {
    if (!request) return
    const reader = new AbortController()
    controller.current = reader
    const { signal } = reader
    const { view, fields } = request
    setReading({ kind: 'reading', share: null })
    const isWhole = !view.condition && !view.area && !view.ids && !view.order?.length
    const readFirst = async () => {
      if (hasRows.current || !isWhole) return
      try {
        show(
          await ask(
            data,
            'firstRows',
            { layer: view.layer, fields, limit: FIRST_ROWS },
            { signal },
          ),
        )
      } catch {
        // What is wrong with the layer is told of its whole.
      }
    }
    const show = (rows: readonly PageRow[]) => {
      if (signal.aborted || hasRows.current) return
      const readRows = async (from: number, to: number) => rows.slice(from, to)
      setShown({ request, total: rows.length, isPart: true, readRows })
    }
    const page = (offset: number, limit: number, asking: AbortSignal) =>
      ask(
        data,
        'page',
        { ...view, fields, offset, limit },
        { signal: asking, onProgress: (share) => signal.aborted || tell(share) },
      )
    const tell = (share: number | null) =>
      setReading((before) => (before.kind === 'reading' ? { kind: 'reading', share } : before))
    // Both at once would share one worker: a reader sees rows sooner, and the whole hardly later, one after the other.
    const whole = readFirst().then(() => page(0, PAGE_ROWS, signal))
    whole.then(
      (first) => {
        if (signal.aborted) return
        hasRows.current = true
        const readRows: ReadRows<PageRow> = async (from, to, asking) =>
          to <= first.rows.length
            ? first.rows.slice(from, to)
            : (await page(from, to - from, asking)).rows
        setShown({ request, total: first.total, isPart: false, readRows })
        setReading({ kind: 'done' })
      },
      (error: unknown) => {
        if (!signal.aborted) setReading({ kind: 'failed', problem: toProblem(error) })
      },
    )
    return () => reader.abort()
  }, [data, request, attempt])

  const cancel = useCallback(() => {
    controller.current?.abort()
    setReading({ kind: 'cancelled' })
  }, [])
  const retry = useCallback(() => setAttempt((before) => before + 1), [])
  return useMemo(() => ({ shown, reading, cancel, retry }), [shown, reading, cancel, retry])
}
