import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { ReviewState } from '../../reviewing/protocol.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { formatNumber } from '../../words/format.ts'
import { ComparisonPart } from './comparison-part.tsx'
import { FindingsPart } from './findings-part.tsx'
import { MappingPart } from './mapping-part.tsx'
import { Making, PackageCard } from './package-card.tsx'
import { ReleasePart } from './release-part.tsx'
import { ReplyPart } from './reply-part.tsx'
import styles from './review-panel.module.css'
import { areKept, endReview, type ReviewStage, undoFix, useReview } from './session.ts'
import { StartPart } from './start-part.tsx'
import { isWaived } from './waived.ts'

/** A layer that was sent, held to the rules before it is released. */
export function ReviewPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const stage = useReview((state) => state.stage)
  const isOnMap = useReview(({ onMap, isCompared }) => onMap !== null || isCompared)
  const shown = useReview(
    useShallow(({ waivers, package: held, making }) => [waivers, held, making !== null]),
  )
  const body = useRef<HTMLDivElement>(null)
  // What is begun, corrected and accepted takes its button with it.
  useKeptFocus(
    body,
    '[data-review-says]',
    useMemo(() => ({ stage, shown }), [stage, shown]),
  )
  // With the panel goes the worker, and all that it holds of the file.
  useEffect(() => endReview, [])
  return (
    <Panel
      id="review"
      title={t('review.title')}
      closeLabel={t('review.close')}
      onClose={close}
      size={isOnMap ? 'sheet' : 'narrow'}
      // A key that is pressed by mistake does not throw away what was mapped and corrected.
      hasEscape={stage.kind === 'choose' || stage.kind === 'failed'}
    >
      <PanelBody ref={body}>
        <Stage stage={stage} />
      </PanelBody>
    </Panel>
  )
}

function Stage({ stage }: { readonly stage: ReviewStage }) {
  const language = useLanguage()
  switch (stage.kind) {
    case 'choose':
      return <StartPart />
    case 'working':
      return <Working {...stage} />
    case 'failed':
      return (
        <>
          <p role="alert" className={styles.problem} tabIndex={-1} data-review-says>
            {toSentence(stage.problem, language)}
          </p>
          <StartPart />
        </>
      )
    case 'package':
      return <OpenedPackage />
    case 'reviewed':
      return <Reviewed state={stage.state} isBusy={stage.isBusy} />
  }
}

function Working({ progress }: Extract<ReviewStage, { kind: 'working' }>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const text =
    progress?.phase === 'checking'
      ? t('review.checking', { rows: formatNumber(progress.total, language) })
      : t('review.reading')
  const share = progress && progress.total > 0 ? progress.done / progress.total : null
  return (
    <div data-review-stage="working">
      <p role="status" tabIndex={-1} data-review-says>
        {text}
      </p>
      <progress
        className={styles.bar}
        aria-label={text}
        max={1}
        {...(share === null ? {} : { value: share })}
      />
      <Button onClick={endReview}>{t('review.cancel')}</Button>
    </div>
  )
}

/** A package that somebody else has made. */
function OpenedPackage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { package: held, making, problem } = useReview()
  if (held) return <PackageCard held={held} onBack={endReview} />
  if (making) return <Making progress={making} />
  return (
    <>
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
      <Button onClick={endReview}>{t('review.another')}</Button>
    </>
  )
}

const PARTS = ['findings', 'mapping', 'comparison', 'reply', 'release'] as const
type PartName = (typeof PARTS)[number]

function Reviewed({ state, isBusy }: { readonly state: ReviewState; readonly isBusy: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [part, setPart] = useState<PartName>('findings')
  const { waivers, problem, keptFiles } = useReview()
  const errors = state.findings.filter(
    (finding) => finding.severity === 'error' && !isWaived(finding, waivers),
  ).length
  const { fileName, rowCount, broken, fixes, lostFixes, read } = state
  const whole = useRef<HTMLDivElement>(null)
  // The button that leads there goes with its part.
  const showFields = () => {
    flushSync(() => setPart('mapping'))
    whole.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus()
  }
  return (
    <div ref={whole} data-review-stage="reviewed" aria-busy={isBusy}>
      <p className={styles.file}>
        {t('review.file', { file: fileName, rows: formatNumber(rowCount, language) })}
      </p>
      {read.layers.length > 1 && (
        <p className={styles.todo}>
          {t('review.oneLayer', { layer: read.layer, count: read.layers.length })}
        </p>
      )}
      {keptFiles && (
        <p className={styles.todo} data-review-kept={areKept(keptFiles)}>
          {areKept(keptFiles)
            ? t('review.filesKept')
            : `${t('review.filesNotKept')} ${toSentence(keptFiles, language)}`}
        </p>
      )}
      <p
        role="status"
        className={styles.verdict}
        data-ready={errors === 0}
        tabIndex={-1}
        data-review-says
      >
        {errors === 0 ? t('review.ready') : t('review.notReady', { count: errors })}
      </p>
      {broken.length > 0 && (
        <p role="alert" className={styles.problem}>
          {t('review.broken', { codes: broken.join(', ') })}
        </p>
      )}
      {lostFixes > 0 && (
        <p role="alert" className={styles.problem}>
          {t('review.fixesLost', { count: lostFixes })}
        </p>
      )}
      {problem && part !== 'release' && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
      <p role="status" className={styles.todo}>
        {fixes.length > 0 && !isBusy && t('review.fixed')}
      </p>
      <p className={styles.buttons}>
        {fixes.length > 0 && (
          <Button size="small" disabled={isBusy} onClick={() => void undoFix()}>
            {t('review.undo', { count: fixes.length })}
          </Button>
        )}
        <Button size="small" onClick={endReview}>
          {t('review.another')}
        </Button>
      </p>
      <Tabs
        label={t('review.part.label')}
        value={part}
        tabs={PARTS.map((value) => ({ value, label: t(`review.part.${value}`) }))}
        onChange={setPart}
      >
        {part === 'findings' && (
          <FindingsPart state={state} isBusy={isBusy} onFields={showFields} />
        )}
        {part === 'mapping' && <MappingPart state={state} isBusy={isBusy} />}
        {part === 'comparison' && <ComparisonPart state={state} />}
        {part === 'reply' && <ReplyPart />}
        {part === 'release' && <ReleasePart state={state} errors={errors} />}
      </Tabs>
    </div>
  )
}
