import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { MapHealth } from '../../map/watch-health.ts'
import { Button } from '../../ui/button.tsx'
import styles from './map-view.module.css'

interface MapFailureProps {
  readonly health: Exclude<MapHealth, 'well' | 'interrupted'> | 'no-graphics'
}

/** What stands in place of a map that cannot be drawn: why, what to do, and what works all the same. */
export function MapFailure({ health }: MapFailureProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reasons: Readonly<Record<MapFailureProps['health'], string>> = {
    'no-graphics': t('map.unavailableHelp'),
    'graphics-lost': t('map.contextGone'),
    'worker-failed': toSentence(
      { code: 'worker-not-loaded', message: '', values: { name: 'maplibre-gl-worker' } },
      language,
    ),
  }
  return (
    <main className={styles.failed} id="map" tabIndex={-1}>
      <div role="alert">
        <h2>{t('map.unavailable')}</h2>
        <p>{reasons[health]}</p>
      </div>
      <p>{t('map.without')}</p>
      <Button className={styles.reload} onClick={() => location.reload()}>
        {t('start.retry')}
      </Button>
    </main>
  )
}
