import { countSlips } from '../../catalog/text-index.ts'
import type { FieldValue } from '../../model/feature.ts'
import { fold } from '../../model/fold.ts'
import type { DataLanguage, Field, FieldType } from '../../model/schema.ts'
import { factsOf } from '../../words/languages.ts'
import { inDataLanguages } from '../../words/text-in.ts'
import { type Finding, Hits } from '../finding.ts'
import { OTHER_STATE_NAMES } from '../places.ts'
import type { ReviewRows } from '../review-rows.ts'
import type { Rule } from '../rule.ts'
import { toLocalizedValues } from '../sentences.ts'
import { type Theme, type ThemeField, toPlainName } from '../theme.ts'

/** Types whose values can stand in a field of another: a whole number is a number. */
const FITS: Readonly<Partial<Record<FieldType, readonly FieldType[]>>> = {
  double: ['integer', 'long'],
  long: ['integer'],
  string: ['date', 'datetime', 'json'],
  datetime: ['date'],
}

/** More empty values than this in a field that the published edition has filled are no accident. */
const MORE_EMPTY_SHARE = 0.1
const PERCENT = 100

/** The fields held to the harmonised schema of the theme: names, types, lists of codes, empty values. */
export const schema: Rule = {
  codes: ['field-missing', 'field-extra', 'field-type', 'code-unknown', 'values-missing'],
  begin({ rows, theme, published }) {
    if (!theme) return null
    const own = new Map(rows.fields.map((field) => [field.name, field]))
    const columns = theme.fields.flatMap((field) => (own.has(field.name) ? [toColumn(field)] : []))
    return {
      visit(row) {
        for (const { field, codes, unknown, empty } of columns) {
          const value = rows.value(row, field.name)
          if (value === null || value === '') empty.add(row)
          else if (codes && !codes.has(String(value))) unknown.add(row, String(value))
        }
      },
      finish: () => [
        ...missingFields(theme, rows),
        ...rows.fields
          .filter(({ name }) => !theme.fields.some((field) => field.name === name))
          .map(
            ({ name }): Finding => ({
              code: 'field-extra',
              severity: 'note',
              field: name,
              count: 1,
              rows: [],
            }),
          ),
        ...columns.flatMap(({ field, codes, unknown, empty }) => [
          ...wrongType(field, own.get(field.name)!, rows),
          ...unknown.toFindings({
            code: 'code-unknown',
            severity: 'error',
            field: field.name,
            ...withCodes(unknown, field, codes),
          }),
          ...moreEmpty(field, empty, rows, published),
        ]),
      ],
    }
  },
}

function toColumn(field: ThemeField) {
  const codes = field.codes && new Set(field.codes.map(([code]) => code))
  return { field, codes, unknown: new Hits(), empty: new Hits() }
}

function missingFields({ fields }: Theme, rows: ReviewRows): Finding[] {
  const names = new Set(rows.fields.map(({ name }) => name))
  const wanted = new Set(fields.map(({ name }) => name))
  return fields
    .filter(({ name }) => !names.has(name))
    .map((field): Finding => {
      const similar = rows.fields.find((own) => !wanted.has(own.name) && isNamedLike(own, field))
      return {
        code: 'field-missing',
        severity: 'error',
        count: 1,
        rows: [],
        // The field that there is, so that it can be named as it should be.
        ...(similar
          ? { field: similar.name, fix: { kind: 'rename-field', to: field.name } }
          : { field: field.name }),
        values: { wanted: field.name },
      }
    })
}

/** Whether a field's name says what another's or its title does: `FACILITY_N`, `Établissement`, `facility`. */
export function isNamedLike(
  own: Pick<Field, 'name'>,
  { name, title }: Pick<ThemeField, 'name' | 'title'>,
): boolean {
  const plain = toPlainName(own.name).replaceAll('_', '')
  const names = [name, ...Object.values(title).map(toCodeName)].map((text) => toPlainName(text).replaceAll('_', '')) // biome-ignore format: one line
  return names.some(
    (wanted) =>
      plain === wanted || (plain.length >= 6 && plain.length <= 10 && wanted.startsWith(plain)),
  )
}

/** Of a title such as “Sector (código SCIAN)” the name of the code: the field has that, and not the sector in words. */
const toCodeName = (title: string): string =>
  /\((?:code|código) (\p{Lu}+)\)$|\((\p{Lu}+) code\)$/u.exec(title)?.slice(1).find(Boolean) ?? title

