import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { yearFieldsOf } from '../../catalog/year-fields.ts'
import { classesOf } from '../../model/classes.ts'
import type { ChartKind, ChartMeasure, ChartView } from '../../state/chart-view.ts'

export type LayerField = LayerEntry['fields'][number]

const NUMBERS: ReadonlySet<LayerField['type']> = new Set(['integer', 'long', 'double'])
const DATES: ReadonlySet<LayerField['type']> = new Set(['date', 'datetime'])
const GROUPS: ReadonlySet<LayerField['type']> = new Set([
  'string',
  'boolean',
  'integer',
  'long',
  'date',
])

/** Amounts that add up to an amount (UCUM): of shares, degrees, heights and years a sum says nothing. */
const ADDITIVE: ReadonlySet<string> = new Set([
  ...['{person}', 'kg', 't', 'kt', 'kg/a', 't/a', 'kt/a', 'g', 'kW', 'MW', 'GW', 'kW.h', 'MW.h'],
  ...['GW.h', 'J', 'km2', 'm2', 'har', 'ha', 'm3', 'km3', 'km', 'L'],
])

/** Which charts can be made of the fields of a layer. */
export interface Possible {
  /** Fields by whose values bars can be made. */
  readonly groups: readonly LayerField[]
  readonly years: readonly LayerField[]
  readonly numbers: readonly LayerField[]
  readonly summed: readonly LayerField[]
  readonly hasClasses: boolean
  readonly kinds: readonly ChartKind[]
}

export function toPossible(entry: LayerEntry): Possible {
  const fields = entry.fields.filter(({ name }) => name !== entry.symbology?.minZoomField)
  const years = yearFieldsOf({ fields })
  const numbers = fields.filter(
    ({ type, codes }) => (NUMBERS.has(type) && !codes) || DATES.has(type),
  )
  const groups = fields.filter(({ type }) => GROUPS.has(type))
  const hasClasses = !!entry.symbology && classesOf(entry.symbology).classes.length > 1
  return {
    groups,
    years,
    numbers,
    summed: numbers.filter(
      (field) =>
        !years.includes(field) &&
        (field.unit === undefined ? isDeviceLayer(entry) : ADDITIVE.has(field.unit)),
    ),
    hasClasses,
    kinds: [
      ...(groups.length > 0 || hasClasses ? (['bars'] as const) : []),
      ...(years.length > 0 ? (['years'] as const) : []),
      ...(numbers.length > 0 ? (['histogram'] as const) : []),
      ...(numbers.length > 1 ? (['scatter'] as const) : []),
    ],
  }
}

/** Fields whose averages say something: all numbers but years and dates. */
export function averagedOf({ numbers, years }: Possible): readonly LayerField[] {
  return numbers.filter((field) => !years.includes(field))
}

/** The chart that says most of a layer at first: its classes by what its symbols are as large as, where it has such. */
export function toFirstChart(entry: LayerEntry, possible: Possible): ChartView | null {
  const { symbology } = entry
  const kind = possible.kinds[0]
  if (!kind) return null
  const chart = toChart(entry.id, kind, possible)
  if (kind !== 'bars' || symbology?.kind !== 'proportional') return chart
  const sized = possible.summed.find(({ name }) => name === symbology.field)
  return sized ? { ...chart, measure: { kind: 'sum', field: sized.name } } : chart
}

/** A chart of a kind as it is first shown. */
export function toChart(layerId: string, kind: ChartKind, possible: Possible): ChartView {
  return {
    layerId,
    kind,
    fields: toFields(kind, possible),
    measure: { kind: 'count' },
    isDivided: false,
    isLogarithmic: false,
    isOfView: false,
  }
}

function toFields(kind: ChartKind, { groups, years, numbers, hasClasses }: Possible): string[] {
  if (kind === 'years') return [years[0]!.name]
  if (kind === 'histogram') return [numbers[0]!.name]
  if (kind === 'scatter') return numbers.slice(0, 2).map(({ name }) => name)
  if (hasClasses) return []
  return [(groups.find(({ name }) => name === 'country') ?? groups[0]!).name]
}

/** The chart of an address as far as the layer has what it asks for; `null` where it does not. */
export function toKnown(chart: ChartView, possible: Possible): ChartView | null {
  const { kind, fields, measure } = chart
  const of = { bars: possible.groups, years: possible.years }[kind as string] ?? possible.numbers
  const has = (list: readonly LayerField[], name: string) => list.some((one) => one.name === name)
  if (!possible.kinds.includes(kind) || !fields.every((name) => has(of, name))) return null
  if (kind === 'bars' && fields.length === 0 && !possible.hasClasses) return null
  const isMeasured = measure.kind === 'count' || has(measuredBy(measure, possible), measure.field)
  return {
    ...chart,
    measure: isMeasured ? measure : { kind: 'count' },
    isDivided: chart.isDivided && possible.hasClasses && measure.kind !== 'mean',
  }
}

const measuredBy = ({ kind }: ChartMeasure, possible: Possible): readonly LayerField[] =>
  kind === 'sum' ? possible.summed : averagedOf(possible)
