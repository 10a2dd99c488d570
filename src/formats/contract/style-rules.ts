import { type ClassRule, type ClassValue, classesOf } from '../../model/classes.ts'
import type { GeometryType } from '../../model/schema.ts'
import type { LayerStyle, StyleSymbol } from './layer-style.ts'

/** What a symbol is drawn on. */
export type SymbolKind = 'marker' | 'line' | 'fill'

/** The kind of symbol of a layer's geometries; `null` where they are of several kinds. */
export function symbolKindOf(type: GeometryType): SymbolKind | null {
  if (type === 'Point' || type === 'MultiPoint') return 'marker'
  if (type === 'LineString' || type === 'MultiLineString') return 'line'
  return type === 'Polygon' || type === 'MultiPolygon' ? 'fill' : null
}

/** A class of a style as the style languages of other programs have it: which features it takes, and how they look. */
export interface StyleRule {
  readonly label: string
  /** `null` where it takes every feature. */
  readonly test: { readonly field: string; readonly rule: ClassRule } | null
  readonly symbol: StyleSymbol
}

/** A value by which markers are sized: the area of each is proportional to it. */
export interface MarkerSizing {
  readonly field: string
  readonly maxValue: number
  /** In pixels, as `minRadius`. */
  readonly maxRadius: number
  readonly minRadius: number
}

export interface RuledStyle {
  /** In the order of the legend. Every feature meets one of them at most. */
  readonly rules: readonly StyleRule[]
  readonly sizing: MarkerSizing | null
}

/** A style as rules, with the names that its fields have in the file. Other programs draw every rule that a feature meets. */
export function toStyleRules(
  style: LayerStyle,
  title: string,
  nameOf: (field: string) => string,
): RuledStyle {
  const sizing =
    style.kind === 'proportional'
      ? {
          field: nameOf(style.field),
          maxValue: style.maxValue,
          maxRadius: style.maxRadius,
          minRadius: style.minRadius,
        }
      : null
  if (style.kind === 'simple') {
    return { rules: [{ label: title, test: null, symbol: style.symbol }], sizing }
  }
  const { field, classes } = classesOf(style)
  const taken = new Set<ClassValue>()
  const rules = classes.flatMap(({ rule, look }): StyleRule[] => {
    const own = rule.kind === 'values' ? withoutTaken(rule, taken) : rule
    if (own.kind === 'values' && own.values.length === 0) return []
    const test = field === undefined ? null : { field: nameOf(field), rule: own }
    return [{ label: look.label, test, symbol: look.symbol }]
  })
  return { rules, sizing }
}

/** The values that no class before it has. */
function withoutTaken(
  { values }: Extract<ClassRule, { kind: 'values' }>,
  taken: Set<ClassValue>,
): ClassRule {
  const own = values.filter((value) => !taken.has(value))
  for (const value of own) taken.add(value)
  return { kind: 'values', values: own }
}
