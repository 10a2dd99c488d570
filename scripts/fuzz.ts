/**
 * Damages files of the corpus in every way and reads them: no damage may end in anything but layers or a
 * named problem, within five seconds of work. Seeded, so that a finding can be repeated.
 *
 *     npm run fuzz -- [cases] [seed] [the one case to be read]
 *
 * What fails is mended, and its bytes, made small, become a test of the reader that failed.
 */
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FeatureCollection } from 'geojson'
import { topology } from 'topojson-server'
import { bytesSource } from '../src/formats/bytes/byte-source.ts'
import { readFiles } from '../src/formats/registry/read-files.ts'
import { randomFrom } from '../tests/support/random.ts'
import { corpusFiles } from './judge-corpus.ts'

/** So many topologies are made of the corpus's GeoJSON, which has hardly one of its own. */
const MADE_TOPOLOGIES = 8
const CORPUS = resolve(import.meta.dirname, '../../shared/corpus')
const MOST_FILE_BYTES = 100_000
const MOST_MEMORY_BYTES = 200_000_000
const MOST_MILLISECONDS = 5000

type Damage = (bytes: Uint8Array, random: () => number, other: Uint8Array) => Uint8Array

const at = (bytes: Uint8Array, random: () => number) => Math.floor(random() * bytes.length)

const DAMAGES: readonly Damage[] = [
  function flipBits(bytes, random) {
    const damaged = bytes.slice()
    for (let count = 1 + Math.floor(random() * 8); count > 0 && damaged.length > 0; count--) {
      damaged[at(damaged, random)]! ^= 1 << Math.floor(random() * 8)
    }
    return damaged
  },
  function cutOff(bytes, random) {
    return bytes.slice(0, at(bytes, random))
  },
  function splice(bytes, random, other) {
    const from = at(other, random)
    const piece = other.subarray(from, from + Math.floor(random() * 512))
    const place = at(bytes, random)
    const damaged = new Uint8Array(bytes.length + piece.length)
    damaged.set(bytes.subarray(0, place))
    damaged.set(piece, place)
    damaged.set(bytes.subarray(place), place + piece.length)
    return damaged
  },
  function extremes(bytes, random) {
    const damaged = bytes.slice()
    const value = [0, 0x7f, 0x80, 0xff][Math.floor(random() * 4)]!
    const place = at(damaged, random)
    damaged.fill(value, place, place + 1 + Math.floor(random() * 8))
    return damaged
  },
  function damageHead(bytes, random) {
    const damaged = bytes.slice()
    const end = Math.min(128, damaged.length)
    for (let count = 1 + Math.floor(random() * 4); count > 0 && end > 0; count--) {
      damaged[Math.floor(random() * end)] = Math.floor(random() * 256)
    }
    return damaged
  },
]

function groupByExtension(paths: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const extension = path.slice(path.lastIndexOf('.')).toLowerCase()
    groups.set(extension, [...(groups.get(extension) ?? []), path])
  }
  return groups
}

export interface FuzzFinding {
  readonly name: string
  readonly damage: string
  readonly number: number
  readonly what: string
}

const SETS = /\.(shp|dbf|shx)$/i

/** Reads `cases` damaged files; what it returns are faults of the readers. */
export async function fuzz(
  cases: number,
  seed: number,
  mostFiles = 200,
  only: number | null = null,
): Promise<FuzzFinding[]> {
  const random = randomFrom(seed)
  const all = corpusFiles().filter((path) => {
    const { size } = statSync(join(CORPUS, path))
    return size > 0 && size < MOST_FILE_BYTES && !path.includes('JSONTestSuite')
  })
  // Some of every format, whatever its share of the corpus.
  const byExtension = groupByExtension(all)
  const files: string[] = []
  for (let round = 0; files.length < mostFiles && round < all.length; round++) {
    for (const paths of byExtension.values()) {
      if (paths[round] && files.length < mostFiles) files.push(paths[round]!)
    }
  }
  const contents = files.map((path) => new Uint8Array(readFileSync(join(CORPUS, path))))
  for (const [name, content] of makeTopologies(all)) {
    files.push(name)
    contents.push(content)
  }
  const findings: FuzzFinding[] = []
  for (let number = 0; number < cases; number++) {
    const index = number % files.length
    const damage = DAMAGES[Math.floor(random() * DAMAGES.length)]!
    const other = contents[Math.floor(random() * contents.length)]!
    const name = files[index]!
    const damaged = damage(contents[index]!, random, other)
    if (only !== null && number !== only) continue
    const inputs = [bytesSource(damaged, name)]
    if (SETS.test(name)) inputs.push(...companionsOf(name))
    const fault = await check(inputs)
    if (fault) findings.push({ name, damage: damage.name, number, what: fault })
  }
  return findings
}

