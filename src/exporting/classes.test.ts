import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toLegendClasses } from '../catalog/legend-classes.ts'
import { parseCatalog } from '../catalog/parse-catalog.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import type { Symbology } from '../catalog/symbology.ts'
import { classifier, legendClasses } from '../formats/contract/layer-style.ts'
import type { FieldValue } from '../model/feature.ts'
import { toPredicate } from '../model/predicate.ts'
import type { Field } from '../model/schema.ts'
import { toClassCondition } from './classes.ts'
import { PLAIN_LOOK, toLayerStyle } from './style.ts'

const { layers } = parseCatalog(
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../public/layers/catalog.json'), 'utf8'),
  ),
)
const withClasses = layers.filter(
  ({ symbology }) => symbology && toLegendClasses(symbology).length > 1,
)

/** Values on, between and beside all that a symbology names. */
function valuesOf(symbology: Symbology): FieldValue[] {
  if (symbology.kind === 'simple') return []
  if (symbology.kind === 'graduated') {
    const limits = symbology.classes.flatMap(({ from, to }) => [from, to])
    const numbers = limits.filter((limit) => limit !== undefined)
    return [null, ...numbers.flatMap((limit) => [limit - 0.5, limit, limit + 0.5])]
  }
  return [null, 'a value that no class names', ...symbology.classes.flatMap(({ values }) => values)]
}

function fieldOf({ symbology, fields }: CatalogLayer): Field {
  const name =
    symbology?.kind === 'proportional'
      ? symbology.categoryField!
      : (symbology as { field: string }).field
  const { type } = fields.find((field) => field.name === name)!
  return { name, type }
}

describe('what a layer’s legend shows', () => {
  it.each(withClasses.map((entry) => [entry.id, entry] as const))(
    'of %s is selected by its condition, whichever class is hidden',
    (_, entry) => {
      const symbology = entry.symbology!
      const field = fieldOf(entry)
      const style = toLayerStyle(entry, 'en', PLAIN_LOOK)!
      const classOf = classifier(style)
      const ids = legendClasses(style).map(({ id }) => id)
      expect(ids).toEqual(toLegendClasses(symbology).map(({ id }) => id))
      for (const hidden of [...ids.map((id) => [id]), ids.slice(1), ids.slice(0, -1)]) {
        const condition = toClassCondition(symbology, new Set(hidden))
        expect(condition).not.toBe('nothing')
        const where =
          condition && toPredicate(condition as Exclude<typeof condition, 'nothing'>, [field])
        for (const value of valuesOf(symbology)) {
          const properties = { [field.name]: value }
          const index = classOf(properties)
          const isShown = index >= 0 && !hidden.includes(ids[index]!)
          expect(where?.(properties) ?? true, `${entry.id} ${value} without ${hidden}`).toBe(
            isShown,
          )
        }
      }
    },
  )

  it('is nothing where every class is hidden, and everything where none is', () => {
    const { symbology } = withClasses[0]!
    const ids = toLegendClasses(symbology!).map(({ id }) => id)
    expect(toClassCondition(symbology!, new Set(ids))).toBe('nothing')
    expect(toClassCondition({ kind: 'simple', symbol: {} }, new Set())).toBeNull()
  })
})

describe('the look of a layer', () => {
  it('is that of the theme, the scale and the opacity on the map', () => {
    const look = { theme: 'dark', zoom: 2, opacity: 0.5 } as const
    const style = toLayerStyle(
      {
        fields: [
          {
            name: 'depth',
            type: 'double',
            title: { en: 'Depth', fr: 'Profondeur', es: 'Profundidad' },
            unit: 'm',
          },
        ],
        symbology: {
          kind: 'graduated',
          field: 'depth',
          classes: [
            {
              id: 'deep',
              label: { en: 'Deep', fr: 'Profond', es: 'Profundo' },
              symbol: {
                fill: { light: '#ffffff', dark: '#000000' },
                fillOpacity: 0.8,
                line: { light: '#aaaaaa', dark: '#bbbbbb' },
                lineWidth: [
                  [1, 1],
                  [3, 5],
                ],
              },
              from: 0,
            },
          ],
        },
      },
      'fr',
      look,
    )
    expect(style).toMatchObject({
      kind: 'graduated',
      legendTitle: 'Profondeur (m)',
      classes: [
        {
          label: 'Profond',
          from: 0,
          symbol: { fill: '#000000', fillOpacity: 0.4, line: '#bbbbbb', lineWidth: 3 },
        },
      ],
    })
  })
})
