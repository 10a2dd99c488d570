import { describe, expect, it } from 'vitest'
import { formatSize } from '../words/format-size.ts'
import { toSentence } from './problem-sentence.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('a problem as a reader is told it', () => {
  const tooLarge = {
    code: 'file-too-large',
    message: 'for the log',
    values: { name: 'parcels.shp', bytes: 3_210_000_000, limitBytes: 1_500_000_000 },
  }

  it('has its sizes in the units of the language', () => {
    expect(plain(toSentence(tooLarge, 'en'))).toContain('parcels.shp has 3.2 GB')
    expect(plain(toSentence(tooLarge, 'fr'))).toContain('fait 3,2 Go ; ce navigateur')
    expect(plain(toSentence(tooLarge, 'es'))).toContain('tiene 3.2 GB; este navegador')
  })

  it('has the count of a warning, and codes as they are written', () => {
    const warning = { code: 'coordinates-out-of-range', message: '', count: 12345 }
    expect(plain(toSentence(warning, 'fr'))).toContain(' : 12 345. ')
    const unknown = { code: 'crs-code-unknown', message: '', values: { epsg: 32799 } }
    expect(toSentence(unknown, 'en')).toContain('EPSG:32799')
  })

  it('says what is wrong in the language, and that what a parser says is English', () => {
    const cut = { name: 'a.zip', detail: 'the entry “a.shp” is cut off' }
    const zip = { code: 'zip-invalid', message: '', values: cut }
    expect(toSentence(zip, 'fr')).toContain(
      'Détail technique\u00a0: l’entrée «\u00a0a.shp\u00a0» est tronquée.',
    )
    expect(toSentence(zip, 'en')).toContain('the entry “a.shp” is cut off')
    const detail = 'Unexpected token, from byte 12'
    const json = { code: 'json-invalid', message: '', values: { name: 'a.json', detail } }
    expect(toSentence(json, 'es')).toContain('del byte 12, “Unexpected token” (en inglés)')
    const other = { ...zip, values: { name: 'a.zip', detail: 'the moon is full $&' } }
    expect(toSentence(other, 'fr')).toContain('« the moon is full $& » (en anglais)')
  })

  it('holds what is wrong with one file of several', () => {
    const values = { name: 'b.json', detail: 'it is empty', code: 'json-invalid' }
    const warning = { code: 'file-not-read', message: 'for the log', values }
    const sentence = toSentence(warning, 'fr')
    expect(sentence).toContain('b.json n’a pas été lu')
    expect(sentence).toContain('n’est pas du JSON valide')
    expect(sentence).toContain('il est vide')
    const unknown = { ...warning, values: { name: 'b.json', code: 'constructor' } }
    expect(toSentence(unknown, 'fr')).toContain('for the log')
  })

  it('is told as it was logged where it has no translation', () => {
    expect(toSentence({ code: 'no-such-code', message: 'Bad luck.' }, 'es')).toBe('Bad luck.')
  })
})

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1234, '1.2 kB'],
    [999_950, '1 MB'],
    [104_857_600, '105 MB'],
    [1_500_000_000, '1.5 GB'],
  ])('of %d bytes is %s', (bytes, text) => {
    expect(plain(formatSize(bytes, 'en'))).toBe(text)
  })
})
