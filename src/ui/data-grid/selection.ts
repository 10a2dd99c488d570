/**
 * Which rows are selected: ranges of their places, the last one of each left out, in order and apart from one another.
 * All of 500,000 rows are one range.
 */
export type Selection = readonly (readonly [from: number, to: number])[]

export const NONE: Selection = []

/** Whether the row at a place is selected. */
export function isSelected(selection: Selection, row: number): boolean {
  return selection.some(([from, to]) => from <= row && row < to)
}

/** How many rows are selected. */
export function countSelected(selection: Selection): number {
  return selection.reduce((count, [from, to]) => count + to - from, 0)
}

/** The rows between two places, both of them among them, whichever comes first. */
export function toRange(one: number, other: number): Selection {
  return [[Math.min(one, other), Math.max(one, other) + 1]]
}

/** With the row where it was not selected, without it where it was. */
export function toggle(selection: Selection, row: number): Selection {
  const others = selection.flatMap(([from, to]): [number, number][] =>
    row < from || to <= row
      ? [[from, to]]
      : ([
          [from, row],
          [row + 1, to],
        ] as [number, number][]),
  )
  const isAdded = !isSelected(selection, row)
  return join(isAdded ? [...others, [row, row + 1]] : others)
}

function join(ranges: readonly (readonly [number, number])[]): Selection {
  const joined: [number, number][] = []
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1)
    if (from === to) continue
    if (last && last[1] >= from) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}
