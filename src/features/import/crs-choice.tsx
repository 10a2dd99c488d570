import { useTranslation } from 'react-i18next'
import type { LayerReview } from '../../importing/protocol.ts'
import { Button } from '../../ui/button.tsx'
import styles from './layer-card.module.css'
import { OtherValue } from './other-value.tsx'
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
  const { key, choices, candidates, facts } = review
  const isUnknown = facts.crs.how === 'unknown'
  const choose = (crs: string) => void chooseForLayer(key, { ...choices, crs })
  return (
    <div className={styles.choice}>
      {isUnknown && (
        <p>{t(candidates.length > 0 ? 'import.crsUnknownHelp' : 'import.crsNoCandidate')}</p>
      )}
      {candidates.length > 0 && (
        <ul className={styles.candidates}>
          {candidates.map((candidate) => (
            <li key={candidate.crs}>
              <Button
                className={styles.candidate}
                disabled={isBusy}
                onClick={() => choose(candidate.crs)}
              >
                <span aria-hidden>
                  <PlacePicture land={land} place={candidate} label={candidate.name} />
                </span>
                <span>{candidate.name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <OtherValue
        label={t('import.crsField')}
        placeholder={t('import.crsPlaceholder')}
        maxLength={5000}
        isBusy={isBusy}
        onApply={choose}
      />
    </div>
  )
}
