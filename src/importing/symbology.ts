import { hasFieldsOf } from '../catalog/layer-files.ts'
import type { LayerSymbol, SymbolClass, Symbology, ThemedColor } from '../catalog/symbology.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { FieldValue } from '../model/feature.ts'
import { STYLE_COLUMN } from '../model/own-columns.ts'
import type { Field, Localized } from '../model/schema.ts'
import { formatNumber } from '../words/format.ts'
import type { FileStyles } from './file-styles.ts'
import type { DrawChoice, DrawOptions } from './protocol.ts'

/**
 * How an imported layer is drawn: as its file says, or by the field that tells most about it, or in
 * one colour. Colours are told apart by eyes that see red and green alike, on the light and dark map.
 */

/** What of a layer decides how it is drawn. */
export type DrawnLayer = Pick<
  ImportedLayer,
  'format' | 'schema' | 'geometryTypes' | 'features' | 'csv'
>

type Family = 'point' | 'line' | 'polygon' | 'mixed'

/** After Paul Tol's bright scheme (SRON/EPS/TN/09-002, issue 3.2), lightened for the dark map. */
const DISTINCT: readonly ThemedColor[] = [
  { light: '#b3365f', dark: '#ff8fb0' },
  { light: '#2f6db3', dark: '#7fb8ff' },
  { light: '#1f7a4a', dark: '#67d49b' },
  { light: '#b0730a', dark: '#f2c14e' },
  { light: '#6a3d9a', dark: '#c4a0f5' },
  { light: '#13808f', dark: '#62d5e4' },
  { light: '#d1495b', dark: '#ffb199' },
  { light: '#5f6b1d', dark: '#c8d86a' },
]

const GREY: ThemedColor = { light: '#7c858a', dark: '#9aa5ab' }

/** One way from little to much, dark ink on the light map and bright on the dark one. */
const RISING: readonly ThemedColor[] = [
  { light: '#d9e8a6', dark: '#2f3f7d' },
  { light: '#8fd0b0', dark: '#2f74a8' },
  { light: '#42a9bf', dark: '#35a6b8' },
  { light: '#2b73b0', dark: '#86d3a6' },
  { light: '#2b2f86', dark: '#f3f29a' },
]

const MOST_CATEGORIES = DISTINCT.length
const MOST_FILE_CLASSES = 30

/** Values are counted in so many features, taken from all over the layer. */
const SAMPLE = 50_000

function toFamily({ geometryTypes }: Pick<ImportedLayer, 'geometryTypes'>): Family {
  const families = new Set(
    geometryTypes.map((type): Family => {
      if (type === 'GeometryCollection') return 'mixed'
      if (type.includes('Point')) return 'point'
      return type.includes('Line') ? 'line' : 'polygon'
    }),
  )
  const [first, second] = families
  return second || !first ? 'mixed' : first
}

/** The symbol of a layer in one colour. Many points are drawn smaller, so that they stay apart. */
function toSymbol(family: Family, color: ThemedColor, count: number): LayerSymbol {
  const radius = count > 20_000 ? 2 : count > 2000 ? 3 : 4
  const point: LayerSymbol = {
    fill: color,
    line: { light: '#ffffff', dark: '#0d1a20' },
    lineWidth: 1,
    marker: 'circle',
    markerRadius: [
      [1, radius],
      [6, radius + 2.5],
    ],
  }
  const line: LayerSymbol = {
    line: color,
    lineWidth: [
      [0, 1.25],
      [6, 2.5],
    ],
  }
  const SYMBOLS: Readonly<Record<Family, LayerSymbol>> = {
    point,
    line,
    polygon: {
      fill: color,
      fillOpacity: 0.55,
      line: color,
      lineWidth: [
        [0, 0.6],
        [6, 1.4],
      ],
    },
    mixed: { ...point, ...line, fillOpacity: 0.55 },
  }
  return SYMBOLS[family]
}

interface FieldFacts {
  readonly field: Field
  readonly values: ReadonlyMap<FieldValue, number>
  readonly filled: number
  readonly sampled: number
  readonly isMany: boolean
}

const MOST_COUNTED = 400

