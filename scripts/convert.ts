/**
 * Reads any file of places that the Atlas reads, and writes any that it writes, from the command line.
 *
 *     npm run -s convert -- inspect <file> [--json] [--max-bytes <n>] [--encoding <name>] [--source-crs <definition>]
 *     npm run -s convert -- <in> <out.zip|out.kmz|out.fgb|…> [--crs naaf|wgs84|webmercator|EPSG:n|WKT]
 *         [--bbox w,s,e,n] [--where <condition>] [--fields a,b] [--receipt <file.json>] [--on-limit split]
 *
 * What is written is read again and compared with what was to be written: a file that differs in a way
 * that its format does not explain is not left behind. The condition is as in `src/sources/where.ts`.
 *
 * Exit status 0, or 1 where the file is refused, with the problem on standard error (`inspect --json`: on
 * standard output).
 */
import { open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { parseArgs } from 'node:util'
import { ARCHIVES, RECEIPT_PATH, toReceiptBytes } from '../src/formats/export-layer.ts'
import type { ImportedLayer } from '../src/formats/imported-layer.ts'
import { type Problem, ProblemError, toProblem, type Warning } from '../src/formats/problem.ts'
import type { ReadOptions } from '../src/formats/read-context.ts'
import { readFiles } from '../src/formats/read-files.ts'
import { compareLayer, problemOfReceipt, type Receipt } from '../src/formats/receipt.ts'
import { rereadSource } from '../src/formats/reread.ts'
import { type ExportLayer, writeLayer } from '../src/formats/write-layer.ts'
import { END_BYTES, zipDirectoryOffset, zipTail } from '../src/formats/write-zip.ts'
import type { ExportFormat, WriteSummary } from '../src/formats/writer.ts'
import type { Bbox } from '../src/geo/bbox.ts'
import { type Crs, NAAF, parseCrs, WEB_MERCATOR, WGS84 } from '../src/geo/crs.ts'
import type { FeatureSource } from '../src/sources/feature-source.ts'
import { subsetOf } from '../src/sources/subset.ts'
import { parseWhere } from '../src/sources/where.ts'
import { fileSource, fileSources } from './file-source.ts'

/** Where the command's words go. */
export interface Output {
  /** A line of the answer. */
  print(text: string): void
  /** A line on what was changed or went wrong. */
  report(text: string): void
}

const USAGE = `usage: npm run -s convert -- inspect <file> [--json]
       npm run -s convert -- <in> <out>
reading: --max-bytes <n>  --encoding <name>  --source-crs <EPSG code, WKT or PROJ string>
writing: --crs naaf|wgs84|webmercator|<EPSG code, WKT or PROJ string>  --bbox <west,south,east,north>
         --where <condition>  --fields <a,b>  --receipt <file.json>  --on-limit refuse|split`

/** What the ending of the output asks for. */
const FORMAT_OF_EXTENSION: Readonly<Record<string, ExportFormat>> = {
  '.geojson': 'geojson',
  '.json': 'geojson',
  '.geojsonl': 'geojsonseq',
  '.geojsons': 'geojsonseq',
  '.fgb': 'flatgeobuf',
  '.kml': 'kml',
  '.kmz': 'kmz',
  '.csv': 'csv',
  '.gpkg': 'geopackage',
  '.zip': 'shapefile',
}

interface Arguments {
  readonly paths: readonly string[]
  readonly isJson: boolean
  readonly options: ReadOptions
  readonly output: OutputOptions
}

/** What of the input is written, and how. */
interface OutputOptions {
  readonly crs: string
  readonly bbox: Bbox | null
  readonly where: string | null
  readonly fields: readonly string[] | null
  readonly receiptPath: string | null
  readonly onLimit: 'refuse' | 'split'
}

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'max-bytes': { type: 'string' },
  encoding: { type: 'string' },
  'source-crs': { type: 'string' },
  crs: { type: 'string', default: 'wgs84' },
  bbox: { type: 'string' },
  where: { type: 'string' },
  fields: { type: 'string' },
  receipt: { type: 'string' },
  'on-limit': { type: 'string', default: 'refuse' },
} as const

