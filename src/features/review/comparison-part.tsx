import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type {
  ComparedPlaces,
  ComparedRow,
  Problem,
  ReviewState,
  ShownComparison,
} from '../../reviewing/protocol.ts'
import { toReadNumber } from '../../reviewing/sentences.ts'
import { Button } from '../../ui/button.tsx'
import type { GridColumn } from '../../ui/data-grid/data-grid.tsx'
import { toProblem } from '../../workers/review-client.ts'
import { type ShownEdition, showChanges } from './on-map.ts'
import styles from './review-panel.module.css'
import { RowsGrid } from './rows-grid.tsx'
import { reviewClient } from './session.ts'

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
      {compared && <Compared compared={compared} />}
    </div>
  )
}

/** More of them than this are in the table alone. */
const MOST_GROUPS = 60

function Compared({ compared }: { readonly compared: ShownComparison }) {
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
                .map((group) => ({ ...group, what: `${group.field}: ${group.value || '–'}` })),
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
        <p>{t('review.mapping.moreCodes', { count: groups.length - MOST_GROUPS })}</p>
      )}
      <OnMap />
      <ComparedRows count={compared.added + compared.removed + (after - added - unchanged)} />
    </>
  )
}

const EDITIONS = ['before', 'after', 'blink'] as const

/** What changed on the map: as it was, as it is, or both in turn. */
function OnMap() {
  const { t } = useTranslation()
  const [shown, setShown] = useState<ShownEdition | null>(null)
  const [places, setPlaces] = useState<ComparedPlaces | null>(null)
  useEffect(() => {
    if (shown && places) return showChanges(places, shown)
  }, [shown, places])
  const choose = async (edition: ShownEdition) => {
    if (!places) {
      const found = await reviewClient()?.call('comparedPlaces', undefined)
      if (!found) return
      setPlaces(found)
    }
    setShown(shown === edition ? null : edition)
  }
  return (
    <fieldset className={styles.onMap}>
      <legend>{t('review.comparison.onMap')}</legend>
      {EDITIONS.map((edition) => (
        <Button
          key={edition}
          size="small"
          aria-pressed={shown === edition}
          onClick={() => void choose(edition)}
        >
          {t(`review.comparison.show.${edition}`)}
        </Button>
      ))}
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
