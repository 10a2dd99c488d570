import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import type { CatalogFault } from '../../src/catalog/parse-catalog.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import {
  TOURS_FOLDER,
  type Tour,
  type TourFigure,
  tourListSchema,
  tourSchema,
} from '../../src/catalog/tour.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { fieldsOf } from '../../src/model/condition.ts'
import { toReader } from '../../src/model/field-value.ts'
import { toPredicate } from '../../src/model/predicate.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { textIn } from '../../src/words/text-in.ts'

/** The tours of `public/tours` in the order of their list. Throws where one is not as its schema says. */
export function readTours(publicFolder: string): readonly Tour[] {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(publicFolder, TOURS_FOLDER, name), 'utf8'))
  return tourListSchema.parse(read('index.json')).map((id) => tourSchema.parse(read(`${id}.json`)))
}

/** What a figure of a tour is in the data. */
function measureFigure({ where, of }: TourFigure, layer: CatalogLayer, folder: string): number {
  const file = new FlatGeobufFile(readFileSync(join(folder, fullFileOf(layer)!.path)))
  const field = of === 'count' ? null : 'sum' in of ? of.sum : of.distinct
  const passes = where ? toPredicate(where, layer.fields) : () => true
  const readField = field === null ? () => null : toReader(field)
  const wanted = [...new Set([...(where ? fieldsOf(where) : []), ...(field ? [field] : [])])]
  let count = 0
  let sum = 0
  const values = new Set<unknown>()
  for (const { properties } of file.features(wanted)) {
    if (!passes(properties)) continue
    const value = readField(properties)
    count++
    sum += Number(value ?? 0)
    if (value !== null) values.add(value)
  }
  if (of === 'count') return count
  return 'sum' in of ? sum : values.size
}

/**
 * Holds the words of tours to the data: layers that there are, figures that a new edition has made wrong, and numbers
 * that no figure stands for. `folder` is where the layers' files are.
 */
export function checkTours(
  tours: readonly Tour[],
  layers: readonly CatalogLayer[],
  folder: string,
): CatalogFault[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  return tours.flatMap(({ id, steps }) =>
    steps.flatMap(({ words, map, figures }, index) => {
      const field = `steps.${index}`
      const fault = (message: string): CatalogFault => ({ entry: `tour ${id}`, field, message })
      const shown = new URLSearchParams(map).get('layers')!.split(',')
      const ids = shown.flatMap((layer) => /^[a-z0-9-]+/.exec(layer)?.[0] ?? [])
      const missing = [...ids, ...figures.map(({ layer }) => layer)].filter(
        (layer) => !byId.get(layer)?.files.length,
      )
      if (missing.length > 0) return [fault(`There is no layer ${missing.join(', ')}`)]
      const named = new Set(
        LANGUAGES.flatMap((language) =>
          [...textIn(words, language).matchAll(/{{(\w+)}}/g)].map(([, name]) => name!),
        ),
      )
      const unknown = [...named].filter((name) => !figures.some((figure) => figure.name === name))
      return [
        ...unknown.map((name) => fault(`The words name {{${name}}}, for which there is no figure`)),
        ...figures.flatMap((figure) => {
          const measured = measureFigure(figure, byId.get(figure.layer)!, folder)
          if (Math.abs(measured - figure.value) <= figure.value * figure.within) return []
          return [
            fault(
              `The words say ${figure.value} (${figure.name}); the layer ${figure.layer} has ${measured}: correct the words, or the figure`,
            ),
          ]
        }),
      ]
    }),
  )
}