/** Options and what follows them as one: the west of a box begins with a minus, as options do. */
function joinValues(args: readonly string[]): string[] {
  const joined: string[] = []
  for (let index = 0; index < args.length; index++) {
    const option = OPTIONS[args[index]!.slice(2) as keyof typeof OPTIONS]
    const takesNext = args[index]!.startsWith('--') && option?.type === 'string'
    const next = args[index + 1]
    if (takesNext && next !== undefined && !next.startsWith('--')) {
      joined.push(`${args[index]}=${next}`)
      index++
    } else {
      joined.push(args[index]!)
    }
  }
  return joined
}

function parseArguments(args: readonly string[]): Arguments {
  const { positionals, values } = parseArgs({
    args: joinValues(args),
    allowPositionals: true,
    options: OPTIONS,
  })
  const maxBytes = values['max-bytes'] === undefined ? undefined : Number(values['max-bytes'])
  if (maxBytes !== undefined && !(maxBytes > 0)) throw usage('--max-bytes takes a number of bytes')
  return {
    paths: positionals,
    isJson: values.json,
    options: {
      ...(maxBytes !== undefined && { maxBytes }),
      choices: {
        ...(values.encoding !== undefined && { encoding: values.encoding }),
        ...(values['source-crs'] !== undefined && { crs: values['source-crs'] }),
      },
    },
    output: {
      crs: values.crs,
      bbox: values.bbox === undefined ? null : parseBbox(values.bbox),
      where: values.where ?? null,
      fields: values.fields?.split(',').map((name) => name.trim()) ?? null,
      receiptPath: values.receipt ?? null,
      onLimit: parseOnLimit(values['on-limit']),
    },
  }
}

function parseBbox(text: string): Bbox {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [west, south, east, north] = numbers as [number, number, number, number]
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || south > north) {
    throw usage('--bbox takes west,south,east,north in degrees')
  }
  return [west, south, east, north]
}

function parseOnLimit(text: string): 'refuse' | 'split' {
  if (text !== 'refuse' && text !== 'split') throw usage('--on-limit is refuse or split')
  return text
}

const NAMED_CRS: Readonly<Record<string, Crs>> = {
  wgs84: WGS84,
  naaf: NAAF,
  webmercator: WEB_MERCATOR,
}

async function findCrs(text: string): Promise<Crs> {
  const named = NAMED_CRS[text.toLowerCase()]
  if (named) return named
  const result = await parseCrs(text)
  if (!result.ok) throw new ProblemError(result.problem)
  return result.crs
}

function usage(message: string): ProblemError {
  return new ProblemError({ code: 'usage', message: `${message}\n${USAGE}`, values: { message } })
}

async function read(path: string, options: ReadOptions) {
  const sources = await fileSources(path).catch((error: NodeJS.ErrnoException) => {
    throw new ProblemError({
      code: 'file-missing',
      message: `${path} cannot be opened (${error.code ?? error.message}).`,
      values: { name: path },
    })
  })
  const result = await readFiles(sources, options)
  if (!result.ok) throw new ProblemError(result.problem)
  return result
}

/** What there is to know of a layer without its features, as plain data. */
function describe(layer: ImportedLayer) {
  const { name, format, path, schema, crs, encoding, warnings } = layer
  return {
    name,
    format,
    path,
    featureCount: schema.featureCount,
    geometryTypes: layer.geometryTypes,
    withoutGeometry: layer.withoutGeometry,
    hasHeights: layer.hasHeights,
    crs:
      crs.how === 'unknown'
        ? {
            how: crs.how,
            text: crs.text,
            candidates: crs.candidates.map((candidate) => ({
              name: candidate.name,
              bbox: candidate.bbox,
            })),
          }
        : { how: crs.how, name: crs.name, epsg: crs.epsg, text: crs.text },
    encoding: encoding && {
      name: encoding.name,
      how: encoding.how,
      candidates: encoding.candidates,
    },
    bbox: schema.bbox,
    fields: schema.fields,
    warnings,
    ...(layer.kml && {
      kml: {
        styles: layer.kml.styles.length,
        folders: layer.kml.folders.map(({ path: folder }) => folder),
        overlays: layer.kml.overlays,
        networkLinks: layer.kml.networkLinks,
        images: Object.keys(layer.kml.images),
      },
    }),
  }
}

