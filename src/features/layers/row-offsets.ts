/** A row as it stands before anything is moved, from the top of what is scrolled, CSS pixels. */
export interface MeasuredRow {
  readonly id: string
  readonly place: number
  readonly top: number
  readonly height: number
}

/** The place whose row's middle is nearest to that of the row `id`, drawn `offset` pixels lower than it stands. */
export function nearestPlace(rows: readonly MeasuredRow[], id: string, offset: number): number {
  const moved = rows.find((row) => row.id === id)
  if (!moved) return -1
  const middle = moved.top + moved.height / 2 + offset
  const away = ({ top, height }: MeasuredRow) => Math.abs(top + height / 2 - middle)
  return rows.reduce((best, row) => (away(row) < away(best) ? row : best), moved).place
}

/** How much lower a row is drawn where it takes the place of another, whose neighbours make way. */
export function offsetTo(row: MeasuredRow, other: MeasuredRow): number {
  const isBelow = other.place > row.place
  return isBelow ? other.top + other.height - row.top - row.height : other.top - row.top
}
