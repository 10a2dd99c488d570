import { escapeText, isLayerId, unescapeText } from './layer-view.ts'

const CHART_KINDS = ['bars', 'years', 'histogram', 'scatter'] as const
export type ChartKind = (typeof CHART_KINDS)[number]

export type ChartMeasure =
  | { readonly kind: 'count' }
  | { readonly kind: 'sum' | 'mean'; readonly field: string }

/** Which chart of a layer is shown: what an address says of it. */
export interface ChartView {
  readonly layerId: string
  readonly kind: ChartKind
  /** What it is by: one field, two of a scatter; none where the bars are the classes of the legend. */
  readonly fields: readonly string[]
  readonly measure: ChartMeasure
  /** Whether it is divided by the classes of the legend. */
  readonly isDivided: boolean
  readonly isLogarithmic: boolean
  /** Whether it has the features alone that the map shows. */
  readonly isOfView: boolean
}

const FIELD_COUNTS: Readonly<Record<ChartKind, readonly number[]>> = {
  bars: [0, 1],
  years: [1],
  histogram: [1],
  scatter: [2],
}

/** As text: `power-plants;bars=fuel;of=sum:capacity_mw;by=class;scale=log;in=view`. */
export function formatChartView(view: ChartView): string {
  const { layerId, kind, fields, measure, isDivided, isLogarithmic, isOfView } = view
  const parts = [
    layerId,
    fields.length > 0 ? `${kind}=${fields.map(escapeText).join(',')}` : kind,
    measure.kind !== 'count' && `of=${measure.kind}:${escapeText(measure.field)}`,
    isDivided && 'by=class',
    isLogarithmic && 'scale=log',
    isOfView && 'in=view',
  ]
  return parts.filter(Boolean).join(';')
}

/** `undefined` where the text means none. */
export function parseChartView(text: string): ChartView | undefined {
  const [layerId = '', shape = '', ...parts] = text.split(';')
  const [, name = '', value] = /^([a-z]+)(?:=(.+))?$/s.exec(shape) ?? []
  const kind = CHART_KINDS.find((one) => one === name)
  if (!(kind && isLayerId(layerId))) return undefined
  const fields = value === undefined ? [] : value.split(',').map(unescapeText)
  const areNames = fields.every((field): field is string => !!field)
  if (!(areNames && FIELD_COUNTS[kind].includes(fields.length))) return undefined
  let view: ChartView = {
    layerId,
    kind,
    fields,
    measure: { kind: 'count' },
    isDivided: false,
    isLogarithmic: false,
    isOfView: false,
  }
  const seen = new Set<keyof ChartView>()
  for (const part of parts) {
    const setting = parseSetting(part)
    const [key] = Object.keys(setting ?? {}) as (keyof ChartView)[]
    if (!key || seen.has(key)) return undefined
    seen.add(key)
    view = { ...view, ...setting }
  }
  return view
}

function parseSetting(part: string): Partial<ChartView> | undefined {
  if (part === 'by=class') return { isDivided: true }
  if (part === 'scale=log') return { isLogarithmic: true }
  if (part === 'in=view') return { isOfView: true }
  const [, kind, name = ''] = /^of=(sum|mean):(.+)$/s.exec(part) ?? []
  const field = unescapeText(name)
  return field && (kind === 'sum' || kind === 'mean') ? { measure: { kind, field } } : undefined
}