function surveyField({ features: table }: DrawnLayer, field: Field): FieldFacts {
  const values = new Map<FieldValue, number>()
  const step = Math.max(1, Math.floor(table.length / SAMPLE))
  let filled = 0
  let sampled = 0
  let isMany = false
  for (let index = 0; index < table.length; index += step) {
    sampled++
    const value = table.value(index, field.name)
    if (value === null || value === '') continue
    filled++
    const count = values.get(value)
    if (count === undefined && values.size >= MOST_COUNTED) isMany = true
    else values.set(value, (count ?? 0) + 1)
  }
  return { field, values, filled, sampled, isMany }
}

const NUMERIC = new Set(['integer', 'long', 'double'])

/** Numbers that name or place a feature, and say nothing that a colour could. */
const IS_KEY =
  /(^|[_ ])(id|fid|oid|gid|objectid|code|cve|clave|naics|scian|sic|isic|ciiu|cas|zip|postal|phone|tel|lon|long|longitude|lat|latitude|x|y|easting|northing|shape_?(len|leng|length|area|st.*))$|code$|^(id|objectid|fid|gid|oid|shape)/i

/** Columns that say where a feature lies: the map says that already. */
const IS_PLACE = /^(lon|long|longitude|longitud|lat|latitude|latitud|x|y|easting|northing)$/i

function isPlace({ csv }: DrawnLayer, { name }: Field): boolean {
  if (IS_PLACE.test(name)) return true
  const { kind: _, ...columns } = csv?.found ?? { kind: 'none' }
  return Object.values(columns).flat().includes(name)
}

const isCategorical = ({ field, values, filled, sampled, isMany }: FieldFacts): boolean =>
  !isMany &&
  (field.type === 'string' || field.type === 'boolean' || field.type === 'integer') &&
  values.size >= 2 &&
  values.size <= (field.type === 'integer' ? 6 : MOST_CATEGORIES + 4) &&
  filled >= sampled * 0.5 &&
  (filled >= values.size * 2 || filled < 12) &&
  values.size < filled

const isGraduated = ({ field, values, isMany, filled, sampled }: FieldFacts): boolean =>
  NUMERIC.has(field.type) &&
  !IS_KEY.test(field.name) &&
  (isMany || values.size >= 7) &&
  filled >= sampled * 0.5 &&
  !isCounter(values, filled)

/** 1, 2, 3, …: the numbers of the rows. */
function isCounter(values: ReadonlyMap<FieldValue, number>, filled: number): boolean {
  if (values.size < Math.min(filled, MOST_COUNTED)) return false
  let last: number | null = null
  for (const value of values.keys()) {
    if (typeof value !== 'number' || !Number.isInteger(value)) return false
    if (last !== null && value <= last) return false
    last = value
  }
  return true
}

/** Years tell when, and hardly ever what a map is about. */
const isYear = ({ field, values }: FieldFacts): boolean =>
  field.type === 'integer' && areYears([...values.keys()])

const areYears = (values: readonly FieldValue[]): boolean =>
  values.every((value) => typeof value === 'number' && value >= 1500 && value <= 2100)

/** Addresses, keys of databases and whole sentences are no kinds, however few there are. */
const areNames = ({ values }: FieldFacts): boolean =>
  [...values.keys()].every(
    (value) =>
      typeof value !== 'string' ||
      (value.length <= LONGEST_KIND && !/^[a-z]+:\/\/|^[\da-f-]{16,}$/i.test(value)),
  )

const LONGEST_KIND = 60

const TELLING_NAME =
  /(fuel|combust|carbur|cover|biome|usage|habitat|species|especie|espèce|type|tipo|class|clas[ei]|categ|statu|estado|état|kind|genre|group|grupo|zone|zona|level|nivel|niveau|sector|secteur|theme|tema|country|pa[ií]s|pays)/i

/** Numbers that a name calls an id are no kinds, however few there are. */
const isId = ({ name, type }: Field): boolean => NUMERIC.has(type) && IS_KEY.test(name)

/** Fewer classes are seen better, and some names promise more than others. */
function scoreCategories({ field, values }: FieldFacts): number {
  const named = TELLING_NAME.test(field.name) ? 10 : 0
  const key = IS_KEY.test(field.name) ? -8 : 0
  return named + key + (field.type === 'integer' ? -3 : 0) - Math.abs(values.size - 4)
}

export interface ImportDrawing {
  readonly symbology: Symbology
  /** For each feature the value of `STYLE_COLUMN`, where the file's own styles are drawn. */
  readonly styleOfFeature: Int32Array | null
}

