import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerReview } from '../../workers/import-protocol.ts'
import dialogStyles from './import-dialog.module.css'
import styles from './layer-card.module.css'
import { PlacePicture } from './outline-picture.tsx'
import { chooseForLayer } from './session.ts'

/** The systems that the layer may be in, each with where it would lie, and a field for any other. */
export function CrsChoice({
  review,
  land,
  isBusy,
}: {
  readonly review: LayerReview
  readonly land: string
  readonly isBusy: boolean
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const fieldId = useId()
  const { key, choices, candidates, facts } = review
  const isUnknown = facts.crs.how === 'unknown'
  const choose = (crs: string) => void chooseForLayer(key, { ...choices, crs })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') choose(text.trim())
  }
  return (
    <div className={styles.choice}>
      {isUnknown && (
        <p>{t(candidates.length > 0 ? 'import.crsUnknownHelp' : 'import.crsNoCandidate')}</p>
      )}
      {candidates.length > 0 && (
        <ul className={styles.candidates}>
          {candidates.map((candidate) => (
            <li key={candidate.crs}>
              <button
                type="button"
                className={styles.candidate}
                disabled={isBusy}
                onClick={() => choose(candidate.crs)}
              >
                <span aria-hidden>
                  <PlacePicture land={land} place={candidate} label={candidate.name} />
                </span>
                <span>{candidate.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.line} onSubmit={submit}>
        <label htmlFor={fieldId}>{t('import.crsField')}</label>
        <input
          id={fieldId}
          value={text}
          maxLength={5000}
          placeholder={t('import.crsPlaceholder')}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className={dialogStyles.secondary} disabled={isBusy || !text.trim()}>
          {t('import.apply')}
        </button>
      </form>
    </div>
  )
}
