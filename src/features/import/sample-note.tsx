import { useTranslation } from 'react-i18next'
import type { DeviceLayer } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatNumber } from '../../words/format.ts'
import styles from './import-dialog.module.css'
import type { SampleCount } from './sample-on-map.ts'
import type { ImportStage } from './session.ts'

/** Says over the map that what is drawn there is a sample, of how many, or the whole layer, and how far the import is. */
export function SampleNote({
  sample: { taken, of },
  stage,
  early,
}: {
  readonly sample: SampleCount
  readonly stage: ImportStage
  /** The layer where it is drawn itself in place of the sample. */
  readonly early: DeviceLayer | null
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = early?.files[0]?.featureCount ?? of
  const key = early ? 'whole' : taken < of ? 'part' : 'all'
  return (
    <p className={styles.sample} data-sample={stage.kind}>
      {stage.kind === 'working' && <strong>{toProgressText()}</strong>}{' '}
      {t(`import.sample.${key}`, {
        count,
        taken: formatNumber(taken, language),
        of: formatNumber(count, language),
      })}
    </p>
  )

  function toProgressText(): string {
    const { phase, bytesDone, bytesTotal } = (stage.kind === 'working' && stage.progress) || {}
    const share = bytesTotal && bytesDone !== undefined ? bytesDone / bytesTotal : null
    const isWriting = phase === 'writing'
    if (share === null) return t(isWriting ? 'import.sample.writing' : 'import.sample.reading')
    const percent = formatNumber(Math.floor(share * 100) / 100, language, { style: 'percent' })
    const key = isWriting ? 'import.sample.writingShare' : 'import.sample.readingShare'
    return t(key, { percent })
  }
}