/** The ways in which a layer can be drawn, and the one that is taken unless the reader says. */
export function findDrawOptions(layer: DrawnLayer, styles: FileStyles | null): DrawOptions {
  const facts = layer.schema.fields
    .filter((field) => !isPlace(layer, field))
    .map((field) => surveyField(layer, field))
  const categorical = facts.filter(
    (each) => isCategorical(each) && areNames(each) && !isId(each.field),
  )
  const graduated = facts.filter((each) => isGraduated(each) && !isYear(each))
  const [best] = categorical.toSorted((a, b) => scoreCategories(b) - scoreCategories(a))
  const measure = graduated.find(({ field }) => field.type === 'double') ?? graduated[0]
  // A category that is no category by its name says less than a measure.
  const isTelling = best && (scoreCategories(best) > -4 || !measure)
  const field = (isTelling ? best : measure)?.field.name
  return {
    chosen: styles
      ? { kind: 'file' }
      : field === undefined || layer.schema.featureCount === 1
        ? { kind: 'single' }
        : { kind: 'field', field },
    hasFileStyles: styles !== null,
    fields: facts
      .filter((each) => isCategorical(each) || isGraduated(each))
      .map((each) => each.field.name),
  }
}

/** The symbology for a choice; one that cannot be had after all becomes a single symbol. */
export function drawLayer(
  layer: DrawnLayer,
  styles: FileStyles | null,
  choice: DrawChoice,
  colorIndex: number,
): ImportDrawing {
  const family = toFamily(layer)
  const color = DISTINCT[colorIndex % DISTINCT.length]!
  const labels = toLabels(layer, family)
  const single: ImportDrawing = {
    symbology: {
      kind: 'simple',
      symbol: toSymbol(family, color, layer.features.length),
      ...labels,
    },
    styleOfFeature: null,
  }
  if (choice.kind === 'single') return single
  if (choice.kind === 'given') {
    const { symbology } = choice
    return hasFieldsOf(layer.schema, symbology) ? { symbology, styleOfFeature: null } : single
  }
  if (choice.kind === 'file') {
    return styles ? drawFileStyles(layer, styles, family, color, labels) : single
  }
  const field = layer.schema.fields.find(({ name }) => name === choice.field)
  if (!field) return single
  const facts = surveyField(layer, field)
  const symbology = isCategorical(facts)
    ? toCategories(layer, facts, family)
    : toGraduated(layer, facts, family)
  return symbology ? { symbology: { ...symbology, ...labels }, styleOfFeature: null } : single
}

/** Names beside points, as KML and GPX mean them to be shown. */
function toLabels(
  { format, schema, features }: DrawnLayer,
  family: Family,
): Pick<Symbology, 'labels'> {
  const isNamed = schema.fields.some(({ name, type }) => name === 'name' && type === 'string')
  const isKind = format === 'kml' || format === 'gpx'
  if (!isKind || !isNamed || family !== 'point' || features.length > 5000) return {}
  return {
    labels: {
      fields: { en: 'name', fr: 'name', es: 'name' },
      color: { light: '#16262e', dark: '#e8f0f3' },
      halo: { light: '#ffffff', dark: '#0d1a20' },
      size: 12.5,
      placement: 'point',
      ...(features.length > 200 && { minZoom: 3 }),
    },
  }
}

const same = (text: string): Localized => ({ en: text, fr: text, es: text })

const OTHERS: Localized = { en: 'Other values', fr: 'Autres valeurs', es: 'Otros valores' }
const NO_VALUE: Localized = { en: 'No value', fr: 'Aucune valeur', es: 'Sin valor' }
const NO_STYLE: Localized = {
  en: 'Without a style of its own',
  fr: 'Sans style propre',
  es: 'Sin estilo propio',
}
const YES: Localized = { en: 'Yes', fr: 'Oui', es: 'Sí' }
const NO: Localized = { en: 'No', fr: 'Non', es: 'No' }

