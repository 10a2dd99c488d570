import type { LayerEntry } from './device-layer.ts'

type LayerField = LayerEntry['fields'][number]

/** Whether a field's numbers are years, which are written without a mark of thousands. */
export function isOfYears({ name, type, unit }: LayerField): boolean {
  const isWhole = type === 'integer' || type === 'long'
  return isWhole && (unit === 'a' || /(^|_)(year|an|annee|année|anio|año|ano)(_|$)/i.test(name))
}

/** The fields of a layer that say when: years, days, and times. */
export function yearFieldsOf({ fields }: Pick<LayerEntry, 'fields'>): readonly LayerField[] {
  return fields.filter(
    (field) => field.type === 'date' || field.type === 'datetime' || isOfYears(field),
  )
}
