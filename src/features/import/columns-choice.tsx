import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerReview } from '../../importing/protocol.ts'
import {
  columnsOfDraft,
  PlaceColumnsFields,
  type PlaceDraft,
} from '../../shell/place-columns/place-columns-fields.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './layer-card.module.css'
import { chooseForLayer } from './session.ts'

/** For a table whose place was not recognised, or not with certainty: which of its columns hold it. */
export function ColumnsChoice({
  review,
  columns,
}: {
  readonly review: LayerReview
  readonly columns: readonly string[]
}) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<PlaceDraft>({ kind: 'degrees', chosen: new Map() })
  const whole = columnsOfDraft(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whole) void chooseForLayer(review.key, { ...review.choices, columns: whole })
  }
  const isPlaced = review.facts.geometryTypes.length > 0
  return (
    <form className={styles.choice} onSubmit={submit}>
      <p>{t(isPlaced ? 'placeColumns.helpOther' : 'placeColumns.help')}</p>
      <div className={styles.selects}>
        <PlaceColumnsFields names={columns} found={null} draft={draft} onChange={setDraft} />
        <Button type="submit" disabled={!whole}>
          {t('import.apply')}
        </Button>
      </div>
    </form>
  )
}