function toCategories(layer: DrawnLayer, facts: FieldFacts, family: Family): Symbology | null {
  const { field } = facts
  const counts = new Map<FieldValue, number>()
  let hasEmpty = false
  // The sample may have missed a rare value: all features are asked.
  for (let index = 0; index < layer.features.length; index++) {
    const value = layer.features.value(index, field.name)
    if (value === null || value === '') hasEmpty = true
    else counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const values = [...counts].toSorted((a, b) => b[1] - a[1]).map(([value]) => value)
  const shown = values.slice(0, MOST_CATEGORIES)
  if (shown.length === 0) return null
  // The legend reads in the order of its words; the commonest values have the strongest colours.
  const classes = shown.map((value, index) => ({
    id: `value-${index + 1}`,
    label: toValueLabel(value),
    symbol: toSymbol(family, DISTINCT[index]!, layer.features.length),
    values: [toCategoryValue(value)],
  }))
  const collator = new Intl.Collator('en', { numeric: true })
  classes.sort((a, b) => collator.compare(a.label.en, b.label.en))
  const hasMore = values.length > shown.length
  return {
    kind: 'categories',
    field: field.name,
    classes,
    ...((hasMore || hasEmpty) && {
      other: {
        id: 'other',
        label: hasMore ? OTHERS : NO_VALUE,
        symbol: toSymbol(family, GREY, layer.features.length),
      },
    }),
  }
}

function toValueLabel(value: FieldValue): Localized {
  if (typeof value === 'boolean') return value ? YES : NO
  return same(String(value).slice(0, 120))
}

function toCategoryValue(value: FieldValue): string | number | boolean {
  return typeof value === 'bigint' ? Number(value) : (value as string | number | boolean)
}

function toGraduated(layer: DrawnLayer, { field }: FieldFacts, family: Family): Symbology | null {
  const { features: table } = layer
  const step = Math.max(1, Math.floor(table.length / SAMPLE))
  const numbers: number[] = []
  for (let index = 0; index < table.length; index += step) {
    const value = table.value(index, field.name)
    if (typeof value === 'number' || typeof value === 'bigint') numbers.push(Number(value))
  }
  const isOfYears = field.type === 'integer' && areYears(numbers)
  const breaks = findBreaks(numbers.filter(Number.isFinite))
  if (breaks.length < 2) return null
  const colors = spread(RISING, breaks.length + 1)
  const classes = colors.map((color, index) => {
    const from = breaks[index - 1]
    const to = breaks[index]
    return {
      id: `class-${index + 1}`,
      label: toIntervalLabel(from, to, isOfYears),
      symbol: toSymbol(family, color, table.length),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }
  })
  let hasEmpty = false
  for (let index = 0; index < table.length && !hasEmpty; index++) {
    hasEmpty = table.value(index, field.name) === null
  }
  return {
    kind: 'graduated',
    field: field.name,
    classes,
    ...(hasEmpty && {
      noData: { id: 'no-data', label: NO_VALUE, symbol: toSymbol(family, GREY, table.length) },
    }),
  }
}

/** Bounds between classes of about as many features each, rounded to what a legend can say. */
export function findBreaks(numbers: readonly number[]): number[] {
  const sorted = numbers.toSorted((a, b) => a - b)
  if (sorted.length === 0) return []
  const first = sorted[0]!
  const last = sorted.at(-1)!
  const breaks: number[] = []
  for (let part = 1; part < RISING.length; part++) {
    const value = sorted[Math.floor((part / RISING.length) * sorted.length)]!
    const rounded = toNice(value, last - first)
    if (rounded > first && rounded <= last && rounded > (breaks.at(-1) ?? Number.NEGATIVE_INFINITY))
      breaks.push(rounded)
  }
  return breaks
}

/** Two digits that count, but no coarser than a fiftieth of the whole span. */
function toNice(value: number, span: number): number {
  if (value === 0 || span === 0) return value
  const digit = Math.min(
    Math.floor(Math.log10(Math.abs(value))) - 1,
    Math.floor(Math.log10(span / 50)) + 1,
  )
  if (digit >= 0) {
    const unit = 10 ** digit
    return Math.round(value / unit) * unit
  }
  // Dividing by a power of ten is exact where multiplying by its reciprocal is not.
  const unit = 10 ** -digit
  return Math.round(value * unit) / unit
}

function toIntervalLabel(
  from: number | undefined,
  to: number | undefined,
  isOfYears: boolean,
): Localized {
  const label = (language: keyof Localized): string => {
    const options = { maximumSignificantDigits: 6, useGrouping: !isOfYears }
    const format = (value: number) => formatNumber(value, language, options)
    if (from === undefined) return `< ${format(to!)}`
    if (to === undefined) return `≥ ${format(from)}`
    return `${format(from)} – ${format(to)}`
  }
  return { en: label('en'), fr: label('fr'), es: label('es') }
}

function spread<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from(
    { length: count },
    (_, index) => items[Math.round((index * (items.length - 1)) / Math.max(1, count - 1))]!,
  )
}

