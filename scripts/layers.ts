import { resolve } from 'node:path'
import { toProblem } from '../src/formats/problem.ts'
import { checkRecords } from './catalog/check-records.ts'
import { projects } from './catalog/projects.ts'
import { toRecords } from './catalog/records.ts'
import { writeLanguageCatalogs } from './catalog/write-language-catalogs.ts'
import { recipes } from './layers/index.ts'
import { buildLayers, readCatalogLayers } from './pipeline/build.ts'
import { checkLayers } from './pipeline/check.ts'
import type { Recipe } from './pipeline/recipe.ts'

/** The layer pipeline from the command line; `npm run layers -- help` says how. */

const ROOT = resolve(import.meta.dirname, '..')
const FOLDERS = {
  root: ROOT,
  cache: resolve(ROOT, '.cache/layers'),
  output: resolve(ROOT, 'public/layers'),
}

const USAGE = `npm run layers                    rebuild every layer whose data are bundled
npm run layers -- build <id>…     rebuild some, or fetch one whose data are not bundled
npm run layers -- list            list the recipes
npm run layers -- check           check the catalogue against the files`

const COMMANDS: Readonly<Record<string, (ids: readonly string[]) => Promise<void>>> = {
  async build(ids) {
    await buildLayers(ids.length > 0 ? find(ids) : bundled(), recipes, FOLDERS, console.log)
    await writeLanguageCatalogs(await readCatalogLayers(FOLDERS.output), FOLDERS.output)
  },
  async list() {
    for (const { id, state, title } of recipes) console.log(`${id}\t${state}\t${title.en}`)
  },
  async check() {
    const catalogue = toRecords(await readCatalogLayers(FOLDERS.output))
    const faults = [
      ...(await checkLayers(FOLDERS.output, recipes)),
      ...catalogue.faults,
      ...checkRecords(catalogue.records, projects),
    ]
    for (const { entry, field, message } of faults) {
      console.error(`${[entry, field].filter(Boolean).join(', ')}: ${message}`)
    }
    if (faults.length > 0) {
      console.error(`${faults.length} faults.`)
      process.exitCode = 1
    } else console.log('The catalogue and its files agree.')
  },
  async help() {
    console.log(USAGE)
  },
}

function bundled(): readonly Recipe[] {
  return recipes.filter(({ state }) => state === 'bundled')
}

function find(ids: readonly string[]): readonly Recipe[] {
  const found = recipes.filter(({ id }) => ids.includes(id))
  const unknown = ids.filter((id) => !found.some((recipe) => recipe.id === id))
  if (unknown.length === 0) return found
  console.error(
    `No recipe is called ${unknown.join(', ')}; "npm run layers -- list" names them all.`,
  )
  process.exit(1)
}

const [command = 'build', ...ids] = process.argv.slice(2)
const run = COMMANDS[command]
if (run) {
  await run(ids).catch((error: unknown) => {
    console.error(toProblem(error).message)
    process.exitCode = 1
  })
} else {
  console.error(`There is no command ${command}.\n${USAGE}`)
  process.exitCode = 1
}
