import type { Projection } from './projection.ts'

/** Whether a bundler has put the files in, or what runs the tests. */
export const isBundled: boolean = Boolean(import.meta.env)

/** The projections of the files of this folder, for the commands that Node runs as they are. */
export function readInNode(): Projection[] {
  const { readdirSync } = process.getBuiltinModule('node:fs')
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url)
  return readdirSync(new URL('.', import.meta.url)).flatMap((name) => {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name === 'all.ts') return []
    const { projection } = require(`./${name}`) as { projection?: Projection }
    return projection ?? []
  })
}