function wrongType({ name, type }: ThemeField, own: Field, rows: ReviewRows): Finding[] {
  if (own.type === type || FITS[type]?.includes(own.type) || isAllEmpty(rows, name)) return []
  return [
    {
      code: 'field-type',
      severity: 'error',
      field: name,
      count: 1,
      rows: [],
      values: { type: own.type, wanted: type },
      fix: { kind: 'convert', to: type },
    },
  ]
}

function isAllEmpty(rows: ReviewRows, field: string): boolean {
  for (let row = 0; row < rows.length; row++) if (rows.value(row, field) !== null) return false
  return true
}

/**
 * The code that is written as a value is but for case and accents, or has it as its name: as registers call states,
 * or else in one of the languages. None where several do: on maps the state and the city are called México alike.
 */
export function codeOf(value: string, codes: NonNullable<ThemeField['codes']>): string | undefined {
  const name = fold(value.trim())
  const isAmong = (texts: readonly string[]) => texts.some((each) => fold(each) === name)
  const named = [
    codes.filter(([code]) => isAmong([code])),
    codes.filter(([code]) => isAmong(OTHER_STATE_NAMES[code] ?? [])),
    codes.filter(([, meaning]) => isAmong(Object.values(meaning))),
  ].find((some) => some.length > 0)
  return named?.length === 1 ? named[0]![0] : undefined
}

/** The codes of unknown values that differ from a known code or its meaning in case and accents alone. */
function withCodes(
  unknown: Hits,
  { codes: known = [] }: ThemeField,
  codes: ReadonlySet<string> | undefined,
): Pick<Finding, 'values' | 'fix'> {
  if (!codes || unknown.count === 0) return {}
  const different = [...new Set(unknown.details.map(String))]
  const meant = different.flatMap((value): [string, string][] => {
    const code = codeOf(value, known)
    return code === undefined ? [] : [[value, code]]
  })
  return {
    values: {
      different: different.length,
      examples: different.slice(0, 5).join(', '),
      ...listCodes(known, different),
    },
    ...(meant.length > 0 && { fix: { kind: 'codes', codes: meant } }),
  }
}

/** So many codes of a list are told, those first that are most like one of so many of the unknown values. */
const MOST_CODES = 12
const MOST_COMPARED = 20

/** The codes that there are, the nearest to what was sent first, each with its meaning where that says more. */
function listCodes(
  codes: NonNullable<ThemeField['codes']>,
  unknown: readonly string[],
): NonNullable<Finding['values']> {
  const sent = unknown.slice(0, MOST_COMPARED).map(fold)
  const unlikeness = ([code, meaning]: (typeof codes)[number]) =>
    Math.min(
      ...[code, ...Object.values(meaning)]
        .map(fold)
        .flatMap((text) => sent.map((each) => shareOfSlips(text, each))),
    )
  const told = codes
    .map((each) => ({ each, unlike: unlikeness(each) }))
    .sort((a, b) => a.unlike - b.unlike)
    .slice(0, MOST_CODES)
  const textIn = (language: DataLanguage) =>
    told
      .map(({ each: [code, meaning] }) => {
        const says = meaning[language]
        return fold(says) === fold(code) ? code : `${code} (${says})`
      })
      .join(factsOf(language).semicolon)
  return {
    ...toLocalizedValues('codes', inDataLanguages(textIn)),
    more: codes.length - told.length,
  }
}

/** How much of a text has to be put right to make it another: 0 for the same, 1 for nothing in common. */
function shareOfSlips(a: string, b: string): number {
  const length = Math.max(a.length, b.length, 1)
  return countSlips(a, b, length) / length
}

function emptyShare(rows: ReviewRows, field: string): number | null {
  if (rows.length === 0 || !rows.fields.some(({ name }) => name === field)) return null
  let empty = 0
  for (let row = 0; row < rows.length; row++) {
    const value: FieldValue = rows.value(row, field)
    if (value === null || value === '') empty++
  }
  return empty / rows.length
}

function moreEmpty(
  field: ThemeField,
  empty: Hits,
  rows: ReviewRows,
  published: ReviewRows | null,
): readonly Finding[] {
  if (empty.count === 0) return []
  const share = empty.count / rows.length
  const before = published && emptyShare(published, field.name)
  if (before === null) {
    return share === 1
      ? empty.toFindings({
          code: 'values-missing',
          severity: 'warning',
          field: field.name,
          values: { percent: PERCENT, before: 0 },
        })
      : []
  }
  if (share < before + MORE_EMPTY_SHARE && !(before === 0)) return []
  return empty.toFindings({
    code: 'values-missing',
    severity: 'warning',
    field: field.name,
    values: { percent: Math.ceil(share * PERCENT), before: Math.round(before * PERCENT) },
  })
}
