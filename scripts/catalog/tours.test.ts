import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { toParagraphs } from '../../src/catalog/tour.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { textIn } from '../../src/words/text-in.ts'
import { checkTours, readTours } from './tours.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const LAYERS = join(PUBLIC, 'layers')
const { layers } = parseCatalog(JSON.parse(readFileSync(join(LAYERS, 'catalog.json'), 'utf8')))
const tours = readTours(PUBLIC)

describe('the tours', () => {
  it('say of the data what the data are', () => {
    expect(tours.length).toBeGreaterThanOrEqual(3)
    expect(checkTours(tours, layers, LAYERS)).toEqual([])
  })

  it('are found wrong where an edition changes what they say', () => {
    const [tour] = tours
    const [step] = tour!.steps
    const figures = step!.figures.map((figure) => ({ ...figure, value: figure.value + 1 }))
    const [fault] = checkTours([{ ...tour!, steps: [{ ...step!, figures }] }], layers, LAYERS)
    expect(fault).toMatchObject({ entry: `tour ${tour!.id}`, field: 'steps.0' })
    expect(fault!.message).toMatch(/The words say 299 .* has 298/)
    const words = { ...step!.words, es: 'Hay {{mil}} puntos.' }
    const [unnamed] = checkTours([{ ...tour!, steps: [{ ...step!, words }] }], layers, LAYERS)
    expect(unnamed!.message).toContain('{{mil}}')
    const gone = checkTours(
      [{ ...tour!, steps: [{ ...step!, map: 'layers=atlantis,*' }] }],
      layers,
      LAYERS,
    )
    expect(gone.map(({ message }) => message)).toEqual(['There is no layer atlantis'])
  })

  it('have the same figures in every language, as each writes numbers', () => {
    for (const { steps } of tours) {
      for (const step of steps) {
        const numbers = LANGUAGES.map((language) =>
          toParagraphs(
            step,
            (words) => textIn(words, language),
            (value) => `#${value}#`,
          )
            .join(' ')
            .match(/#\d+#/g)
            ?.toSorted(),
        )
        expect(numbers[1]).toEqual(numbers[0])
        expect(numbers[2]).toEqual(numbers[0])
      }
    }
  })
})
