import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Condition, type ConditionValue, combine } from '../../model/condition.ts'
import type { FieldChoice, Sides } from '../../model/field-choice.ts'
import { parseNumberText } from '../../model/field-value.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { Bars } from '../../ui/bars.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { formatNumber } from '../../words/format.ts'
import { formatCell } from '../../words/format-value.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import styles from './filter.module.css'

export interface FieldControlProps {
  readonly entry: LayerEntry
  readonly field: LayerEntry['fields'][number]
  readonly choice: FieldChoice | null
  /** What narrows the counts: all that is chosen but for this field. */
  readonly others: Condition | 'nothing' | null
  readonly onChange: (choice: FieldChoice | null) => void
}

const SIDES: Sides = { isOutside: false, hasEmpty: false }

const sidesOf = (choice: FieldChoice | null): Sides =>
  choice && 'isOutside' in choice
    ? { isOutside: choice.isOutside, hasEmpty: choice.hasEmpty }
    : SIDES

/** The control that fits a field's values, each with how many features have it. */
export function FieldControl(props: FieldControlProps) {
  const { type, codes } = props.field
  const isMeasured = !codes && ['integer', 'long', 'double', 'date', 'datetime'].includes(type)
  return isMeasured ? <RangeControl {...props} /> : <ValuesControl {...props} />
}

/** More values than this are searched, and not looked through. */
const MOST_VALUES = 200

function ValuesControl(props: FieldControlProps) {
  const { entry, field, choice, others, onChange } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const isText = field.type === 'string' || field.type === 'json'
  const [isByText, setByText] = useState(field.type === 'json' || choice?.kind === 'text')
  const searched = useSettled(search)
  const ilike: Condition | null =
    searched.trim() === ''
      ? null
      : { kind: 'ilike', field: field.name, pattern: `%${escapePattern(searched.trim())}%` }
  const { answer, problem } = useStatistics(entry, field.name, others, ilike)
  const chosen = choice?.kind === 'values' ? choice.values : []
  const sides = sidesOf(choice)
  const isMany = (answer?.distinct ?? 0) > MOST_VALUES || search !== ''
  const values = (answer?.groups ?? []).filter(({ value }) => value !== null)
  // What is chosen stays in view, though the others leave none of it.
  const missing = chosen.filter((value) => !values.some((one) => one.value === value))
  const listed = [
    ...missing.map((value) => ({ value, count: 0 })),
    ...values.map(({ value, statistics }) => ({
      value: value as ConditionValue,
      count: statistics.count,
    })),
  ]
  const toggle = (value: ConditionValue) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
    onChange(next.length > 0 ? { kind: 'values', values: next, ...sides } : null)
  }
  return (
    <>
      {isText && (
        <Segmented
          label={t('filter.by')}
          value={isByText ? 'text' : 'values'}
          options={[
            { value: 'values', label: t('filter.byValues') },
            { value: 'text', label: t('filter.byText') },
          ]}
          onChange={(value) => setByText(value === 'text')}
        />
      )}
      {isText && isByText ? (
        <TextControl {...props} />
      ) : (
        <>
          {isMany && (
            <Field
              label={t('filter.search')}
              help={t('filter.different', {
                count: answer?.distinct ?? 0,
                number: formatNumber(answer?.distinct ?? 0, language),
              })}
              isAnswering
            >
              {(control) => (
                <input
                  {...control}
                  type="search"
                  value={search}
                  maxLength={100}
                  onChange={({ target }) => setSearch(target.value)}
                />
              )}
            </Field>
          )}
          {problem && <p role="alert">{toSentence(problem, language)}</p>}
          <ul className={styles.values}>
            {listed.map(({ value, count }) => (
              <li key={String(value)}>
                <Choice
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={() => toggle(value)}
                  aside={<span className={styles.number}>{formatNumber(count, language)}</span>}
                >
                  {formatCell(value, field, language) || t('filter.blank')}
                </Choice>
              </li>
            ))}
          </ul>
        </>
      )}
      <SidesControl {...props} empty={ilike ? null : (answer?.empty ?? null)} />
    </>
  )
}

