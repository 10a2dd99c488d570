import { describe, expect, it } from 'vitest'
import { checkDescription } from '../../reviewing/release/describe.ts'
import { toLocalized, valueAt, withValue } from './draft.ts'

describe('the description of a layer while it is written', () => {
  it('takes a value at any place and lets go of what is emptied, while the rest stays as it was', () => {
    const draft = { title: { en: 'Ports', fr: '', es: '' }, editions: [{ name: '2020' }] }
    const titled = withValue(draft, ['title', 'fr'], 'Ports maritimes')
    expect(valueAt(titled, ['title'])).toEqual({ en: 'Ports', fr: 'Ports maritimes', es: '' })
    expect(valueAt(withValue({}, ['editions', 0, 'name'], '2024'), ['editions', 0])).toEqual({
      name: '2024',
    })
    expect(withValue(draft, ['title'], undefined)).toEqual({ editions: [{ name: '2020' }] })
    expect(draft.title.fr).toBe('')
    expect(toLocalized('RETC')).toEqual({ en: 'RETC', fr: 'RETC', es: 'RETC' })
  })

  it('is held to the schema of the catalogue, which names every place where something is missing', () => {
    const checked = checkDescription({
      id: 'Ports!',
      title: { en: 'Ports', fr: '', es: 'Puertos' },
    })
    const fields = checked.ok ? [] : checked.faults.map(({ field }) => field)
    expect(fields).toEqual(expect.arrayContaining(['id', 'title.fr', 'abstract', 'provenance', 'countries', 'keywords'])) // biome-ignore format: one line
    expect(fields).not.toContain('title.es')
  })
})