function makeTopologies(
  paths: readonly string[],
): readonly (readonly [string, Uint8Array<ArrayBuffer>])[] {
  const made: (readonly [string, Uint8Array<ArrayBuffer>])[] = []
  for (const path of paths.filter((candidate) => candidate.endsWith('.geojson'))) {
    if (made.length === MADE_TOPOLOGIES) break
    try {
      const collection = JSON.parse(readFileSync(join(CORPUS, path), 'utf8')) as FeatureCollection
      if (!collection.features?.some(({ geometry }) => /Polygon|Line/.test(geometry.type))) continue
      const text = JSON.stringify(topology({ layer: collection }, made.length % 2 ? 1e4 : 0))
      made.push([`${path}.topojson`, new TextEncoder().encode(text)])
    } catch {
      // Files that are faulty on purpose make no topologies.
    }
  }
  return made
}

const companions = new Map<string, ReturnType<typeof bytesSource>[]>()

/** The other parts of a shapefile, undamaged. */
function companionsOf(name: string): ReturnType<typeof bytesSource>[] {
  let found = companions.get(name)
  if (!found) {
    const stem = name.slice(0, -4)
    found = ['.shp', '.shx', '.dbf', '.prj', '.dbt']
      .map((extension) => stem + extension)
      .filter((path) => path.toLowerCase() !== name.toLowerCase())
      .flatMap((path) => {
        try {
          return [bytesSource(new Uint8Array(readFileSync(join(CORPUS, path))), path)]
        } catch {
          return []
        }
      })
    companions.set(name, found)
  }
  return found
}

async function check(inputs: readonly ReturnType<typeof bytesSource>[]): Promise<string | null> {
  // The work of this process and not the clock, which counts what a busy machine does for others.
  const start = process.cpuUsage()
  try {
    const result = await readFiles(inputs, { maxBytes: MOST_MEMORY_BYTES })
    if (!result.ok && result.problem.code === 'unexpected') return result.problem.message
    if (result.ok) {
      const bug = result.warnings.find(({ values }) => values?.code === 'unexpected')
      if (bug) return bug.message
      for (const layer of result.layers) for (const feature of layer.features) void feature.geometry
    }
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.stack?.slice(0, 400) : String(error)}`
  }
  const { user, system } = process.cpuUsage(start)
  const milliseconds = (user + system) / 1000
  return milliseconds > MOST_MILLISECONDS ? `took ${Math.round(milliseconds)} ms` : null
}

if (import.meta.filename === process.argv[1]) {
  const [cases = '20000', seed = '1', only] = process.argv.slice(2)
  const start = performance.now()
  const findings = await fuzz(
    Number(cases),
    Number(seed),
    Number.POSITIVE_INFINITY,
    only === undefined ? null : Number(only),
  )
  for (const { name, damage, number, what } of findings) {
    console.log(`case ${number}, ${damage} of ${name}: ${what}`)
  }
  const seconds = Math.round((performance.now() - start) / 1000)
  const megabytes = Math.round(process.memoryUsage().rss / 1e6)
  console.log(
    `${cases} cases, seed ${seed}: ${findings.length} findings, ${seconds} s, ${megabytes} MB`,
  )
  process.exitCode = findings.length > 0 ? 1 : 0
}
