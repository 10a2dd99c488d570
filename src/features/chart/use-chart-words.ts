import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { isOfYears } from '../../catalog/year-fields.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { FieldValue } from '../../model/feature.ts'
import { missingYears, toYearsText } from '../../model/year-span.ts'
import type { ChartAnswer } from '../../query/chart.ts'
import type { ChartView } from '../../state/chart-view.ts'
import { formatNumber } from '../../words/format.ts'
import { factsOf } from '../../words/languages.ts'
import {
  type ChartClasses,
  type Mark,
  type MarkWords,
  toAmountText,
  toMeasureText,
  toScaleText,
} from './to-marks.ts'
import type { PlotLook } from './to-plot.ts'

/** All that is said of a chart, in the reader's language. */
export interface ChartWords {
  readonly marks: MarkWords
  /** What the marks are by, how many features there are of each, and what they are as high as. */
  readonly byTitle: string
  readonly countTitle: string
  readonly measureTitle: string
  number(value: number): string
  amount(value: number | null): string
  subtitle(count: number): string
  description(marks: readonly Mark[]): string
  notes(answer: ChartAnswer): readonly string[]
  look(
    width: number,
    classes: ChartClasses,
    colors: Pick<PlotLook, 'color' | 'ink' | 'ground'>,
  ): PlotLook
}

export function useChartWords(entry: LayerEntry, chart: ChartView): ChartWords {
  const { t } = useTranslation()
  const language = useLanguage()
  return useMemo(() => {
    const { colon } = factsOf(language)
    const number = (value: number) => formatNumber(value, language)
    const fields = chart.fields.map((name) => entry.fields.find((field) => field.name === name)!)
    const titles = fields.map((field) => toFieldTitle(field, language))
    const byTitle = chart.kind === 'scatter' ? titles.join('; ') : (titles[0] ?? t('chart.classes'))
    const countTitle = t('chart.count')
    const measureTitle = toMeasureText(chart, entry, language, {
      count: countTitle,
      sum: (field) => t('chart.sumOf', { field }),
      mean: (field) => t('chart.meanOf', { field }),
    })
    const amount = (value: number | null) => toAmountText(value, chart, entry, language)
    const toAxisText = (place: number): PlotLook['toXText'] => {
      const field = fields[place]
      if (!field) return null
      if (chart.kind === 'years' || isOfYears(field)) {
        return (value) => (Number.isInteger(value) ? String(value) : '')
      }
      const isOfDays = field.type === 'date' || field.type === 'datetime'
      return isOfDays ? (value) => toScaleText(value, field, language) : null
    }
    return {
      marks: {
        empty: t('chart.noValue'),
        rest: (groups) => t('chart.rest', { count: groups, number: number(groups) }),
        range: (from, to) => t('chart.range', { from, to }),
      },
      byTitle,
      countTitle,
      measureTitle,
      number,
      amount,
      subtitle: (count) =>
        t('chart.subtitle', {
          measure: chart.kind === 'scatter' ? titles[1] : measureTitle,
          by: chart.kind === 'scatter' ? titles[0] : byTitle,
          count,
          number: number(count),
        }),
      description(marks) {
        // Features without a year are told of beside the chart, and stand in no place of it.
        const drawn = chart.kind === 'years' ? marks.filter(({ x }) => x !== null) : marks
        const named = drawn.filter((mark) => mark.amount !== null)
        const largest = named.reduce<Mark | null>(
          (best, mark) => (best && best.amount! >= mark.amount! ? best : mark),
          null,
        )
        const what = t(`chart.pictures.${chart.kind}`, {
          count: drawn.length,
          number: number(drawn.length),
        })
        return largest
          ? `${what} ${t('chart.largest', { mark: largest.label, amount: amount(largest.amount) })}`
          : what
      },
      notes(answer) {
        const notes: string[] = []
        const say = (key: string, count: number) => {
          if (count > 0) notes.push(t(`chart.${key}`, { count, number: number(count) }))
        }
        if (answer.kind !== 'groups') {
          say('nulls', answer.nulls)
          say('unfit', answer.unfit)
        } else {
          const groups = [...answer.groups, ...(answer.rest ? [answer.rest] : [])]
          if (chart.measure.kind !== 'count') {
            say(
              'unmeasured',
              groups.reduce((sum, { nulls }) => sum + nulls, 0),
            )
          }
          if (chart.kind === 'years') {
            say('yearless', answer.groups.find(({ value }) => value === null)?.count ?? 0)
            const gaps = gapsOf(answer.groups.map(({ value }) => value))
            if (gaps.length > 0) {
              const values = { count: gaps.length, number: number(gaps.length) }
              notes.push(t('chart.gaps', { ...values, years: toYearsText(gaps) }))
            }
          }
        }
        say('rounded', answer.rounded)
        return notes
      },
      look: (width, classes, colors) => ({
        ...colors,
        language,
        width,
        classColors: classes.looks.map(({ color }) => color),
        xTitle: titles[0] ?? '',
        yTitle: chart.kind === 'scatter' ? titles[1]! : measureTitle,
        toTitle(mark, part) {
          const lines = [mark.label]
          if (part !== null) {
            lines.push(`${classes.looks[part]?.label}${colon}${amount(mark.parts[part] ?? 0)}`)
          }
          if (mark.amount !== null) lines.push(`${measureTitle}${colon}${amount(mark.amount)}`)
          if (chart.measure.kind !== 'count')
            lines.push(`${countTitle}${colon}${number(mark.count)}`)
          return lines.join('\n')
        },
        toXText: toAxisText(0),
        toYText: toAxisText(1),
      }),
    }
  }, [entry, chart, language, t])
}

/** The years between the first and the last that have nothing. */
function gapsOf(values: readonly FieldValue[]): readonly number[] {
  const years = new Set(values.flatMap((value) => (value === null ? [] : [Number(value)])))
  if (years.size === 0) return []
  return missingYears({ from: Math.min(...years), to: Math.max(...years) }, years)
}
