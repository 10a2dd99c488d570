import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../catalog/parse-catalog.ts'
import { CITATION_FORMS, type SeenView, toCitations } from './to-citations.ts'

const { layers } = parseCatalog(
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../../public/layers/catalog.json'), 'utf8'),
  ),
)
const entry = (id: string) => layers.find((layer) => layer.id === id)!
const view: SeenView = {
  layers: [
    { entry: entry('power-plants'), filter: `"fuel" IN ('Coal')` },
    { entry: entry('rivers') },
  ],
  date: new Date(2024, 1, 29),
  url: 'https://example.org/atlas/?layers=power-plants~gas,rivers',
  site: { url: 'https://example.org/atlas/' },
  language: 'fr',
}

describe('what is seen', () => {
  it.each(CITATION_FORMS)('is cited as %s with filters, checksums, date and address', (form) => {
    const text = toCitations(form, view)
    const plain = text.replaceAll(/[{}\\]/g, '')
    for (const { entry: seen } of view.layers) {
      expect(plain).toContain(seen.files[0]!.sha256)
      expect(plain).toContain(seen.provenance!.publisher)
    }
    expect(plain).toContain('29 février 2024')
    expect(plain).toContain('fuel')
    expect(plain).toContain('layers=power-plants')
  })

  it('is a list of items for citation processors, each with the day it was seen', () => {
    const items = JSON.parse(toCitations('csl', view)) as Record<string, unknown>[]
    expect(items.map(({ type }) => type)).toEqual(['dataset', 'dataset'])
    expect(items[0]).toMatchObject({ URL: view.url, accessed: { 'date-parts': [[2024, 2, 29]] } })
  })
})
