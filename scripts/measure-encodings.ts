/**
 * Measures how often the encoding of texts is found, and writes the table of `docs/encodings.md`:
 *
 *     npx tsx scripts/measure-encodings.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ENCODINGS_OF, type Measured, measureShare } from '../tests/support/encoding-share.ts'

const PAGE = resolve(import.meta.dirname, '../docs/encodings.md')
const [START, END] = ['<!-- measured -->', '<!-- /measured -->']
const NAMES = new Intl.DisplayNames(['en'], { type: 'language' })

const rows: string[][] = [
  ['language', 'encoding', '1 letter', 'told as a guess', '10 letters', '100 letters'],
]
for (const [language, encodings] of Object.entries(ENCODINGS_OF)) {
  for (const encoding of encodings) {
    const [one, ten, hundred] = ([1, 10, 100] as const).map((size) =>
      measureShare(language as Measured, encoding, size),
    )
    const wrong = one!.samples - one!.right
    rows.push([
      NAMES.of(language)!,
      encoding,
      share(one!.right, one!.samples),
      wrong === 0 ? '' : `${wrong - one!.silentlyWrong} of ${wrong}`,
      share(ten!.right, ten!.samples),
      share(hundred!.right, hundred!.samples),
    ])
  }
}

const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
const lines = rows.map(
  (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`,
)
lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
const page = readFileSync(PAGE, 'utf8')
const [before, rest] = page.split(START)
const [, after] = rest!.split(END)
writeFileSync(PAGE, `${before}${START}\n\n${lines.join('\n')}\n\n${END}${after}`)

function share(right: number, samples: number): string {
  return `${((100 * right) / samples).toFixed(1)} % of ${samples}`
}
