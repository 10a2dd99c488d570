import { describe, expect, it } from 'vitest'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { checkRecords } from './check-records.ts'
import { projects } from './projects.ts'
import { unbundledLayers } from './unbundled.ts'

const landfills = unbundledLayers.find(({ id }) => id === 'cec-landfills')!
const others = unbundledLayers.filter((record) => record !== landfills)

/** The faults that a changed entry has, as `field: message`; the others are in order. */
function faultsOf(change: Partial<Record<keyof LayerRecord, unknown>>): string[] {
  const changed = { ...landfills, ...change } as LayerRecord
  return checkRecords([...others, changed], projects)
    .filter(({ entry }) => entry === landfills.id)
    .map(({ field, message }) => `${field}: ${message}`)
}

describe('the check of the catalogue', () => {
  it('finds nothing wrong with the layers without data', () => {
    expect(checkRecords(unbundledLayers, projects)).toEqual([])
  })

  it('catches a missing translation', () => {
    expect(faultsOf({ title: { en: 'Landfills', fr: '', es: 'Rellenos' } })).toEqual([
      'title.fr: the text is missing in this language',
    ])
    expect(faultsOf({ abstract: { en: 'Landfills', fr: 'Décharges' } })[0]).toMatch(
      /^abstract\.es:/,
    )
    expect(faultsOf({ keywords: { ...landfills.keywords, es: ['residuos'] } })).toEqual([
      'keywords.es: at least three keywords in each language',
    ])
  })

  it('catches a missing licence and a missing citation', () => {
    const { provenance } = landfills
    expect(faultsOf({ provenance: { ...provenance, licence: undefined } })[0]).toMatch(
      /^provenance\.licence:/,
    )
    expect(faultsOf({ provenance: { ...provenance, citation: '' } })[0]).toMatch(
      /^provenance\.citation:/,
    )
    expect(faultsOf({ provenance: undefined })).toEqual([
      'provenance: Say who publishes the layer, its licence and how to cite it.',
    ])
  })

  it('catches an old edition that is not said to be one', () => {
    const old = { editions: [{ name: '2008', year: 2008 }] }
    expect(faultsOf(old)).toEqual([
      'badge: Its newest edition is of 2008: badge it as historical, or modelled.',
    ])
    expect(faultsOf({ ...old, badge: 'historical' })).toEqual([])
    // The mean of many years up to then is no old edition.
    expect(faultsOf({ editions: [{ name: '1981–2010', year: 1981, yearTo: 2010 }] })).toEqual([])
  })

  it('catches a layer without a project, with one that does not exist, or with one twice', () => {
    expect(faultsOf({ projects: [] })[0]).toMatch(/^projects: Name at least one project/)
    expect(faultsOf({ projects: [{ no: '17', relation: 'provides' }] })).toEqual([
      'projects.0: There is no project 17: correct its number.',
    ])
    expect(
      faultsOf({
        projects: [
          { no: '1', relation: 'provides' },
          { no: '1', relation: 'uses' },
        ],
      }),
    ).toEqual(['projects.1: Project 1 is named twice: drop one.'])
  })

  it('catches a project that gives maps and that no layer names', () => {
    const without = unbundledLayers.filter((record) =>
      record.projects.every(({ no }) => no !== '14'),
    )
    expect(checkRecords(without, projects)).toEqual([
      {
        entry: 'project 14',
        field: 'atlas',
        message: 'It gives maps, and no layer names it: add it to the projects of its layers.',
      },
    ])
  })

  it('catches a measured field without a unit', () => {
    const title = { en: 'Waste', fr: 'Déchets', es: 'Residuos' }
    expect(faultsOf({ fields: [{ name: 'waste', type: 'double', title }] })[0]).toMatch(
      /^fields\.0 \(waste\): A measured number has a unit/,
    )
    expect(faultsOf({ fields: [{ name: 'waste', type: 'double', unit: 't', title }] })).toEqual([])
  })

  it('catches missing limits, editions and an id that is taken', () => {
    expect(faultsOf({ limitations: undefined })[0]).toMatch(/^limitations:/)
    expect(faultsOf({ editions: [] })[0]).toMatch(/^editions:/)
    expect(checkRecords([...unbundledLayers, landfills], projects)).toEqual([
      { entry: 'cec-landfills', field: 'id', message: 'Two layers have this id: rename one.' },
    ])
  })

  it('catches a legend that draws a value that its field does not have', () => {
    const title = { en: 'Kind', fr: 'Type', es: 'Tipo' }
    const symbology = {
      kind: 'categories',
      field: 'kind',
      classes: [{ id: 'open', label: title, values: ['opne'], symbol: {} }],
    }
    const fields = [{ name: 'kind', type: 'string', title, codes: { open: title } }]
    expect(faultsOf({ symbology, fields })).toEqual([
      'symbology.open: The field kind has no code opne: correct the class or the codes.',
    ])
  })
})