async function inspect(path: string, { isJson, options }: Arguments, out: Output): Promise<void> {
  const { layers, warnings } = await read(path, options)
  const described = layers.map(describe)
  if (isJson) {
    out.print(JSON.stringify({ ok: true, layers: described, warnings }, null, 2))
    return
  }
  for (const layer of described) out.print(toText(layer))
  for (const warning of warnings) out.print(toLine(warning))
}

const toLine = ({ code, message, count }: Warning): string =>
  `warning ${code} (${count}): ${message}`

function toText(layer: ReturnType<typeof describe>): string {
  const { crs, encoding } = layer
  const types = layer.geometryTypes.join(', ') || 'none'
  const without = layer.withoutGeometry > 0 ? `, ${layer.withoutGeometry} without` : ''
  return [
    `layer ${layer.name}`,
    `  format    ${layer.format} (${layer.path})`,
    `  features  ${layer.featureCount}`,
    `  geometry  ${types}${without}${layer.hasHeights ? ', with heights' : ''}`,
    `  crs       ${'name' in crs ? `${crs.name}${crs.epsg ? ` (EPSG:${crs.epsg})` : ''}` : 'unknown'}, ${crs.how}`,
    ...(crs.candidates ?? []).map(
      ({ name, bbox }) => `            maybe ${name}: ${bbox.join(', ')}`,
    ),
    `  encoding  ${encoding ? `${encoding.name}, ${encoding.how}` : 'utf-8, format'}`,
    `  bbox      ${layer.bbox?.join(', ') ?? 'none'}`,
    `  fields    ${layer.fields.length}`,
    ...layer.fields.map(({ name, type }) => `    ${name}: ${type}`),
    ...layer.warnings.map((warning) => `  ${toLine(warning)}`),
  ].join('\n')
}

/** Writes the first layer; further ones to files of their own, named after them. */
async function convert(from: string, to: string, given: Arguments, out: Output): Promise<void> {
  const { options, output } = given
  const format = FORMAT_OF_EXTENSION[extname(to).toLowerCase()]
  if (!format) {
    throw usage(`“${basename(to)}” does not end in ${Object.keys(FORMAT_OF_EXTENSION).join(', ')}`)
  }
  const { layers, warnings } = await read(from, options)
  for (const warning of warnings) out.report(toLine(warning))
  for (const layer of layers) {
    const path = layers.length === 1 ? to : insertName(to, layer.name)
    for (const warning of layer.warnings) out.report(toLine(warning))
    const receiptPath =
      output.receiptPath && layers.length > 1
        ? insertName(output.receiptPath, layer.name)
        : output.receiptPath
    const receipt = await write(layer, format, path, { ...output, receiptPath })
    for (const warning of receipt.warnings) out.report(toLine(warning))
    const count = receipt.features.found
    out.print(`${path}: ${count} features of ${layer.name}`)
  }
}

function insertName(path: string, name: string): string {
  const extension = extname(path)
  return `${path.slice(0, -extension.length)}-${name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')}${extension}`
}

/** The features that are asked for, as a source that can be gone through again and again. */
function select(layer: ImportedLayer, { bbox, where, fields }: OutputOptions): FeatureSource {
  const unknown = fields?.find((name) => !layer.schema.fields.some((field) => field.name === name))
  if (unknown !== undefined) {
    const known = layer.schema.fields.map(({ name }) => name).join(', ')
    throw usage(`--fields: ${layer.name} has no field “${unknown}”; it has ${known}`)
  }
  const source: FeatureSource = {
    schema: layer.schema,
    async *features() {
      yield* layer.features
    },
  }
  if (!bbox && !where && !fields) return source
  return subsetOf(source, {
    ...(bbox && { bbox }),
    ...(where && { where: parseWhere(where, layer.schema.fields) }),
    ...(fields && { fields }),
  })
}

