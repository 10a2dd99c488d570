import { describe, expect, it } from 'vitest'
import { toFontFaces } from './font-faces.ts'

describe('the typeface of the pages', () => {
  it('is read from the files that the map has of it', () => {
    const rules = toFontFaces([
      'index-BZgt_2Pr.js',
      'source-sans-3-latin-ext-400-normal-AbCd1234.woff2',
      'source-sans-3-latin-400-normal-DQi5PRDE.woff2',
      'source-sans-3-latin-600-normal-DeckBYAU.woff2',
    ])
    expect(rules.match(/url\("[^"]+"\)/g)).toEqual([
      'url("assets/source-sans-3-latin-400-normal-DQi5PRDE.woff2")',
      'url("assets/source-sans-3-latin-600-normal-DeckBYAU.woff2")',
    ])
  })

  it('cannot be left out unnoticed', () => {
    expect(() => toFontFaces(['index-BZgt_2Pr.js'])).toThrow('weight 400')
  })
})
