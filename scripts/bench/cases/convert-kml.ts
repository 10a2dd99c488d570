import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, type Measured, toMeasured } from '../bench.ts'
import { placeOf, randomOf } from '../published.ts'

const COUNT = 1_000_000
const ROUNDS = 3
/** What someone waits for without doing something else, and what any machine has free. */
const MOST_SECONDS = 20
const MOST_MEGABYTES = 500

const ROOT = join(import.meta.dirname, '../../..')
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("memory "+process.resourceUsage().maxRSS))'

interface Cost {
  readonly seconds: number
  readonly megabytes: number
}

/** The whole command, its start and the reading again of what it wrote included. */
function convert(from: string, to: string): Cost {
  const start = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--import', TELL_MEMORY, 'scripts/convert.ts', from, to],
    { cwd: ROOT, encoding: 'utf8' },
  )
  const kilobytes = /memory (\d+)$/.exec(stderr)?.[1]
  if (status !== 0 || !kilobytes) throw new Error(stderr)
  return { seconds: (performance.now() - start) / 1000, megabytes: Number(kilobytes) / 1000 }
}

/** Points with four fields as lines of GeoJSON. */
function writePoints(path: string): void {
  const lines = Array.from({ length: COUNT }, (_, row) => {
    const properties = {
      name: `Place ${row} of the made-up ones`,
      kind: ['mine', 'mill', 'dam', 'plant', 'farm'][row % 5],
      tonnes: Math.round(randomOf(row, 9) * 1e5) / 100,
      year: 1990 + (row % 35),
    }
    const geometry = { type: 'Point', coordinates: placeOf(row) }
    return JSON.stringify({ type: 'Feature', properties, geometry })
  })
  writeFileSync(path, lines.join('\n'))
}

/** All rounds of a format, made once for both of its benches. */
const measured = new Map<string, Cost[]>()

function costsOf(extension: string): readonly Cost[] {
  const known = measured.get(extension)
  if (known) return known
  const folder = mkdtempSync(join(tmpdir(), 'convert-bench-'))
  try {
    const source = join(folder, 'points.fgb')
    writePoints(join(folder, 'points.geojsonl'))
    convert(join(folder, 'points.geojsonl'), source)
    const costs: Cost[] = []
    for (let round = 0; round < ROUNDS; round++) {
      costs.push(convert(source, join(folder, `points.${extension}`)))
    }
    measured.set(extension, costs)
    return costs
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(extension: string, what: keyof Cost, most: number): Promise<Measured> {
  const values = costsOf(extension).map((cost) => cost[what])
  return toMeasured(
    values,
    values.map(() => most),
  )
}

const absent = process.argv.includes('--slow') ? {} : { absent: 'slow: ask for it with --slow' }

/** All take their figures from one measuring. */
export const together = true

export default ['kml', 'kmz'].flatMap((extension): Bench[] => [
  {
    name: `convert-${extension}-million-time`,
    what: `FlatGeobuf of ${COUNT} points to ${extension} by the command, written and read again`,
    peer: 'what may be waited for',
    unit: 's',
    target: 1,
    run: () => measure(extension, 'seconds', MOST_SECONDS),
    ...absent,
  },
  {
    name: `convert-${extension}-million-memory`,
    what: `the most memory of the same`,
    peer: 'what may be taken',
    unit: 'MB',
    target: 1,
    run: () => measure(extension, 'megabytes', MOST_MEGABYTES),
    ...absent,
  },
])
