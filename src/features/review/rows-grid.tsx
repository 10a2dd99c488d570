import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataGrid, type GridColumn } from '../../ui/data-grid/data-grid.tsx'
import { NONE, type Selection } from '../../ui/data-grid/selection.ts'
import styles from './review-panel.module.css'

interface RowsGridProps<Row> {
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly rowCount: number
  readonly readRows: (from: number, to: number) => Promise<readonly Row[]>
}

/** Rows of a review, in the order in which they were found. */
export function RowsGrid<Row>(props: RowsGridProps<Row>) {
  const { t } = useTranslation()
  const [selection, setSelection] = useState<Selection>(NONE)
  return (
    <div className={styles.grid}>
      <DataGrid
        {...props}
        sort={null}
        onSort={() => undefined}
        selection={selection}
        onSelect={setSelection}
        words={{
          titleHelp: t('review.gridHelp'),
          failed: t('review.gridFailed'),
          retry: t('start.retry'),
        }}
      />
    </div>
  )
}
