import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../catalog/parse-catalog.ts'
import { type Subject, subjectSchema } from '../../catalog/subject.ts'
import { toNearChoice, toNearGroups } from './to-groups.ts'

const PUBLIC = resolve(import.meta.dirname, '../../../public')
const read = (path: string): unknown => JSON.parse(readFileSync(resolve(PUBLIC, path), 'utf8'))
const { layers } = parseCatalog(read('layers/catalog.json') as never)
const catalog = new Map(layers.map((layer) => [layer.id, layer]))
const subjects: Subject[] = (read('subjects/index.json') as string[]).map((id) =>
  subjectSchema.parse(read(`subjects/${id}.json`)),
)
const groups = toNearGroups(subjects, catalog)
const idsOf = (choice: ReturnType<typeof toNearChoice>) =>
  choice.groups.flatMap((group) => group.layers.map(({ entry }) => entry.id))

describe('what is asked around a place', () => {
  it('are all layers of places that are not the base map, each once, by subject', () => {
    const ids = groups.flatMap((group) => group.layers.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(
      expect.arrayContaining(['prtr-facilities-selection', 'wind-farms', 'airports']),
    )
    expect(ids).not.toContain('populated-places')
    expect(ids).not.toContain('climate-zones')
    expect(idsOf(toNearChoice(groups, null))).toEqual(ids)
  })

  it('is one subject, or one choice of the layer that has it', () => {
    expect(idsOf(toNearChoice(groups, 'energy'))).toEqual(['power-plants'])
    const { groups: chosen, narrowed } = toNearChoice(groups, 'pollution.mercury')
    expect(chosen.flatMap((group) => group.layers)).toMatchObject([
      { entry: { id: 'prtr-facilities-selection' }, condition: { field: 'substance' } },
    ])
    expect(narrowed?.choice.title.es).toBe('Mercurio y sus compuestos')
  })

  it('is all where an address names no subject that there is', () => {
    expect(idsOf(toNearChoice(groups, 'nothing.at-all'))).toEqual(idsOf(toNearChoice(groups, null)))
  })
})
