import '../../src/ui/tokens.css'
import { useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { DataGrid, type GridColumn, type GridSort } from '../../src/ui/data-grid/data-grid.tsx'
import { countSelected, NONE } from '../../src/ui/data-grid/selection.ts'

/** A row is its number among the rows as they were made, from which all of its cells follow. */
type Row = number

const COLUMNS: readonly GridColumn<Row>[] = [
  { id: 'name', title: 'Name', toText: (row) => `Facility ${row + 1}`, isSortable: true },
  {
    id: 'tonnes',
    title: 'Tonnes',
    toText: (row) => ((row * 7919) % 100_003).toLocaleString('en'),
    align: 'end',
    isSortable: true,
  },
  ...Array.from({ length: 18 }, (_, index) => ({
    id: `field-${index}`,
    title: `Field ${index + 1}`,
    toText: (row: Row) => `${index + 1}·${row % (index + 2)}`,
  })),
]

/** What the test asks for in the page's address: how many rows, and how long each page of them takes. */
const asked = new URLSearchParams(location.hash.slice(1))
const rowCount = Number(asked.get('rows'))
const waitMilliseconds = Number(asked.get('wait'))

const log = { asked: 0, aborted: 0, opened: [] as number[], failsNext: false }
Object.assign(window, { gridLog: log })

function App() {
  const [sort, setSort] = useState<GridSort | null>(null)
  const [selection, setSelection] = useState(NONE)
  const readRows = useMemo(
    () => async (from: number, to: number, signal: AbortSignal) => {
      log.asked++
      signal.addEventListener('abort', () => log.aborted++)
      await new Promise((resolve) => setTimeout(resolve, waitMilliseconds))
      if (log.failsNext) {
        log.failsNext = false
        throw new Error('The test has this page of rows fail')
      }
      const isDown = sort?.direction === 'descending'
      return Array.from({ length: to - from }, (_, index) =>
        isDown ? rowCount - 1 - from - index : from + index,
      )
    },
    [sort],
  )
  return (
    <main style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <h1>Facilities</h1>
      <p id="selected">{countSelected(selection)} selected</p>
      <div style={{ flex: 1, minHeight: 0 }}>
        <DataGrid
          label="Facilities"
          columns={COLUMNS}
          rowCount={rowCount}
          readRows={readRows}
          sort={sort}
          onSort={(next) => {
            setSort(next)
            setSelection(NONE)
          }}
          selection={selection}
          onSelect={setSelection}
          onOpen={(row) => log.opened.push(row)}
          words={{
            titleHelp: 'Enter sorts. Shift with the arrow keys changes the width.',
            failed: 'Rows could not be read.',
            retry: 'Try again',
          }}
        />
      </div>
    </main>
  )
}

createRoot(document.getElementById('root')!).render(<App />)
