import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../scripts/sheets/open-layers.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import { codeOf, isNamedLike } from './rules/schema.ts'
import { toTheme } from './theme.ts'

describe('the theme of a layer', () => {
  it('holds values to a closed list of codes, and not to one that grows with what is reported', () => {
    const catalog = readCatalog(new URL('../../public', import.meta.url).pathname)
    const { fields } = toTheme(catalog.get('prtr-facilities-selection') as CatalogLayer)
    const codesOf = (name: string) => fields.find((field) => field.name === name)?.codes
    expect(codesOf('register')?.map(([code]) => code)).toEqual(['NPRI', 'RETC', 'TRI'])
    expect(codesOf('substance')).toBeUndefined()
  })

  it('takes the names of states as registers write them, and none that two states have', () => {
    const catalog = readCatalog(new URL('../../public', import.meta.url).pathname)
    const { fields } = toTheme(catalog.get('prtr-facilities-selection') as CatalogLayer)
    const { codes = [] } = fields.find(({ name }) => name === 'state_province')!
    const names = [
      'México',
      'Ciudad de México',
      'Veracruz de Ignacio de la Llave',
      'MX-nle',
      'Ontario',
    ]
    expect(names.map((name) => codeOf(name, codes))).toEqual(['MX-MEX', 'MX-CMX', 'MX-VER', 'MX-NLE', 'CA-ON']) // biome-ignore format: one line
    const alike = { en: 'Mill', fr: 'Usine', es: 'Planta' }
    expect(codeOf('Mill', [['A', alike], ['B', alike]])).toBeUndefined() // biome-ignore format: one line
  })

  it('knows a field of codes by the name of the code, and not by what the code stands for', () => {
    const title = { en: 'Industry (NAICS code)', fr: 'Secteur (code SCIAN)', es: 'Sector (código SCIAN)' } // biome-ignore format: one line
    const isLike = (name: string) => isNamedLike({ name }, { name: 'naics', title })
    expect(['SCIAN', 'NAICS', 'naics'].map(isLike)).toEqual([true, true, true])
    expect(['SECTOR', 'Secteur'].map(isLike)).toEqual([false, false])
  })
})
