import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerReview } from '../../workers/import-protocol.ts'
import dialogStyles from './import-dialog.module.css'
import styles from './layer-card.module.css'
import { chooseForLayer } from './session.ts'

/** Some accented texts of the layer in each encoding that they may be in: the eye finds the right one. */
export function EncodingChoice({
  review,
  isBusy,
}: {
  readonly review: LayerReview
  readonly isBusy: boolean
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const name = useId()
  const { key, facts, encodings, choices } = review
  const choose = (encoding: string) => void chooseForLayer(key, { ...choices, encoding })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') choose(text.trim())
  }
  return (
    <div className={styles.choice}>
      {encodings.length === 0 ? (
        <p>{t('import.encodingPlain')}</p>
      ) : (
        <fieldset className={styles.encodings}>
          <legend>{t('import.encodingHelp')}</legend>
          {encodings.map((encoding) => (
            <label key={encoding.name} className={styles.encoding}>
              <input
                type="radio"
                name={name}
                disabled={isBusy}
                checked={encoding.name === facts.encoding?.name}
                onChange={() => choose(encoding.name)}
              />
              <span className={styles.encodingName}>{encoding.name.toUpperCase()}</span>
              <span className={styles.samples}>
                {encoding.samples
                  .map((sample) => sample.trim().slice(0, 60))
                  .slice(0, 3)
                  .join(' · ')}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <form className={styles.line} onSubmit={submit}>
        <label htmlFor={`${name}-other`}>{t('import.encodingOther')}</label>
        <input
          id={`${name}-other`}
          value={text}
          maxLength={60}
          placeholder="ISO-8859-15"
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
