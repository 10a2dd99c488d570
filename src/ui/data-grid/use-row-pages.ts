import { useCallback, useEffect, useReducer, useRef } from 'react'

/** As many rows are asked for at once. */
export const PAGE_ROWS = 100
/** As many pages are kept; those that were seen longest ago go first. */
const MOST_PAGES = 60
/** A place that is passed faster than this is not asked for. */
const SETTLE_MILLISECONDS = 40

/** Rows from one place to another, which is left out, in the order that is seen. */
export type ReadRows<Row> = (
  from: number,
  to: number,
  signal: AbortSignal,
) => Promise<readonly Row[]>

type Page<Row> =
  | { readonly kind: 'asked'; readonly controller: AbortController }
  | { readonly kind: 'read'; readonly rows: readonly Row[] }
  | { readonly kind: 'failed' }

/**
 * The rows that are seen, asked for by pages and kept for a while. What is no longer seen is no longer waited for.
 * Another `readRows` is another order, or other rows: all are asked for anew.
 */
export function useRowPages<Row>(
  readRows: ReadRows<Row>,
  rowCount: number,
  first: number,
  last: number,
): {
  /** The row at a place; `undefined` until it is there. */
  readonly rowAt: (row: number) => Row | undefined
  /** Whether rows that are seen could not be read. */
  readonly hasFailed: boolean
  readonly retry: () => void
} {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const kept = useRef<{ readRows: ReadRows<Row>; pages: Map<number, Page<Row>> } | null>(null)
  if (kept.current?.readRows !== readRows) {
    abortAll(kept.current?.pages)
    kept.current = { readRows, pages: new Map() }
  }
  const { pages } = kept.current
  const asked = useRef<typeof pages>(null)
  const firstPage = Math.floor(first / PAGE_ROWS)
  const lastPage = Math.floor(last / PAGE_ROWS)

  useEffect(() => {
    for (const [number, page] of pages) {
      if (page.kind === 'asked' && (number < firstPage || number > lastPage)) {
        page.controller.abort()
        pages.delete(number)
      }
    }
    const askForSeen = () => {
      asked.current = pages
      for (let number = firstPage; number <= lastPage; number++) {
        const page = pages.get(number)
        if (page) {
          // Seen last: it goes last.
          pages.delete(number)
          pages.set(number, page)
          continue
        }
        ask(pages, number, readRows, rowCount, redraw)
      }
      for (const number of pages.keys()) {
        if (pages.size <= MOST_PAGES) break
        pages.delete(number)
      }
    }
    // Nobody passes by what has only now come.
    const timer = setTimeout(askForSeen, asked.current === pages ? SETTLE_MILLISECONDS : 0)
    return () => clearTimeout(timer)
  }, [pages, firstPage, lastPage, readRows, rowCount])

  useEffect(() => () => abortAll(kept.current?.pages), [])

  const rowAt = useCallback(
    (row: number) => {
      const page = pages.get(Math.floor(row / PAGE_ROWS))
      return page?.kind === 'read' ? page.rows[row % PAGE_ROWS] : undefined
    },
    [pages],
  )
  let hasFailed = false
  for (let number = firstPage; number <= lastPage; number++) {
    if (pages.get(number)?.kind === 'failed') hasFailed = true
  }
  const retry = () => {
    for (const [number, { kind }] of pages) {
      if (kind !== 'failed') continue
      pages.delete(number)
      if (number >= firstPage && number <= lastPage) {
        ask(pages, number, readRows, rowCount, redraw)
      }
    }
    redraw()
  }
  return { rowAt, hasFailed, retry }
}

function ask<Row>(
  pages: Map<number, Page<Row>>,
  number: number,
  readRows: ReadRows<Row>,
  rowCount: number,
  redraw: () => void,
): void {
  const controller = new AbortController()
  const { signal } = controller
  pages.set(number, { kind: 'asked', controller })
  const end = (page: Page<Row>) => {
    if (signal.aborted) return
    pages.set(number, page)
    redraw()
  }
  const from = number * PAGE_ROWS
  readRows(from, Math.min(from + PAGE_ROWS, rowCount), signal).then(
    (rows) => end({ kind: 'read', rows }),
    (error: unknown) => {
      if (!signal.aborted) console.error(error)
      end({ kind: 'failed' })
    },
  )
}

function abortAll<Row>(pages: ReadonlyMap<number, Page<Row>> | undefined): void {
  for (const page of pages?.values() ?? []) if (page.kind === 'asked') page.controller.abort()
}
