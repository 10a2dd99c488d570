import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { DeliveredLayer } from '../../reviewing/delivered-layer.ts'
import type {
  ComparedPlaces,
  ComparedRow,
  Problem,
  ReviewState,
  ShownComparison,
} from '../../reviewing/protocol.ts'
import { toReadNumber } from '../../reviewing/sentences.ts'
import { useShell } from '../../shell/shell.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import type { GridColumn } from '../../ui/data-grid/data-grid.tsx'
import { formatNumber } from '../../words/format.ts'
import { toProblem } from '../../workers/review-client.ts'
import { showEditions } from './editions-on-map.ts'
import { type ShownEditions, showChanges } from './on-map.ts'
import styles from './review-panel.module.css'
import { RowsGrid } from './rows-grid.tsx'
import { reviewClient, useReview } from './session.ts'

/** What is other than in the published edition. */
export function ComparisonPart({ state }: { readonly state: ReviewState }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [compared, setCompared] = useState<ShownComparison | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: of other rows nothing has been compared yet
  useEffect(() => setCompared(null), [state])

  if (state.theme === null) return <p>{t('review.comparison.noTheme')}</p>
  const run = async () => {
    try {
      const answer = await reviewClient()?.call('compare', undefined)
      if (!answer) return
      if ('code' in answer) setProblem(answer)
      else setCompared(answer)
    } catch (error) {
      setProblem(toProblem(error))
    }
  }
  return (
    <div data-review="comparison">
      <Button onClick={() => void run()}>{t('review.comparison.run')}</Button>
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
      {compared && <Compared compared={compared} theme={state.theme} />}
    </div>
  )
}

/** More of them than this are in the table alone. */
const MOST_GROUPS = 60

