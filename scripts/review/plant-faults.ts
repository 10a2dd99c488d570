/**
 * Plants faults of every kind in every bundled layer, and tells which of them the rules of a review find.
 *
 *     npm run -s plant-faults -- [--seed <n>] [--count <k>] [--layer <id>]
 *
 * Exit status 0 where all are found, 1 where one is missed.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { randomFrom } from '../../src/model/random.ts'
import { measureSensitivity, type Sensitivity } from '../../src/reviewing/sensitivity.ts'
import { bundledSubject, readPublished } from './subject.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '3' },
    layer: { type: 'string' },
  },
})

const published = await readPublished(resolve(import.meta.dirname, '../../public/layers'))
const sums = new Map<string, Sensitivity>()
let isMissed = false
for (const { id, files } of published.catalog) {
  if (files.length === 0 || (values.layer !== undefined && id !== values.layer)) continue
  const subject = await bundledSubject(published, id)
  const measured = await measureSensitivity(
    subject,
    randomFrom(Number(values.seed)),
    Number(values.count),
  )
  for (const one of measured) {
    const { fault, planted, found, falseAlarms } = one
    if (found < planted || falseAlarms > 0) {
      console.error(`${id}: ${fault}: ${found} of ${planted} found, ${falseAlarms} false alarms`)
      isMissed ||= found < planted
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
console.log(`${'fault'.padEnd(44)}${'planted'.padStart(8)}${'found'.padStart(8)}${'missed'.padStart(8)}${'false'.padStart(8)}`) // biome-ignore format: one line
for (const { fault, planted, found, falseAlarms } of sums.values()) {
  console.log(`${fault.padEnd(44)}${[planted, found, planted - found, falseAlarms].map((each) => String(each).padStart(8)).join('')}`) // biome-ignore format: one line
}
if (isMissed) process.exitCode = 1
