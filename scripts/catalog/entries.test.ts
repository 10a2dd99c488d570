import { describe, expect, it } from 'vitest'
import { recordSchema } from '../../src/catalog/record.ts'
import { projects } from './projects.ts'
import { unbundledLayers as entries, publishedLayers as published } from './unbundled.ts'

describe('the layers that the CEC publishes or plans', () => {
  it.each(entries.map((entry) => [entry.id, entry] as const))('%s is complete', (_, entry) => {
    expect(recordSchema.safeParse(entry).error?.issues ?? []).toEqual([])
  })

  it('are named once each', () => {
    const ids = entries.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('name only projects that exist', () => {
    const known = new Set(projects.map(({ no }) => no))
    const named = entries.flatMap((entry) => entry.projects.map(({ no }) => no))
    expect(named.filter((no) => !known.has(no))).toEqual([])
  })

  it('leave no project that gives or takes maps without a layer', () => {
    const linked = new Set(entries.flatMap((entry) => entry.projects.map(({ no }) => no)))
    // Project 5 gives its maps through its part 5B.
    const without = projects.filter(({ no, atlas }) => atlas && no !== '5' && !linked.has(no))
    expect(without.map(({ no }) => no)).toEqual([])
  })

  it('warn where a layer draws on the three pollutant registers', () => {
    const registers = entries.filter(({ keywords }) => keywords.en.includes('NPRI'))
    expect(registers.length).toBeGreaterThan(0)
    for (const { comparability } of registers) expect(comparability[0]?.en).toContain('registers')
  })

  it('warn that the land cover of Mexico of 2010 and 2015 must not be compared', () => {
    const warned = published.filter(({ comparability }) =>
      comparability.some(({ en }) => en.includes('2010 and of 2015 must not')),
    )
    expect(warned.map(({ id }) => id)).toEqual(['cec-land-cover-30m', 'cec-land-cover-change'])
  })

  it('hold every published table row of the Atlas, by edition', () => {
    const editions = Object.fromEntries(
      published.map(({ id, editions }) => [id, editions.map(({ name }) => name).join(', ')]),
    )
    expect(editions).toMatchSnapshot()
  })
})
