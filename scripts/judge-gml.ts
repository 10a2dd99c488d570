/**
 * Has GDAL (`ogr2ogr`, which must be installed) read the files of GML among the fixtures, and keeps what it
 * found as `tests/fixtures/import/gml/judge.json`, which `src/formats/gml/read.test.ts` compares the reader with.
 *
 *     npx tsx scripts/judge-gml.ts
 *
 * With `corpus`, GDAL writes every file of the corpus that it can read as GML 2, 3.1 and 3.2, and its reading
 * of each is compared with the Atlas's: features, types, bounds. Nothing is kept; exit status 1 where they differ.
 *
 *     npx tsx scripts/judge-gml.ts corpus [part of a path or '' [share of the files, such as 1/8]]
 */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { FeatureCollection, Geometry } from 'geojson'
import { readFiles } from '../src/formats/registry/read-files.ts'
import { fileSource } from './file-source.ts'
import { filesOfPart } from './judge-corpus.ts'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '..')
const CORPUS = resolve(ROOT, '../shared/corpus')
export const FIXTURES = join(ROOT, 'tests/fixtures/import/gml')

/** What GDAL finds in a layer: the geometries in longitude and latitude. */
export interface JudgedGml {
  readonly type: string
  readonly geometries: readonly (Geometry | null)[]
}

async function judge(path: string, folder: string): Promise<readonly JudgedGml[]> {
  const { stdout: list } = await run('ogrinfo', ['-ro', '-q', path])
  const types = [...list.matchAll(/^\d+: (\w+)/gm)].map(([, type]) => type!)
  const layers: JudgedGml[] = []
  for (const type of types) {
    // Curves are straightened in their own plane first, and not after their ends have gone to another.
    const straight = join(folder, 'straight.gpkg')
    await rm(straight, { force: true })
    await run('ogr2ogr', ['-f', 'GPKG', '-nlt', 'CONVERT_TO_LINEAR', straight, path, type])
    const { stdout } = await run(
      'ogr2ogr',
      [
        ...['-f', 'GeoJSON', '-t_srs', 'EPSG:4326', '-lco', 'COORDINATE_PRECISION=9'],
        ...['/vsistdout/', straight],
      ],
      { maxBuffer: 1 << 28 },
    )
    const { features } = JSON.parse(stdout) as FeatureCollection
    layers.push({ type, geometries: features.map(({ geometry }) => geometry) })
  }
  return layers
}

async function judgeFixtures(): Promise<void> {
  const lines: string[] = []
  const folder = await mkdtemp(join(tmpdir(), 'judge-gml-'))
  for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.gml'))) {
    lines.push(
      `${JSON.stringify(name)}: ${JSON.stringify(await judge(join(FIXTURES, name), folder))}`,
    )
    await rm(join(FIXTURES, name.replace(/gml$/, 'gfs')), { force: true })
  }
  await rm(folder, { recursive: true })
  writeFileSync(join(FIXTURES, 'judge.json'), `{\n${lines.join(',\n')}\n}\n`)
}

const VERSIONS = ['GML2', 'GML3', 'GML3.2']
/** A view of a GeoPackage may go on for ever: whoever has not written it by then does not end. */
const MOST_MILLISECONDS = 30_000

interface Reading {
  readonly count: number
  readonly withoutGeometry: number
  readonly bounds: readonly number[]
}

async function readWithGdal(path: string): Promise<Reading> {
  const { stdout } = await run(
    'ogr2ogr',
    [
      '-f',
      'GeoJSONSeq',
      '-t_srs',
      'EPSG:4326',
      '-lco',
      'COORDINATE_PRECISION=9',
      '/vsistdout/',
      path,
    ],
    { timeout: 2 * MOST_MILLISECONDS, maxBuffer: 1 << 30 },
  )
  const geometries = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { geometry: Geometry | null }).geometry)
  return summarise(geometries)
}

async function readHere(path: string): Promise<Reading | string> {
  const result = await readFiles([
    await fileSource(path),
    await fileSource(path.replace(/gml$/, 'xsd')),
  ])
  if (!result.ok) return result.problem.code
  return summarise(
    result.layers.flatMap(({ features }) => Array.from(features, ({ geometry }) => geometry)),
  )
}

function summarise(geometries: readonly (Geometry | null)[]): Reading {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const geometry of geometries) {
    for (const [, lon, lat] of JSON.stringify(geometry).matchAll(
      /\[(-?[\d.e-]+),(-?[\d.e-]+)[\],]/g,
    )) {
      bounds[0] = Math.min(bounds[0]!, Number(lon))
      bounds[1] = Math.min(bounds[1]!, Number(lat))
      bounds[2] = Math.max(bounds[2]!, Number(lon))
      bounds[3] = Math.max(bounds[3]!, Number(lat))
    }
  }
  const withoutGeometry = geometries.filter((geometry) => geometry === null).length
  return { count: geometries.length, withoutGeometry, bounds }
}

async function judgeCorpus(part?: string, share?: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'judge-gml-'))
  let [read, different] = [0, 0]
  for (const path of filesOfPart(part, share)) {
    for (const version of VERSIONS) {
      const gml = join(folder, 'layer.gml')
      for (const name of readdirSync(folder)) await rm(join(folder, name))
      const isWritten = await run(
        'ogr2ogr',
        ['-f', 'GML', '-dsco', `FORMAT=${version}`, '-skipfailures', gml, join(CORPUS, path)],
        { timeout: MOST_MILLISECONDS, maxBuffer: 1 << 28 },
      ).then(
        () => existsSync(gml),
        ({ killed }: { killed?: boolean }) => (killed ? null : false),
      )
      if (isWritten === null) {
        console.log(`${path}: GDAL does not end reading it`)
        break
      }
      if (!isWritten) continue
      const theirs = await readWithGdal(gml).catch(() => null)
      if (!theirs || theirs.count === 0) continue
      const ours = await readHere(gml)
      read++
      const isSame =
        typeof ours !== 'string' &&
        ours.count === theirs.count &&
        ours.withoutGeometry === theirs.withoutGeometry &&
        ours.bounds.every(
          (edge, at) => Math.abs(edge - theirs.bounds[at]!) < 1e-5 || edge === theirs.bounds[at],
        )
      if (isSame) continue
      different++
      console.log(`${path}, ${version}: ${JSON.stringify(ours)}, GDAL ${JSON.stringify(theirs)}`)
    }
  }
  await rm(folder, { recursive: true })
  console.log(`${read} files read by both, ${different} differently`)
  if (different > 0) process.exitCode = 1
}

if (import.meta.filename === process.argv[1]) {
  if (process.argv[2] === 'corpus') await judgeCorpus(process.argv[3], process.argv[4])
  else await judgeFixtures()
}
