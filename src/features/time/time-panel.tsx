import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { yearFieldsOf } from '../../catalog/year-fields.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { placeOf, withPart } from '../../model/filter-parts.ts'
import {
  missingYears,
  moved,
  type SpanMode,
  toSpan,
  toSpanCondition,
  toSpanText,
  toYearsText,
  type YearSpan,
} from '../../model/year-span.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { LayerPanel } from '../../shell/layer-panel.tsx'
import { layersUrl } from '../../shell/layers-url.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { useFilter } from '../../shell/use-filter.ts'
import { useAtlas } from '../../state/store.ts'
import { Bars } from '../../ui/bars.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PanelBody } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { formatNumber } from '../../words/format.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import styles from './time.module.css'

const STEP_MILLISECONDS = 1100
const MODES: readonly SpanMode[] = ['one', 'until', 'span']

/** Which years of a layer are seen: chosen, or played one after the other. It is a part of the layer's filter. */
export function TimePanel(props: PanelProps) {
  const { t } = useTranslation()
  return (
    <LayerPanel
      {...props}
      id="time"
      toTitle={(layer) => t('time.title', { layer })}
      closeLabel={t('time.close')}
      offMap={{ words: t('time.notOnMap'), add: t('time.add') }}
    >
      {(entry) => (
        <PanelBody>
          <LayerTime entry={entry} />
        </PanelBody>
      )}
    </LayerPanel>
  )
}

