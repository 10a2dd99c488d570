import * as Plot from '@observablehq/plot'
import type { Language } from '../../model/schema.ts'
import type { ChartView } from '../../state/chart-view.ts'
import { formatNumber } from '../../words/format.ts'
import type { Mark } from './to-marks.ts'

/** What a chart is drawn with. */
export interface PlotLook {
  readonly language: Language
  readonly width: number
  /** Of what has no class of its own; of words and lines; of what is selected. */
  readonly color: string
  readonly ink: string
  readonly ground: string
  /** The classes by which marks are divided; one more than they have conditions. */
  readonly classColors: readonly string[]
  readonly xTitle: string
  readonly yTitle: string
  /** What is said of a mark: under the pointer, and to who cannot see it. */
  toTitle(mark: Mark, part: number | null): string
  /** Names on an axis of numbers that are days. */
  readonly toXText: ((value: number) => string) | null
  readonly toYText: ((value: number) => string) | null
}

/** One shape of the drawing, and the mark that it belongs to. */
interface Piece {
  readonly mark: number
  readonly from: number
  readonly to: number
  readonly fill: string
  readonly title: string
}

const BAR_HEIGHT = 22
const MOST_LETTERS = 34
/** Of a letter at the size of the labels, on average; and how much of the width names may have. */
const LETTER_WIDTH = 6.2
const MOST_LABEL_SHARE = 0.42

/** A chart as an SVG element, and which mark an element of it belongs to. */
export interface DrawnChart {
  readonly svg: SVGSVGElement
  /** The place of the mark; `null` beside all marks. */
  markOf(target: EventTarget | null): number | null
}

/**
 * Draws a chart. Classes keep the colours that they have on the map; bars of years stand where the years are, so that a
 * year without any is a gap.
 */
export function toPlot(marks: readonly Mark[], chart: ChartView, look: PlotLook): DrawnChart {
  const { plot, pieces } =
    chart.kind === 'bars'
      ? toBars(marks, look)
      : chart.kind === 'scatter'
        ? toScatter(marks, chart, look)
        : toColumns(marks, chart, look)
  const svg = plot as SVGSVGElement
  return {
    svg,
    markOf(target) {
      const shape = target instanceof SVGElement ? target.closest('.pieces > *') : null
      const at = shape ? (shape as SVGElement & { __data__?: unknown }).__data__ : undefined
      return typeof at === 'number' ? (pieces[at]?.mark ?? null) : null
    },
  }
}

function toCommon({ width, ink, ground }: PlotLook) {
  return {
    width,
    style: {
      background: ground,
      color: ink,
      fontFamily: '"Source Sans 3", system-ui, sans-serif',
      fontSize: '12px',
      overflow: 'visible',
    },
  }
}

/** A mark from nought to its amount, or piece by piece where it is divided. */
function toPieces(marks: readonly Mark[], look: PlotLook): readonly Piece[] {
  return marks.flatMap((mark, at): Piece[] => {
    if (mark.parts.length === 0) {
      const fill = mark.color ?? look.color
      const title = look.toTitle(mark, null)
      return [{ mark: at, from: 0, to: mark.amount ?? 0, fill, title }]
    }
    let from = 0
    return mark.parts.flatMap((amount, part) => {
      if (amount === 0) return []
      const piece = {
        mark: at,
        from,
        to: from + amount,
        fill: look.classColors[part] ?? look.color,
        title: look.toTitle(mark, part),
      }
      from += amount
      return [piece]
    })
  })
}

const compact = { notation: 'compact', maximumSignificantDigits: 3 } as const

function toBars(marks: readonly Mark[], look: PlotLook) {
  const pieces = toPieces(marks, look)
  const most = Math.min(MOST_LETTERS, Math.floor((MOST_LABEL_SHARE * look.width) / LETTER_WIDTH))
  const labels = marks.map(({ label }) =>
    label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label,
  )
  const longest = Math.max(...labels.map((label) => label.length), 0)
  const plot = Plot.plot({
    ...toCommon(look),
    height: marks.length * BAR_HEIGHT + 56,
    marginLeft: 14 + LETTER_WIDTH * longest,
    marginRight: 22,
    marginTop: 8,
    marginBottom: 44,
    x: {
      label: look.yTitle,
      labelAnchor: 'right',
      labelArrow: 'none',
      grid: true,
      ticks: Math.max(2, Math.round(look.width / 110)),
      tickFormat: (value: number) => formatNumber(value, look.language, compact),
      zero: true,
    },
    y: {
      type: 'band',
      domain: marks.map((_, at) => at),
      label: null,
      tickSize: 0,
      tickFormat: (at: number) => labels[at]!,
      padding: 0.18,
    },
    marks: [
      Plot.rectX(pieces, {
        y: 'mark',
        x1: 'from',
        x2: 'to',
        fill: 'fill',
        title: 'title',
        className: 'pieces',
      } as Plot.RectXOptions),
      Plot.ruleX([0]),
    ],
  })
  return { plot, pieces }
}

