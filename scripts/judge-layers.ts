/**
 * Has GDAL (`ogrinfo` with SpatiaLite, which must be installed) read every bundled layer, and keeps what it
 * found as `tests/fixtures/layers.gdal.json`, which `scripts/layers/bundled.test.ts` compares our reader
 * with. To be run after layers were rebuilt; files that it has judged already are left alone:
 *
 *     npx tsx scripts/judge-layers.ts
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Bbox } from '../src/geo/bbox.ts'
import { sha256Hex } from './pipeline/integrity.ts'

const run = promisify(execFile)

/** What GDAL says of a file. */
export interface JudgedFile {
  /** Of the bytes that GDAL read: a file with another digest has not been judged. */
  readonly sha256: string
  readonly name: string
  readonly geometryType: string
  readonly featureCount: number
  readonly extent: readonly number[]
  /** The authority's code of the coordinate reference system. */
  readonly crs: string
  /** Names and types of the fields in order. */
  readonly fields: readonly (readonly [name: string, type: string])[]
  /** Geometries that GEOS calls invalid, or that are empty. */
  readonly invalidCount: number
  /** For each of `JUDGED_BOXES`, how many features a query by it gives, and a digest of their places. */
  readonly found: readonly (readonly [count: number, digest: string])[]
}

/** Prairies, the Southwest, Alaska, Greenland and Baffin Island, central Mexico, the Caribbean, the pole. */
export const JUDGED_BOXES: readonly Bbox[] = [
  [-105, 45, -90, 55],
  [-120, 30, -100, 42],
  [-180, 50, -150, 72],
  [-75, 60, -20, 84],
  [-107, 18, -95, 25],
  [-85, 10, -60, 24],
  [-180, 82, 180, 90],
]

/** A short digest of features' places in their file, by which GDAL calls them, in ascending order. */
export function digestOfPlaces(places: readonly number[]): string {
  const sorted = places.toSorted((a, b) => a - b)
  return createHash('sha256').update(sorted.join()).digest('hex').slice(0, 12)
}

async function ogrinfo(...options: readonly string[]): Promise<string> {
  const { stdout } = await run('ogrinfo', ['-ro', ...options], { maxBuffer: 1 << 28 })
  return stdout
}

function find(text: string, pattern: RegExp): readonly string[] {
  const match = pattern.exec(text)
  if (!match) throw new Error(`ogrinfo says nothing like ${pattern}`)
  return match.slice(1)
}

async function judge(path: string): Promise<JudgedFile> {
  const summary = await ogrinfo('-so', '-al', path)
  const [name] = find(summary, /^Layer name: (.+)$/m)
  const [columns] = find(summary, /^Data axis to CRS axis mapping: .*\n([\s\S]*)$/m)
  const validity = await ogrinfo(
    '-q',
    '-dialect',
    'sqlite',
    '-sql',
    `SELECT count(*) AS invalid FROM "${name}" WHERE ST_IsValid(geometry) IS NOT 1 OR ST_IsEmpty(geometry)`,
    path,
  )
  const found: [number, string][] = []
  for (const box of JUDGED_BOXES) {
    const answer = await ogrinfo('-al', '-q', '-geom=NO', '-spat', ...box.map(String), path)
    const ids = [...answer.matchAll(/^OGRFeature\(.+\):(\d+)$/gm)].map(([, id]) => Number(id))
    found.push([ids.length, digestOfPlaces(ids)])
  }
  return {
    sha256: sha256Hex(readFileSync(path)),
    name: name!,
    geometryType: find(summary, /^Geometry: (.+)$/m)[0]!.replaceAll(' ', ''),
    featureCount: Number(find(summary, /^Feature Count: (\d+)$/m)[0]),
    extent: find(summary, /^Extent: \((.+), (.+)\) - \((.+), (.+)\)$/m).map(Number),
    crs: find(summary, /^ {4}ID\["(\w+",\d+)\]\]$/m)[0]!.replace('",', ':'),
    fields: [...columns!.matchAll(/^([\w:]+): (\w+(?:\(\w+\))?) \(/gm)].map(
      ([, field, type]) => [field!, type!] as const,
    ),
    invalidCount: Number(find(validity, /invalid \(Integer\) = (\d+)/)[0]),
    found,
  }
}

if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, '..')
  const fixture = join(root, 'tests/fixtures/layers.gdal.json')
  const before: Readonly<Record<string, JudgedFile>> = existsSync(fixture)
    ? JSON.parse(readFileSync(fixture, 'utf8'))
    : {}
  const folder = join(root, 'public/layers')
  const judged: [string, JudgedFile][] = []
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.fgb')) continue
    const known = before[file]
    const isSame = known?.sha256 === sha256Hex(readFileSync(join(folder, file)))
    const answer = isSame ? known : await judge(join(folder, file))
    if (!isSame) console.log(`${file}: ${answer.invalidCount} invalid geometries`)
    judged.push([file, answer])
  }
  const lines = judged.map(([file, answer]) => `${JSON.stringify(file)}: ${JSON.stringify(answer)}`)
  writeFileSync(fixture, `{\n${lines.join(',\n')}\n}\n`)
}
