/**
 * Reads any file of places that the Atlas reads, and writes any that it writes, from the command line.
 *
 *     npm run -s convert -- inspect <file> [--json] [--max-bytes <n>] [--encoding <name>] [--source-crs <definition>]
 *     npm run -s convert -- <in> <out.zip|out.kmz|out.fgb|…> [--crs naaf|wgs84|webmercator|EPSG:n|WKT]
 *         [--bbox w,s,e,n] [--where <condition>] [--fields a,b] [--receipt <file.json>] [--on-limit split]
 *         [--csv lon-lat|wkt] [--language en|fr|es]
 *
 * A CSV gets its data dictionary beside it, as `<out>.csv-metadata.json` (W3C CSV on the Web).
 *
 * What is written is read again and compared with what was to be written: a file that differs in a way
 * that its format does not explain is not left behind. The condition is as in `src/sources/where.ts`.
 *
 * A layer of the catalogue (a file beside `catalog.json`) takes its titles, licence, citation, metadata and
 * colours along, as when it is downloaded from the page; `ATLAS_URL` says where the Atlas is published, and
 * without it the file names no address of the Atlas.
 *
 * Exit status 0, or 1 where the file is refused, with the problem on standard error (`inspect --json`: on
 * standard output).
 */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { toIso19139 } from '../src/catalog/metadata/iso19139.ts'
import type { Site } from '../src/catalog/metadata/site.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import { holdPart } from '../src/exporting/features.ts'
import { toExportLayer } from '../src/exporting/layer-of.ts'
import { type ExportPart, isWhole, toSelectionText } from '../src/exporting/selection.ts'
import { PLAIN_LOOK } from '../src/exporting/style.ts'
import { toReceiptBytes } from '../src/exporting/write-layer.ts'
import { TableRows } from '../src/formats/contract/feature-rows.ts'
import type { ImportedLayer } from '../src/formats/contract/imported-layer.ts'
import type { ReadOptions } from '../src/formats/contract/read-context.ts'
import type { ExportFormat } from '../src/formats/contract/writer.ts'
import type { Receipt } from '../src/formats/receipt/receipt.ts'
import { readFiles } from '../src/formats/registry/read-files.ts'
import type { ExportLayer } from '../src/formats/registry/write-layer.ts'
import type { Bbox } from '../src/geo/bbox.ts'
import type { Crs } from '../src/geo/crs.ts'
import { findCrs } from '../src/geo/find-crs.ts'
import { type Problem, ProblemError, toProblem, type Warning } from '../src/model/problem.ts'
import type { Language } from '../src/model/schema.ts'
import { parseWhere } from '../src/model/where.ts'
import type { LayerFeatures } from '../src/sources/feature-source.ts'
import { LANGUAGES } from '../src/words/languages.ts'
import { allowClosedPipe } from './allow-closed-pipe.ts'
import { fileSources } from './file-source.ts'
import { writeExport } from './write-export.ts'

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
         --where <condition>  --fields <a,b>  --receipt <file.json>  --on-limit refuse|split
         --csv lon-lat|wkt  --language en|fr|es`

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
  readonly csv: 'lon-lat' | 'wkt' | null
  readonly language: Language
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
  csv: { type: 'string' },
  language: { type: 'string', default: 'en' },
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
      onLimit: parseOneOf('on-limit', values['on-limit'], ['refuse', 'split']),
      csv:
        values.csv === undefined
          ? null
          : parseOneOf('csv', values.csv, ['lon-lat', 'wkt'] as const),
      language: parseOneOf('language', values.language, LANGUAGES),
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

function parseOneOf<Value extends string>(
  option: string,
  text: string,
  values: readonly Value[],
): Value {
  const value = values.find((known) => known === text)
  if (value === undefined) throw usage(`--${option} is ${values.join(' or ')}`)
  return value
}

async function toCrs(text: string): Promise<Crs> {
  const result = await findCrs(text)
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
  if (resolve(from) === resolve(to)) {
    throw usage('give the output a name of its own: the input is not written over')
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
    const receipt = await write(layer, format, path, from, { ...output, receiptPath })
    for (const warning of receipt.warnings) out.report(toLine(warning))
    const count = receipt.features.found
    out.print(`${path}: ${count} features of ${layer.name}`)
  }
}

function insertName(path: string, name: string): string {
  const extension = extname(path)
  return `${path.slice(0, -extension.length)}-${name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')}${extension}`
}

