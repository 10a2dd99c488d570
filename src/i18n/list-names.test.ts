import { expect, it } from 'vitest'
import { listNames } from './list-names.ts'

it('keeps a list of names short, however many and long they are', () => {
  expect(listNames(['rivers', 'lakes'])).toBe('rivers, lakes')
  const many = Array.from({ length: 200 }, (_, index) => `class-${index}`)
  expect(listNames(many)).toBe('class-0, class-1, class-2, class-3, class-4, …')
  expect(listNames(['x'.repeat(10_000), 'lakes'])).toBe(`${'x'.repeat(30)}…, lakes`)
  expect(listNames(many.map((name) => name.repeat(100))).length).toBeLessThan(200)
})