/** The layer with what is asked of it, as writers take it. */
function toExportLayer(layer: ImportedLayer, output: OutputOptions): ExportLayer {
  const source = select(layer, output)
  const isWhole = !output.bbox && !output.where && !output.fields
  const selection = [
    output.bbox && `bbox ${output.bbox.join(', ')}`,
    output.where && `where ${output.where}`,
    output.fields && `fields ${output.fields.join(', ')}`,
  ].filter(Boolean)
  return {
    schema: source.schema,
    features: () => (isWhole ? layer.features : source.features()),
    name: layer.name,
    title: layer.name,
    metadata: selection.length > 0 ? { selection: selection.join('; ') } : {},
    language: 'en',
  }
}

/**
 * Writes, reads again from the disk, compares, and only then puts the file in its place: what stands
 * at the path is never half a file. The file itself is never in memory as a whole.
 */
async function write(
  layer: ImportedLayer,
  format: ExportFormat,
  path: string,
  output: OutputOptions,
): Promise<Receipt> {
  if (layer.crs.how === 'unknown') {
    throw new ProblemError({
      code: 'crs-unknown',
      message: `The coordinate reference system of ${layer.name} is not known; give it with --source-crs.`,
    })
  }
  const crs = await findCrs(output.crs)
  const date = new Date()
  const given = toExportLayer(layer, output)
  const unfinished = `${path}.part`
  try {
    const summary = await writeChunks(
      unfinished,
      writeLayer(given, format, crs, { date, onLimit: output.onLimit }),
    )
    const source = await fileSource(unfinished, basename(path))
    const reread = source.size === 0 ? [] : await rereadSource(source, format, crs)
    const receipt = await compareLayer(given, format, crs, summary, reread, { date })
    const bytes = toReceiptBytes(receipt)
    if (output.receiptPath) await writeFile(output.receiptPath, bytes)
    const problem = problemOfReceipt(receipt)
    if (problem) throw new ProblemError(problem)
    if (ARCHIVES.has(format)) await appendToZipFile(unfinished, RECEIPT_PATH, bytes, date)
    await rename(unfinished, path)
    return receipt
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function writeChunks(
  path: string,
  writing: AsyncGenerator<Uint8Array, WriteSummary>,
): Promise<WriteSummary> {
  const file = await open(path, 'w')
  try {
    for (;;) {
      const step = await writing.next()
      if (step.done) return step.value
      await file.writeFile(step.value)
    }
  } finally {
    await file.close()
  }
}

/** As `appendToZip`, of an archive on the disk. */
async function appendToZipFile(
  path: string,
  entry: string,
  content: Uint8Array,
  date: Date,
): Promise<void> {
  const source = await fileSource(path)
  const offset = zipDirectoryOffset(await source.read(source.size - END_BYTES, source.size))
  const directory = await source.read(offset, source.size)
  const file = await open(path, 'r+')
  try {
    let position = offset
    for (const bytes of await zipTail(directory, offset, entry, content, date)) {
      await file.write(bytes, 0, bytes.byteLength, position)
      position += bytes.byteLength
    }
  } finally {
    await file.close()
  }
}

async function runCommand(args: readonly string[], out: Output): Promise<void> {
  const given = parseArguments(args)
  const [first, second, ...more] = given.paths
  if (!first || !second || more.length > 0) throw usage('give two names')
  const isInspection = first === 'inspect' && !(await stat('inspect').catch(() => null))
  if (isInspection) await inspect(second, given, out)
  else await convert(first, second, given, out)
}

/** The command's own mistakes are problems too. */
function problemOf(error: unknown): Problem {
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  return isUsage ? usage(error.message).problem : toProblem(error)
}

/** Does what the arguments say, and gives the exit status. */
export async function run(args: readonly string[], out: Output): Promise<number> {
  try {
    await runCommand(args, out)
    return 0
  } catch (error) {
    const problem = problemOf(error)
    if (args.includes('--json')) out.print(JSON.stringify({ ok: false, problem }, null, 2))
    else out.report(`problem ${problem.code}: ${problem.message}`)
    return 1
  }
}

if (import.meta.filename === process.argv[1]) {
  process.exitCode = await run(process.argv.slice(2), {
    print: (text) => process.stdout.write(`${text}\n`),
    report: (text) => process.stderr.write(`${text}\n`),
  })
}
