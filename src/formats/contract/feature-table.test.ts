import { describe, expect, it } from 'vitest'
import { FeatureTable } from './feature-table.ts'
import { MemoryBudget } from './read-context.ts'

describe('A table of features', () => {
  it('gives back each of many different texts, those that are missing, and other values among them', () => {
    const table = new FeatureTable(new MemoryBudget(1e9))
    const texts = (index: number) => (index % 7 === 3 ? null : `Río ${index}\ud83d\ude00`)
    const mixed = (index: number) => (index % 1500 === 900 ? index : `lake ${index}`)
    const late = (index: number) => (index < 9000 ? null : `late ${index}`)
    const count = 12_000
    for (let index = 0; index < count; index++) {
      table.setValue('texts', texts(index))
      table.setValue('mixed', mixed(index))
      table.setValue('late', late(index))
      table.endFeature()
    }
    for (let index = 0; index < count; index++) {
      const values = ['texts', 'mixed', 'late'].map((field) => table.value(index, field))
      expect(values).toEqual([texts(index), mixed(index), late(index)])
    }
    table.toTexts('mixed')
    expect([table.value(900, 'mixed'), table.value(11_999, 'mixed')]).toEqual(['900', 'lake 11999'])
  })
})
