import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toFindingKey } from '../src/reviewing/finding.ts'
import { toFingerprint } from '../src/reviewing/report.ts'
import type { Verdict } from '../src/reviewing/verdict.ts'
import { review } from './review.ts'

const folder = mkdtempSync(join(tmpdir(), 'atlas-review-command-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

const LINES = [
  'id,name,state,lon,lat',
  'A1,Aciérie de Hamilton,ON,-79.8,43.25',
  'A2,Null Island Smelter,ON,0,0',
  'A3,Trail Operations,BC,117.7,49.1',
]

async function run(...args: readonly string[]) {
  const printed: string[] = []
  const status = await review(args, { print: (text) => printed.push(text), report: () => {} })
  return { status, text: printed.join('\n') }
}

describe('the command of reviews', () => {
  it('fails where there is an error, and no longer where it is accepted or known from before', async () => {
    writeFileSync(at('a.csv'), LINES.join('\n'))
    const first = await run(at('a.csv'), '--json')
    expect(first.status).toBe(1)
    const verdict = JSON.parse(first.text) as Verdict
    const errors = verdict.findings.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, rows }) => [code, rows.map(({ row }) => row)])).toEqual([
      ['null-island', [3]],
      ['longitude-sign', [4]],
    ])

    writeFileSync(at('verdict.json'), first.text)
    expect((await run(at('a.csv'), '--baseline', at('verdict.json'))).status).toBe(0)
    writeFileSync(at('b.csv'), [...LINES, 'A4,Also Nowhere,ON,0,0'].join('\n'))
    const next = await run(at('b.csv'), '--baseline', at('verdict.json'))
    expect(next.status).toBe(1)
    expect(next.text).toContain('still there: 1, new: 1')

    // As the page saves a review.
    const waivers = errors.map((finding) => [
      toFindingKey(finding),
      { reason: 'As the agency has it', initials: 'ML', date: '2026-11-28', fingerprint: toFingerprint(finding) }, // biome-ignore format: one line
    ])
    const saved = { date: '2026-11-28T12:00:00Z', verdict, waivers }
    writeFileSync(at('saved.json'), JSON.stringify(saved))
    const accepted = await run(at('a.csv'), '--waivers', at('saved.json'), '--csv', at('a.out.csv'))
    expect(accepted.status).toBe(0)
    expect(accepted.text).toContain('As the agency has it (ML, 2026-11-28)')
    // What was found is no longer what was accepted.
    expect((await run(at('b.csv'), '--waivers', at('saved.json'))).status).toBe(1)
    expect((await run(at('a.csv'), '--baseline', at('a.csv'))).status).toBe(2)
    // A table that names its places in no known way is told which they are, and a recipe says it again.
    writeFileSync(at('c.csv'), LINES.join('\n').replace('lon,lat', 'uno,"dos, y"'))
    expect((await run(at('c.csv'))).text).toContain('error geometry-missing')
    const told = await run(at('c.csv'), '--columns', 'degrees:uno,"dos, y"', '--json')
    const codesOf = (text: string) => (JSON.parse(text) as Verdict).findings.map(({ code }) => code)
    expect(codesOf(told.text)).toEqual(expect.arrayContaining(['null-island', 'longitude-sign']))
    expect((await run(at('a.csv'), '--columns', 'degrees:uno,lat')).status).toBe(2)
    expect((await run(at('a.csv'), '--columns', 'lon,lat')).status).toBe(2)
    const theme = 'prtr-facilities-selection'
    const columns = { kind: 'degrees', lon: 'uno', lat: 'dos, y' }
    const mapping = { version: 1, theme, reading: { columns }, fields: [{ to: 'name', from: ['name'] }] } // biome-ignore format: one line
    writeFileSync(at('mapping.json'), JSON.stringify(mapping))
    const mapped = await run(
      at('c.csv'),
      '--theme',
      theme,
      '--mapping',
      at('mapping.json'),
      '--json',
    )
    expect(codesOf(mapped.text)).toContain('null-island')
    // Which of several reviews is meant is not guessed.
    writeFileSync(at('several.json'), JSON.stringify([saved, { ...saved, waivers: [] }]))
    expect((await run(at('a.csv'), '--waivers', at('several.json'))).status).toBe(2)
    expect((await run(at('a.csv'), '--baseline', at('several.json'))).status).toBe(2)
  })
})
