import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
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

const USAGE = `npm run layers                    rebuild every layer whose data are bundled
npm run layers -- build <id>…     rebuild some, or fetch one whose data are not bundled
npm run layers -- list            list the recipes
npm run layers -- check           check the catalogue against the files

  --from <key>=<address or file>  take this in place of a source whose data are not bundled; the keys
                                  of a recipe are those that "-- list" shows in brackets
  --output <folder>               where layers and catalogue are, instead of public/layers
  --cache <folder>                where downloads are kept, instead of .cache/layers`

const ROOT = resolve(import.meta.dirname, '..')
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', multiple: true, default: [] },
    output: { type: 'string', default: resolve(ROOT, 'public/layers') },
    cache: { type: 'string', default: resolve(ROOT, '.cache/layers') },
  },
})
const FOLDERS = {
  root: ROOT,
  cache: resolve(options.cache),
  output: resolve(options.output),
  from: toReplacements(options.from),
}

const COMMANDS: Readonly<Record<string, (ids: readonly string[]) => Promise<void>>> = {
  async build(ids) {
    await buildLayers(ids.length > 0 ? find(ids) : bundled(), recipes, FOLDERS, console.log)
    await writeLanguageCatalogs(await readCatalogLayers(FOLDERS.output), FOLDERS.output)
  },
  async list() {
    for (const recipe of recipes) {
      const keys = keysOf(recipe)
      console.log(
        [
          recipe.id,
          recipe.state,
          recipe.title.en,
          ...(keys.length > 0 ? [`[${keys.join(', ')}]`] : []),
        ].join('\t'),
      )
    }
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

function keysOf({ sources }: Recipe): readonly string[] {
  return sources.flatMap((source) =>
    'key' in source && source.key !== undefined ? [source.key] : [],
  )
}

function toReplacements(pairs: readonly string[]): ReadonlyMap<string, string> {
  const known = new Set(recipes.flatMap(keysOf))
  const replacements = new Map<string, string>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const key = pair.slice(0, Math.max(0, at))
    if (!known.has(key) || at === pair.length - 1) {
      console.error(
        `--from ${pair} is not <key>=<address or file>; "npm run layers -- list" names the keys.`,
      )
      process.exit(1)
    }
    replacements.set(key, pair.slice(at + 1))
  }
  return replacements
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

const [command = 'build', ...ids] = positionals
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