/** The layer with what is asked of it, as writers take it. */
async function toLayer(
  layer: ImportedLayer,
  from: string,
  { bbox, where, fields, language }: OutputOptions,
): Promise<ExportLayer> {
  const unknown = fields?.find((name) => !layer.schema.fields.some((field) => field.name === name))
  if (unknown !== undefined) {
    const known = layer.schema.fields.map(({ name }) => name).join(', ')
    throw usage(`--fields: ${layer.name} has no field “${unknown}”; it has ${known}`)
  }
  const part: ExportPart = {
    ...(bbox && { bbox }),
    ...(where && { condition: parseWhere(where, layer.schema.fields) }),
    ...(fields && { fields }),
  }
  const source: LayerFeatures = {
    schema: layer.schema,
    async *features() {
      yield* layer.features
    },
  }
  const published = await findPublished(from)
  const held = isWhole(part)
    ? {
        schema: layer.schema,
        features: () => layer.features,
        rows: new TableRows(layer.features),
      }
    : await holdPart(source, part, published?.entry.symbology)
  const selection = toSelectionText(part, language)
  if (published) {
    const { entry, site, isoXml } = published
    const context = { language, site, isoXml, ...(selection && { selection }) }
    return toExportLayer(entry, held, context, PLAIN_LOOK)
  }
  return {
    schema: held.schema,
    features: held.features,
    ...('rows' in held && { rows: held.rows }),
    name: layer.name,
    title: layer.name,
    metadata: selection ? { selection } : {},
    language,
    imageCount: layer.kml?.overlays.length ?? 0,
  }
}

/** What the catalogue beside a file says of it, where there is one that names it. */
async function findPublished(path: string) {
  const catalogPath = join(dirname(path), 'catalog.json')
  const text = await readFile(catalogPath, 'utf8').catch(() => null)
  if (text === null) return null
  const { layers } = parseCatalog(JSON.parse(text))
  const entry = layers.find(({ files }) =>
    files.some((file) => file.path === basename(path) && !file.overviewZooms),
  )
  if (!entry) return null
  const { toRecords } = await import('./catalog/records.ts')
  const { readReleasedRecords } = await import('./release/released.ts')
  const released = await readReleasedRecords(dirname(path))
  const record = toRecords([entry], released).records.find(({ id }) => id === entry.id)
  const address = process.env.ATLAS_URL
  const site: Site | null = address ? { url: new URL(address).href } : null
  return { entry, site, ...(record && { isoXml: toIso19139(record, site) }) }
}

async function write(
  layer: ImportedLayer,
  format: ExportFormat,
  path: string,
  from: string,
  output: OutputOptions,
): Promise<Receipt> {
  if (layer.crs.how === 'unknown') {
    throw new ProblemError({
      code: 'crs-unknown',
      message: `The coordinate reference system of ${layer.name} is not known; give it with --source-crs.`,
    })
  }
  const crs = await toCrs(output.crs)
  const given = await toLayer(layer, from, output)
  const result = await writeExport(given, format, crs, path, {
    onLimit: output.onLimit,
    ...(output.csv && { csv: { geometry: output.csv } }),
  })
  if (output.receiptPath && result.receipt) {
    await writeFile(output.receiptPath, toReceiptBytes(result.receipt))
  }
  if (!result.ok) throw new ProblemError(result.problem)
  return result.receipt
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
  allowClosedPipe()
  process.exitCode = await run(process.argv.slice(2), {
    print: (text) => process.stdout.write(`${text}\n`),
    report: (text) => process.stderr.write(`${text}\n`),
  })
}
