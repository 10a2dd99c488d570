import type { FieldValues } from '../model/feature.ts'
import { readValue } from '../model/field-value.ts'
import type { Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'
import type { LayerEntry } from './device-layer.ts'

/** Fields that hold names where nothing says which field does, as in files that readers bring. */
const NAME_FIELDS = /^(name|nom|nombre|title|titre|título|titulo|label)$/i

/** What a feature is called: as the map names it, else by a field of names; `null` where it has no name. */
export function nameOf(
  { symbology, fields }: Pick<LayerEntry, 'symbology' | 'fields'>,
  properties: FieldValues,
  language: Language,
): string | null {
  const labels = symbology?.labels
  const named = [
    labels && textIn(labels.fields, language),
    labels?.fallback,
    ...fields.map(({ name }) => name).filter((name) => NAME_FIELDS.test(name)),
  ]
  for (const field of named) {
    const value = field === undefined ? null : readValue(properties, field)
    const text = typeof value === 'object' || value === null ? '' : String(value).trim()
    if (text !== '') return text
  }
  return null
}

/** The fields of which `nameOf` makes a name, in every language. */
export function nameFieldsOf({
  symbology,
  fields,
}: Pick<LayerEntry, 'symbology' | 'fields'>): readonly string[] {
  const labels = symbology?.labels
  const named = new Set([...Object.values(labels?.fields ?? {}), labels?.fallback])
  return fields.map(({ name }) => name).filter((name) => named.has(name) || NAME_FIELDS.test(name))
}
