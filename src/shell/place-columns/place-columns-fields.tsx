import { useTranslation } from 'react-i18next'
import {
  type CsvColumns,
  columnsOf,
  PLACE_KINDS,
  type PlaceKind,
  type PlaceParts,
  partsOf,
  toCsvColumns,
  toPlaceParts,
} from '../../model/csv-columns.ts'
import { Field } from '../../ui/field.tsx'

/** Columns of a place while they are chosen. */
export interface PlaceDraft {
  /** `null` where they stay those that were found. */
  readonly kind: PlaceKind | null
  readonly chosen: PlaceParts
}

export const toPlaceDraft = (columns: CsvColumns | undefined): PlaceDraft =>
  (columns && toPlaceParts(columns)) ?? { kind: null, chosen: new Map() }

/** The columns of a draft; `null` while a part is missing, or none is chosen. */
export const columnsOfDraft = ({ kind, chosen }: PlaceDraft): CsvColumns | null =>
  kind && toCsvColumns(kind, chosen)

/** Which columns of a table hold the place, part by part. */
export function PlaceColumnsFields({
  names,
  found,
  draft,
  onChange,
}: {
  readonly names: readonly string[]
  /** The columns that were found, which may be left; `null` where some must be chosen. */
  readonly found: CsvColumns | null
  readonly draft: PlaceDraft
  readonly onChange: (draft: PlaceDraft) => void
}) {
  const { t } = useTranslation()
  const { kind, chosen } = draft
  const foundNames = found ? columnsOf(found).join(', ') : ''
  return (
    <>
      <Field label={t('placeColumns.title')}>
        {(control) => (
          <select
            {...control}
            value={kind ?? ''}
            onChange={({ target }) => onChange({ ...draft, kind: (target.value || null) as PlaceKind | null })} // biome-ignore format: one line
          >
            {found && (
              <option value="">
                {foundNames === ''
                  ? t('placeColumns.none')
                  : t('placeColumns.found', { columns: foundNames })}
              </option>
            )}
            {PLACE_KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`placeColumns.kind.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind &&
        partsOf(kind).map((part) => (
          <Field key={part} label={t(`placeColumns.part.${part}`)}>
            {(control) => (
              <select
                {...control}
                value={chosen.get(part) ?? ''}
                onChange={({ target }) =>
                  onChange({ kind, chosen: new Map(chosen).set(part, target.value) })
                }
              >
                <option value="">—</option>
                {names.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
    </>
  )
}
