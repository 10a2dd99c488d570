import { describe, expect, it } from 'vitest'
import {
  readComposed,
  readProjectJson,
  readWords,
  textsOf,
} from '../../tests/support/composed-texts.ts'
import { toFrenchSpaces } from './french-spaces.ts'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'

describe('French typography', () => {
  it('keeps together what no line may part', () => {
    expect(
      toFrenchSpaces('Le champ {{field}} s’appelle {{name}}, à {{count}} s de {{place}}'),
    ).toBe('Le champ {{field}} s’appelle {{name}}, à {{count}}\u00a0s de {{place}}')
    expect(toFrenchSpaces('La source : « Terre » ; 12 %, 6 000 km en 2005 et 2006 ?')).toBe(
      'La source\u00a0: «\u00a0Terre\u00a0»\u00a0; 12\u00a0%, 6\u00a0000\u00a0km en 2005 et 2006\u00a0?',
    )
    expect(toFrenchSpaces('Projet 12 : https://example.org')).toBe(
      'Projet 12\u00a0: https://example.org',
    )
  })

  it('is that of the catalogue, of the projects, of all that is composed of them and of every word of the Atlas', () => {
    const { layers } = readProjectJson('public/layers/catalog.json') as { layers: never[] }
    const texts = [
      ...textsOf(
        [
          toRecords(layers).records.map(({ addresses: _, ...said }) => said),
          projects,
          readComposed(),
        ],
        'fr',
      ),
    ]
    expect([...textsOf(readWords('fr'))].filter((text) => toFrenchSpaces(text) !== text)).toEqual(
      [],
    )
    // What stands there in one language for all is a name or a citation, as its publisher writes it.
    expect(
      texts.filter(
        (text) => /[é«»]| (?:la|le|les|des) /.test(text) && toFrenchSpaces(text) !== text,
      ),
    ).toEqual([])
  })
})
