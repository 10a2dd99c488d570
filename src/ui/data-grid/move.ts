/** A cell by its row and column, from 0; the row of titles is -1. */
export interface Cell {
  readonly row: number
  readonly column: number
}

/** What of a key event is looked at. */
export interface Press {
  readonly key: string
  /** Control, or Command on a Mac. */
  readonly isCommand: boolean
}

/** The cell that a key leads to (ARIA Authoring Practices, Data Grid); `null` for keys that lead nowhere. */
export function move(
  { row, column }: Cell,
  { key, isCommand }: Press,
  { rowCount, columnCount, pageRows }: { rowCount: number; columnCount: number; pageRows: number },
): Cell | null {
  const lastRow = rowCount - 1
  const lastColumn = columnCount - 1
  const toRow = (to: number) => ({ row: Math.max(-1, Math.min(to, lastRow)), column })
  switch (key) {
    case 'ArrowUp':
      return toRow(row - 1)
    case 'ArrowDown':
      return toRow(row + 1)
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) }
    case 'ArrowRight':
      return { row, column: Math.min(lastColumn, column + 1) }
    // Not onto the titles: a page leads from rows to rows.
    case 'PageUp':
      return row < 0 ? { row, column } : toRow(Math.max(Math.min(0, lastRow), row - pageRows))
    case 'PageDown':
      return toRow(row + pageRows)
    case 'Home':
      return { row: isCommand ? Math.min(0, lastRow) : row, column: 0 }
    case 'End':
      return { row: isCommand ? lastRow : row, column: lastColumn }
    default:
      return null
  }
}
