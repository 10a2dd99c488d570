import { expect, it } from 'vitest'
import { weightOf } from './label-weight.ts'

it('names weigh less from each of their thresholds on, in the usual colour where they have no other', () => {
  const color = { light: '#000000', dark: '#ffffff' }
  const quiet = { light: '#777777', dark: '#999999' }
  const labels = {
    fields: { en: 'name', fr: 'name', es: 'name' },
    color,
    halo: quiet,
    size: 12,
    placement: 'area' as const,
    minor: [
      { from: 3, share: 0.8 },
      { from: 1000, share: 0.7, color: quiet },
    ],
  }
  expect(weightOf(labels, 2)).toEqual({ share: 1, color })
  expect(weightOf(labels, 3)).toEqual({ share: 0.8, color })
  expect(weightOf(labels, 1000)).toEqual({ share: 0.7, color: quiet })
  const { minor: _, ...plain } = labels
  expect(weightOf(plain, 5000)).toEqual({ share: 1, color })
})
