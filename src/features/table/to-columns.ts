import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import type { Language } from '../../model/schema.ts'
import type { PageRow } from '../../query/page.ts'
import type { GridColumn } from '../../ui/data-grid/data-grid.tsx'
import { formatCell } from '../../words/format-value.ts'

type Field = LayerEntry['fields'][number]

/** The fields that a table has at first: all but the zoom from which the map draws a feature, which says nothing of it. */
export function toTableFields({
  fields,
  symbology,
}: Pick<LayerEntry, 'fields' | 'symbology'>): readonly Field[] {
  return fields.filter(({ name }) => name !== symbology?.minZoomField)
}

/** The fields of some names, in their order; those that the layer does not have are left out. */
export function toShownFields(
  entry: Pick<LayerEntry, 'fields' | 'symbology'>,
  names: readonly string[] | null,
): readonly Field[] {
  if (!names) return toTableFields(entry)
  const shown = names.flatMap((name) => entry.fields.find((field) => field.name === name) ?? [])
  return shown.length > 0 ? shown : toTableFields(entry)
}

const NUMBERS: ReadonlySet<Field['type']> = new Set(['integer', 'long', 'double'])

const WIDTHS: Readonly<Partial<Record<Field['type'], number>>> = {
  boolean: 100,
  integer: 120,
  long: 140,
  double: 140,
  date: 170,
  datetime: 260,
}

/**
 * Columns of rows whose values are those of the fields: units stand in the titles, codes as their words.
 *
 * @param filtered the fields by which rows are left out
 */
export function toColumns(
  fields: readonly Field[],
  language: Language,
  filtered: ReadonlySet<string> = new Set(),
): readonly GridColumn<PageRow>[] {
  return fields.map((field, place) => {
    const { name, type, codes } = field
    const title = toFieldTitle(field, language)
    return {
      id: name,
      title,
      align: NUMBERS.has(type) && !codes ? 'end' : 'start',
      // Long titles are read whole as far as there is any sense in it.
      width: Math.max(WIDTHS[type] ?? 180, Math.min(280, 64 + 7.5 * title.length)),
      isSortable: type !== 'binary',
      isFiltered: filtered.has(name),
      toText: ({ values }) => formatCell(values[place] ?? null, { type, codes }, language),
    }
  })
}