function TextControl({ choice, onChange }: FieldControlProps) {
  const { t } = useTranslation()
  const own = choice?.kind === 'text' ? choice : null
  const [text, setText] = useState(own?.text ?? '')
  const [test, setTest] = useState<'contains' | 'starts-with'>(own?.test ?? 'contains')
  const sides = sidesOf(choice)
  useApplied(text, (settled) =>
    onChange(settled === '' ? null : { kind: 'text', test, text: settled, ...sides }),
  )
  return (
    <div className={styles.pair}>
      <Field label={t('filter.test')} isLabelHidden>
        {(control) => (
          <select
            {...control}
            value={test}
            onChange={({ target }) => {
              const next = target.value === 'contains' ? 'contains' : 'starts-with'
              setTest(next)
              if (text !== '') onChange({ kind: 'text', test: next, text, ...sides })
            }}
          >
            <option value="contains">{t('filter.contains')}</option>
            <option value="starts-with">{t('filter.startsWith')}</option>
          </select>
        )}
      </Field>
      <Field label={t('filter.text')} isLabelHidden>
        {(control) => (
          <input
            {...control}
            type="text"
            placeholder={t('filter.text')}
            maxLength={200}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
    </div>
  )
}

const BINS = 40

/** A range of numbers or days, under the histogram of what the others leave. */
function RangeControl(props: FieldControlProps) {
  const { entry, field, choice, others, onChange } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const isDay = field.type === 'date' || field.type === 'datetime'
  const { answer, problem } = useStatistics(entry, field.name, others, null, BINS)
  const own = choice?.kind === 'range' ? choice : null
  const sides = sidesOf(choice)
  const [from, setFrom] = useState(() => toInput(own?.from ?? null))
  const [to, setTo] = useState(() => toInput(own?.to ?? null))
  const parse = (text: string, isEnd: boolean): ConditionValue | null | undefined => {
    const plain = text.trim().replace(',', '.').replace('−', '-')
    if (plain === '') return null
    if (field.type === 'datetime') return isEnd ? `${plain}T23:59:59.999Z` : plain
    if (isDay) return plain
    const number = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)
      ? parseNumberText(plain)
      : Number.NaN
    return Number.isFinite(Number(number)) ? number : undefined
  }
  const ends = [parse(from, false), parse(to, true)] as const
  const isReversed = ends[0] != null && ends[1] != null && ends[0] > ends[1]
  const apply = () => {
    const [low, high] = ends
    if (low === undefined || high === undefined || isReversed) return
    onChange(
      low === null && high === null ? null : { kind: 'range', from: low, to: high, ...sides },
    )
  }
  useApplied(`${from} ${to}`, apply)
  const bounds = answer?.bounds ?? []
  const toText = (value: number) =>
    isDay
      ? new Date(value).toISOString().slice(0, 10)
      : formatCell(value, { type: field.type, unit: field.unit }, language)
  const toNumber = (value: ConditionValue) => (isDay ? Date.parse(String(value)) : Number(value))
  const [low, high] = [ends[0] ?? null, ends[1] ?? null]
  const isIn = (bin: number) => {
    const inside =
      (low === null || bounds[bin + 1]! >= toNumber(low)) &&
      (high === null || bounds[bin]! <= toNumber(high))
    return (low === null && high === null) || inside !== sides.isOutside
  }
  const input = (
    label: string,
    value: string,
    isWrong: boolean,
    change: (text: string) => void,
    placeholder: number | undefined,
  ) => (
    <Field label={label} error={isWrong && t(isDay ? 'filter.notADay' : 'filter.notANumber')}>
      {(control) => (
        <input
          {...control}
          type={isDay ? 'date' : 'text'}
          inputMode={isDay ? undefined : 'decimal'}
          value={value}
          placeholder={placeholder === undefined || isDay ? undefined : String(placeholder)}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  )
  return (
    <>
      {problem && <p role="alert">{toSentence(problem, language)}</p>}
      {answer && answer.all.bins.length > 0 && (
        <figure className={styles.spread}>
          <Bars counts={answer.all.bins} isIn={isIn} />
          <figcaption>
            <span>{toText(bounds[0]!)}</span>
            <span>{toText(bounds.at(-1)!)}</span>
          </figcaption>
        </figure>
      )}
      <div className={styles.pair}>
        {input(t('filter.from'), from, ends[0] === undefined, setFrom, bounds[0])}
        {input(t('filter.to'), to, ends[1] === undefined, setTo, bounds.at(-1))}
      </div>
      {isReversed && (
        <p role="alert" className={styles.fault}>
          {t('filter.reversed')}
        </p>
      )}
      <SidesControl {...props} empty={answer?.all.nulls ?? null} />
    </>
  )
}

const toInput = (value: ConditionValue | null): string =>
  value === null ? '' : String(value).replace(/T23:59:59\.999Z$/, '')

/** What becomes of the opposite, and of features without a value. */
function SidesControl({
  choice,
  onChange,
  empty,
}: Pick<FieldControlProps, 'choice' | 'onChange'> & { readonly empty: number | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const sides = choice && 'isOutside' in choice ? choice : null
  const number = empty === null ? '' : formatNumber(empty, language)
  const aside = <span className={styles.number}>{number}</span>
  return (
    <fieldset className={styles.sides}>
      <legend className="visually-hidden">{t('filter.sides')}</legend>
      {sides && (
        <Choice
          type="checkbox"
          checked={sides.isOutside}
          onChange={({ target }) => onChange({ ...sides, isOutside: target.checked })}
        >
          {t('filter.outside')}
        </Choice>
      )}
      {sides && (
        <Choice
          type="checkbox"
          checked={sides.hasEmpty}
          onChange={({ target }) => onChange({ ...sides, hasEmpty: target.checked })}
          aside={aside}
        >
          {t('filter.alsoEmpty')}
        </Choice>
      )}
      {!sides && (
        <>
          <Choice
            type="checkbox"
            checked={choice?.kind === 'empty'}
            onChange={({ target }) => onChange(target.checked ? { kind: 'empty' } : null)}
            aside={aside}
          >
            {t('filter.onlyEmpty')}
          </Choice>
          <Choice
            type="checkbox"
            checked={choice?.kind === 'not-empty'}
            onChange={({ target }) => onChange(target.checked ? { kind: 'not-empty' } : null)}
          >
            {t('filter.notEmpty')}
          </Choice>
        </>
      )}
    </fieldset>
  )
}

/** How a field's values are spread over what the others leave: by value, or by bars. */
function useStatistics(
  entry: LayerEntry,
  field: string,
  others: Condition | 'nothing' | null,
  search: Condition | null,
  bins?: number,
) {
  const layer = toAskedLayer(entry, layersUrl())
  const parts = [others, search].filter((part) => part !== null && part !== 'nothing')
  const [first, ...more] = parts
  return useAnswer(
    'statistics',
    layer && others !== 'nothing'
      ? {
          layer,
          ...(first && { condition: combine('all', [first, ...more]) }),
          ...(bins === undefined
            ? { groupBy: { kind: 'field', field, most: MOST_VALUES } }
            : { field, bins }),
        }
      : null,
  )
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** So long nothing more is typed. */
const SETTLED_MILLISECONDS = 350

/** A text once nothing more is typed. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Calls back with a text that the reader has changed, once nothing more is typed. */
function useApplied(text: string, apply: (text: string) => void): void {
  const latest = useRef(apply)
  latest.current = apply
  const applied = useRef(text)
  const settled = useSettled(text)
  useEffect(() => {
    if (settled === applied.current) return
    applied.current = settled
    latest.current(settled)
  }, [settled])
}
