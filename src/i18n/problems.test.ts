import { describe, expect, it } from 'vitest'
import { problems } from './problems.ts'

/** The sources as text: what they import is not loaded. */
describe('the problems of readers and writers', () => {
  const sources = import.meta.glob<string>(
    [
      '../{catalog,exporting,formats,geo,importing,model,query,sources,workers}/**/*.ts',
      '!../**/*.test.ts',
    ],
    {
      query: '?raw',
      import: 'default',
      eager: true,
    },
  )
  const codes = new Set(
    Object.values(sources).flatMap((source) =>
      [...source.matchAll(/\bcode: (?:\w+(?: === \w+)? \? )?'([a-z0-9-]+)'/g)].map(
        ([, code]) => code!,
      ),
    ),
  )

  it('all have words in the three languages', () => {
    expect(codes.size).toBeGreaterThan(60)
    expect([...codes].filter((code) => !Object.hasOwn(problems, code)).sort()).toEqual([])
  })

  it('say the same values in each language', () => {
    for (const [code, { en, fr, es }] of Object.entries(problems)) {
      const values = (words: string) => [...new Set(words.match(/{{\w+}}/g) ?? [])].sort()
      expect(values(fr), `${code} in French`).toEqual(values(en))
      expect(values(es), `${code} in Spanish`).toEqual(values(en))
    }
  })

  it('stand in the order of their codes', () => {
    const names = Object.keys(problems)
    expect(names).toEqual([...names].sort())
  })
})
