import { memo } from 'react'
import styles from './data-grid.module.css'

/** A column that is drawn, at its place among all. */
export interface DrawnColumn<Row> {
  readonly index: number
  toText(row: Row): string
  readonly align: 'start' | 'end'
}

interface DataRowProps<Row> {
  readonly row: number
  /** In pixels from the head of the rows. */
  readonly top: number
  /** `undefined` until it is there. */
  readonly data: Row | undefined
  readonly columns: readonly DrawnColumn<Row>[]
  /** The column of the cell that has the focus, or would have it. */
  readonly activeColumn: number | null
  readonly isSelected: boolean
}

/** A row of a grid; drawn anew only when it changes. */
export const DataRow = memo(function DataRow<Row>({
  row,
  top,
  data,
  columns,
  activeColumn,
  isSelected,
}: DataRowProps<Row>) {
  const isThere = data !== undefined
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      aria-busy={!isThere || undefined}
      className={styles.row}
      style={{ top }}
      data-odd={row % 2 === 1 || undefined}
    >
      {columns.map(({ index, toText, align }) => {
        const text = isThere ? toText(data) : ''
        return (
          <div
            key={index}
            role="gridcell"
            aria-colindex={index + 1}
            tabIndex={index === activeColumn ? 0 : -1}
            className={styles.cell}
            style={{ gridColumn: index + 1 }}
            data-cell={`${row} ${index}`}
            data-align={align}
            title={text}
          >
            {isThere ? text : <span className={styles.waiting} />}
          </div>
        )
      })}
    </div>
  )
}) as <Row>(props: DataRowProps<Row>) => React.ReactNode
