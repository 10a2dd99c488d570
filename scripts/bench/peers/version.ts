import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGES = join(import.meta.dirname, '../../../node_modules')

/** The name and version of a package that is installed; not all let their `package.json` be imported. */
export function withVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8'))
  return `${name} ${version}`
}
