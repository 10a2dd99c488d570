import { type CatalogFile, COUNTRIES } from '../../catalog/schema.ts'
import { DATA_LANGUAGES, type Localized } from '../../model/schema.ts'
import { fill } from '../../words/fill.ts'
import { formatNumber } from '../../words/format.ts'
import { wordsOf } from '../../words/words.ts'
import type { Fix } from '../finding.ts'
import type { Mapping } from '../mapping.ts'
import type { ReviewRows } from '../review-rows.ts'
import type { Manifest } from './package-files.ts'

/** A fix that was accepted in the review. */
export interface AcceptedFix {
  readonly code: string
  readonly field?: string
  readonly kind: Fix['kind']
  /** How many rows, or values, it changed. */
  readonly count: number
}

type Words = ReturnType<typeof wordsOf<'release'>>

/** A sentence in every language of the data. */
function inEach(toText: (words: Words, number: (value: number) => string) => string): Localized {
  const texts = DATA_LANGUAGES.map((language) => [
    language,
    toText(wordsOf('release', language), (value) => formatNumber(value, language)),
  ])
  return Object.fromEntries(texts) as unknown as Localized
}

/** What was done to the data on their way from the file that was sent, as the catalogue tells it. */
export function toProcessing(
  order: {
    readonly source: Manifest['source']
    readonly mapping: Mapping | null
    readonly fixes: readonly AcceptedFix[]
    readonly rows: Pick<ReviewRows, 'length'>
  },
  files: readonly CatalogFile[],
): Localized[] {
  const { source, mapping, fixes, rows } = order
  return [
    inEach((words, number) => fill(words.read, { file: source.name, count: number(rows.length) })),
    ...(mapping ? [inEach((words) => words.mapped)] : []),
    ...fixes.map(({ kind, field = '', count }) =>
      inEach((words, number) =>
        fill(field === '' ? words.fixed : words.fixedField, {
          fix: words.fix[kind],
          field,
          count: number(count),
        }),
      ),
    ),
    ...files.flatMap(({ overviewZooms, toleranceMeters, least, featureCount }) =>
      overviewZooms
        ? [
            inEach((words, number) =>
              fill(toOverviewWords(words, toleranceMeters, least), {
                from: number(Math.max(0, overviewZooms[0])),
                to: number(Math.floor(overviewZooms[1])),
                meters: number(Math.round(toleranceMeters ?? 0)),
                least: number(least ?? 0),
                count: number(featureCount),
              }),
            ),
          ]
        : [],
    ),
  ]
}

function toOverviewWords(
  words: Words,
  toleranceMeters: number | undefined,
  least: number | undefined,
): string {
  if (toleranceMeters !== undefined) return words.overview
  return least === undefined ? words.grouped : words.largest
}

/** The features of each country, where a field holds its ISO 3166-1 alpha-3 code. */
export function countByCountry(
  rows: ReviewRows,
  field: string | undefined,
): Record<string, number> | undefined {
  if (field === undefined) return undefined
  const counts = new Map<string, number>(COUNTRIES.map((country) => [country, 0]))
  for (let row = 0; row < rows.length; row++) {
    const before = counts.get(String(rows.value(row, field)))
    if (before !== undefined) counts.set(String(rows.value(row, field)), before + 1)
  }
  const found = [...counts].filter(([, count]) => count > 0)
  return found.length > 0 ? Object.fromEntries(found) : undefined
}
