import { textIn } from '../../words/text-in.ts'
import type { WriteInput } from '../contract/writer.ts'
import { isFormula, toCsvRow } from '../text/csv-text.ts'
import type { Column } from './write-columns.ts'

/** The first columns of a codebook, by which readers know one. */
export const CODEBOOK_HEADER = ['column', 'field', 'title', 'type', 'unit', 'description'] as const

/**
 * The table that leads from the ten-letter names of a shapefile back to the layer's fields. Starts
 * with a byte order mark, without which spreadsheets misread accents.
 */
export function toCodebook({ schema, language }: WriteInput, columns: readonly Column[]): string {
  const rows = columns.map(({ field, name, type, width, decimals }) => [
    name,
    field.name,
    (field.title && textIn(field.title, language)) ?? '',
    field.type,
    field.unit ?? '',
    field.description ?? '',
    type,
    String(width),
    String(decimals),
  ])
  const dropped = schema.fields
    .filter((field) => !columns.some((column) => column.field === field))
    .map((field) => [
      '',
      field.name,
      (field.title && textIn(field.title, language)) ?? '',
      field.type,
      field.unit ?? '',
    ])
  const header = [...CODEBOOK_HEADER, 'dbf_type', 'dbf_width', 'dbf_decimals']
  const guarded = [...rows, ...dropped].map((row) =>
    row.map((cell) => (isFormula(cell) ? `'${cell}` : cell)),
  )
  return `\ufeff${[header, ...guarded].map(toCsvRow).join('')}`
}
