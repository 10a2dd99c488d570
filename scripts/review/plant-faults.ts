/**
 * Plants faults of every kind in every bundled layer, or in files of a folder, and tells which of them the rules of a
 * review find.
 *
 *     npm run -s plant-faults -- [--seed <n>] [--count <k>] [--layer <id>]
 *     npm run -s plant-faults -- --files <folder> [--sample <n>] [--seed <n>] [--count <k>]
 *
 * Of a folder so many files are taken as `--sample` says, which the seed chooses among those that can be read and hold
 * a layer of 20 to 20,000 features whose place on Earth is known.
 *
 * Exit status 0 where all are found, 1 where one is missed or a rule told of what was not planted, 2 where the command
 * is not understood.
 */
import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { randomFrom } from '../../src/model/random.ts'
import type { Subject } from '../../src/reviewing/rule.ts'
import { measureSensitivity, type Sensitivity } from '../../src/reviewing/sensitivity.ts'
import { wordsOf } from '../../src/words/words.ts'
import { bundledSubject, type Published, readLayers, readPublished, toReviewed } from './subject.ts'

/** Of the column of the kinds. */
const WIDTH = 56
const FEWEST_FEATURES = 20
const MOST_FEATURES = 20_000

const USAGE = `usage: npm run -s plant-faults -- [--seed <n>] [--count <k>] [--layer <id>]
       npm run -s plant-faults -- --files <folder> [--sample <n>] [--seed <n>] [--count <k>]`

/** What the command is asked for; it ends with status 2 where that is not understood. */
function parseArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        count: { type: 'string', default: '3' },
        layer: { type: 'string' },
        files: { type: 'string' },
        sample: { type: 'string' },
      },
    })
    const { layer, files, sample } = values
    if (files !== undefined && layer !== undefined) throw new TypeError('--layer is of the catalogue, --files of a folder') // biome-ignore format: one line
    if (files === undefined && sample !== undefined) throw new TypeError('--sample is of a folder that --files names') // biome-ignore format: one line
    return {
      layer,
      files,
      seed: toWhole('seed', values.seed, 0, 2 ** 32 - 1),
      count: toWhole('count', values.count, 1, 1000),
      sample: toWhole('sample', sample ?? '12', 1, 100_000),
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return refuse(`${error.message}\n${USAGE}`)
  }
}

function refuse(message: string): never {
  console.error(message)
  process.exit(2)
}

function toWhole(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new TypeError(`--${name} takes a whole number from ${least} to ${most}, not “${text}”`)
}

const options = parseArguments(process.argv.slice(2))

/** The subjects that are asked for, each with its name, read as they are needed. */
async function* subjects(published: Published): AsyncGenerator<readonly [string, Subject]> {
  const { files: folder, layer } = options
  if (folder !== undefined) {
    yield* subjectsOf(folder, published)
    return
  }
  for (const { id, files } of published.catalog) {
    if (files.length === 0 || (layer !== undefined && id !== layer)) continue
    yield [id, await bundledSubject(published, id)]
  }
}

async function* subjectsOf(
  folder: string,
  published: Published,
): AsyncGenerator<readonly [string, Subject]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name)) // biome-ignore format: one line
  const random = randomFrom(options.seed)
  const order = new Map(paths.toSorted().map((path) => [path, random()]))
  let left = options.sample
  for (const [path] of [...order].sort(([, a], [, b]) => a - b)) {
    if (left === 0) return
    // What is refused is for the tests of the readers.
    const layers = await readLayers(path).catch(() => [])
    const layer = layers.find(
      ({ features, crs }) =>
        features.length >= FEWEST_FEATURES &&
        features.length <= MOST_FEATURES &&
        crs.how !== 'unknown',
    )
    if (!layer) continue
    left--
    yield [relative(folder, path), toReviewed(layer, published, {})]
    if (left > 0)
      console.error(`${folder} holds ${left} files fewer than were asked for that can be measured.`)
  }
}

const published = await readPublished(resolve(import.meta.dirname, '../../public/layers'))
if (options.layer !== undefined && !published.catalog.some(({ id }) => id === options.layer)) {
  refuse(`The catalogue has no layer ${options.layer}.`)
}
if (options.files !== undefined && !(await stat(options.files).catch(() => null))?.isDirectory()) {
  refuse(`${options.files} is no folder.`)
}
const sums = new Map<string, Sensitivity>()
for await (const [name, subject] of subjects(published)) {
  const measured = await measureSensitivity(subject, randomFrom(options.seed), options.count)
  const planted = measured.reduce((sum, one) => sum + one.planted, 0)
  console.error(`${name}: ${measured.length} kinds, ${planted} faults`)
  for (const one of measured) {
    const { fault, planted, found, falseAlarms } = one
    if (found < planted || falseAlarms > 0) {
      console.error(`${name}: ${fault}: ${found} of ${planted} found, ${falseAlarms} false alarms`)
      process.exitCode = 1
    }
    const sum = sums.get(fault) ?? { fault, planted: 0, found: 0, falseAlarms: 0 }
    sums.set(fault, {
      fault,
      planted: sum.planted + planted,
      found: sum.found + found,
      falseAlarms: sum.falseAlarms + falseAlarms,
    })
  }
}
const names = wordsOf('review-faults', 'en')
console.log(`${'fault'.padEnd(WIDTH)}${'planted'.padStart(8)}${'found'.padStart(8)}${'missed'.padStart(8)}${'false'.padStart(8)}`) // biome-ignore format: one line
for (const { fault, planted, found, falseAlarms } of sums.values()) {
  console.log(`${names[fault].padEnd(WIDTH)}${[planted, found, planted - found, falseAlarms].map((each) => String(each).padStart(8)).join('')}`) // biome-ignore format: one line
}
