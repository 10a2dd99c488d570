import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerReview } from '../../importing/protocol.ts'
import styles from './layer-card.module.css'
import { OtherValue } from './other-value.tsx'
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
  const name = useId()
  const { key, facts, encodings, choices } = review
  const choose = (encoding: string) => void chooseForLayer(key, { ...choices, encoding })
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
      <OtherValue
        label={t('import.encodingOther')}
        placeholder="ISO-8859-15"
        maxLength={60}
        isBusy={isBusy}
        onApply={choose}
      />
    </div>
  )
}
