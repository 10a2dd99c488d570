import { csvColumnsSchema } from '../model/csv-columns.ts'
import type { FieldValue } from '../model/feature.ts'
import { fold } from '../model/fold.ts'
import { z } from '../model/zod.ts'
import { convertValue } from './fix.ts'
import type { ReviewRows } from './review-rows.ts'
import { codeOf, isNamedLike } from './rules/schema.ts'
import type { Theme, ThemeField } from './theme.ts'

const value = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** How one field of the theme is made of the file's. */
const fieldMapping = z.strictObject({
  to: z.string().min(1),
  /** The file's fields: several are joined. */
  from: z.array(z.string().min(1)).max(8),
  /** What stands between joined values. */
  join: z.string().max(8).optional(),
  /** Of a value that holds several: what parts them, and which is taken, from 1. */
  split: z
    .strictObject({ separator: z.string().min(1).max(8), part: z.int().min(1).max(50) })
    .optional(),
  /** What numbers are multiplied by, to come into the theme's unit. */
  factor: z.number().positive().optional(),
  /** What the file's codes are in the theme's. */
  codes: z
    .array(z.tuple([z.string(), z.string()]))
    .max(2000)
    .optional(),
  /** The value of every row, where the file has none. */
  constant: value.optional(),
})

/** How files of one kind become layers of a theme: kept with the layer, for its next edition. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  theme: z.string().min(1),
  /** How the file is read. */
  reading: z
    .strictObject({
      encoding: z.string().optional(),
      crs: z.string().optional(),
      /** Of a table the columns that hold the place. */
      columns: csvColumnsSchema.optional(),
      /** Of a file of several layers the one that is meant. */
      layer: z.string().optional(),
    })
    .optional(),
  fields: z.array(fieldMapping).max(500),
})

export type Mapping = z.infer<typeof mappingSchema>
export type Reading = NonNullable<Mapping['reading']>
export type FieldMapping = z.infer<typeof fieldMapping>

/** A mapping to begin with: fields that are called as the theme's, or by their titles in one of the languages. */
export function suggestMapping(rows: ReviewRows, theme: Theme): Mapping {
  const taken = new Set<string>()
  return {
    version: 1,
    theme: theme.id,
    fields: theme.fields.map((field) => {
      const own = rows.fields.find((each) => !taken.has(each.name) && isNamedLike(each, field))
      if (own) taken.add(own.name)
      return { to: field.name, from: own ? [own.name] : [] }
    }),
  }
}

/** The fields that a mapping reads and the file does not have: the columns were renamed, and someone has to be asked. */
export function findMissingSources(mapping: Mapping, rows: ReviewRows): readonly string[] {
  const names = new Set(rows.fields.map(({ name }) => name))
  return [...new Set(mapping.fields.flatMap(({ from }) => from))].filter((name) => !names.has(name))
}

/** The rows with the theme's fields, made of the file's own as the mapping says. */
export function applyMapping(rows: ReviewRows, mapping: Mapping, theme: Theme): ReviewRows {
  const makers = new Map(
    mapping.fields.flatMap((each) => {
      const field = theme.fields.find(({ name }) => name === each.to)
      const isMade = each.from.length > 0 || each.constant !== undefined
      return field && isMade ? [[each.to, toMaker(rows, each, field)] as const] : []
    }),
  )
  return {
    ...rows,
    fields: theme.fields
      .filter(({ name }) => makers.has(name))
      .map(({ name, type, title, unit }) => ({
        name,
        type,
        title,
        ...(unit !== undefined && { unit }),
      })),
    value: (row, field) => makers.get(field)?.(row) ?? null,
  }
}

function toMaker(
  rows: ReviewRows,
  { from, join = ' ', split, factor, codes, constant }: FieldMapping,
  field: ThemeField,
): (row: number) => FieldValue {
  const table = new Map(codes?.map(([code, to]) => [fold(code.trim()), to]))
  return (row) => {
    const given = from.map((name) => rows.value(row, name)).filter((each) => each !== null && each !== '') // biome-ignore format: one line
    let made: FieldValue = given.length > 1 ? given.map(String).join(join) : (given[0] ?? null)
    if (split && made !== null)
      made = String(made).split(split.separator)[split.part - 1]?.trim() ?? null
    made ??= constant ?? null
    if (made !== null && table.size > 0) made = table.get(fold(String(made).trim())) ?? made
    const converted = convertValue(made, field.type)
    return factor !== undefined && typeof converted === 'number' ? converted * factor : converted
  }
}

export interface UnmappedCode {
  readonly field: string
  readonly value: string
  readonly count: number
  /** The code of the list that has it as its name, where there is one. */
  readonly code?: string
}

/** The values that are in no list of the theme's codes, each with how often it is there; the most frequent first. */
export function findUnmappedCodes(mapped: ReviewRows, theme: Theme): UnmappedCode[] {
  return theme.fields.flatMap(({ name, codes }) => {
    if (!codes || !mapped.fields.some((field) => field.name === name)) return []
    const known = new Set(codes.map(([code]) => code))
    const counts = new Map<string, number>()
    for (let row = 0; row < mapped.length; row++) {
      const own = mapped.value(row, name)
      if (own !== null && own !== '' && !known.has(String(own))) {
        counts.set(String(own), (counts.get(String(own)) ?? 0) + 1)
      }
    }
    return [...counts]
      .map(([each, count]) => {
        const code = codeOf(each, codes)
        return { field: name, value: each, count, ...(code !== undefined && { code }) }
      })
      .sort((a, b) => b.count - a.count)
  })
}
