import { ArrowDown, ArrowUp, Funnel } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button } from '../button.tsx'
import { columnsIn, spanOf, toWidth, USUAL_WIDTH, WIDTH_STEP } from './columns.ts'
import styles from './data-grid.module.css'
import { DataRow, type DrawnColumn } from './data-row.tsx'
import { type Cell, move } from './move.ts'
import { isSelected, type Selection, toggle, toRange } from './selection.ts'
import { type ReadRows, useRowPages } from './use-row-pages.ts'
import { ROW_PIXELS, useRowScroll } from './use-row-scroll.ts'

/** A column of the grid. */
export interface GridColumn<Row> {
  readonly id: string
  readonly title: string
  /** What a cell says. */
  toText(row: Row): string
  /** Numbers stand at the end of their cells, so that their digits stand under one another. */
  readonly align?: 'start' | 'end'
  /** In pixels, until the reader changes it. */
  readonly width?: number
  readonly isSortable?: boolean
  /** Whether rows are left out by what they have in this column. */
  readonly isFiltered?: boolean
}

/** The order of the rows. */
export interface GridSort {
  readonly column: string
  readonly direction: 'ascending' | 'descending'
}

/** What the grid says, in the reader's language. */
export interface GridWords {
  /** Read out at the titles: what Enter, Shift with the arrow keys, and Alt with the down arrow key do. */
  readonly titleHelp: string
  /** What the funnel of a title is called, for who points at it. */
  readonly filter?: string
  readonly failed: string
  readonly retry: string
}

interface DataGridProps<Row> {
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly rowCount: number
  /** Another function is another order, or other rows: what is seen is asked for anew. */
  readonly readRows: ReadRows<Row>
  readonly sort: GridSort | null
  readonly onSort: (sort: GridSort) => void
  /** Called with the column whose title asks to filter by it: by its funnel, or by Alt with the down arrow key. */
  readonly onFilter?: (column: string) => void
  /** By places of rows in the present order: who changes the order lets go of it, or finds the rows again. */
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  /** What Enter and a double click do with a row. */
  readonly onOpen?: (row: Row) => void
  /** Called with the cell that takes the focus. */
  readonly onMove?: (cell: Cell) => void
  /** A row that is brought into view, without the focus; another object brings it again. */
  readonly shownRow?: { readonly row: number } | null
  readonly words: GridWords
}

/**
 * A table of any number of rows, of which only those that are seen are there (ARIA Authoring Practices, Data Grid). It
 * is one stop of the Tab key; the keys are those of `move`, and Space, Shift and Control select.
 */