function Compared({
  compared,
  theme,
}: {
  readonly compared: ShownComparison
  readonly theme: string
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const number = (value: number) => toReadNumber(value, language)
  const {
    keyField,
    unchanged,
    changed,
    moved,
    added,
    removed,
    before,
    after,
    shifts,
    groups,
    sums,
  } = compared
  return (
    <>
      <p role="status" className={styles.verdict}>
        {t('review.comparison.counts', {
          before: number(before),
          after: number(after),
          unchanged: number(unchanged),
          changed: number(changed),
          moved: number(moved),
          added: number(added),
          removed: number(removed),
        })}
      </p>
      <p>
        {keyField === null
          ? t('review.comparison.byContent')
          : t('review.comparison.byKey', { field: keyField })}
      </p>
      <ul>
        {compared.fieldsAdded.length > 0 && (
          <li>{t('review.comparison.fieldsAdded', { fields: compared.fieldsAdded.join(', ') })}</li>
        )}
        {compared.fieldsRemoved.length > 0 && (
          <li>
            {t('review.comparison.fieldsRemoved', { fields: compared.fieldsRemoved.join(', ') })}
          </li>
        )}
        {compared.typesChanged.map(({ field, before: old, after: now }) => (
          <li key={field}>
            {t('review.comparison.typeChanged', { field, before: old, after: now })}
          </li>
        ))}
        {compared.reused > 0 && (
          <li>
            {t('review.comparison.reused', {
              count: compared.reused,
              ids: number(compared.reused),
            })}
          </li>
        )}
        {shifts.map(({ field, changed: count, of, meanPercent }) => (
          <li key={field}>
            {meanPercent === null
              ? t('review.comparison.shiftText', { field, changed: number(count), of: number(of) })
              : t('review.comparison.shift', {
                  field,
                  changed: number(count),
                  of: number(of),
                  percent: formatNumber(meanPercent, language, {
                    maximumFractionDigits: 1,
                    signDisplay: 'exceptZero',
                  }),
                })}
          </li>
        ))}
      </ul>
      <OnMap theme={theme} />
      {groups.length + sums.length > 0 && (
        <table className={styles.table}>
          <caption>{t('review.comparison.groups')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('review.comparison.what')}</th>
              <th scope="col">{t('review.comparison.before')}</th>
              <th scope="col">{t('review.comparison.after')}</th>
            </tr>
          </thead>
          <tbody>
            {[
              ...sums.map((sum) => ({
                ...sum,
                what: t('review.comparison.sum', { field: sum.field }),
              })),
              ...groups
                .slice(0, MOST_GROUPS)
                .flatMap(({ field, value, sums: ofGroup, ...counts }) => {
                  const group = t('app.labelled', { label: field, value: value || '–' })
                  return [
                    { what: group, ...counts },
                    ...ofGroup
                      .filter((sum) => sum.before !== sum.after)
                      .map((sum) => ({
                        ...sum,
                        what: t('review.comparison.groupSum', { group, field: sum.field }),
                      })),
                  ]
                }),
            ].map((line) => (
              <tr key={line.what}>
                <th scope="row">{line.what}</th>
                <td>{number(line.before)}</td>
                <td>{number(line.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {groups.length > MOST_GROUPS && (
        <p>{t('review.comparison.moreGroups', { count: groups.length - MOST_GROUPS })}</p>
      )}
      <ComparedRows count={compared.added + compared.removed + (after - added - unchanged)} />
    </>
  )
}

const WAYS = ['swipe', 'blink', 'before', 'after'] as const

/** Ways that show the editions as two maps. */
const areTwoMaps = (shown: ShownEditions | null) => shown === 'swipe' || shown === 'blink'

const NO_PLACES: ComparedPlaces = { before: [], after: [], counts: { before: 0, after: 0 } }

interface Editions {
  readonly delivered: DeliveredLayer | null
  readonly places: ComparedPlaces
}

/** The editions on the map: side by side, in turn, or what changed alone. */
function OnMap({ theme }: { readonly theme: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data } = useShell()
  const [shown, setShown] = useState<ShownEditions | null>(null)
  const [editions, setEditions] = useState<Editions | null>(null)
  const [isDrawing, setDrawing] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const hasTwo = areTwoMaps(shown)
  const delivered = editions?.delivered ?? null
  const { before, after, counts } = editions?.places ?? NO_PLACES
  const isAfter = shown === 'after'
  const marked = isAfter ? after.length : before.length
  const count = isAfter ? counts.after : counts.before
  useEffect(() => {
    if (!hasTwo || !delivered) return
    let end: (() => void) | null = null
    let isWanted = true
    void showEditions(theme, delivered, data).then((hide) => {
      if (isWanted) end = hide
      else hide()
    })
    // Whoever ends the comparison of the maps has seen enough of it.
    const stop = useAtlas.subscribe((state, before) => {
      if (end && before.comparison && !state.comparison) setShown(null)
    })
    useReview.setState({ isCompared: true })
    return () => {
      isWanted = false
      stop()
      end?.()
      useReview.setState({ isCompared: false })
    }
  }, [hasTwo, delivered, theme, data])
  useEffect(() => {
    if (shown && editions) return showChanges(editions.places, shown)
  }, [shown, editions])

  const choose = async (way: ShownEditions) => {
    if (shown === way) {
      setShown(null)
      return
    }
    setProblem(null)
    setDrawing(true)
    try {
      const client = reviewClient()
      const places = editions?.places ?? (await client?.call('comparedPlaces', undefined))
      const layer = delivered ?? (areTwoMaps(way) ? await client?.call('delivered', undefined) : null) // biome-ignore format: one line
      if (!places || layer === undefined) return
      setEditions({ places, delivered: layer })
      setShown(way)
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setDrawing(false)
    }
  }
  return (
    <fieldset className={styles.onMap} data-review="editions" aria-busy={isDrawing}>
      <legend>{t('review.comparison.onMap')}</legend>
      {WAYS.map((way) => (
        <Button
          key={way}
          size="small"
          aria-pressed={shown === way}
          disabled={isDrawing}
          onClick={() => void choose(way)}
        >
          {t(`review.comparison.show.${way}`)}
        </Button>
      ))}
      <p role="status" className={styles.todo}>
        {isDrawing
          ? t('review.comparison.drawing')
          : shown && t(`review.comparison.shown.${shown}`)}
        {shown && marked < count && (
          <>
            {' '}
            {t('review.comparison.marked', {
              shown: formatNumber(marked, language),
              of: formatNumber(count, language),
            })}
          </>
        )}
      </p>
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
    </fieldset>
  )
}

function ComparedRows({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const readRows = useCallback(
    async (from: number, to: number) =>
      (await reviewClient()?.call('comparedRows', { from, to })) ?? [],
    [],
  )
  if (count === 0) return null
  const columns: readonly GridColumn<ComparedRow>[] = [
    {
      id: 'action',
      title: t('review.comparison.action'),
      toText: ({ action }) => t(`review.comparison.${action}`),
      width: 120,
    },
    {
      id: 'row',
      title: t('review.row'),
      toText: ({ row }) => (row === null ? '' : formatNumber(row, language)),
      align: 'end',
      width: 90,
    },
    { id: 'key', title: t('review.key'), toText: ({ key }) => key, width: 200 },
    { id: 'what', title: t('review.comparison.what'), toText: ({ what }) => what, width: 420 },
  ]
  return (
    <RowsGrid
      label={t('review.comparison.rows')}
      columns={columns}
      rowCount={count}
      readRows={readRows}
    />
  )
}
