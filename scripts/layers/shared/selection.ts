import { z } from 'zod'
import type { FieldValue } from '../../../src/model/feature.ts'
import type { Localized } from '../../../src/model/schema.ts'
import type { Recipe, Source } from '../../pipeline/recipe.ts'
import { latitude, longitude, requiredText } from './columns.ts'
import { NAME_FIELD, SOURCE_FIELD, toPoints } from './points.ts'
import { readCsv } from './read-csv.ts'

const empty = z.literal('').transform(() => null)

/** The columns that every table of `scripts/layers/data` has: where a row is, and who says so. */
const PLACE_COLUMNS = {
  country: z.enum(['CAN', 'MEX', 'USA']),
  latitude: empty.or(latitude),
  longitude: empty.or(longitude),
  source: requiredText,
} as const

type Place = z.output<z.ZodObject<typeof PLACE_COLUMNS>>
type Described = Pick<
  Recipe,
  | 'id'
  | 'group'
  | 'title'
  | 'abstract'
  | 'limitations'
  | 'fields'
  | 'provenance'
  | 'symbology'
  | 'record'
  | 'modified'
>

/**
 * A layer of points from a table of `scripts/layers/data`, which was transcribed from stored copies of
 * public sources: a selection, and badged so. Fields are the given ones between name and source.
 */
export function selectionRecipe<
  Columns extends Readonly<Record<string, z.ZodType<FieldValue>>>,
>(spec: {
  readonly described: Described
  /** The table's file name and its digest, `sha256:…`. */
  readonly table: { readonly name: string; readonly integrity: string }
  /** The columns beside place and source. */
  readonly columns: Columns
  /** Why rows have no place that may be published, with `{{count}}`; without it, each row has one. */
  readonly withoutPlace?: Localized
  /** The name of a feature, for a table without a column for it. */
  readonly toName?: (row: z.output<z.ZodObject<Columns>>) => string | null
}): Recipe {
  const { described, table, columns, withoutPlace, toName } = spec
  const source: Source = {
    kind: 'file',
    path: `scripts/layers/data/${table.name}`,
    integrity: table.integrity,
  }
  const row = z.object({ ...PLACE_COLUMNS, ...columns }) as unknown as z.ZodType<
    Place & z.output<z.ZodObject<Columns>>
  >
  return {
    ...described,
    state: 'bundled',
    badge: 'selection',
    geometryType: 'Point',
    fields: [NAME_FIELD, ...described.fields, SOURCE_FIELD],
    countryField: 'country',
    sources: [source],
    async build(context) {
      const rows = readCsv(await context.read(source), row)
      const located = rows.flatMap(({ latitude: lat, longitude: lon, ...properties }) =>
        lat === null || lon === null
          ? []
          : [
              {
                lon,
                lat,
                properties: {
                  ...(toName && { name: toName(properties as z.output<z.ZodObject<Columns>>) }),
                  ...properties,
                },
              },
            ],
      )
      const count = rows.length - located.length
      if (withoutPlace) context.log.add(withoutPlace, { count })
      else if (count > 0) throw new Error(`${count} rows of ${table.name} have no place`)
      return { features: toPoints(context, located) }
    },
  }
}
