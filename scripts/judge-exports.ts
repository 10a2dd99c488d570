/**
 * Writes every layer of the corpus in every format, has GDAL (`ogr2ogr`, which must be installed) read each
 * file to its end, and says of which it reads other features than were written, or tells an error. The
 * readers of the Atlas are not the only judge of what it writes. Takes about half an hour; exit status 1
 * where there is any difference.
 *
 *     npx tsx scripts/judge-exports.ts [part of a path or '' [share of the files, such as 1/8]]
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { collect } from '../src/formats/contract/collect.ts'
import type { ImportedLayer } from '../src/formats/contract/imported-layer.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../src/formats/contract/writer.ts'
import { readFiles } from '../src/formats/registry/read-files.ts'
import { writeLayer } from '../src/formats/registry/write-layer.ts'
import { WRITERS } from '../src/formats/registry/writers.ts'
import { WGS84 } from '../src/geo/crs.ts'
import { ProblemError } from '../src/model/problem.ts'
import { asBrought } from './as-brought.ts'
import { fileSources } from './file-source.ts'
import { filesOfPart } from './judge-corpus.ts'
import { CORPUS } from './round-trip-corpus.ts'

/** Of an archive of thousands of layers as many are judged as tell of it, spread over all of them. */
const MOST_LAYERS_OF_A_FILE = 20

const run = promisify(execFile)

/** What GDAL finds in a file. */
export interface GdalReading {
  readonly features: number
  /** The first of its errors; warnings are none. */
  readonly error: string | null
}

/** What GDAL calls a file: archives of shapefiles are opened as folders. */
export const gdalAddress = (path: string, format: ExportFormat): string =>
  format === 'shapefile' ? `/vsizip/${path}` : path

/** Whether GDAL can be asked. */
export async function hasGdal(): Promise<boolean> {
  return run('ogrinfo', ['--version']).then(
    () => true,
    () => false,
  )
}

/** Has GDAL read every feature of every layer of a file, with geometry and values. */
export async function readWithGdal(address: string): Promise<GdalReading> {
  const { stdout, stderr } = await run(
    'ogrinfo',
    ['-ro', '-al', '-nocount', '-noextent', '-nomd', '-geom=SUMMARY', address],
    { maxBuffer: 1 << 30 },
  ).catch((error: { stdout?: string; stderr?: string; message: string }) => ({
    stdout: error.stdout ?? '',
    stderr: error.stderr || error.message,
  }))
  return {
    // A GeoPackage has its styles in a table beside the layer's.
    features: stdout.match(/^OGRFeature\((?!layer_styles\))/gm)?.length ?? 0,
    error: /^ERROR .*$/m.exec(`${stderr}${stdout}`)?.[0] ?? null,
  }
}

/** The fields and the extent, to a thousandth of a degree, of the first layer that GDAL finds in a file. */
export async function readLayersWithGdal(
  address: string,
): Promise<{ readonly fields: readonly string[]; readonly extent: readonly number[] }> {
  const { stdout } = await run('ogrinfo', ['-ro', '-al', '-so', '-nomd', address], {
    maxBuffer: 1 << 28,
  })
  const [, first = ''] = stdout.split(/^Layer name: /m)
  const extent = /^Extent: \((.+), (.+)\) - \((.+), (.+)\)$/m.exec(first)?.slice(1) ?? []
  return {
    fields: [...first.matchAll(/^(\w+): \w+(?:\(\w+\))? \(\d+\.\d+\)/gm)].map(([, name]) => name!),
    extent: extent.map((degrees) => Math.round(Number(degrees) * 1000) / 1000),
  }
}

/** How GDAL's reading of a layer in a format differs from what was written; `null` where it does not. */
export async function judgeExport(
  layer: ImportedLayer,
  format: ExportFormat,
  folder: string,
): Promise<string | null> {
  const writing = writeLayer(asBrought(layer), format, WGS84, { csv: { geometry: 'wkt' } })
  let written: Awaited<ReturnType<typeof collect>>
  try {
    written = await collect(writing)
  } catch (error) {
    // What a format refuses is told to who asks for it; nothing is there to be read.
    return error instanceof ProblemError ? null : `not written: ${String(error)}`
  }
  const features = written.layers.reduce((sum, { featureCount }) => sum + featureCount, 0)
  const { extension } = await WRITERS[format]()
  const path = join(folder, `layer.${extension}`)
  await rm(path, { force: true })
  await writeFile(path, Buffer.concat(written.chunks))
  const found = await readWithGdal(gdalAddress(path, format))
  if (found.error) return `${found.features} of ${features} features, then ${found.error}`
  return found.features === features ? null : `${found.features} of ${features} features`
}

/** As many of some things, evenly from first to last; all, where they are not more. */
function spread<T>(things: readonly T[], most: number): readonly T[] {
  if (things.length <= most) return things
  return Array.from({ length: most }, (_, nth) => things[Math.floor((nth * things.length) / most)]!)
}

async function main(part?: string, share?: string): Promise<void> {
  if (!existsSync(CORPUS) || !(await hasGdal())) {
    console.log('skipped: the corpus or GDAL is not here')
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'judge-exports-'))
  let files = 0
  let differences = 0
  for (const path of filesOfPart(part, share)) {
    const result = await readFiles(await fileSources(join(CORPUS, path)))
    if (!result.ok) continue
    const placed = result.layers.filter(({ crs }) => crs.how !== 'unknown')
    const layers = spread(placed, MOST_LAYERS_OF_A_FILE)
    if (layers.length < placed.length) {
      console.log(`${path}: ${layers.length} of ${placed.length} layers judged`)
    }
    for (const layer of layers) {
      for (const format of EXPORT_FORMATS) {
        files++
        const difference = await judgeExport(layer, format, folder)
        if (!difference) continue
        differences++
        console.log(`${path}, ${layer.name}, ${format}: ${difference}`)
      }
    }
  }
  await rm(folder, { recursive: true })
  console.log(`${files} files read by GDAL, ${differences} differently`)
  if (differences > 0) process.exitCode = 1
}

if (import.meta.filename === process.argv[1]) await main(process.argv[2], process.argv[3])