function drawFileStyles(
  layer: DrawnLayer,
  { symbols, ofFeature }: FileStyles,
  family: Family,
  color: ThemedColor,
  labels: Pick<Symbology, 'labels'>,
): ImportDrawing {
  const count = layer.features.length
  const plain = toSymbol(family, color, count)
  const counts = new Float64Array(symbols.length)
  let hasNone = false
  for (const style of ofFeature) {
    if (style < 0) hasNone = true
    else counts[style]!++
  }
  // What the file leaves open is as in a layer without styles.
  const complete = (symbol: LayerSymbol): LayerSymbol => completeSymbol(symbol, plain, family)
  if (symbols.length === 1 && !hasNone) {
    const symbology = { kind: 'simple' as const, symbol: complete(symbols[0]!), ...labels }
    return { symbology, styleOfFeature: null }
  }
  const order = symbols.map((_, style) => style).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const shown = order.slice(0, MOST_FILE_CLASSES).sort((a, b) => a - b)
  const names = nameStyles(layer, ofFeature, symbols.length)
  const classes = shown.map((style) => ({
    id: `style-${style + 1}`,
    label: names[style]!,
    symbol: complete(symbols[style]!),
    values: [style],
  }))
  const other: SymbolClass = {
    id: 'other',
    label: shown.length < symbols.length ? OTHERS : NO_STYLE,
    symbol: plain,
  }
  return {
    symbology: {
      kind: 'categories',
      field: STYLE_COLUMN,
      classes,
      ...((hasNone || shown.length < symbols.length) && { other }),
      ...labels,
    },
    styleOfFeature: ofFeature,
  }
}

function completeSymbol(symbol: LayerSymbol, plain: LayerSymbol, family: Family): LayerSymbol {
  if (symbol.icon) return { ...plain, ...symbol }
  if (family === 'line') return { ...plain, ...symbol }
  if (family === 'point') {
    // A point has no outline of its own in these formats: ours sets it off from the ground.
    const { line: _line, lineWidth: _width, fillOpacity: _opacity, ...own } = symbol
    return { ...plain, ...own }
  }
  // An area that the file gives a line alone stays open; one without anything is ours.
  if (family === 'polygon' && symbol.line && !symbol.fill) return { ...symbol, fillOpacity: 0 }
  return { ...plain, ...symbol }
}

/**
 * What each style stands for: the value that all its features have in a field, where that tells the
 * styles apart; else the name of its one feature, else its number.
 */
function nameStyles(layer: DrawnLayer, ofFeature: Int32Array, count: number): Localized[] {
  const { features: table, schema } = layer
  const texts = schema.fields.filter(({ type }) => type === 'string').slice(0, 40)
  const telling = texts
    .map(({ name }) => valuesOfStyles(layer, ofFeature, count, name))
    .find((values) => values !== null)
  const nameField = texts.find(({ name }) => /^(name|nom|nombre|title|titre)$/i.test(name))?.name
  const featureCounts = new Float64Array(count)
  const lastFeature = new Int32Array(count).fill(-1)
  for (let index = 0; index < ofFeature.length; index++) {
    const style = ofFeature[index]!
    if (style < 0) continue
    featureCounts[style]!++
    lastFeature[style] = index
  }
  return Array.from({ length: count }, (_, style) => {
    const value = telling?.[style]
    if (value) return same(value.slice(0, 120))
    const name =
      nameField !== undefined && featureCounts[style] === 1
        ? table.value(lastFeature[style]!, nameField)
        : null
    if (typeof name === 'string' && name !== '') return same(name.slice(0, 120))
    const number = style + 1
    return { en: `Style ${number}`, fr: `Style ${number}`, es: `Estilo ${number}` }
  })
}

function valuesOfStyles(
  { features: table }: DrawnLayer,
  ofFeature: Int32Array,
  count: number,
  field: string,
): readonly string[] | null {
  const values = new Array<string | undefined>(count)
  for (let index = 0; index < ofFeature.length; index++) {
    const style = ofFeature[index]!
    if (style < 0) continue
    const value = table.value(index, field)
    if (typeof value !== 'string' || value === '') return null
    if (values[style] === undefined) values[style] = value
    else if (values[style] !== value) return null
  }
  const found = values.filter((value) => value !== undefined)
  // A value for each feature is its name and not its kind, and one for all tells nothing apart.
  return found.length === count && new Set(found).size === count ? found : null
}
