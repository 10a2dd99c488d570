import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../../src/catalog/parse-catalog.ts'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'

const LAYERS = resolve(import.meta.dirname, '../../../public/layers')
const ID = 'prtr-facilities-selection'

describe('the substances of the selection of facilities', () => {
  it('have a name in the three languages, each that a facility reports', () => {
    const { layers } = parseCatalog(
      JSON.parse(readFileSync(resolve(LAYERS, 'catalog.json'), 'utf8')),
    )
    const field = layers
      .find(({ id }) => id === ID)!
      .fields.find(({ name }) => name === 'substance')!
    const codes = new Map(Object.entries(field.codes ?? {}))
    const file = new FlatGeobufFile(readFileSync(resolve(LAYERS, `${ID}.fgb`)))
    const reported = new Set(
      [...file.features()].flatMap(({ properties: { substance } }) =>
        typeof substance === 'string' ? [substance] : [],
      ),
    )
    expect(reported.size).toBe(73)
    for (const name of reported) {
      const { en, fr, es } = codes.get(name) ?? { en: '', fr: '', es: '' }
      for (const text of [en, fr, es]) expect(text, name).not.toBe('')
      // Every name differs in Spanish; of those in French some are the same word.
      expect(es, name).not.toBe(en)
    }
    expect(codes.get('Mercury')).toEqual({ en: 'Mercury', fr: 'Mercure', es: 'Mercurio' })
  })
})
