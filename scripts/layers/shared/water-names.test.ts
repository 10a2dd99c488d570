import { describe, expect, it } from 'vitest'
import { Tally } from '../../pipeline/geometry.ts'
import { toWaterNames, type WaterNames } from './water-names.ts'

const NONE = { name_en: null, name_fr: null, name_es: null }
const names = (name: string, own: Partial<WaterNames> = {}) => {
  const {
    name: kept,
    name_en,
    name_fr,
    name_es,
  } = toWaterNames({ ...NONE, name, ...own }, new Tally())
  return [kept, name_en, name_fr, name_es]
}

describe('the names of lakes and rivers', () => {
  it('put the word for the kind of water into each language and keep the name proper', () => {
    expect(names('Lake Winnipeg')).toEqual(['Lake Winnipeg', null, 'Lac Winnipeg', 'Lago Winnipeg'])
    expect(names('Reindeer Lake').slice(2)).toEqual(['Lac Reindeer', 'Lago Reindeer'])
    expect(names('Smallwood Res.')).toEqual([
      'Smallwood Reservoir',
      null,
      'Réservoir Smallwood',
      'Embalse Smallwood',
    ])
  })

  it('take the established name where there is one', () => {
    expect(names('Great Slave Lake').slice(2)).toEqual([
      'Grand lac des Esclaves',
      'Gran Lago del Esclavo',
    ])
    expect(names('St. Lawrence').slice(1)).toEqual([
      'St. Lawrence River',
      'Fleuve Saint-Laurent',
      'Río San Lorenzo',
    ])
  })

  it('keep what the source says in a language, unless it says the English name again', () => {
    expect(names('Last Mountain Lake', { name_fr: 'lac de la Dernière-Montagne' })[2]).toBe(
      'Lac de la Dernière-Montagne',
    )
    const repeated = { name_en: 'Eagle Lake', name_fr: 'Eagle Lake', name_es: 'Eagle Lake' }
    expect(names('Eagle Lake', repeated).slice(2)).toEqual(['Lac Eagle', 'Lago Eagle'])
  })

  it('translate nothing that is no such name', () => {
    for (const name of ['Lake of the Ozarks', "Lake o' the Cherokees", 'Lac Nantais', 'Ohio']) {
      expect(names(name)).toEqual([name, null, null, null])
    }
    expect(names('Lake Geneva (Lac Léman)').slice(2)).toEqual([null, null])
  })

  it('are none where the source says that there is none, which is counted', () => {
    const tally = new Tally()
    for (const name of ['Unnamed', 'Zona de inundacin sin nombre']) {
      expect(toWaterNames({ ...NONE, name }, tally)).toEqual({ ...NONE, name: null })
    }
    expect(tally.get('noNames')).toBe(2)
  })

  it('count what was mended and what was translated', () => {
    const tally = new Tally()
    for (const name of ['Pnuco', 'Lake Mead', 'Ohio']) toWaterNames({ ...NONE, name }, tally)
    expect(tally.get('mendedNames')).toBe(1)
    expect(tally.get('translatedNames')).toBe(1)
    expect(toWaterNames({ ...NONE, name: ' ' }, tally)).toEqual({ ...NONE, name: null })
  })
})
