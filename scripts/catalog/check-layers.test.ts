import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { checkLayers } from '../pipeline/check.ts'

const LAYERS = resolve(import.meta.dirname, '../../public/layers')
const catalog = JSON.parse(readFileSync(join(LAYERS, 'catalog.json'), 'utf8'))
const glaciers: CatalogLayer = catalog.layers.find(({ id }: CatalogLayer) => id === 'glaciers')
const [file] = glaciers.files

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'))
  cpSync(join(LAYERS, file!.path), join(folder, file!.path))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The faults of a folder with one layer, changed as given. */
async function faultsOf(change: Readonly<Record<string, unknown>>): Promise<string[]> {
  const layer = { ...glaciers, ...change }
  writeFileSync(
    join(folder, 'catalog.json'),
    JSON.stringify({ schemaVersion: catalog.schemaVersion, layers: [layer] }),
  )
  const faults = await checkLayers(folder, [{ id: 'glaciers', state: 'bundled' }])
  return faults.map(({ entry, field, message }) => `${entry}, ${field}: ${message}`)
}

const [field] = glaciers.fields
const title = { en: 'Depth', fr: 'Profondeur', es: 'Profundidad' }

describe('the check of the layers against their files', () => {
  it('finds nothing wrong with a layer as it was built', async () => {
    expect(await faultsOf({})).toEqual([])
  })

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      'a field that is in the catalogue and not in the file',
      { fields: [...glaciers.fields, { name: 'depth', type: 'integer', title }] },
      /^glaciers, files\.0 .*The file's fields are .*; the catalogue says .*depth \(integer\): run "npm run layers -- build glaciers"/,
    ],
    [
      'a field that is in the file and not in the catalogue',
      { fields: glaciers.fields.filter((other) => other !== field) },
      new RegExp(`The file's fields are ${field?.name} .*; the catalogue says`),
    ],
    [
      'a field of another type',
      { fields: glaciers.fields.map((other) => ({ ...other, type: 'json' })) },
      /The file's fields are .*; the catalogue says .*\(json\)/,
    ],
    [
      'a missing translation',
      { title: { en: 'Glaciers', fr: 'Glaciers' } },
      /^glaciers, title\.es: .*: correct the recipe scripts\/layers\/glaciers\.ts and rebuild\./,
    ],
    [
      'a missing licence',
      { provenance: { ...glaciers.provenance, licence: undefined } },
      /licence/,
    ],
    ['a missing citation', { provenance: { ...glaciers.provenance, citation: '' } }, /citation/],
    ['no source', { provenance: undefined }, /provenance: A bundled layer says where its data/],
    ['no way to draw it', { symbology: undefined }, /symbology: A bundled layer says how/],
    [
      'another count',
      { files: [{ ...file, featureCount: 999 }] },
      /features, the catalogue says 999/,
    ],
    ['another checksum', { files: [{ ...file, sha256: 'ab'.repeat(32) }] }, /SHA-256 is/],
    ['another size', { files: [{ ...file, bytes: 1 }] }, /bytes, the catalogue says 1/],
    ['a file that is not there', { files: [{ ...file, path: 'a.fgb' }] }, /The file is missing/],
  ])('catches %s', async (_, change, message) => {
    const faults = await faultsOf(change)
    expect(
      faults.some((fault) => message.test(fault)),
      faults.join('\n'),
    ).toBe(true)
  })

  it('catches a file that no layer names, and a recipe that no layer came from', async () => {
    cpSync(join(LAYERS, file!.path), join(folder, 'stray.fgb'))
    expect(await faultsOf({})).toEqual([', stray.fgb: No layer names this file: delete it.'])
    expect((await faultsOf({ id: 'ice' })).join()).toContain(
      'glaciers, : The catalogue has no such layer',
    )
  })
})
