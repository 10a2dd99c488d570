import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogSchema } from '../../src/catalog/schema.ts'
import { note, noteOf, powerOfTwo } from './notes.ts'

const POINTS = {
  en: '{{count:point|points}} taken',
  fr: '{{count:point retenu|points retenus}}',
  es: '{{count:punto tomado|puntos tomados}}',
}

describe('notes of what was done to a layer', () => {
  it('speak of one thing as of one, and French of none too', () => {
    expect([0, 1, 2].map((count) => note(POINTS, { count }).en)).toEqual([
      '0 points taken',
      '1 point taken',
      '2 points taken',
    ])
    expect([0, 1, 2].map((count) => note(POINTS, { count }).fr)).toEqual([
      '0 point retenu',
      '1 point retenu',
      '2 points retenus',
    ])
    expect(note(POINTS, { count: 1 }).es).toBe('1 punto tomado')
  })

  it('write numbers as each language does', () => {
    const text = { en: '{{a}} and {{b}}', fr: '{{a}} et {{b}}', es: '{{a}} y {{b}}' }
    expect(note(text, { a: 11_262, b: 2.99 })).toEqual({
      en: '11,262 and 2.99',
      fr: '11\u00a0262 et 2,99',
      es: '11,262 y 2.99',
    })
    expect(powerOfTwo(-14)).toBe('2⁻¹⁴')
  })

  it('tell what happened, and nothing of what did not', () => {
    const statement = { en: 'Read', fr: 'Lu', es: 'Leído' }
    const otherwise = { en: 'Nothing to read', fr: 'Rien à lire', es: 'Nada que leer' }
    expect(
      noteOf(
        statement,
        ':',
        [
          [POINTS, 0],
          [POINTS, 3],
        ],
        otherwise,
      ),
    ).toEqual({
      en: 'Read: 3 points taken.',
      fr: 'Lu\u00a0: 3 points retenus.',
      es: 'Leído: 3 puntos tomados.',
    })
    expect(noteOf(statement, ':', [[POINTS, 0]], otherwise).fr).toBe('Rien à lire.')
  })

  it('are complete, and have the decimal sign and the numbers of their language', () => {
    const file = resolve(import.meta.dirname, '../../public/layers/catalog.json')
    const { layers } = catalogSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    const notes = layers.flatMap(({ provenance }) => provenance?.processing ?? [])
    expect(notes.length).toBeGreaterThan(100)
    for (const { en, fr, es } of notes) {
      for (const text of [en, fr, es]) expect(text).toMatch(/^[^{}]+[.]$/)
      expect(fr).not.toMatch(/\d\.\d/)
      // One thing with the words of many; “1 and 2 (1:50m)” and years are none.
      expect(fr).not.toMatch(/(?<![\d,.:/\u00a0])[01] \p{L}+s(?=[ ,.;])/u)
      expect(en).not.toMatch(
        /(?<![\d,.:/])1 (names|points|parts|features|pairs|cells|spikes|slivers|polygons)\b/,
      )
      expect(es).not.toMatch(
        /(?<![\d,.:/])1 (nombres|puntos|partes|elementos|pares|celdas|picos|astillas|polígonos)\b/,
      )
    }
  })
})
