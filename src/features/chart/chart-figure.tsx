import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toWords } from '../../i18n/condition-words.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { ChartAnswer } from '../../query/chart.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { useSeenView } from '../../shell/use-seen-view.ts'
import { useTheme } from '../../shell/use-theme.ts'
import type { ChartView } from '../../state/chart-view.ts'
import { useAtlas } from '../../state/store.ts'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './chart.module.css'
import { FiguresTable } from './figures-table.tsx'
import { SaveChart } from './save-chart.tsx'
import { Selected } from './selected.tsx'
import { type ChartClasses, type Mark, toClasses, toMarks, toShape } from './to-marks.ts'
import { type DrawnChart, type PlotLook, toPlot } from './to-plot.ts'
import { useChartWords } from './use-chart-words.ts'
import { useMarkSelection } from './use-mark-selection.ts'

/** A chart with all that is said of it, its figures as a table, and what of it is selected. */
export function ChartFigure({
  entry,
  chart,
}: {
  readonly entry: LayerEntry
  readonly chart: ChartView
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const theme = useTheme()
  const words = useChartWords(entry, chart)
  const { view } = useSeenView(entry, chart.isOfView)
  const ofNoClass = t('chart.noClass')
  const classes = useMemo(
    () => toClasses(entry, language, theme, ofNoClass),
    [entry, language, theme, ofNoClass],
  )
  const request = view && { ...view, ...toShape(chart, classes) }
  const { answer, isAsking, problem } = useAnswer('chart', request)
  const marks = useMemo(
    () => (answer ? toMarks(answer, { entry, chart, classes, language, words: words.marks }) : []),
    // The words are those of the language.
    [answer, entry, chart, classes, language, words],
  )
  const { selected, select, clear } = useMarkSelection(entry, view, marks)
  const figure = useRef<HTMLDivElement>(null)
  // What is done with a selection may end it.
  useKeptFocus(figure, '[data-subtitle]', selected === null)
  if (problem) return <p role="alert">{toSentence(problem, language)}</p>
  if (!answer) return <p role="status">{t('chart.counting')}</p>
  // The answer before stays until the next is there; it may be of another kind of chart.
  if (!fits(answer, chart)) return <p role="status">{t('chart.counting')}</p>
  const legend = toLegend(answer, chart, classes)
  return (
    <div ref={figure} className={styles.chart}>
      <p className={styles.subtitle} tabIndex={-1} data-subtitle>
        {words.subtitle(answer.count)}
        <Filtered entry={entry} />
      </p>
      {answer.count === 0 && <p role="status">{t('chart.empty')}</p>}
      {answer.kind === 'cells' && <p className={styles.note}>{t('chart.cells')}</p>}
      {legend.length > 0 && (
        <ul className={styles.legend}>
          {legend.map(({ label, color }) => (
            <li key={label}>
              <span className={styles.swatch} style={{ background: color }} />
              {label}
            </li>
          ))}
        </ul>
      )}
      {marks.length > 0 && (
        <Drawing
          marks={marks}
          chart={chart}
          toLook={(width) => words.look(width, classes, COLORS[theme])}
          description={words.description(marks)}
          selected={selected?.mark ?? null}
          onPress={select}
          isStale={isAsking}
        />
      )}
      <Notes answer={answer} notes={words.notes(answer)} entry={entry} />
      {selected && <Selected entry={entry} selected={selected} onClear={clear} />}
      {marks.length > 0 && answer.kind !== 'points' && (
        <FiguresTable
          marks={marks}
          words={words}
          selected={selected?.mark ?? null}
          onSelect={select}
        />
      )}
      {marks.length > 0 && (
        <SaveChart
          entry={entry}
          chart={chart}
          answer={answer}
          marks={marks}
          words={words}
          classes={classes}
          toLook={(width) =>
            words.look(width, toClasses(entry, language, 'light', ofNoClass), COLORS.light)
          }
          legend={toLegend(answer, chart, toClasses(entry, language, 'light', ofNoClass))}
        />
      )}
    </div>
  )
}

/** Of what has no class, of words, and of what lies under them. */
const COLORS = {
  light: { color: '#2a7c8c', ink: '#4c606b', ground: 'transparent' },
  dark: { color: '#5fbac4', ink: '#a9bcc6', ground: 'transparent' },
} as const

function fits(answer: ChartAnswer, { kind }: ChartView): boolean {
  if (kind === 'histogram') return answer.kind === 'bins'
  if (kind === 'scatter') return answer.kind === 'points' || answer.kind === 'cells'
  return answer.kind === 'groups'
}

/** The classes that a chart shows beside its bars. */
function toLegend(answer: ChartAnswer, chart: ChartView, { conditions, looks }: ChartClasses) {
  const isByClass = chart.isDivided || answer.kind === 'points'
  if (!isByClass || conditions.length === 0) return []
  const isThere = (place: number): boolean =>
    answer.kind === 'groups'
      ? [...answer.groups, ...(answer.rest ? [answer.rest] : [])].some(
          (one) => one.parts[place]! > 0,
        )
      : answer.kind === 'bins'
        ? answer.bins.some(({ parts }) => parts[place]! > 0)
        : answer.kind === 'points' && answer.points.some((point) => point.place === place)
  return looks.filter((_, place) => isThere(place))
}

function Filtered({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const filter = useAtlas(({ layers }) => layers.find(({ id }) => id === entry.id)?.filter ?? null)
  if (!filter) return null
  return <> {t('chart.filtered', { filter: toWords(filter, entry.fields, language) })}</>
}

/** What a reader has to know to read the chart: what is not in it, and what the layer itself does not say. */
function Notes({
  entry,
  notes,
}: {
  readonly answer: ChartAnswer
  readonly entry: LayerEntry
  readonly notes: readonly string[]
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const limitations = 'limitations' in entry ? entry.limitations : undefined
  return (
    <div className={styles.notes}>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {limitations && (
        <p>
          <strong>{t('chart.limits')}</strong> {textIn(limitations, language)}
        </p>
      )}
    </div>
  )
}

interface DrawingProps {
  readonly marks: readonly Mark[]
  readonly chart: ChartView
  readonly toLook: (width: number) => PlotLook
  readonly description: string
  /** The place of the mark that is selected. */
  readonly selected: number | null
  readonly onPress: (mark: number) => void
  /** Whether another is on its way. */
  readonly isStale: boolean
}

/** The chart itself, for the eye and the pointer: the table under it says and does the same. */
function Drawing({ marks, chart, toLook, description, selected, onPress, isStale }: DrawingProps) {
  const host = useRef<HTMLDivElement>(null)
  const drawn = useRef<DrawnChart>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = host.current!
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const look = useRef(toLook)
  const press = useRef(onPress)
  useEffect(() => {
    look.current = toLook
    press.current = onPress
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the description changes with the words that are drawn
  useEffect(() => {
    const element = host.current!
    if (width === 0) return
    drawn.current = toPlot(marks, chart, look.current(width))
    const { svg } = drawn.current
    svg.setAttribute('aria-hidden', 'true')
    element.replaceChildren(svg)
    const onClick = ({ target }: Event) => {
      const mark = drawn.current?.markOf(target)
      if (mark !== null && mark !== undefined) press.current(mark)
    }
    svg.addEventListener('click', onClick)
    return () => svg.removeEventListener('click', onClick)
  }, [marks, chart, width, description])
  useEffect(() => {
    const shapes = host.current!.querySelectorAll<SVGElement>('.pieces > *')
    for (const shape of shapes) {
      const isOf = selected !== null && drawn.current?.markOf(shape) === selected
      shape.toggleAttribute('data-selected', isOf)
    }
  })
  return (
    <div
      ref={host}
      className={styles.drawing}
      role="img"
      aria-label={description}
      data-stale={isStale || undefined}
    />
  )
}