function toColumns(marks: readonly Mark[], chart: ChartView, look: PlotLook) {
  const placed = marks.filter(({ x }) => x !== null)
  const places = marks.flatMap(({ x }, at) => (x ? [at] : []))
  const isOfYears = chart.kind === 'years'
  const pieces = toPieces(placed, look).map((piece) => {
    const [left, right] = placed[piece.mark]!.x!
    return {
      ...piece,
      mark: places[piece.mark]!,
      left: isOfYears ? left - 0.42 : left,
      right: isOfYears ? right + 0.42 : right,
    }
  })
  const plot = Plot.plot({
    ...toCommon(look),
    height: Math.min(320, 0.75 * look.width),
    marginLeft: 48,
    marginRight: 18,
    marginTop: 26,
    marginBottom: 44,
    x: {
      type: chart.isLogarithmic ? 'log' : 'linear',
      label: look.xTitle,
      labelAnchor: 'right',
      labelArrow: 'none',
      ticks: Math.max(2, Math.round(look.width / 90)),
      tickFormat: (value: number) =>
        look.toXText?.(value) ?? formatNumber(value, look.language, compact),
    },
    y: toAmountAxis(look),
    marks: [
      Plot.rect(pieces, {
        x1: 'left',
        x2: 'right',
        y1: 'from',
        y2: 'to',
        fill: 'fill',
        title: 'title',
        className: 'pieces',
        insetLeft: isOfYears ? 0 : 0.5,
        insetRight: isOfYears ? 0 : 0.5,
      }),
      Plot.ruleY([0]),
    ],
  })
  return { plot, pieces }
}

function toAmountAxis({ yTitle, language }: PlotLook): Plot.ScaleOptions {
  return {
    label: yTitle,
    labelAnchor: 'top',
    labelArrow: 'none',
    grid: true,
    ticks: 5,
    zero: true,
    tickFormat: (value: number) => formatNumber(value, language, compact),
  }
}

function toScatter(marks: readonly Mark[], chart: ChartView, look: PlotLook) {
  const type = chart.isLogarithmic ? ('log' as const) : ('linear' as const)
  const isOfCells = marks.some(({ id }) => id === null)
  const most = Math.max(1, ...marks.map(({ count }) => count))
  const pieces = marks.map((mark, at) => ({
    mark: at,
    from: 0,
    to: 0,
    left: mark.x![0],
    right: mark.x![1],
    low: mark.y![0],
    high: mark.y![1],
    fill: mark.color ?? look.color,
    // By orders of magnitude, and never so faint that it is not seen.
    opacity: isOfCells ? 0.18 + (0.82 * Math.log1p(mark.count)) / Math.log1p(most) : 0.65,
    title: look.toTitle(mark, null),
  }))
  const shared = { fill: 'fill', fillOpacity: 'opacity', title: 'title', className: 'pieces' }
  const axis = (toText: PlotLook['toXText']) => ({
    type,
    grid: true,
    labelArrow: 'none' as const,
    tickFormat: (value: number) => toText?.(value) ?? formatNumber(value, look.language, compact),
  })
  const plot = Plot.plot({
    ...toCommon(look),
    height: Math.min(420, 0.9 * look.width),
    marginLeft: 52,
    marginRight: 18,
    marginTop: 26,
    marginBottom: 44,
    opacity: { type: 'identity' },
    x: {
      ...axis(look.toXText),
      label: look.xTitle,
      labelAnchor: 'right',
      ticks: Math.max(2, Math.round(look.width / 90)),
    },
    y: { ...axis(look.toYText), label: look.yTitle, labelAnchor: 'top', ticks: 6 },
    marks: [
      isOfCells
        ? Plot.rect(pieces, { x1: 'left', x2: 'right', y1: 'low', y2: 'high', ...shared })
        : Plot.dot(pieces, { x: 'left', y: 'low', r: 3, ...shared }),
    ],
  })
  return { plot, pieces }
}
