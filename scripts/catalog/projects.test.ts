import { describe, expect, it } from 'vitest'
import { projectSchema } from '../../src/catalog/project.ts'
import { projects } from './projects.ts'

describe('the projects of the 2009 Operational Plan', () => {
  it('are all there, once each, in the order of their numbers', () => {
    expect(projects.map(({ no }) => no).join(' ')).toBe(
      '1 2 3 4 5 5A 5B 5C 6A 6B 7 8 9 10 11 12 13 14 15 16 18',
    )
  })

  it.each(projects.map((project) => [project.no, project] as const))(
    'project %s is complete in the three languages',
    (_, project) => {
      expect(projectSchema.safeParse(project).error?.issues ?? []).toEqual([])
    },
  )

  it('allocate to project 5 what its three parts are allocated, but for the rounding of the plan', () => {
    const parts = projects.filter(({ parent }) => parent === '5')
    const sum = parts.reduce((total, { allocationCad }) => total + allocationCad, 0)
    expect(parts.map(({ no }) => no)).toEqual(['5A', '5B', '5C'])
    // 290,000 against 300,000: with what 2008 left open, the parts come to the plan's sum.
    const withCarryOver = parts.reduce(
      (total, part) => total + (part.allocationWithCarryOverCad ?? part.allocationCad),
      0,
    )
    expect([sum, withCarryOver]).toEqual([290_000, 300_000])
    expect(projects.find(({ no }) => no === '5')?.allocationCad).toBe(withCarryOver)
  })

  it('never raise what was allocated by less than nothing', () => {
    for (const { allocationCad, allocationWithCarryOverCad } of projects) {
      expect(allocationWithCarryOverCad ?? allocationCad + 1).toBeGreaterThan(allocationCad)
    }
  })
})
