import type { BenchResult } from './bench.ts'

/** The results as lines of text, one a bench, for a terminal. */
export function toTable(results: readonly BenchResult[]): string {
  const rows = results.map((result) => [
    result.passed ? 'pass' : 'FAIL',
    result.name,
    `${result.ratio.toFixed(2)} ≤ ${result.target}`,
    `${toFigure(result.ours)} / ${toFigure(result.peer)} ${result.unit}`,
    result.spread ? `${toRange(result.spread.ours)} / ${toRange(result.spread.peer)}` : '',
    result.peerName,
    result.note ?? '',
  ])
  const head = ['', 'bench', 'ratio', 'ours / peer', 'least to most', 'peer', '']
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)))
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const toRange = ([least, most]: readonly [number, number]): string =>
  `${toFigure(least)} to ${toFigure(most)}`

function toFigure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 })
}
