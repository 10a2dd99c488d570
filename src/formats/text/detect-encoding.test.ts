import { describe, expect, it } from 'vitest'
import { ENCODINGS_OF, type Measured, measureShare } from '../../../tests/support/encoding-share.ts'
import { detectEncoding } from './detect-encoding.ts'

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
/** Windows-1252 has its quotation marks and dashes where ISO 8859-1 has controls. */
const ansi = (text: string): Uint8Array =>
  latin1(text.replaceAll('’', '\x92').replaceAll('–', '\x96').replaceAll('œ', '\x9c'))

const cells = Object.entries(ENCODINGS_OF).flatMap(([language, encodings]) =>
  encodings.map((encoding) => ({ language: language as Measured, encoding })),
)

describe('the encoding of texts that do not declare it', () => {
  it.each(['en', 'fr', 'es', 'da'] as const)(
    'is windows-1252 for one accented letter in that, in 99 of 100 texts: %s',
    (language) => {
      const { samples, right, wrong } = measureShare(language, 'windows-1252', 1)
      expect(samples).toBeGreaterThan(40)
      expect(right / samples, wrong.join('\n')).toBeGreaterThanOrEqual(0.99)
    },
  )

  it.each(cells)(
    'is found for ten letters in nine of ten texts, and for a hundred in all but one: $language, $encoding',
    ({ language, encoding }) => {
      const ten = measureShare(language, encoding, 10)
      // Encodings that differ from a more usual one in a few letters are the exception.
      const isTwin = encoding === 'cp863' || encoding === 'iso-8859-15'
      const least = isTwin ? 0.75 : 0.9
      expect(ten.right / ten.samples, ten.wrong.join('\n')).toBeGreaterThanOrEqual(least)
      if (isTwin) return
      const hundred = measureShare(language, encoding, 100)
      expect(hundred.samples - hundred.right, hundred.wrong.join('\n')).toBeLessThanOrEqual(1)
    },
  )

  it.each([
    '25°C',
    'Between 13°S and 18°S',
    'North of 49°N',
    '100°15’W',
    '45.5°N',
    '5 µg/m³',
    '2 m²',
    'St. John’s',
    'O’Neil',
    'Café – St. John’s',
    '© 2020',
    'Plant £5',
    'Charløtte',
    'Québec',
  ])('is windows-1252, beyond doubt, for %s', (text) => {
    expect(detectEncoding([ansi(text)])).toMatchObject({ name: 'windows-1252', how: 'detected' })
  })

  it('is a guess where two readings are as likely, and names the other', () => {
    // Polish in windows-1250; in windows-1252 the same bytes are “Gdañsk”.
    const { how, candidates } = detectEncoding([Uint8Array.from([71, 100, 97, 0xf1, 115, 107])])
    expect(how).toBe('assumed')
    expect(candidates.map(({ samples }) => samples[0])).toEqual(
      expect.arrayContaining(['Gdańsk', 'Gdañsk']),
    )
  })

  it('is UTF-8 where a byte in it is wrong', () => {
    const texts = ['Würzburg', 'Montréal'].map((text) => new TextEncoder().encode(text))
    const wrong = Uint8Array.from([98, 97, 100, 32, 0xff, 32, 98, 121, 116, 101])
    expect(detectEncoding([...texts, wrong])).toMatchObject({ name: 'utf-8', how: 'detected' })
  })
})
