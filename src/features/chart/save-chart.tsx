import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toLanguage } from '../../catalog/in-language.ts'
import { markOf } from '../../catalog/not-released.ts'
import { toFileStem } from '../../formats/contract/file-stem.ts'
import { toCsvRow } from '../../formats/text/csv-text.ts'
import { toWords } from '../../i18n/condition-words.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { ChartAnswer } from '../../query/chart.ts'
import { saveBlob, saveText } from '../../shell/save-file.ts'
import type { ChartView } from '../../state/chart-view.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { formatDay } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './chart.module.css'
import type { ChartClasses, Mark } from './to-marks.ts'
import {
  PICTURE_CHART_WIDTH,
  type PictureTexts,
  toPicture,
  toPng,
  toSvgText,
} from './to-picture.ts'
import { type PlotLook, toPlot } from './to-plot.ts'
import type { ChartWords } from './use-chart-words.ts'

interface SaveChartProps {
  readonly entry: LayerEntry
  readonly chart: ChartView
  readonly answer: ChartAnswer
  readonly marks: readonly Mark[]
  readonly words: ChartWords
  /** For light ground, whichever theme is seen. */
  readonly toLook: (width: number) => PlotLook
  readonly legend: PictureTexts['legend']
  readonly classes: ChartClasses
}

/** Gives a chart out as a picture or as its figures, with what has to be known to read it and where it is from. */
export function SaveChart(props: SaveChartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [hasFailed, setFailed] = useState(false)
  const { entry, chart, answer, marks, words, toLook, legend } = props
  const title = textIn(entry.title, language)
  const mark = markOf(entry, language)
  const name = toFileStem(`${mark === null ? '' : `${mark} `}${entry.id}-${chart.kind}`)
  const toTexts = (): PictureTexts => {
    const filter = useAtlas.getState().layers.find(({ id }) => id === entry.id)?.filter
    const provenance =
      'provenance' in entry && entry.provenance ? toLanguage(entry.provenance, language) : null
    const limitations = 'limitations' in entry ? entry.limitations : undefined
    return {
      title,
      subtitle: [
        words.subtitle(answer.count),
        filter && t('chart.filtered', { filter: toWords(filter, entry.fields, language) }),
      ]
        .filter(Boolean)
        .join(' '),
      legend,
      notes: [
        ...words.notes(answer),
        ...(limitations ? [textIn(limitations, language)] : []),
        ...(provenance ? [provenance.citation] : []),
        t('chart.made', { date: formatDay(new Date(), language) }),
      ],
    }
  }
  const draw = () => {
    const { svg } = toPlot(marks, chart, toLook(PICTURE_CHART_WIDTH))
    return toPicture(svg, toTexts())
  }
  const saveCsv = () => saveText(`\uFEFF${toCsv(props)}`, `${name}.csv`, 'text/csv;charset=utf-8')
  const savePng = async () => {
    setFailed(false)
    try {
      saveBlob(await toPng(draw()), `${name}.png`)
    } catch {
      setFailed(true)
    }
  }
  return (
    <div className={styles.save}>
      <span>
        <Download size={16} aria-hidden /> {t('chart.save')}
      </span>
      <Button
        size="small"
        aria-label={`${t('chart.save')} SVG`}
        onClick={() => saveText(toSvgText(draw()), `${name}.svg`, 'image/svg+xml')}
      >
        SVG
      </Button>
      <Button size="small" aria-label={`${t('chart.save')} PNG`} onClick={savePng}>
        PNG
      </Button>
      {answer.kind !== 'points' && (
        <Button size="small" aria-label={`${t('chart.save')} CSV`} onClick={saveCsv}>
          CSV
        </Button>
      )}
      {hasFailed && <p role="alert">{t('chart.saveFailed')}</p>}
    </div>
  )
}

/** The figures of a chart as a table (RFC 4180), numbers as programs read them, and what it is divided by in columns. */
function toCsv({ marks, words, classes }: SaveChartProps): string {
  const { byTitle, countTitle, measureTitle } = words
  const hasAmounts = measureTitle !== countTitle
  const parts = [...classes.looks.keys()].filter((part) => marks.some((mark) => mark.parts[part]))
  const head = [
    byTitle,
    countTitle,
    ...(hasAmounts ? [measureTitle] : []),
    ...parts.map((part) => classes.looks[part]!.label),
  ]
  const rows = marks.map((mark) => [
    mark.label,
    String(mark.count),
    ...(hasAmounts ? [String(mark.amount ?? '')] : []),
    ...parts.map((part) => String(mark.parts[part] ?? 0)),
  ])
  return [head, ...rows].map(toCsvRow).join('')
}
