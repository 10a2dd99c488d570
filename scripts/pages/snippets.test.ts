import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LAYERS_FOLDER } from '../../src/catalog/metadata/site.ts'
import { toSnippets } from '../../src/catalog/metadata/snippets.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import { JUDGED_LAYERS, JUDGED_SITE, type JudgedSnippet } from '../judge-snippets.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const readJson = (path: string) => JSON.parse(readFileSync(resolve(ROOT, path), 'utf8'))
const judged: readonly JudgedSnippet[] = readJson('tests/fixtures/snippets.json')
const { layers } = parseCatalog(readJson(`public/${LAYERS_FOLDER}catalog.json`))

const RENEW =
  'Run "npx tsx scripts/judge-snippets.ts", which needs R with sf, geopandas, QGIS and GDAL, and commit tests/fixtures/snippets.json.'

describe.each(JUDGED_LAYERS)('the snippets of %s', (id) => {
  const layer = layers.find((layer) => layer.id === id)!
  const answers = judged.filter((answer) => answer.layer === id)
  const written = toSnippets(`${JUDGED_SITE}${LAYERS_FOLDER}${layer.files[0]!.path}`, id)

  it('are, letter for letter, those that each program has run', () => {
    expect(
      written.map(({ tool, code }) => ({ tool, code })),
      RENEW,
    ).toEqual(answers.map(({ tool, code }) => ({ tool, code })))
  })

  it.each(answers)('open the whole layer in $program', (answer) => {
    expect(answer.featureCount, RENEW).toBe(layer.files[0]!.featureCount)
    // R has no colons in names.
    const fields = answer.fields.map((name) => (name === 'atlas.key' ? KEY_COLUMN : name))
    const own = layer.keyField ? [] : [KEY_COLUMN]
    expect(fields, RENEW).toEqual([...layer.fields.map(({ name }) => name), ...own])
    expect(answer.crs).toBe('EPSG:4326')
    expect(answer.extent).toHaveLength(4)
    answer.extent.forEach((value, i) => {
      expect(Math.abs(value - layer.bbox![i]!)).toBeLessThan(1e-5)
    })
  })
})
