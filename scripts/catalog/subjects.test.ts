import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { layersOfSubject } from '../../src/catalog/subject.ts'
import { checkCondition } from '../../src/model/check-condition.ts'
import { toPredicate } from '../../src/model/predicate.ts'
import { useAtlas } from '../../src/state/store.ts'
import { formatAddress, parseAddress, toAddressed, toShowing } from '../../src/state/url.ts'
import { readSubjects } from './subjects.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const subjects = readSubjects(PUBLIC)
const { layers } = parseCatalog(
  JSON.parse(readFileSync(join(PUBLIC, 'layers/catalog.json'), 'utf8')),
)
const catalog = new Map(layers.map((layer) => [layer.id, layer]))

describe('the subjects', () => {
  it('are the files of their folder, each in the list', () => {
    const files = readdirSync(join(PUBLIC, 'subjects')).filter((name) => name !== 'index.json')
    expect(subjects.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort())
    expect(subjects.length).toBeGreaterThanOrEqual(6)
  })

  it.each(subjects.map((subject) => [subject.id, subject] as const))(
    '%s shows layers whose data the Atlas has, and its address means what it says',
    (_, { map, ...subject }) => {
      const shown = layersOfSubject({ ...subject, map })
      expect(shown.length).toBeGreaterThan(0)
      expect(shown.filter((id) => !catalog.get(id)?.files.length)).toEqual([])
      const address = parseAddress(`?${map}`)
      expect(address.faults).toEqual([])
      const told: unknown[] = []
      const state = { ...useAtlas.getState(), catalog }
      const changed = toAddressed(state, address, (one) => told.push(one))
      expect(told).toEqual([])
      expect(changed.layers!.filter(({ visible }) => visible).map(({ id }) => id)).toEqual(
        expect.arrayContaining([...shown]),
      )
    },
  )

  it('narrow a layer of theirs by choices that its fields can answer, each with features, and count rightly what it lacks', () => {
    for (const subject of subjects) {
      if (!subject.narrow) continue
      const { layer, choices } = subject.narrow
      expect(layersOfSubject(subject)).toContain(layer)
      for (const { condition } of choices) {
        expect(checkCondition(condition, catalog.get(layer)!.fields)).toBe(null)
      }
    }
    const rows = Papa.parse<Record<string, string>>(
      readFileSync(resolve(PUBLIC, '../scripts/layers/data/prtr-facilities.csv'), 'utf8'),
      { header: true, skipEmptyLines: true },
    ).data
    const { narrow } = subjects.find(({ id }) => id === 'pollution')!
    const count = (holds: (substance: string) => boolean) =>
      rows.filter(({ substance }) => holds(substance!)).length
    const substance = [{ name: 'substance', type: 'string' as const }]
    for (const { id, condition } of narrow!.choices) {
      const holds = toPredicate(condition, substance)
      expect(
        count((text) => holds({ substance: text })),
        id,
      ).toBeGreaterThan(0)
    }
    const numbers = [
      rows.length,
      count((text) => text === '' || text === 'unspecified'),
      count((text) => text.startsWith('All TRI chemicals')),
    ]
    for (const text of Object.values(narrow!.limits)) {
      expect(text.match(/\d+/g)!.map(Number)).toEqual(numbers)
    }
  })

  it('leave the language, the colours and what is open as they are', () => {
    const state = {
      ...useAtlas.getState(),
      catalog,
      language: 'fr',
      theme: 'dark' as const,
      projection: 'globe' as const,
      camera: { center: [-100, 40] as const, zoom: 6 },
      panels: [{ id: 'layers', subject: null }],
    }
    const changed = toShowing(state, subjects[0]!.map, () => {})
    const after = { ...state, ...changed }
    expect(formatAddress(after)).toContain('lang=fr')
    expect([after.theme, after.projection]).toEqual(['dark', 'globe'])
    expect(after.panels).toEqual(state.panels)
    // The whole of North America, since the subject names no other view.
    expect(changed.askedCamera).toEqual({})
  })
})
