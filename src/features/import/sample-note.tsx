import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import styles from './import-dialog.module.css'
import type { SampleCount } from './sample-on-map.ts'
import type { ImportStage } from './session.ts'

/** Says over the map that what is drawn there is a sample, of how many, and how far the import is. */
export function SampleNote({
  sample: { taken, of },
  stage,
}: {
  readonly sample: SampleCount
  readonly stage: ImportStage
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const values = {
    count: of,
    taken: formatNumber(taken, language),
    of: formatNumber(of, language),
  }
  return (
    <p className={styles.sample} data-sample={stage.kind}>
      {stage.kind === 'working' && <strong>{toProgressText()}</strong>}{' '}
      {t(taken < of ? 'import.sample.part' : 'import.sample.all', values)}
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
