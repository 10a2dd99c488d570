import { useTranslation } from 'react-i18next'
import type { DrawChoice } from '../../importing/protocol.ts'
import { Field } from '../../ui/field.tsx'
import styles from './layer-card.module.css'
import { changeLayer, type ReviewedLayer } from './session.ts'

const FIELD_PREFIX = 'field:'

const toValue = (choice: DrawChoice): string =>
  choice.kind === 'field' ? FIELD_PREFIX + choice.field : choice.kind

function toChoice(value: string, before: DrawChoice | null): DrawChoice {
  if (value === before?.kind) return before
  if (value.startsWith(FIELD_PREFIX)) {
    return { kind: 'field', field: value.slice(FIELD_PREFIX.length) }
  }
  return { kind: value === 'file' ? 'file' : 'single' }
}

/** How the layer will be drawn: as its file says, in one colour, or by a field. */
export function DrawSelect({ layer: { review, draw, before } }: { readonly layer: ReviewedLayer }) {
  const { t } = useTranslation()
  const { hasFileStyles, fields } = review.draw
  if (!before && !hasFileStyles && fields.length === 0) return null
  return (
    <Field label={t('import.drawBy')} isInline className={styles.draw}>
      {(control) => (
        <select
          {...control}
          value={toValue(draw)}
          onChange={({ target }) =>
            changeLayer(review.key, { draw: toChoice(target.value, before) })
          }
        >
          {before && <option value={before.kind}>{t('import.drawBefore')}</option>}
          {hasFileStyles && <option value="file">{t('import.drawFile')}</option>}
          <option value="single">{t('import.drawSingle')}</option>
          {fields.map((field) => (
            <option key={field} value={FIELD_PREFIX + field}>
              {t('import.drawField', { field })}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
