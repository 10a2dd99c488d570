import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { HeldPackage, ReviewEvents } from '../../reviewing/protocol.ts'
import { saveBlob } from '../../shell/save-file.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { formatIsoDay, formatNumber } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import { textIn } from '../../words/text-in.ts'
import { today } from './draft.ts'
import styles from './review-panel.module.css'
import { takePackage, useReview } from './session.ts'

/** How far the work on a package is. */
export function Making({ progress }: { readonly progress: ReviewEvents['progress'] }) {
  const { t } = useTranslation()
  const { phase, done, total } = progress
  const text =
    phase === 'reading' || phase === 'checking' || phase === 'measuring'
      ? t('review.release.phase.checking')
      : t(`review.release.phase.${phase}`)
  return (
    <>
      <p role="status" tabIndex={-1} data-review-says>
        {text}
      </p>
      <progress
        className={styles.bar}
        aria-label={text}
        max={1}
        {...(total > 0 && { value: done / total })}
      />
    </>
  )
}

/** A release package: what it is, whether it is approved, and the file. */
export function PackageCard({
  held,
  onBack,
}: {
  readonly held: HeldPackage
  readonly onBack: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { making, problem } = useReview()
  const { title, edition, embargo, approval, isApprovalLapsed, file, name, sha256 } = held
  const toDay = (date: string) => formatIsoDay(date, language)
  return (
    <section data-review="package" aria-busy={making !== null}>
      <h3 className={styles.heading}>
        {t('review.release.package', { layer: textIn(title, language), edition: toDay(edition) })}
      </h3>
      <p className={styles.file}>
        {t('review.release.bytes', { file: name, size: formatSize(file.size, language) })}
        <br />
        <code>{sha256}</code>
      </p>
      {embargo && <p>{t('review.release.embargoUntil', { date: toDay(embargo) })}</p>}
      <p role="status" className={styles.verdict} tabIndex={-1} data-review-says>
        {approval
          ? t('review.release.approved', {
              initials: approval.initials,
              date: toDay(approval.date),
            })
          : isApprovalLapsed
            ? t('review.release.lapsed')
            : t('review.release.unapproved')}
      </p>
      {approval?.remarks && <p>{approval.remarks}</p>}
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
      <p className={styles.buttons}>
        <Button kind="primary" onClick={() => saveBlob(file, name)}>
          {t('review.release.save')}
        </Button>
        <Button onClick={() => useAtlas.setState({ preview: new File([file], name) })}>
          {t('review.preview.show')}
        </Button>
        <Button onClick={onBack}>{t('review.release.back')}</Button>
      </p>
      {!approval && !isApprovalLapsed && <ApprovalForm held={held} />}
      <p className={styles.todo}>
        {t('review.release.next')} <code>npm run layers -- add {name}</code>
      </p>
    </section>
  )
}

const MOST_INITIALS = 12
const MOST_REMARKS = 2000

/** Whoever approves says so with initials: the approval is of these bytes alone. */
function ApprovalForm({ held: { file, name } }: { readonly held: HeldPackage }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [initials, setInitials] = useState('')
  const [remarks, setRemarks] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = { initials: initials.trim(), remarks: remarks.trim(), date: today() }
    if (given.initials === '') return
    void takePackage(({ call }) => call('approve', { file, name, ...given }))
  }
  return (
    <form onSubmit={submit}>
      <p>{t('review.release.approveLead')}</p>
      <Field label={t('review.release.initials')}>
        {(control) => (
          <input
            {...control}
            maxLength={MOST_INITIALS}
            value={initials}
            onChange={({ target }) => setInitials(target.value)}
          />
        )}
      </Field>
      <Field
        label={t('review.release.remarks')}
        help={t('review.release.remarksHelp', { letters: formatNumber(MOST_REMARKS, language) })}
      >
        {(control) => (
          <textarea
            {...control}
            data-prose
            rows={3}
            maxLength={MOST_REMARKS}
            value={remarks}
            onChange={({ target }) => setRemarks(target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={initials.trim() === ''}>
        {t('review.release.approve')}
      </Button>
    </form>
  )
}
