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
 * Exit status 0 where all are found, 1 where one is missed or a rule told of what was not planted.
 */
import { readdir } from 'node:fs/promises'
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

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '3' },
    layer: { type: 'string' },
    files: { type: 'string' },
    sample: { type: 'string', default: '12' },
  },
})

/** The subjects that are asked for, each with its name, read as they are needed. */
async function* subjects(published: Published): AsyncGenerator<readonly [string, Subject]> {
  if (values.files !== undefined) {
    yield* subjectsOf(values.files, published)
    return
  }
  for (const { id, files } of published.catalog) {
    if (files.length === 0 || (values.layer !== undefined && id !== values.layer)) continue
    yield [id, await bundledSubject(published, id)]
  }
}

async function* subjectsOf(
  folder: string,
  published: Published,
): AsyncGenerator<readonly [string, Subject]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name)) // biome-ignore format: one line
  const random = randomFrom(Number(values.seed))
  const order = new Map(paths.toSorted().map((path) => [path, random()]))
  let left = Number(values.sample)
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
  }
}

const published = await readPublished(resolve(import.meta.dirname, '../../public/layers'))
const sums = new Map<string, Sensitivity>()
for await (const [name, subject] of subjects(published)) {
  const measured = await measureSensitivity(
    subject,
    randomFrom(Number(values.seed)),
    Number(values.count),
  )
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
