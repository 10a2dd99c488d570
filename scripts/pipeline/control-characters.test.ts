import { describe, expect, it } from 'vitest'
import { refuseControlCharacters, refuseControlCharactersIn } from './control-characters.ts'

describe('a text that was read in the wrong encoding', () => {
  const feature = (name: string) => ({ geometry: null, properties: { name } }) as never

  it('is refused in a feature, with its field', () => {
    expect(() => refuseControlCharacters([feature('Lake'), feature('Devil\u0092s Lake')])).toThrow(
      /name holds a control character in "Devil/,
    )
    expect(() => refuseControlCharacters([feature('Devil’s Lake')])).not.toThrow()
  })

  it('is refused in what the catalogue says, at any depth', () => {
    const entry = { fields: [{ title: { en: 'Name\u0085' } }] }
    expect(() => refuseControlCharactersIn(entry, '')).toThrow(/fields\.0\.title\.en/)
  })
})
