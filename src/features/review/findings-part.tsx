import { type FormEvent, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { toDetailText, toFindingKey } from '../../reviewing/finding.ts'
import type { ReviewState, ShownFinding, ShownRow } from '../../reviewing/protocol.ts'
import { toFindingTexts } from '../../reviewing/sentences.ts'
import { Button } from '../../ui/button.tsx'
import type { GridColumn } from '../../ui/data-grid/data-grid.tsx'
import { Field } from '../../ui/field.tsx'
import { formatNumber } from '../../words/format.ts'
import { showOnMap } from './on-map.ts'
import styles from './review-panel.module.css'
import { RowsGrid } from './rows-grid.tsx'
import { acceptFix, reviewClient, useReview, waive } from './session.ts'
import { useReviewDay } from './use-review-day.ts'
import { isWaived } from './waived.ts'

const SEVERITIES = ['error', 'warning', 'note'] as const

/** What was found, the gravest first, each with what can be done about it. */
export function FindingsPart({
  state,
  isBusy,
  onFields,
}: {
  readonly state: ReviewState
  readonly isBusy: boolean
  readonly onFields: () => void
}) {
  const { t } = useTranslation()
  const { findings } = state
  if (findings.length === 0) return <p>{t('review.none')}</p>
  const missing = findings.filter(({ code }) => code === 'field-missing').length
  const parts = SEVERITIES.map((severity) => {
    const some = findings.flatMap((finding, nth) =>
      finding.severity === severity ? [{ finding, nth }] : [],
    )
    if (some.length === 0) return null
    return (
      <section key={severity}>
        <h3 className={styles.heading}>
          {t(`review.severity.${severity}`, { count: some.length })}
        </h3>
        <ul className={styles.findings}>
          {some.map(({ finding, nth }) => (
            <FindingItem
              key={toFindingKey(finding) + finding.fingerprint}
              finding={finding}
              nth={nth}
              isBusy={isBusy}
            />
          ))}
        </ul>
      </section>
    )
  })
  return (
    <>
      {missing > 0 && (
        <p className={styles.buttons}>
          <Button size="small" onClick={onFields}>
            {t('review.toFields', { count: missing })}
          </Button>
        </p>
      )}
      {parts}
    </>
  )
}

interface ItemProps {
  readonly finding: ShownFinding
  readonly nth: number
  readonly isBusy: boolean
}

function FindingItem({ finding, nth, isBusy }: ItemProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { waivers, onMap } = useReview()
  const [isOpen, setOpen] = useState(false)
  const [isWaiving, setWaiving] = useState(false)
  const { says, todo } = toFindingTexts(finding, language)
  const waiver = waivers.get(toFindingKey(finding))
  const waived = isWaived(finding, waivers)

  return (
    <li
      className={styles.finding}
      data-finding={finding.code}
      data-severity={finding.severity}
      data-waived={waived}
    >
      <p className={styles.says}>{says}</p>
      <p className={styles.todo}>{todo}</p>
      {finding.since && <Since {...finding.since} />}
      {waiver && (
        <p className={styles.todo}>
          {waived ? t('review.waived', { ...waiver }) : t('review.lapsed')}
        </p>
      )}
      <p className={styles.buttons}>
        {finding.fix && !waived && (
          <Button size="small" kind="primary" disabled={isBusy} onClick={() => void acceptFix(nth)}>
            {t(`review.fix.${finding.fix}`)}
          </Button>
        )}
        {finding.rowCount > 0 && finding.code !== 'geometry-missing' && (
          <Button
            size="small"
            disabled={isBusy}
            aria-pressed={onMap?.finding === nth}
            onClick={() => void showOnMap(nth)}
          >
            {t('review.onMap')}
          </Button>
        )}
        {finding.rowCount > 0 && (
          <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('review.showRows', {
              count: finding.rowCount,
              rows: formatNumber(finding.rowCount, language),
            })}
          </Button>
        )}
        {waived ? (
          <Button size="small" onClick={() => void waive(finding, null)}>
            {t('review.unwaive')}
          </Button>
        ) : (
          finding.severity !== 'note' && (
            <Button size="small" aria-expanded={isWaiving} onClick={() => setWaiving(!isWaiving)}>
              {t('review.waive')}
            </Button>
          )
        )}
      </p>
      {onMap?.finding === nth && onMap.shown < finding.rowCount && (
        <p role="status" className={styles.todo}>
          {t('review.onMapSome', {
            shown: formatNumber(onMap.shown, language),
            rows: formatNumber(finding.rowCount, language),
          })}
        </p>
      )}
      {isWaiving && !waived && <WaiverForm finding={finding} onDone={() => setWaiving(false)} />}
      {isOpen && <FindingRows finding={finding} nth={nth} />}
    </li>
  )
}

/** What of a finding the delivery before had already. */
function Since({ still, fresh }: NonNullable<ShownFinding['since']>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const toDay = useReviewDay()
  const before = useReview((state) => state.before)
  if (!before) return null
  return (
    <p className={styles.todo}>
      {t('review.since', {
        file: before.file,
        date: toDay(before.date),
        still: formatNumber(still, language),
        fresh: formatNumber(fresh, language),
      })}
    </p>
  )
}

function WaiverForm({
  finding,
  onDone,
}: {
  readonly finding: ShownFinding
  readonly onDone: () => void
}) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [initials, setInitials] = useState('')
  const isWhole = reason.trim() !== '' && initials.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isWhole) return
    void waive(finding, { reason: reason.trim(), initials: initials.trim() })
    onDone()
  }
  return (
    <form className={styles.waiver} onSubmit={submit}>
      <Field label={t('review.waiveReason')}>
        {(control) => (
          <input
            {...control}
            maxLength={400}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('review.waiveInitials')}>
        {(control) => (
          <input
            {...control}
            maxLength={12}
            value={initials}
            onChange={(event) => setInitials(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" size="small" disabled={!isWhole}>
        {t('review.waiveKeep')}
      </Button>
    </form>
  )
}

function FindingRows({ finding, nth }: { readonly finding: ShownFinding; readonly nth: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const readRows = useCallback(
    async (from: number, to: number) =>
      (await reviewClient()?.call('rows', { finding: nth, from, to })) ?? [],
    [nth],
  )
  const columns: readonly GridColumn<ShownRow>[] = [
    {
      id: 'row',
      title: t('review.row'),
      toText: ({ row }) => formatNumber(row, language),
      align: 'end',
      width: 90,
    },
    { id: 'key', title: t('review.key'), toText: ({ key }) => key, width: 260 },
    ...(finding.hasDetails
      ? [
          {
            id: 'found',
            title: t('review.found'),
            toText: ({ detail }: ShownRow) => toDetailText(finding.code, detail, t('review.row')),
            width: 240,
          },
        ]
      : []),
  ]
  return (
    <RowsGrid
      label={t('review.rowsOf')}
      columns={columns}
      rowCount={finding.rowCount}
      readRows={readRows}
    />
  )
}
