import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { ViewRequest } from '../../query/row-view.ts'
import type { StatisticsAnswer } from '../../query/statistics.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { Bars } from '../../ui/bars.tsx'
import { Field } from '../../ui/field.tsx'
import { formatDay, formatNumber } from '../../words/format.ts'
import { formatCell } from '../../words/format-value.ts'
import styles from './table.module.css'

type LayerField = LayerEntry['fields'][number]

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]
const BINS = 30
const MOST_VALUES = 10
const MEASURED: ReadonlySet<LayerField['type']> = new Set([
  'integer',
  'long',
  'double',
  'date',
  'datetime',
])

/** What the values of a column come to, of the rows that the table shows. */
export function StatisticsPane({
  view,
  fields,
  field,
  onField,
}: {
  readonly view: ViewRequest
  readonly fields: readonly LayerField[]
  readonly field: LayerField
  readonly onField: (name: string) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { order: _, language: __, ...part } = view
  const { name, type } = field
  const { answer, isAsking, problem } = useAnswer('statistics', {
    ...part,
    ...(MEASURED.has(type) && { field: name, quantiles: QUANTILES, bins: BINS }),
    groupBy: { kind: 'field', field: name, most: MOST_VALUES },
  })
  return (
    <div className={styles.pane}>
      <h3>{t('table.statistics')}</h3>
      <Field label={t('table.column')}>
        {(control) => (
          <select {...control} value={field.name} onChange={({ target }) => onField(target.value)}>
            {fields.map((one) => (
              <option key={one.name} value={one.name}>
                {toFieldTitle(one, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isAsking && <p role="status">{t('table.counting')}</p>}
      {problem && <p role="alert">{toSentence(problem, language)}</p>}
      {answer && !isAsking && <Figures field={field} answer={answer} />}
    </div>
  )
}

function Figures({
  field,
  answer,
}: {
  readonly field: LayerField
  readonly answer: StatisticsAnswer
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { all, bounds, groups, distinct, empty } = answer
  const isDate = field.type === 'date' || field.type === 'datetime'
  const toText = (value: number | null) =>
    value === null
      ? t('table.none')
      : isDate
        ? formatDay(new Date(value), language)
        : formatCell(
            Number(value.toPrecision(12)),
            { type: field.type, unit: field.unit },
            language,
          )
  const isMeasured = MEASURED.has(field.type)
  const [p5, p25, p50, p75, p95] = all.quantiles
  const figures: readonly (readonly [string, string])[] = [
    [t('table.count'), formatNumber(all.count, language)],
    [t('table.empty'), formatNumber(empty ?? 0, language)],
    [t('table.distinct'), formatNumber(distinct ?? 0, language)],
    ...(isMeasured
      ? ([
          [t('table.least'), toText(all.min)],
          [t('table.p5'), toText(p5 ?? null)],
          [t('table.p25'), toText(p25 ?? null)],
          [t('table.median'), toText(p50 ?? null)],
          [t('table.p75'), toText(p75 ?? null)],
          [t('table.p95'), toText(p95 ?? null)],
          [t('table.greatest'), toText(all.max)],
          [t('table.mean'), toText(all.mean)],
          ...(isDate ? [] : ([[t('table.sum'), toText(all.sum)]] as const)),
        ] as const)
      : []),
  ]
  const values = groups.filter(({ value }) => value !== null)
  return (
    <>
      {all.bins.length > 0 && bounds.length > 1 && (
        <figure className={styles.spread}>
          <Bars counts={all.bins} />
          <figcaption>
            <span>{toText(bounds[0]!)}</span>
            <span>{toText(bounds.at(-1)!)}</span>
          </figcaption>
        </figure>
      )}
      <dl className={styles.figures}>
        {figures.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {values.length > 0 && (!isMeasured || (distinct ?? 0) <= MOST_VALUES) && (
        <>
          <h4>{t('table.mostFrequent')}</h4>
          <dl className={styles.figures}>
            {values.map(({ value, statistics }) => (
              <div key={String(value)}>
                <dt>{formatCell(value, field, language)}</dt>
                <dd>{formatNumber(statistics.count, language)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {answer.rounded > 0 && <p>{t('table.rounded', { count: answer.rounded })}</p>}
    </>
  )
}
