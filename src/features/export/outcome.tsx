import { BookOpenText, CircleCheck, FileText, Save, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportOutcome } from '../../exporting/protocol.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { CAN_CHOOSE_PLACE, saveAs, saveText } from '../../shell/save-file.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { formatSize } from '../../words/format-size.ts'
import styles from './export-panel.module.css'
import { ReceiptCard } from './receipt-card.tsx'

type Done = Extract<ExportOutcome, { ok: true }>

/** What came of an export: the file with its receipt, or why there is none. */
export function Outcome({
  outcome,
  onAgain,
}: {
  readonly outcome: ExportOutcome
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each outcome is told anew
  useEffect(() => heading.current?.focus(), [outcome])
  if (outcome.ok) return <Ready outcome={outcome} heading={heading} />
  return (
    <div className={styles.failed}>
      <h3 ref={heading} tabIndex={-1}>
        <TriangleAlert size={17} aria-hidden /> {t('export.failed.title')}
      </h3>
      <p role="alert">{toSentence(outcome.problem, language)}</p>
      {outcome.receipt && <ReceiptCard receipt={outcome.receipt} />}
      <Button onClick={onAgain}>{t('export.failed.again')}</Button>
    </div>
  )
}

function Ready({
  outcome,
  heading,
}: {
  readonly outcome: Done
  readonly heading: React.RefObject<HTMLHeadingElement | null>
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [said, setSaid] = useState('')
  const { file, name, receipt, beside } = outcome
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  const isArchive = receipt.format === 'shapefile' || receipt.format === 'kmz'

  const choosePlace = async () => {
    try {
      if (await saveAs(file, name)) setSaid(t('export.ready.saved'))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      setSaid(t('export.ready.saveFailed', { reason }))
    }
  }

  return (
    <div className={styles.ready}>
      <h3 ref={heading} tabIndex={-1}>
        <CircleCheck size={17} aria-hidden /> {t('export.ready.title', { file: name })}
      </h3>
      <p>{t('export.ready.size', { bytes: formatSize(file.size, language) })}</p>
      <div className={styles.buttons}>
        <LinkButton kind="primary" href={url} download={name}>
          <Save size={16} aria-hidden /> {t('export.ready.save')}
        </LinkButton>
        {CAN_CHOOSE_PLACE && <Button onClick={choosePlace}>{t('export.ready.saveAs')}</Button>}
      </div>
      <p role="status">{said}</p>
      <ReceiptCard receipt={receipt} />
      <p className={styles.buttons}>
        <Button
          size="small"
          onClick={() =>
            saveText(
              `${JSON.stringify(receipt, null, 2)}\n`,
              `${name.replace(/\.[^.]+$/, '')}.receipt.json`,
              'application/json',
            )
          }
        >
          <FileText size={15} aria-hidden /> {t('export.ready.receipt')}
        </Button>
        {beside && (
          <Button size="small" onClick={() => saveText(beside.text, beside.name, beside.mediaType)}>
            <BookOpenText size={15} aria-hidden /> {t('export.ready.dictionary')}
          </Button>
        )}
        {isArchive && <span className={styles.hint}>{t('export.ready.inside')}</span>}
      </p>
    </div>
  )
}