function LayerTime({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const fields = yearFieldsOf(entry)
  const looked = useAtlas((state) => state.field)
  const named = looked?.layerId === entry.id ? looked.name : null
  const field = fields.find(({ name }) => name === named) ?? fields[0]
  const { parts, change, toOthers } = useFilter(entry)
  const place = field ? placeOf(parts, field.name) : -1
  const layer = toAskedLayer(entry, layersUrl())
  const others = toOthers(place)
  const { answer, problem } = useAnswer(
    'chart',
    layer && field
      ? {
          layer,
          // Of no class is no feature.
          ...(others === 'nothing' ? { ids: [] } : others !== null && { condition: others }),
          shape: { kind: 'years', field: field.name, measure: { kind: 'count' } },
        }
      : null,
  )
  if (!field) return null
  if (problem) return <p role="alert">{toSentence(problem, language)}</p>
  if (answer?.kind !== 'groups') return <p role="status">{t('time.counting')}</p>
  const counts = new Map<number, number>()
  let yearless = 0
  for (const { value, count } of answer.groups) {
    if (value === null) yearless = count
    else counts.set(Number(value), count)
  }
  return (
    <div className={styles.time}>
      {fields.length > 1 && (
        <Field label={t('time.field')}>
          {(control) => (
            <select
              {...control}
              value={field.name}
              onChange={({ target }) =>
                useAtlas.setState({ field: { layerId: entry.id, name: target.value } })
              }
            >
              {fields.map((one) => (
                <option key={one.name} value={one.name}>
                  {toFieldTitle(one, language)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {counts.size === 0 ? (
        <p role="status">{t('time.none')}</p>
      ) : (
        <Years
          key={field.name}
          title={toFieldTitle(field, language)}
          counts={counts}
          yearless={yearless}
          isOther={place >= 0 && toSpan(parts.parts[place]) === null}
          span={toSpan(parts.parts[place])}
          onChange={(span) => change(withPart(parts, place, span && toSpanCondition(field, span)))}
        />
      )}
    </div>
  )
}

interface YearsProps {
  readonly title: string
  /** Features by year. */
  readonly counts: ReadonlyMap<number, number>
  readonly yearless: number
  /** The years that are seen; `null` for all. */
  readonly span: YearSpan | null
  /** Whether the filter says something else of the field, which a choice here takes the place of. */
  readonly isOther: boolean
  readonly onChange: (span: YearSpan | null) => void
}

function Years({ title, counts, yearless, span, isOther, onChange }: YearsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const years = { from: Math.min(...counts.keys()), to: Math.max(...counts.keys()) }
  const shown = span ?? years
  const [mode, setMode] = useState<SpanMode>(() =>
    span && span.from === span.to ? 'one' : span && span.from > years.from ? 'span' : 'until',
  )
  const [isPlaying, setPlaying] = useState(false)
  const number = (value: number) => formatNumber(value, language)

  const choose = (next: SpanMode) => {
    setPlaying(false)
    setMode(next)
    if (next === 'one') onChange({ from: shown.to, to: shown.to })
    if (next === 'until') onChange({ from: years.from, to: shown.to })
  }
  const step = (by: 1 | -1) => {
    const next = moved(shown, mode, by, years)
    if (next) onChange(next)
    return next !== null
  }
  const play = () => {
    const isAtEnd = moved(shown, mode, 1, years) === null
    const length = mode === 'span' ? Math.min(shown.to - shown.from, years.to - years.from) : 0
    // From the beginning, where it has come to its end.
    if (isAtEnd)
      onChange({
        from: years.from,
        to: years.from + (length === years.to - years.from ? 0 : length),
      })
    setPlaying(true)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step is taken from the years that are shown
  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(() => step(1) || setPlaying(false), STEP_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isPlaying, shown.from, shown.to, mode])

  const all = Array.from({ length: years.to - years.from + 1 }, (_, at) => years.from + at)
  const isIn = (year: number) => year >= shown.from && year <= shown.to
  const count = all.reduce((sum, year) => (isIn(year) ? sum + (counts.get(year) ?? 0) : sum), 0)
  const gaps = missingYears(years, counts)
  const slider = (
    label: string,
    value: number,
    least: number,
    most: number,
    to: (year: number) => YearSpan,
  ) => (
    <Field label={label}>
      {({ className: _, ...control }) => (
        <span className={styles.slider}>
          <input
            {...control}
            type="range"
            min={least}
            max={most}
            value={Math.min(most, Math.max(least, value))}
            onChange={({ target }) => {
              setPlaying(false)
              onChange(to(Number(target.value)))
            }}
          />
          {/* The slider says it as it moves, and what is shown of the year is said beneath. */}
          <output aria-live="off">{value}</output>
        </span>
      )}
    </Field>
  )
  return (
    <>
      <Segmented
        label={t('time.mode')}
        value={mode}
        options={MODES.map((one) => ({ value: one, label: t(`time.modes.${one}`) }))}
        onChange={choose}
      />
      <figure className={styles.spread}>
        <Bars counts={all.map((year) => counts.get(year) ?? 0)} isIn={(at) => isIn(all[at]!)} />
        <figcaption>
          <span>{years.from}</span>
          <span>{title}</span>
          <span>{years.to}</span>
        </figcaption>
      </figure>
      {mode === 'span' &&
        slider(t('time.from'), shown.from, years.from, shown.to, (from) => ({
          from,
          to: shown.to,
        }))}
      {slider(
        mode === 'one' ? t('time.year') : t('time.to'),
        shown.to,
        mode === 'span' ? shown.from : years.from,
        years.to,
        (to) =>
          mode === 'one'
            ? { from: to, to }
            : { from: mode === 'span' ? shown.from : years.from, to },
      )}
      <div className={styles.buttons}>
        <IconButton
          label={t('time.back')}
          onClick={() => step(-1)}
          disabled={moved(shown, mode, -1, years) === null}
        >
          <SkipBack size={20} aria-hidden />
        </IconButton>
        <Button kind="primary" onClick={() => (isPlaying ? setPlaying(false) : play())}>
          {isPlaying ? <Pause size={17} aria-hidden /> : <Play size={17} aria-hidden />}{' '}
          {isPlaying ? t('time.pause') : t('time.play')}
        </Button>
        <IconButton
          label={t('time.forward')}
          onClick={() => step(1)}
          disabled={moved(shown, mode, 1, years) === null}
        >
          <SkipForward size={20} aria-hidden />
        </IconButton>
        <Button
          kind="plain"
          disabled={span === null && !isOther}
          onClick={() => {
            setPlaying(false)
            onChange(null)
          }}
        >
          {t('time.all')}
        </Button>
      </div>
      <div className={styles.notes} aria-live={isPlaying ? 'off' : 'polite'}>
        <p className={styles.said}>
          {count === 0
            ? t('time.noData', { years: toSpanText(shown) })
            : t('time.count', { years: toSpanText(shown), count, number: number(count) })}
        </p>
        {isOther && <p>{t('time.other')}</p>}
        {gaps.length > 0 && (
          <p>
            {t('time.gaps', {
              count: gaps.length,
              number: number(gaps.length),
              years: toYearsText(gaps),
            })}
          </p>
        )}
        {yearless > 0 && (
          <p>
            {t(span ? 'time.yearlessHidden' : 'time.yearless', {
              count: yearless,
              number: number(yearless),
            })}
          </p>
        )}
      </div>
    </>
  )
}
