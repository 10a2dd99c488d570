import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { recipes } from '../layers/index.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { checkCatalogue } from './check-catalogue.ts'

const LAYERS = resolve(import.meta.dirname, '../../public/layers')
const REMEDY = 'run "npm run layers -- texts"'

describe('the catalogue that comes with the Atlas', () => {
  it('has no fault: its texts are those of the entries, its files those of its layers', async () => {
    const faults = await checkCatalogue(LAYERS, recipes)
    expect(faults.map(({ entry, field, message }) => `${entry}, ${field}: ${message}`)).toEqual([])
  })
})

describe('the check of the whole catalogue', () => {
  const glaciers = recipes.find(({ id }) => id === 'glaciers')!
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'catalogue-'))
    for (const name of ['glaciers.fgb', 'catalog.json', 'catalog.fr.json']) {
      cpSync(join(LAYERS, name), join(folder, name))
    }
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** The faults of glaciers alone, and of the files of texts, as if its recipe said something else. */
  async function faultsOf(change: Partial<Recipe>): Promise<string[]> {
    const faults = await checkCatalogue(folder, [{ ...glaciers, ...change }])
    return faults
      .filter(({ entry, field }) => entry === 'glaciers' || field.endsWith('.json'))
      .map(({ entry, field, message }) => `${entry}, ${field}: ${message}`)
  }
  const editCatalog = (edit: (layer: CatalogLayer) => void) => {
    const path = join(folder, 'catalog.json')
    const catalog = JSON.parse(readFileSync(path, 'utf8'))
    edit(catalog.layers.find(({ id }: CatalogLayer) => id === 'glaciers'))
    writeFileSync(path, JSON.stringify(catalog))
  }

  it('catches a text that was changed in a recipe and not written out', async () => {
    const abstract = { ...glaciers.abstract, fr: 'Autre texte.' }
    expect(await faultsOf({ abstract })).toContain(
      `glaciers, abstract: It is not what scripts/layers/glaciers.ts says: ${REMEDY}.`,
    )
    const provenance = { ...glaciers.provenance, citation: 'Another.' }
    expect((await faultsOf({ provenance })).join()).toContain('glaciers, provenance.citation: ')
    expect((await faultsOf({ limitations: undefined })).join()).toContain('glaciers, limitations: ')
  })

  it('catches a catalogue in a language that is missing or says something else', async () => {
    const faults = await faultsOf({})
    expect(faults).toContain(`, catalog.en.json: It does not say what the entries say: ${REMEDY}.`)
    expect(faults.join()).not.toContain('catalog.fr.json')
    const path = join(folder, 'catalog.fr.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('Glaciers', 'Glacier'))
    expect((await faultsOf({})).join()).toContain('catalog.fr.json')
  })

  it('catches a file whose own title, texts or units are not those of the catalogue', async () => {
    editCatalog((layer) => {
      Object.assign(layer.abstract, { en: 'Another text.' })
      Object.assign(layer.title, { es: 'Otro título' })
      Object.assign(layer.fields[0]!, { unit: 'm2' })
    })
    const faults = (await faultsOf({})).join('\n')
    expect(faults).toContain('The abstract is another in the file: run "npm run layers -- build')
    expect(faults).toContain('The titles, the citation or the licence are others in the file')
    expect(faults).toContain('The titles or units of the fields are others in the file')
  })

  it('goes on past an entry that is no entry', async () => {
    editCatalog((layer) => Object.assign(layer, { title: { en: 'Glaciers' } }))
    const faults = (await faultsOf({})).join('\n')
    expect(faults).toContain('glaciers, title.fr')
    expect(faults).toContain('catalog.en.json')
  })

  it('says how to begin where there is no catalogue', async () => {
    rmSync(join(folder, 'catalog.json'))
    const [fault, ...others] = await checkCatalogue(folder, recipes)
    expect(fault?.message).toContain('run "npm run layers" to make it')
    expect(others).toEqual([])
  })
})
