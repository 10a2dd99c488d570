/**
 * `npm run bench` measures everything in `cases/` and prints a table; `npm run bench -- flatgeobuf`
 * only what begins with that name; `--slow` also what takes minutes; `--made <folder>` keeps large made-up layers there, and takes
 * those that are there already, so that they are made once; `--json <file>` writes the results too (`-` for standard output).
 * Ends with status 1 if a target is missed. A case is a file in `cases/` whose default export is a
 * list of `Bench`.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, type BenchResult, runBench } from './bench.ts'
import { toTable } from './table.ts'

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, slow: { type: 'boolean' }, made: { type: 'string' } },
  allowPositionals: true,
})

const folder = join(import.meta.dirname, 'cases')
const modules: { default: readonly Bench[] }[] = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => import(join(folder, name))),
)
const wanted = modules
  .flatMap((module) => module.default)
  .filter(
    ({ name }) => positionals.length === 0 || positionals.some((prefix) => name.startsWith(prefix)),
  )
if (wanted.length === 0) {
  console.error(`No bench begins with ${positionals.join(' or ')}.`)
  process.exit(2)
}

const results: BenchResult[] = []
for (const bench of wanted) {
  if (bench.absent) {
    process.stderr.write(`${bench.name}: skipped, ${bench.absent}\n`)
    continue
  }
  process.stderr.write(`${bench.name}: ${bench.what}\n`)
  results.push(await runBench(bench))
}

const json = JSON.stringify({ node: process.version, results }, null, 2)
if (values.json === '-') console.log(json)
else console.log(`\n${toTable(results)}`)
if (values.json && values.json !== '-') writeFileSync(values.json, `${json}\n`)
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1
