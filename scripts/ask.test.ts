import { describe, expect, it } from 'vitest'
import { MARGIN } from '../src/query/answer.ts'
import { askLayers } from './ask.ts'
import { readCatalog, readJudgedAnswers, toJudgedCode } from './judge-answers.ts'

const catalog = readCatalog()
const judged = readJudgedAnswers()

describe('the answers of the Atlas', () => {
  it('are held to those of other programs', () => {
    expect(judged.length).toBeGreaterThan(7)
  })

  it.each(judged.map((one) => [JSON.stringify(one.recipe), one] as const))(
    'are those of geopandas and sf, with the code that the panel offers: %s',
    async (_, { recipe, said: { python, r } }) => {
      // What the programs ran is what is offered now: else they are to be asked again.
      expect(toJudgedCode('python', recipe, catalog)).toBe(python.code)
      expect(toJudgedCode('r', recipe, catalog)).toBe(r.code)
      const { answer } = await askLayers(recipe, { rows: 200 })
      if (recipe.near?.relation === 'overlaps') {
        const [each, once, total] = python.lines
        expect(answer.total).toBe(Number(total))
        const toKilometers = (line: string | undefined) => Number(line?.split(' ').at(-2))
        expect(toKilometers(each) / (answer.overlap!.sharesSquareMeters / 1e6)).toBeCloseTo(1, 4)
        expect(toKilometers(once) / (answer.overlap!.onceSquareMeters / 1e6)).toBeCloseTo(1, 4)
        return
      }
      expect(answer.total).toBe(Number(python.lines[0]))
      expect(answer.total).toBe(Number(r.lines[0]))
      if (recipe.sum && !recipe.by) {
        const [part] = answer.groups!.parts
        expect(part!.all.sum! / Number(python.lines[1])).toBeCloseTo(1, 9)
      }
      if (recipe.near?.km !== undefined) {
        const limit = recipe.near.km * 1000
        const close = answer.rows.filter(({ hit }) => hit!.meters >= limit * (1 - MARGIN))
        expect(answer.margin!.within).toHaveLength(close.length)
      }
      // Python’s table of groups, of each side of a border, ends each line with its count.
      if (recipe.by) {
        const own = answer
          .groups!.groups.flatMap(({ cells }) => cells.map(({ count }) => count))
          .filter((count) => count > 0)
        const lines = python.lines.slice(2, 2 + own.length)
        const counts = lines.map((line) => Number(line.trim().split(/\s+/).at(-1)))
        expect(own.toSorted()).toEqual(counts.toSorted())
      }
    },
  )
})
