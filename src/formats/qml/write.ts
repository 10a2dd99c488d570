import { textIn } from '../../words/text-in.ts'
import { PLAIN_COLOR, PLAIN_RADIUS, type StyleSymbol } from '../contract/layer-style.ts'
import {
  type MarkerSizing,
  type StyleRule,
  type SymbolKind,
  toStyleRules,
} from '../contract/style-rules.ts'
import type { WriteInput } from '../contract/writer.ts'
import { toXmlText } from '../xml/write-text.ts'

/**
 * The look of a layer as QGIS keeps it, in a `.qml` file beside the data or in the table `layer_styles` of a
 * GeoPackage (QGIS 3.22 and later): rules of the legend's classes, and the titles of the fields as aliases.
 * `nameOf` gives the name that a field of the layer has in the file. `null` for a layer without a style.
 */
export function toQml(
  { style, title, schema, language }: WriteInput,
  kind: SymbolKind,
  nameOf: (field: string) => string,
): string | null {
  if (!style) return null
  const { rules, sizing } = toStyleRules(style, title, nameOf)
  const isPlain = rules.length === 1 && rules[0]!.test === null
  const aliases = schema.fields.map(({ name, title: titles, unit }) => {
    const alias = titles ? textIn(titles, language) + (unit ? ` (${unit})` : '') : ''
    return `<alias field="${toXmlText(nameOf(name))}" name="${toXmlText(alias)}"/>`
  })
  const symbols = rules.map(({ symbol }, index) => toSymbol(symbol, kind, String(index), sizing))
  return [
    "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>",
    '<qgis version="3.22.0" styleCategories="Symbology|Fields">',
    isPlain
      ? '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" forceraster="0">'
      : `<renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">\n<rules key="{root}">\n${rules.map(toRule).join('\n')}\n</rules>`,
    `<symbols>\n${symbols.join('\n')}\n</symbols>`,
    '</renderer-v2>',
    `<aliases>${aliases.join('')}</aliases>`,
    '</qgis>\n',
  ].join('\n')
}

function toRule({ label, test }: StyleRule, index: number): string {
  const filter = test ? ` filter="${toXmlText(toExpression(test))}"` : ''
  return `<rule key="{${index}}" symbol="${index}" label="${toXmlText(label)}"${filter}/>`
}

const toName = (field: string): string => `"${field.replaceAll('"', '""')}"`

/** An expression of QGIS; `ELSE` takes what no other rule takes. */
function toExpression({ field, rule }: NonNullable<StyleRule['test']>): string {
  const name = toName(field)
  if (rule.kind === 'rest') return 'ELSE'
  if (rule.kind === 'interval') {
    return [
      ...(rule.from === undefined ? [] : [`${name} >= ${rule.from}`]),
      ...(rule.to === undefined ? [] : [`${name} < ${rule.to}`]),
      ...(rule.from === undefined && rule.to === undefined ? [`${name} IS NOT NULL`] : []),
    ].join(' AND ')
  }
  const values = rule.values.filter((value) => value !== null)
  const tests = [
    ...(values.length > 0 ? [`${name} IN (${values.map(toLiteral).join(', ')})`] : []),
    ...(values.length < rule.values.length ? [`${name} IS NULL`] : []),
  ]
  return tests.join(' OR ')
}

function toLiteral(value: string | number | bigint | boolean): string {
  return typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
    : String(value)
}

/** Red, green, blue and opacity, each to 255. */
function toColor(color: string, opacity = 1): string {
  const part = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16)
  return [part(1), part(3), part(5), Math.round(255 * opacity)].join(',')
}

function toSymbol(
  symbol: StyleSymbol,
  kind: SymbolKind,
  name: string,
  sizing: MarkerSizing | null,
): string {
  const layer = {
    marker: () => toLayer('SimpleMarker', markerOptions(symbol), sizing && toSizing(sizing)),
    line: () => toLayer('SimpleLine', lineOptions(symbol), null),
    fill: () => toLayer('SimpleFill', fillOptions(symbol), null),
  }[kind]()
  return `<symbol type="${kind}" name="${name}" alpha="1" clip_to_extent="1" force_rhr="0">${layer}</symbol>`
}

type Options = Readonly<Record<string, string | number>>

function toLayer(type: string, options: Options, dataDefined: string | null): string {
  const listed = Object.entries(options).map(
    ([name, value]) => `<Option type="QString" name="${name}" value="${value}"/>`,
  )
  return (
    `<layer class="${type}" enabled="1" locked="0" pass="0"><Option type="Map">${listed.join('')}</Option>` +
    `${dataDefined ?? ''}</layer>`
  )
}

function markerOptions({
  fill,
  fillOpacity,
  line,
  lineWidth,
  marker,
  markerRadius,
}: StyleSymbol): Options {
  return {
    name: marker ?? 'circle',
    color: toColor(fill ?? line ?? PLAIN_COLOR, fill ? fillOpacity : 1),
    outline_color: toColor(line ?? fill ?? PLAIN_COLOR),
    outline_style: line ? 'solid' : 'no',
    outline_width: lineWidth ?? 1,
    outline_width_unit: 'Pixel',
    size: 2 * (markerRadius ?? PLAIN_RADIUS),
    size_unit: 'Pixel',
  }
}

function lineOptions({ fill, line, lineWidth }: StyleSymbol): Options {
  return {
    line_color: toColor(line ?? fill ?? PLAIN_COLOR),
    line_width: lineWidth ?? 1,
    line_width_unit: 'Pixel',
    joinstyle: 'round',
    capstyle: 'round',
  }
}

function fillOptions({ fill, fillOpacity, line, lineWidth }: StyleSymbol): Options {
  return {
    color: toColor(fill ?? PLAIN_COLOR, fillOpacity),
    style: fill ? 'solid' : 'no',
    outline_color: toColor(line ?? fill ?? PLAIN_COLOR),
    // What has neither would not be seen at all.
    outline_style: line || !fill ? 'solid' : 'no',
    outline_width: lineWidth ?? 1,
    outline_width_unit: 'Pixel',
  }
}

/** `QgsSymbolLayer::PropertySize`, by an expression. */
function toSizing({ field, maxValue, maxRadius, minRadius }: MarkerSizing): string {
  const value = `coalesce(${toName(field)}, 0)`
  const expression = `2 * max(${minRadius}, ${maxRadius} * sqrt(max(${value}, 0) / ${maxValue}))`
  return (
    '<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/>' +
    '<Option type="Map" name="properties"><Option type="Map" name="size">' +
    '<Option type="bool" name="active" value="true"/>' +
    `<Option type="QString" name="expression" value="${toXmlText(expression)}"/>` +
    '<Option type="int" name="type" value="3"/></Option></Option>' +
    '<Option type="QString" name="type" value="collection"/></Option></data_defined_properties>'
  )
}
