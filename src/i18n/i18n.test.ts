import { describe, expect, it } from 'vitest'
import { preferredLanguage } from './index.ts'

describe('the language of the first view', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['de', 'es-419'], 'es'],
    [['zh-Hant'], 'en'],
    [[], 'en'],
  ])('for a reader of %j is %s', (languages, language) => {
    expect(preferredLanguage(languages)).toBe(language)
  })
})