export function DataGrid<Row>({
  label,
  columns,
  rowCount,
  readRows,
  sort,
  onSort,
  onFilter,
  selection,
  onSelect,
  onOpen,
  onMove,
  shownRow = null,
  words,
}: DataGridProps<Row>) {
  const grid = useRef<HTMLDivElement>(null)
  const helpId = useId()
  const scroll = useRowScroll(grid, rowCount)
  const { rowAt, hasFailed, retry } = useRowPages(readRows, rowCount, scroll.first, scroll.last)
  const [changedWidths, setChangedWidths] = useState<ReadonlyMap<string, number>>(new Map())
  const [asked, setActive] = useState<Cell>({ row: -1, column: 0 })
  const active = {
    row: Math.min(asked.row, rowCount - 1),
    column: Math.max(0, Math.min(asked.column, columns.length - 1)),
  }
  /** Where a range begins that is made with Shift: where the focus was before. */
  const anchor = useRef(0)
  const isMoved = useRef(false)

  const widths = useMemo(
    () => columns.map(({ id, width = USUAL_WIDTH }) => changedWidths.get(id) ?? width),
    [columns, changedWidths],
  )
  const setWidth = (id: string, pixels: number) =>
    setChangedWidths((before) => new Map(before).set(id, toWidth(pixels)))
  const [firstColumn, endColumn] = columnsIn(widths, scroll.left, scroll.right)
  const drawn = useMemo(
    () =>
      columns.flatMap(({ toText, align = 'start' }, index): DrawnColumn<Row>[] =>
        (index >= firstColumn && index < endColumn) || index === active.column
          ? [{ index, toText, align }]
          : [],
      ),
    [columns, firstColumn, endColumn, active.column],
  )

  /** The row that was chosen elsewhere, until somebody goes on from it. */
  const followed = useRef<number | null>(null)
  const letGo = () => {
    followed.current = null
  }
  const goTo = (cell: Cell) => {
    isMoved.current = true
    letGo()
    setActive(cell)
    onMove?.(cell)
    scroll.showRow(cell.row)
    const [left, right] = spanOf(widths, cell.column)
    scroll.showSpan(left, right)
  }
  // The cell is there only now, and was perhaps not before.
  useLayoutEffect(() => {
    if (!isMoved.current) return
    isMoved.current = false
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: each row that is asked for is shown once
  useEffect(() => {
    if (!shownRow || shownRow.row >= rowCount) return
    anchor.current = shownRow.row
    setActive(({ column }) => ({ row: shownRow.row, column }))
    followed.current = shownRow.row
  }, [shownRow])
  // In the middle it stays in sight while the grid finds its height, until somebody goes elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for again whenever there is more or less room
  useEffect(() => {
    if (followed.current !== null) scroll.showRow(followed.current, 'middle')
  }, [shownRow, scroll.pageRows, scroll.canvasHeight])

  const sortBy = ({ id, isSortable }: GridColumn<Row>) => {
    if (!isSortable) return
    const isUp = sort?.column === id && sort.direction === 'ascending'
    onSort({ column: id, direction: isUp ? 'descending' : 'ascending' })
  }
  const open = (place: number) => {
    const row = rowAt(place)
    if (row !== undefined) onOpen?.(row)
  }

  const press = (event: KeyboardEvent) => {
    const { key, shiftKey, altKey } = event
    const isCommand = event.ctrlKey || event.metaKey
    // Who reads by ear may go to a cell past the grid's own keys.
    const at = cellOf(event) ?? active
    const column = columns[at.column]
    if (!column) return
    const { row } = at
    if (altKey) {
      if (!onFilter || row >= 0 || key !== 'ArrowDown') return
      event.preventDefault()
      onFilter(column.id)
      return
    }
    if (row < 0 && shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      const width = widths[at.column]!
      setWidth(column.id, width + (key === 'ArrowRight' ? WIDTH_STEP : -WIDTH_STEP))
    } else if (key === 'Enter' || key === ' ') {
      if (row < 0) sortBy(column)
      else if (key === 'Enter') open(row)
      else if (shiftKey) onSelect(toRange(anchor.current, row))
      else {
        anchor.current = row
        onSelect(toggle(selection, row))
      }
    } else if (isCommand && key === 'a') {
      onSelect(rowCount > 0 ? [[0, rowCount]] : [])
    } else {
      const size = { rowCount, columnCount: columns.length, pageRows: scroll.pageRows }
      const to = move(at, { key, isCommand }, size)
      if (!to) return
      if (!shiftKey) anchor.current = Math.max(0, to.row)
      else if (row >= 0 && to.row >= 0 && to.row !== row) onSelect(toRange(anchor.current, to.row))
      goTo(to)
    }
    event.preventDefault()
  }

  const click = (event: MouseEvent) => {
    const cell = cellOf(event)
    if (!cell) return
    goTo(cell)
    if (cell.row < 0) {
      sortBy(columns[cell.column]!)
      return
    }
    if (event.shiftKey) onSelect(toRange(anchor.current, cell.row))
    else {
      anchor.current = cell.row
      const isToggled = event.ctrlKey || event.metaKey
      onSelect(isToggled ? toggle(selection, cell.row) : toRange(cell.row, cell.row))
    }
  }

  const rows = scroll.rows(active.row)
  return (
    <div className={styles.frame}>
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        className={styles.grid}
        style={
          {
            '--columns': widths.map((width) => `${width}px`).join(' '),
            '--row': `${ROW_PIXELS}px`,
          } as CSSProperties
        }
        onScroll={scroll.onScroll}
        onWheel={letGo}
        onPointerDown={letGo}
        onKeyDown={press}
        onClick={click}
        onDoubleClick={(event) => {
          const cell = cellOf(event)
          if (cell && cell.row >= 0) open(cell.row)
        }}
        onMouseDown={(event) => {
          // A range of rows is no selection of text.
          if (event.shiftKey) event.preventDefault()
        }}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row}>
            {columns.map((column, index) => {
              const isSorted = sort?.column === column.id
              const Arrow = sort?.direction === 'descending' ? ArrowDown : ArrowUp
              return (
                <div
                  key={column.id}
                  role="columnheader"
                  aria-colindex={index + 1}
                  aria-sort={isSorted ? sort.direction : column.isSortable ? 'none' : undefined}
                  aria-describedby={helpId}
                  tabIndex={active.row < 0 && active.column === index ? 0 : -1}
                  className={styles.title}
                  data-cell={`-1 ${index}`}
                  data-align={column.align}
                  data-sortable={column.isSortable || undefined}
                  title={column.title}
                >
                  <span className={styles.text}>{column.title}</span>
                  {isSorted && <Arrow size={14} aria-hidden />}
                  {onFilter && (
                    <span
                      aria-hidden
                      className={styles.funnel}
                      data-filtered={column.isFiltered || undefined}
                      title={words.filter}
                      // It stands in the title, which sorts.
                      onClick={(event) => {
                        event.stopPropagation()
                        onFilter(column.id)
                      }}
                    >
                      <Funnel size={14} />
                    </span>
                  )}
                  <Handle
                    width={widths[index]!}
                    onChange={(pixels) => setWidth(column.id, pixels)}
                    onReset={() => setWidth(column.id, column.width ?? USUAL_WIDTH)}
                  />
                </div>
              )
            })}
          </div>
        </div>
        <div role="rowgroup" className={styles.canvas} style={{ height: scroll.canvasHeight }}>
          {rows.map(({ row, top }) => (
            <DataRow
              key={row}
              row={row}
              top={top}
              data={rowAt(row)}
              columns={drawn}
              activeColumn={row === active.row ? active.column : null}
              isSelected={isSelected(selection, row)}
            />
          ))}
        </div>
      </div>
      <p id={helpId} hidden>
        {words.titleHelp}
      </p>
      {hasFailed && (
        <div role="alert" className={styles.failed}>
          <p>{words.failed}</p>
          <Button size="small" onClick={retry}>
            {words.retry}
          </Button>
        </div>
      )}
    </div>
  )
}

function cellOf({ target }: Pick<MouseEvent | KeyboardEvent, 'target'>): Cell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const [row, column] = (cell?.dataset.cell ?? '').split(' ').map(Number)
  return row === undefined || column === undefined ? null : { row, column }
}

/** What a column is widened by with a pointer; with keys its title is. */
function Handle({
  width,
  onChange,
  onReset,
}: {
  readonly width: number
  readonly onChange: (pixels: number) => void
  readonly onReset: () => void
}) {
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const begin = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, width }
  }
  return (
    <span
      aria-hidden
      className={styles.handle}
      onPointerDown={begin}
      onPointerMove={({ clientX }) => {
        if (drag.current) onChange(drag.current.width + clientX - drag.current.x)
      }}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
      // It stands in the title, which sorts.
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => {
        event.stopPropagation()
        onReset()
      }}
    />
  )
}
