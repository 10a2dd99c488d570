/**
 * Takes every file of the corpus that can be read through every format that is written and back, in WGS 84
 * and, where the format can hold it, in the Framework's projection. What the formats changed is kept as
 * `tests/fixtures/export/corpus.json`, which `src/exporting/corpus.test.ts` checks against a sample,
 * and in which nothing may be without a cause.
 *
 *     npx tsx scripts/round-trip-corpus.ts
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { exportLayer } from '../src/exporting/write-layer.ts'
import type { ImportedLayer } from '../src/formats/contract/imported-layer.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../src/formats/contract/writer.ts'
import { rereadFile } from '../src/formats/receipt/reread.ts'
import { readFiles } from '../src/formats/registry/read-files.ts'
import { type Crs, NAAF, WGS84 } from '../src/geo/crs.ts'
import { asBrought } from './as-brought.ts'
import { fileSources } from './file-source.ts'
import { corpusFiles } from './judge-corpus.ts'

const ROOT = resolve(import.meta.dirname, '..')
export const CORPUS = resolve(ROOT, '../shared/corpus')
export const FIXTURE = join(ROOT, 'tests/fixtures/export/corpus.json')

/** What became of a file: the causes of all changes, `problem …` where a format refuses. */
export interface RoundTrip {
  /** Layers whose place on Earth is known. */
  readonly layers: number
  readonly features: number
  /** By format; formats that changed nothing are left out. */
  readonly changes: Readonly<Record<string, readonly string[]>>
}

const BOTH: ReadonlySet<ExportFormat> = new Set(['shapefile', 'flatgeobuf', 'csv', 'geopackage'])

const CASES: readonly (readonly [key: string, format: ExportFormat, crs: Crs])[] =
  EXPORT_FORMATS.flatMap((format) => [
    [format, format, WGS84] as const,
    ...(BOTH.has(format) ? [[`${format} in NAAF`, format, NAAF] as const] : []),
  ])

/** `null` for a file that is refused, or in which nothing has a place on Earth. */
export async function roundTrip(path: string): Promise<RoundTrip | null> {
  const result = await readFiles(await fileSources(join(CORPUS, path)))
  if (!result.ok) return null
  const layers = result.layers.filter(({ crs }) => crs.how !== 'unknown')
  if (layers.length === 0) return null
  const changes: Record<string, readonly string[]> = {}
  for (const [key, format, crs] of CASES) {
    const causes = new Set<string>()
    for (const layer of layers) {
      for (const cause of await causesOf(layer, format, crs)) causes.add(cause)
    }
    if (causes.size > 0) changes[key] = [...causes].toSorted()
  }
  const features = layers.reduce((sum, layer) => sum + layer.features.length, 0)
  return { layers: layers.length, features, changes }
}

async function causesOf(layer: ImportedLayer, format: ExportFormat, crs: Crs): Promise<string[]> {
  const result = await exportLayer(asBrought(layer), format, crs, rereadFile, {
    date: new Date(Date.UTC(2024, 1, 29)),
  })
  if (!result.ok) return [`problem ${result.problem.code}`]
  const { geometries, fields, droppedFields } = result.receipt
  return [
    // That positions come back from a projection within its tolerance goes without saying.
    ...geometries.changes.map(({ rule }) => rule).filter((rule) => rule !== 'projected'),
    ...fields.flatMap(({ changes }) => changes.map(({ rule }) => rule)),
    ...(fields.some(({ field, written }) => field !== written) ? ['field-renamed'] : []),
    ...(droppedFields.length > 0 ? ['field-dropped'] : []),
  ]
}

async function main(): Promise<void> {
  const lines: string[] = []
  for (const path of corpusFiles()) {
    const found = await roundTrip(path)
    if (found) lines.push(`${JSON.stringify(path)}: ${JSON.stringify(found)}`)
  }
  writeFileSync(FIXTURE, `{\n${lines.join(',\n')}\n}\n`)
}

if (import.meta.filename === process.argv[1]) await main()
