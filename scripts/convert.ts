/**
 * Reads any file of places that the Atlas reads, from the command line.
 *
 *     npm run -s convert -- inspect <file> [--json] [--max-bytes <n>] [--encoding <name>] [--crs <definition>]
 *     npm run -s convert -- <in> <out.geojson|out.fgb|…>
 *
 * Exit status 0, or 1 where the file is refused, with the problem on standard error (`inspect --json`: on
 * standard output).
 */
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { ImportedLayer } from '../src/formats/imported-layer.ts'
import { type Problem, ProblemError, toProblem, type Warning } from '../src/formats/problem.ts'
import type { ReadOptions } from '../src/formats/read-context.ts'
import { readFiles } from '../src/formats/read-files.ts'
import { writeLayer } from '../src/formats/write-layer.ts'
import type { ExportFormat } from '../src/formats/writer.ts'
import { WGS84 } from '../src/geo/crs.ts'
import { fileSources } from './file-source.ts'

const USAGE = `usage: npm run -s convert -- inspect <file> [--json]
       npm run -s convert -- <in> <out>
options: --max-bytes <n>  --encoding <name>  --crs <EPSG code, WKT or PROJ string>`

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
}

function parseArguments(): Arguments {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      'max-bytes': { type: 'string' },
      encoding: { type: 'string' },
      crs: { type: 'string' },
    },
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
        ...(values.crs !== undefined && { crs: values.crs }),
      },
    },
  }
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

async function inspect(path: string, { isJson, options }: Arguments): Promise<void> {
  const { layers, warnings } = await read(path, options)
  const described = layers.map(describe)
  if (isJson) {
    print(JSON.stringify({ ok: true, layers: described, warnings }, null, 2))
    return
  }
  for (const layer of described) print(toText(layer))
  for (const warning of warnings) print(toLine(warning))
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

const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** Writes the first layer; further ones to files of their own, named after them. */
async function convert(from: string, to: string, { options }: Arguments): Promise<void> {
  const format = FORMAT_OF_EXTENSION[extname(to).toLowerCase()]
  if (!format) {
    throw usage(`“${basename(to)}” does not end in ${Object.keys(FORMAT_OF_EXTENSION).join(', ')}`)
  }
  const { layers, warnings } = await read(from, options)
  for (const warning of warnings) report(warning)
  for (const layer of layers) {
    const path = layers.length === 1 ? to : insertName(to, layer.name)
    for (const warning of layer.warnings) report(warning)
    await write(layer, format, path)
    print(`${path}: ${layer.schema.featureCount} features of ${layer.name}`)
  }
}

const report = (warning: Warning): void => {
  process.stderr.write(`${toLine(warning)}\n`)
}

function insertName(path: string, name: string): string {
  const extension = extname(path)
  return `${path.slice(0, -extension.length)}-${name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_')}${extension}`
}

async function write(layer: ImportedLayer, format: ExportFormat, path: string): Promise<void> {
  if (layer.crs.how === 'unknown') {
    throw new ProblemError({
      code: 'crs-unknown',
      message: `The coordinate reference system of ${layer.name} is not known; give it with --crs.`,
    })
  }
  const writing = writeLayer(
    {
      schema: layer.schema,
      features: () => layer.features,
      name: layer.name,
      title: layer.name,
      metadata: {},
      language: 'en',
    },
    format,
    WGS84,
  )
  // Under another name until it is whole: what stands at the path is never half a file.
  const unfinished = `${path}.part`
  try {
    let summary = await writing.next()
    const chunks = async function* () {
      for (; !summary.done; summary = await writing.next()) yield summary.value
    }
    await pipeline(Readable.from(chunks()), createWriteStream(unfinished))
    await rename(unfinished, path)
    if (summary.done) for (const warning of summary.value.warnings) report(warning)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function main(): Promise<void> {
  const given = parseArguments()
  const [first, second, ...more] = given.paths
  if (!first || !second || more.length > 0) throw usage('give two names')
  if (first === 'inspect' && !(await stat('inspect').catch(() => null)))
    await inspect(second, given)
  else await convert(first, second, given)
}

/** The command's own mistakes are problems too. */
function problemOf(error: unknown): Problem {
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  return isUsage ? usage(error.message).problem : toProblem(error)
}

try {
  await main()
} catch (error) {
  const problem = problemOf(error)
  if (process.argv.includes('--json')) print(JSON.stringify({ ok: false, problem }, null, 2))
  else process.stderr.write(`problem ${problem.code}: ${problem.message}\n`)
  process.exitCode = 1
}
