import type { Language, Localized } from '../../model/schema.ts'
import { fill } from '../../words/fill.ts'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { type Comparison, changedGroups } from '../compare.ts'
import { toCsvLine } from '../csv-line.ts'
import type { ReviewRows } from '../review-rows.ts'
import { toReadNumber } from '../sentences.ts'
import type { Roles } from '../theme.ts'
import { nameOf } from '../verdict.ts'

/** So many classes are named; how many more changed is said, and the figures beside it have them all. */
const MOST_GROUPS = 60

export interface Editions {
  readonly title: Localized
  readonly edition: string
  readonly published: ReviewRows
  readonly rows: ReviewRows
  readonly roles: Roles
  readonly comparison: Comparison
}

/** What an edition changes, as text for people to read; the words `release` have to be loaded. */
export function toChangeLog(editions: Editions, language: Language): string {
  const words = wordsOf('release', language)
  const { title, edition, published, rows, comparison } = editions
  const { changed, added, removed, unchanged, shifts, sums, typesChanged } = comparison
  const groups = changedGroups(comparison)
  const number = (value: number) => toReadNumber(value, language)
  const say = (text: string, values: Readonly<Record<string, string | number>>) =>
    fill(text, (name) => {
      const value = values[name] ?? ''
      return typeof value === 'number' ? number(value) : value
    })
  const lines = [
    say(words.changesOf, { layer: textIn(title, language), edition }),
    '',
    say(words.changeCounts, {
      before: published.length,
      after: rows.length,
      unchanged,
      changed: changed.filter(({ changes }) => changes.length > 0).length,
      moved: changed.filter(({ meters }) => meters > 0).length,
      added: added.length,
      removed: removed.length,
    }),
    comparison.keyField === null
      ? words.matchedByContent
      : say(words.matchedByKey, { field: comparison.keyField }),
    ...[
      [words.fieldsAdded, comparison.fieldsAdded] as const,
      [words.fieldsRemoved, comparison.fieldsRemoved] as const,
    ].flatMap(([text, fields]) =>
      fields.length > 0 ? [say(text, { fields: fields.join(', ') })] : [],
    ),
    ...typesChanged.map(({ field, before, after }) => say(words.typeChanged, { field, before, after })), // biome-ignore format: one line
    ...shifts.map(({ field, changed: count, of, meanPercent }) =>
      meanPercent === null
        ? say(words.shiftText, { field, changed: count, of })
        : say(words.shift, { field, changed: count, of, percent: meanPercent }),
    ),
    ...sums
      .filter(({ before, after }) => before !== after)
      .map(({ field, before, after }) => say(words.sum, { field, before, after })),
    ...groups.slice(0, MOST_GROUPS).flatMap(({ field, value, before, after, sums: ofGroup }) => {
      const group = value || '–'
      return [
        ...(before === after ? [] : [say(words.group, { field, value: group, before, after })]),
        ...ofGroup
          .filter((sum) => sum.before !== sum.after)
          .map((sum) => say(words.groupSum, { group: field, value: group, field: sum.field, before: sum.before, after: sum.after })), // biome-ignore format: one line
      ]
    }),
    ...(groups.length > MOST_GROUPS ? [say(words.moreGroups, { count: groups.length - MOST_GROUPS })] : []), // biome-ignore format: one line
  ]
  return `${lines.join('\n')}\n`
}

/** The first edition of a layer changes nothing. */
export function toFirstLog(title: Localized, edition: string, language: Language): string {
  const words = wordsOf('release', language)
  return `${fill(words.changesOf, { layer: textIn(title, language), edition })}\n\n${words.firstEdition}\n`
}

/** Every feature that changed, a line each (RFC 4180, UTF-8): what became of it, its key, and its values. */
export function* toChangedRows({
  published,
  rows,
  roles,
  comparison,
}: Editions): Generator<string> {
  yield toCsvLine(['action', 'key', 'field', 'before', 'after'])
  for (const { row, meters, changes } of comparison.changed) {
    const key = nameOf(rows, roles, row)
    if (meters > 0) yield toCsvLine(['moved', key, '', '', `${Math.round(meters)} m`])
    for (const { field, before, after } of changes) {
      yield toCsvLine(['changed', key, field, String(before ?? ''), String(after ?? '')])
    }
  }
  for (const row of comparison.removed) {
    yield toCsvLine(['removed', nameOf(published, roles, row), '', '', ''])
  }
  for (const row of comparison.added) {
    yield toCsvLine(['added', nameOf(rows, roles, row), '', '', ''])
  }
}

/** The figures of a comparison, for programs. */
export function toChangeFigures({ published, rows, comparison }: Editions): object {
  const { added, removed, changed, reused, ...figures } = comparison
  return {
    ...figures,
    before: published.length,
    after: rows.length,
    added: added.length,
    removed: removed.length,
    changed: changed.filter(({ changes }) => changes.length > 0).length,
    moved: changed.filter(({ meters }) => meters > 0).length,
    reused: reused.length,
  }
}
