import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createExpression } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it, vi } from 'vitest'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import type { SymbolClass, Symbology } from '../src/catalog/symbology.ts'
import { PLAIN_LOOK, toLayerStyle } from '../src/exporting/style.ts'
import { byClass, toDrawnClasses } from '../src/map/style/expressions.ts'
import { toMapFilter } from '../src/map/style/map-filter.ts'
import { classesOf, looksOf, toClassCondition, toClassifier } from '../src/model/classes.ts'
import type { FieldValues } from '../src/model/feature.ts'
import { toPredicate } from '../src/model/predicate.ts'
import type { Field } from '../src/model/schema.ts'
import { toTileProperties } from '../src/tiles/tile-properties.ts'
import { pick, randomFrom } from './support/random.ts'
import { RANDOM_FIELDS, randomProperties } from './support/random-conditions.ts'

const { layers } = parseCatalog(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../public/layers/catalog.json'), 'utf8')),
)

/** The place of a feature's class in the legend as the map's own expressions find it; −1 for none. */
function toMapClassifier(symbology: Symbology): (properties: FieldValues) => number {
  const drawn = toDrawnClasses(symbology)
  const places = new Map(drawn.map(({ symbol }, index) => [symbol, index]))
  const expression = byClass(drawn, (symbol) => places.get(symbol)!, -1)
  const compiled = createExpression(expression, 'layers.paint.fill-color')
  if (compiled.result === 'error') throw new Error(JSON.stringify(compiled.value))
  const field = classesOf(symbology).field
  const toProperties = toTileProperties(field === undefined ? [] : [field])
  return (properties) => {
    const feature = { type: 1 as const, properties: toProperties(properties), geometry: [] }
    return compiled.value.evaluate({ zoom: 3 } as never, feature as never)
  }
}

/** Holds the readings of a symbology's classes to one another on all that features may hold. */
function expectOneMeaning(
  symbology: Symbology,
  fields: readonly Field[],
  features: readonly FieldValues[],
): void {
  const classes = classesOf(symbology)
  const classOf = toClassifier(classes)
  const found = features.map(classOf)
  expect(features.map(toMapClassifier(symbology))).toEqual(found)
  const ids = looksOf<SymbolClass>(symbology).map(({ id }) => id)
  const subsets = [[], ...ids.map((id) => [id]), ids.slice(1), ids.slice(0, -1), ids]
  for (const hidden of subsets) {
    const condition = toClassCondition(classes, new Set(hidden), fields)
    const shown = found.map((index) => index >= 0 && !hidden.includes(ids[index]!))
    if (condition === null || condition === 'nothing') {
      expect(shown, `${condition} without ${hidden}`).toEqual(found.map(() => condition === null))
      continue
    }
    expect(features.map(toPredicate(condition, fields)), JSON.stringify(condition)).toEqual(shown)
    expect(toMapFilter(condition, fields).ok).toBe(true)
  }
}

/** Values on, between and beside all that a symbology names. */
function valuesOf(symbology: Symbology): FieldValues[] {
  const { field, classes } = classesOf(symbology)
  const values = classes.flatMap(({ rule }) => {
    if (rule.kind === 'values') return rule.values
    if (rule.kind === 'rest') return []
    const limits = [rule.from, rule.to].filter((limit) => limit !== undefined)
    return limits.flatMap((limit) => [limit - 0.5, limit, limit + 0.5])
  })
  const others = [null, Number.NaN, 'a value that no class names', '12', 12, 2n ** 62n, true]
  return [...others, ...values].map((value) => ({ [field ?? 'any']: value }))
}

const withClasses = layers.filter(({ symbology }) => symbology && symbology.kind !== 'simple')

describe('the classes of a layer', () => {
  it.each(withClasses.map((entry) => [entry.id, entry] as const))(
    'of the catalogue are the same on the map, in exports and in files: %s',
    (_, entry) => {
      const symbology = entry.symbology!
      const { field } = classesOf(symbology)
      const declared = entry.fields.find(({ name }) => name === field)
      const features = valuesOf(symbology).filter((one) =>
        isOfType(Object.values(one)[0], declared),
      )
      expect(features.length).toBeGreaterThan(2)
      expectOneMeaning(symbology, entry.fields, features)
      const style = toLayerStyle(entry, 'en', PLAIN_LOOK)!
      expect(features.map(toClassifier(classesOf(style)))).toEqual(
        features.map(toClassifier(classesOf(symbology))),
      )
      expect(looksOf(style).map(({ id }) => id)).toEqual(looksOf(symbology).map(({ id }) => id))
    },
  )

  it('are the same in each reading, whatever they name', () => {
    const warn = vi.spyOn(console, 'warn')
    const random = randomFrom(5)
    const features = Array.from({ length: 80 }, () => randomProperties(random))
    const kinds = new Set<string>()
    for (let count = 0; count < 400; count++) {
      const symbology = randomSymbology(random)
      kinds.add(symbology.kind)
      expectOneMeaning(symbology, RANDOM_FIELDS, features)
    }
    expect(kinds.size).toBe(3)
    expect(warn).not.toHaveBeenCalled()
  })
})

function isOfType(value: unknown, field: Pick<Field, 'type'> | undefined): boolean {
  if (value === null || field === undefined) return true
  const isNumber = ['integer', 'long', 'double'].includes(field.type)
  if (isNumber) return typeof value === 'number' || typeof value === 'bigint'
  return typeof value === (field.type === 'boolean' ? 'boolean' : 'string')
}

const VALUES = [
  null,
  true,
  false,
  -1,
  0,
  1,
  12,
  0.5,
  '',
  'a',
  'É',
  '12',
  'true',
  '2000-02-29',
  '{}',
]
const LIMITS = [-2, -1, 0, 0.5, 1, 12, 1998, 1e15]

function randomSymbology(random: () => number): Symbology {
  const label = { en: '', fr: '', es: '' }
  // No tile can say the one, nor anything of the other.
  const known = RANDOM_FIELDS.filter(({ name, type }) => name !== '__proto__' && type !== 'binary')
  const field = pick(random, known).name
  const toClass = (id: string) => ({ id, label, symbol: {} })
  const count = 1 + Math.floor(random() * 4)
  const chance = random()
  const last = random() < 0.5 ? toClass('last') : undefined
  if (chance < 0.4) {
    const limits = [...new Set(Array.from({ length: count + 1 }, () => pick(random, LIMITS)))]
    limits.sort((a, b) => a - b)
    const from = random() < 0.5 ? [undefined, ...limits] : limits
    const to = random() < 0.5 ? [...limits, undefined] : limits
    const edges = [...from.slice(0, from.length - limits.length), ...to]
    const classes = edges.slice(1).map((limit, index) => ({
      ...toClass(`class-${index}`),
      ...(edges[index] !== undefined && { from: edges[index] }),
      ...(limit !== undefined && { to: limit }),
    }))
    if (classes.length === 0) classes.push({ ...toClass('class'), from: limits[0]! })
    return { kind: 'graduated', field, classes, ...(last && { noData: last }) }
  }
  const classes = Array.from({ length: count }, (_, index) => ({
    ...toClass(`class-${index}`),
    values: Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, VALUES)),
  }))
  if (chance < 0.8) return { kind: 'categories', field, classes, ...(last && { other: last }) }
  return {
    kind: 'proportional',
    field: 'capacité_mw',
    maxValue: 1,
    maxRadius: 1,
    minRadius: 0,
    ...(random() < 0.8 && { categoryField: field }),
    classes,
    ...(last && { other: last }),
  }
}
