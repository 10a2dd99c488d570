import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { LayerPanel } from '../../shell/layer-panel.tsx'
import type { ChartMeasure, ChartView } from '../../state/chart-view.ts'
import { useAtlas } from '../../state/store.ts'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { PanelBody } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './chart.module.css'
import { ChartFigure } from './chart-figure.tsx'
import {
  averagedOf,
  type LayerField,
  type Possible,
  toChart,
  toFirstChart,
  toKnown,
  toPossible,
} from './possible.ts'

/** The features of a layer that are seen, as a chart that is put together from its fields. */
export function ChartPanel(props: PanelProps) {
  const { t } = useTranslation()
  return (
    <LayerPanel
      {...props}
      id="chart"
      toTitle={(layer) => t('chart.title', { layer })}
      closeLabel={t('chart.close')}
    >
      {(entry) => (
        <PanelBody>
          <LayerChart entry={entry} />
        </PanelBody>
      )}
    </LayerPanel>
  )
}

function LayerChart({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const kept = useAtlas((state) => state.chart)
  const possible = useMemo(() => toPossible(entry), [entry])
  const chart = useMemo(() => {
    const known = kept?.layerId === entry.id ? toKnown(kept, possible) : null
    return known ?? toFirstChart(entry, possible)
  }, [kept, entry, possible])
  if (!chart) return <p>{t('chart.none')}</p>
  const change = (next: Partial<ChartView>) =>
    useAtlas.setState({ chart: toKnown({ ...chart, ...next }, possible) })
  return (
    <div className={styles.chart}>
      {possible.kinds.length > 1 && (
        <Segmented
          label={t('chart.kind')}
          value={chart.kind}
          options={possible.kinds.map((kind) => ({ value: kind, label: t(`chart.kinds.${kind}`) }))}
          onChange={(kind) =>
            change({ ...toChart(entry.id, kind, possible), isOfView: chart.isOfView })
          }
        />
      )}
      <Choices chart={chart} possible={possible} onChange={change} />
      <ChartFigure entry={entry} chart={chart} />
    </div>
  )
}

interface ChoicesProps {
  readonly chart: ChartView
  readonly possible: Possible
  readonly onChange: (next: Partial<ChartView>) => void
}

function Choices({ chart, possible, onChange }: ChoicesProps) {
  const { t } = useTranslation()
  const { kind, fields, measure } = chart
  const isOfFields = kind === 'bars' || kind === 'years'
  const isDividable =
    possible.hasClasses &&
    kind !== 'scatter' &&
    measure.kind !== 'mean' &&
    !(kind === 'bars' && fields.length === 0)
  return (
    <div className={styles.choices}>
      {kind === 'bars' && (
        <FieldSelect
          label={t('chart.by')}
          fields={possible.groups}
          value={fields[0] ?? null}
          none={possible.hasClasses ? t('chart.classes') : null}
          onChange={(name) => onChange({ fields: name === null ? [] : [name] })}
        />
      )}
      {kind === 'years' && (
        <FieldSelect
          label={t('chart.year')}
          fields={possible.years}
          value={fields[0]!}
          onChange={(name) => onChange({ fields: [name!] })}
        />
      )}
      {kind === 'histogram' && (
        <FieldSelect
          label={t('chart.of')}
          fields={possible.numbers}
          value={fields[0]!}
          onChange={(name) => onChange({ fields: [name!] })}
        />
      )}
      {kind === 'scatter' && (
        <>
          <FieldSelect
            label={t('chart.across')}
            fields={possible.numbers}
            value={fields[0]!}
            onChange={(name) => onChange({ fields: [name!, fields[1]!] })}
          />
          <FieldSelect
            label={t('chart.up')}
            fields={possible.numbers}
            value={fields[1]!}
            onChange={(name) => onChange({ fields: [fields[0]!, name!] })}
          />
        </>
      )}
      {isOfFields && (
        <MeasureSelect
          measure={measure}
          possible={possible}
          onChange={(next) => onChange({ measure: next })}
        />
      )}
      {isDividable && (
        <Choice
          type="checkbox"
          checked={chart.isDivided}
          onChange={({ target }) => onChange({ isDivided: target.checked })}
        >
          {t('chart.divided')}
        </Choice>
      )}
      {!isOfFields && (
        <Choice
          type="checkbox"
          checked={chart.isLogarithmic}
          onChange={({ target }) => onChange({ isLogarithmic: target.checked })}
        >
          {t('chart.logarithmic')}
        </Choice>
      )}
      <Choice
        type="checkbox"
        checked={chart.isOfView}
        onChange={({ target }) => onChange({ isOfView: target.checked })}
      >
        {t('chart.inView')}
      </Choice>
    </div>
  )
}

function FieldSelect({
  label,
  fields,
  value,
  none = null,
  onChange,
}: {
  readonly label: string
  readonly fields: readonly LayerField[]
  readonly value: string | null
  /** What is read for no field; `null` where one has to be chosen. */
  readonly none?: string | null
  readonly onChange: (name: string | null) => void
}) {
  const language = useLanguage()
  // Beside names of any kind, which a prefix keeps apart from the choice of none.
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          value={value === null ? 'none' : `field:${value}`}
          onChange={({ target }) =>
            onChange(target.value === 'none' ? null : target.value.slice('field:'.length))
          }
        >
          {none !== null && <option value="none">{none}</option>}
          {fields.map((field) => (
            <option key={field.name} value={`field:${field.name}`}>
              {toFieldTitle(field, language)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function MeasureSelect({
  measure,
  possible,
  onChange,
}: {
  readonly measure: ChartMeasure
  readonly possible: Possible
  readonly onChange: (measure: ChartMeasure) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const options: readonly (readonly [ChartMeasure, string])[] = [
    [{ kind: 'count' }, t('chart.count')],
    ...possible.summed.map(
      (field) =>
        [
          { kind: 'sum', field: field.name },
          t('chart.sumOf', { field: toFieldTitle(field, language) }),
        ] as const,
    ),
    ...averagedOf(possible).map(
      (field) =>
        [
          { kind: 'mean', field: field.name },
          t('chart.meanOf', { field: toFieldTitle(field, language) }),
        ] as const,
    ),
  ]
  const toKey = (one: ChartMeasure) =>
    one.kind === 'count' ? one.kind : `${one.kind}:${one.field}`
  return (
    <Field label={t('chart.measure')}>
      {(control) => (
        <select
          {...control}
          value={toKey(measure)}
          onChange={({ target }) =>
            onChange(options.find(([one]) => toKey(one) === target.value)![0])
          }
        >
          {options.map(([one, label]) => (
            <option key={toKey(one)} value={toKey(one)}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
