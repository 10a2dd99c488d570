import {
  type MarkerShape,
  PLAIN_COLOR,
  PLAIN_RADIUS,
  type StyleSymbol,
} from '../contract/layer-style.ts'
import {
  type MarkerSizing,
  type StyleRule,
  type SymbolKind,
  toStyleRules,
} from '../contract/style-rules.ts'
import type { WriteInput } from '../contract/writer.ts'
import { toXmlText } from '../xml/write-text.ts'

/** Marks by the names of OGC 05-077r4 section 11.3.2, which has no diamond: a square that stands on its corner. */
const MARKS: Readonly<Record<MarkerShape, readonly [name: string, rotationDegrees: number]>> = {
  circle: ['circle', 0],
  square: ['square', 0],
  diamond: ['square', 45],
  triangle: ['triangle', 0],
  star: ['star', 0],
  cross: ['cross', 0],
}

/**
 * The look of a layer as a Styled Layer Descriptor 1.1 (OGC 05-078r4) of Symbology Encoding 1.1 (OGC
 * 05-077r4), which GeoServer, QGIS and others read. Markers that are sized by a value are drawn by an
 * expression. `nameOf` gives the name that a field of the layer has in the file. `null` for a layer without
 * a style.
 */
export function toSld(
  { style, name, title }: WriteInput,
  kind: SymbolKind,
  nameOf: (field: string) => string,
): string | null {
  if (!style) return null
  const { rules, sizing } = toStyleRules(style, title, nameOf)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<StyledLayerDescriptor xmlns="http://www.opengis.net/sld" xmlns:se="http://www.opengis.net/se"',
    ' xmlns:ogc="http://www.opengis.net/ogc" version="1.1.0">',
    `<NamedLayer><se:Name>${toXmlText(name)}</se:Name>`,
    `<UserStyle><se:Name>${toXmlText(name)}</se:Name><se:Description><se:Title>${toXmlText(title)}</se:Title></se:Description>`,
    '<se:FeatureTypeStyle>',
    ...rules.map((rule) => toRule(rule, kind, sizing)),
    '</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n',
  ].join('\n')
}

function toRule(
  { label, test, symbol }: StyleRule,
  kind: SymbolKind,
  sizing: MarkerSizing | null,
): string {
  return (
    `<se:Rule><se:Name>${toXmlText(label)}</se:Name><se:Description><se:Title>${toXmlText(label)}</se:Title></se:Description>` +
    `${test ? toFilter(test) : ''}${SYMBOLIZERS[kind](symbol, sizing)}</se:Rule>`
  )
}

const toName = (field: string): string => `<ogc:PropertyName>${toXmlText(field)}</ogc:PropertyName>`
const toLiteral = (value: unknown): string =>
  `<ogc:Literal>${toXmlText(String(value))}</ogc:Literal>`
const toTest = (operator: string, field: string, value: unknown): string =>
  `<ogc:${operator}>${toName(field)}${toLiteral(value)}</ogc:${operator}>`

/** A filter of OGC 04-095; what no other rule takes has an element of its own. */
function toFilter({ field, rule }: NonNullable<StyleRule['test']>): string {
  if (rule.kind === 'rest') return '<se:ElseFilter/>'
  const isNull = `<ogc:PropertyIsNull>${toName(field)}</ogc:PropertyIsNull>`
  if (rule.kind === 'values') {
    const tests = rule.values.map((value) =>
      value === null ? isNull : toTest('PropertyIsEqualTo', field, value),
    )
    return toJoined('Or', tests)
  }
  const tests = [
    ...(rule.from === undefined
      ? []
      : [toTest('PropertyIsGreaterThanOrEqualTo', field, rule.from)]),
    ...(rule.to === undefined ? [] : [toTest('PropertyIsLessThan', field, rule.to)]),
  ]
  return toJoined('And', tests.length > 0 ? tests : [`<ogc:Not>${isNull}</ogc:Not>`])
}

function toJoined(operator: 'And' | 'Or', tests: readonly string[]): string {
  const [only, another] = tests
  const inner = another ? `<ogc:${operator}>${tests.join('')}</ogc:${operator}>` : only
  return `<ogc:Filter>${inner}</ogc:Filter>`
}

const SYMBOLIZERS: Readonly<
  Record<SymbolKind, (symbol: StyleSymbol, sizing: MarkerSizing | null) => string>
> = {
  marker: (symbol, sizing) => {
    const [name, rotation] = MARKS[symbol.marker ?? 'circle']
    const { fill, fillOpacity, line, markerRadius } = symbol
    const size = sizing ? toSizing(sizing) : String(2 * (markerRadius ?? PLAIN_RADIUS))
    return (
      `<se:PointSymbolizer uom="${PIXEL}"><se:Graphic><se:Mark><se:WellKnownName>${name}</se:WellKnownName>` +
      toFill(fill ?? line ?? PLAIN_COLOR, fill ? fillOpacity : 1) +
      `${line ? toStroke(symbol) : ''}</se:Mark><se:Size>${size}</se:Size>` +
      `${rotation ? `<se:Rotation>${rotation}</se:Rotation>` : ''}</se:Graphic></se:PointSymbolizer>`
    )
  },
  line: (symbol) => `<se:LineSymbolizer uom="${PIXEL}">${toStroke(symbol)}</se:LineSymbolizer>`,
  fill: (symbol) => {
    const { fill, fillOpacity, line } = symbol
    return (
      `<se:PolygonSymbolizer uom="${PIXEL}">${fill ? toFill(fill, fillOpacity) : ''}` +
      // What has neither would not be seen at all.
      `${line || !fill ? toStroke(symbol) : ''}</se:PolygonSymbolizer>`
    )
  },
}

const PIXEL = 'http://www.opengeospatial.org/se/units/pixel'

const toParameter = (name: string, value: string | number): string =>
  `<se:SvgParameter name="${name}">${value}</se:SvgParameter>`

function toFill(color: string, opacity = 1): string {
  return `<se:Fill>${toParameter('fill', color)}${opacity < 1 ? toParameter('fill-opacity', opacity) : ''}</se:Fill>`
}

function toStroke({ line, fill, lineWidth }: StyleSymbol): string {
  return `<se:Stroke>${toParameter('stroke', line ?? fill ?? PLAIN_COLOR)}${toParameter('stroke-width', lineWidth ?? 1)}</se:Stroke>`
}

/** The marker's diameter; functions as GeoServer, MapServer and QGIS know them. */
function toSizing({ field, maxValue, maxRadius, minRadius }: MarkerSizing): string {
  const share = `<ogc:Div>${toName(field)}${toLiteral(maxValue)}</ogc:Div>`
  const root = `<ogc:Function name="sqrt">${share}</ogc:Function>`
  const diameter = `<ogc:Mul>${toLiteral(2 * maxRadius)}${root}</ogc:Mul>`
  return `<ogc:Function name="max">${toLiteral(2 * minRadius)}${diameter}</ogc:Function>`
}
