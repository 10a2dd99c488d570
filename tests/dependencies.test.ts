import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
  readonly integrity?: string
  readonly resolved?: string
}

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, LockedPackage>>
}

/** Every package that is installed, but the Atlas itself. */
const installed = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 13),
    ...locked,
  }))

/** Licences that ask for no more than to be named, so that the Atlas may be passed on by anyone. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  // The Eclipse Foundation's name for the three clauses of BSD.
  'EDL-1.0',
  'ISC',
  'MIT',
  // Fonts.
  'OFL-1.1',
  'Unlicense',
  'Zlib',
])

/** Licences of what builds and tests the Atlas and is no part of it: they ask for their own files alone. */
const FOR_TOOLS = new Set(['CC-BY-4.0', 'MPL-2.0'])

/** Packages whose licence is not named as SPDX has it, and what the files in them say. */
const FOUND_IN_FILES: ReadonlyMap<string, string> = new Map([
  // LICENSE.md has the three clauses; a part of @turf/turf that the Atlas does not use.
  ['arc', 'BSD-3-Clause'],
  // README.md: the "Do What The Fuck You Want To Public License", which asks for nothing. Reads tables for
  // the peer that exports are measured against (@mapbox/shp-write), and is no part of the page.
  ['jdataview', '0BSD'],
  // LICENSE, and the older form of the field. Is named by what DuckDB, a peer of the bench, comes with, and is no part of the page.
  ['json-bignum', 'MIT'],
  // A slip in its package.json for BSD.
  ['splaytree-ts', 'BSD-3-Clause'],
])

/** Whether an SPDX expression of `OR` and `AND` may be met by licences of a set. */
function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const plain = expression.replaceAll(/[()]/g, '')
  return plain.split(' OR ').some((one) => one.split(' AND ').every((name) => allowed.has(name)))
}

describe('the packages of the lock file', () => {
  it('have licences under which the Atlas may be passed on', () => {
    const refused = installed.filter(({ name, license = '', dev }) => {
      const found = FOUND_IN_FILES.get(name) ?? license
      return !isAllowed(found, dev ? new Set([...PERMISSIVE, ...FOR_TOOLS]) : PERMISSIVE)
    })
    expect(refused.map(({ name, license }) => `${name}: ${license ?? 'no licence'}`)).toEqual([])
  })

  it('are explained where they do not say what the licence is, and only there', () => {
    const silent = installed.filter(
      ({ license }) => !license || !isAllowed(license, new Set([...PERMISSIVE, ...FOR_TOOLS])),
    )
    expect(new Set(silent.map(({ name }) => name))).toEqual(new Set(FOUND_IN_FILES.keys()))
  })

  it('run nothing when they are installed, but esbuild, which puts its own program in place', () => {
    const scripted = installed.filter(({ hasInstallScript }) => hasInstallScript)
    expect(new Set(scripted.map(({ name }) => name))).toEqual(new Set(['esbuild']))
  })

  it('are pinned by their content, and come from no address of their own', () => {
    expect(installed.filter(({ integrity }) => !integrity).map(({ name }) => name)).toEqual([])
    const elsewhere = installed.filter(
      ({ resolved }) => resolved && !/^https:\/\/registry\.npmjs\.org\//.test(resolved),
    )
    expect(elsewhere.map(({ name }) => name)).toEqual([])
  })

  it('would be refused with a licence that binds what they are part of', () => {
    for (const license of [
      'GPL-3.0-only',
      'AGPL-3.0',
      'MIT AND GPL-2.0',
      'UNLICENSED',
      '',
      'SEE LICENSE IN x',
    ]) {
      expect([license, isAllowed(license, PERMISSIVE)]).toEqual([license, false])
    }
    expect(isAllowed('(MIT OR GPL-3.0-or-later)', PERMISSIVE)).toBe(true)
  })
})
