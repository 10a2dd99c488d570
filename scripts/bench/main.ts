/**
 * `npm run bench` measures everything in `cases/` and prints a table; `npm run bench -- flatgeobuf`
 * only what begins with that name; `--slow` also what takes minutes; `--made <folder>` keeps large made-up layers there, and takes
 * those that are there already, so that they are made once; `--json <file>` writes the results too (`-` for standard output).
 * Ends with status 1 if a target is missed. A case is a file in `cases/` whose default export is a
 * list of `Bench`. Each is run in a process of its own, since what the engine has compiled for one is undone by the
 * next; only those of a file that exports `together`, which take their figures from one measuring, share one.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, type BenchResult, runBench } from './bench.ts'
import { toTable } from './table.ts'

interface Case {
  readonly default: readonly Bench[]
  readonly together?: true
}

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'string' },
    slow: { type: 'boolean' },
    made: { type: 'string' },
    /** Of a process that was started to run one file's benches: the file. Their names come in its messages. */
    child: { type: 'string' },
  },
  allowPositionals: true,
})

const folder = join(import.meta.dirname, 'cases')

async function measureAsChild(file: string): Promise<void> {
  const { default: benches }: Case = await import(join(folder, file))
  const [names] = (await once(process, 'message')) as [readonly string[]]
  for (const bench of benches) {
    if (!names.includes(bench.name)) continue
    process.stderr.write(`${bench.name}: ${bench.what}\n`)
    process.send?.(await runBench(bench))
  }
  process.disconnect?.()
}

/** The results of some benches of a file, run in one process. */
async function measureInChild(file: string, names: readonly string[]): Promise<BenchResult[]> {
  const results: BenchResult[] = []
  const child = fork(import.meta.filename, [...process.argv.slice(2), '--child', file])
  child.on('message', (result) => results.push(result as BenchResult))
  child.send(names)
  const [[status]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  if (status !== 0 || results.length < names.length) {
    throw new Error(`The process that ran ${names.join(', ')} ended with status ${status}.`)
  }
  return results
}

async function measureAll(): Promise<void> {
  const results: BenchResult[] = []
  let isAnyKnown = false
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  for (const file of files.sort()) {
    const { default: benches, together }: Case = await import(join(folder, file))
    const wanted = benches.filter(
      ({ name }) =>
        positionals.length === 0 || positionals.some((prefix) => name.startsWith(prefix)),
    )
    isAnyKnown ||= wanted.length > 0
    for (const { name, absent } of wanted) {
      if (absent) process.stderr.write(`${name}: skipped, ${absent}\n`)
    }
    const names = wanted.filter(({ absent }) => !absent).map(({ name }) => name)
    const processes = together ? [names] : names.map((name) => [name])
    for (const shared of processes) {
      if (shared.length > 0) results.push(...(await measureInChild(file, shared)))
    }
  }
  if (!isAnyKnown) {
    console.error(`No bench begins with ${positionals.join(' or ')}.`)
    process.exit(2)
  }
  const json = JSON.stringify({ node: process.version, results }, null, 2)
  if (values.json === '-') console.log(json)
  else console.log(`\n${toTable(results)}`)
  if (values.json && values.json !== '-') writeFileSync(values.json, `${json}\n`)
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1
}

await (values.child === undefined ? measureAll() : measureAsChild(values.child))
