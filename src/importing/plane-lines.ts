import type { FeatureTable } from '../formats/contract/feature-table.ts'
import { toNaaf } from '../geo/naaf.ts'

/** Lines and rings of a layer in the Framework's plane, in typed arrays: one after the other, position by position. */
export interface PlaneLines {
  /** Of each line the row of its feature. */
  readonly rows: Uint32Array
  /** 1 for a ring, 0 for a line that is open. */
  readonly areRings: Uint8Array
  /** Where each line begins among the positions, and at the end where the last one ends. */
  readonly starts: Uint32Array
  /** Of each position its place in the table. */
  readonly places: Uint32Array
  /** In metres. */
  readonly xs: Float64Array
  readonly ys: Float64Array
}

/** The lines of those rows of a table that `isTaken`. */
export function toPlaneLines(table: FeatureTable, isTaken: (row: number) => boolean): PlaneLines {
  let [lineCount, count] = [0, 0]
  const eachLine = (visit: (row: number, isRing: boolean, first: number, of: number) => void) => {
    for (let row = 0; row < table.length; row++) {
      if (!isTaken(row)) continue
      table.eachRun(row, (kind, first, of) => {
        if (kind !== 'points' && of > 0) visit(row, kind === 'ring', first, of)
      })
    }
  }
  eachLine((_row, _isRing, _first, of) => {
    lineCount++
    count += of
  })
  const lines = emptyLines(lineCount, count)
  const { plane } = table
  let [line, at] = [0, 0]
  eachLine((row, isRing, first, of) => {
    lines.rows[line] = row
    lines.areRings[line] = isRing ? 1 : 0
    for (let place = first; place < first + of; place++, at++) {
      const [x, y] = toNaaf(plane[2 * place]!, plane[2 * place + 1]!)
      lines.places[at] = place
      lines.xs[at] = x
      lines.ys[at] = y
    }
    lines.starts[++line] = at
  })
  return lines
}

/** Lines without those of which nothing is kept, and without the positions that are not. */
export function keptLines(
  lines: PlaneLines,
  isLineKept: (line: number) => boolean,
  isKept: (at: number) => boolean,
): PlaneLines {
  let [lineCount, count] = [0, 0]
  const eachKept = (visit: (line: number, from: number, to: number) => void) => {
    for (let line = 0; line < lines.rows.length; line++) {
      if (isLineKept(line)) visit(line, lines.starts[line]!, lines.starts[line + 1]!)
    }
  }
  eachKept((_line, from, to) => {
    lineCount++
    for (let at = from; at < to; at++) if (isKept(at)) count++
  })
  const kept = emptyLines(lineCount, count)
  let [next, end] = [0, 0]
  eachKept((line, from, to) => {
    kept.rows[next] = lines.rows[line]!
    kept.areRings[next] = lines.areRings[line]!
    for (let at = from; at < to; at++) {
      if (!isKept(at)) continue
      kept.places[end] = lines.places[at]!
      kept.xs[end] = lines.xs[at]!
      kept.ys[end++] = lines.ys[at]!
    }
    kept.starts[++next] = end
  })
  return kept
}

const emptyLines = (lineCount: number, count: number): PlaneLines => ({
  rows: new Uint32Array(lineCount),
  areRings: new Uint8Array(lineCount),
  starts: new Uint32Array(lineCount + 1),
  places: new Uint32Array(count),
  xs: new Float64Array(count),
  ys: new Float64Array(count),
})
