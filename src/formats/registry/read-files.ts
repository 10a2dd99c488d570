import { type Problem, ProblemError, toProblem, type Warning } from '../../model/problem.ts'
import { type ByteSource, bytesSource, extensionOf, fileName } from '../bytes/byte-source.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import { ReadContext, type ReadOptions, WarningList } from '../contract/read-context.ts'
import type { FormatReader, Sniff } from '../contract/reader.ts'
import { groupShapefiles, readShapefile } from '../shapefile/read.ts'
import { CODEBOOK_HEADER } from '../shapefile/write-codebook.ts'
import { bomOf, requireDecoder } from '../text/decoder.ts'
import { nameKnownFormat } from './known-formats.ts'

export type ImportResult =
  | {
      readonly ok: true
      readonly layers: readonly ImportedLayer[]
      /** About the files as a whole: what was not read and why. Each layer has its own besides. */
      readonly warnings: readonly Warning[]
    }
  | { readonly ok: false; readonly problem: Problem }

/** The formats of one file, asked in this order; a format is loaded when a file looks like it. */
const READERS: readonly (() => Promise<FormatReader>)[] = [
  async () => (await import('../flatgeobuf/reader.ts')).flatgeobufReader,
  async () => (await import('../geopackage/read.ts')).geopackageReader,
  async () => (await import('../gml/read.ts')).gmlReader,
  async () => (await import('../kml/read.ts')).kmlReader,
  async () => (await import('../gpx/read.ts')).gpxReader,
  async () => (await import('../tcx/read.ts')).tcxReader,
  async () => (await import('../esri-json/read.ts')).esriJsonReader,
  async () => (await import('../geojson/read.ts')).geojsonReader,
  async () => (await import('../csv/read.ts')).csvReader,
]

/**
 * Reads layers from files that were dropped, picked or named: each by its content, whatever it is
 * called. Archives are opened, and shapefiles put together from their parts. One file that cannot be read
 * does not keep the others from being so. Runs in a worker, in a page and in Node alike.
 *
 * Rejects only with the signal's reason, once it is aborted; anything else is a `problem`.
 */
export async function readFiles(
  inputs: readonly ByteSource[],
  options: ReadOptions = {},
): Promise<ImportResult> {
  const context = new ReadContext(options)
  const warnings = new WarningList()
  const layers: ImportedLayer[] = []
  const problems: { name: string; problem: Problem }[] = []
  const attempt = async (name: string, read: () => Promise<readonly ImportedLayer[]>) => {
    try {
      layers.push(...(await read()))
    } catch (error) {
      options.signal?.throwIfAborted()
      problems.push({ name, problem: problemOf(error, name, context) })
    } finally {
      context.endLayers()
    }
  }
  const files: ByteSource[] = []
  for (const input of inputs) {
    await attempt(input.name, async () => {
      files.push(
        ...(await openArchives(input, { name: input.name, context, warnings, fileCount: 0 })),
      )
      return []
    })
  }
  const { shapefiles, others } = groupShapefiles(files)
  let unread = 0
  /** Whether there are as many layers as may be: files that come then are counted, and not read. */
  const tooMany = (name: string) => {
    if (layers.length < MOST_LAYERS || MEDIA.has(extensionOf(name))) return false
    unread++
    return true
  }
  for (const parts of shapefiles) {
    const { name } = parts.shp ?? parts.dbf!
    if (tooMany(name)) continue
    const sources = Object.values(parts).filter((part) => part !== undefined)
    await attempt(name, async () => {
      checkSize(name, sources, context)
      return [await readShapefile(parts, context)]
    })
    for (const source of sources) source.release?.()
  }
  const passedOver: ByteSource[] = []
  /** Files of formats that are known, and not read. */
  const named = new Map<ByteSource, string>()
  for (const file of others) {
    if (tooMany(file.name)) continue
    await attempt(file.name, async () => {
      if (shapefiles.length > 0 && (await isCodebook(file))) return []
      const sniff = await sniffOf(file)
      const format = await findFormat(file, sniff)
      if (format === 'shapefile') {
        checkSize(file.name, [file], context)
        return [await readShapefile({ shp: file }, context)]
      }
      if (!format) {
        const known = nameKnownFormat(sniff)
        if (known) named.set(file, known)
        else if (files.length > 1) passedOver.push(file)
        else throw unknownFormat(file)
        return []
      }
      checkSize(file.name, [file], context)
      return format.read(file, context, files)
    })
    file.release?.()
  }
  context.report()
  // Which of them a layer needs is known once all are read.
  const skipped = passedOver
    .filter((file) => !context.used.has(file))
    .map(({ name }) => fileName(name))
  const notRead = groupByFormat(named, context)
  if (layers.length === 0) {
    const [format] = notRead
    return {
      ok: false,
      problem:
        problems[0]?.problem ?? (format ? notReadHere(format) : nothingToRead(inputs, skipped)),
    }
  }
  for (const format of notRead) {
    warnings.add(
      { ...notReadHere(format), count: format.names.length },
      `format-not-read ${format.format}`,
    )
  }
  for (const { name, problem } of problems) {
    warnings.add(
      {
        code: 'file-not-read',
        message: `${name} was not read: ${problem.message}`,
        // The problem's own values, too, for its sentence in the user's language.
        values: { ...problem.values, name, code: problem.code },
      },
      `file-not-read ${name}`,
    )
  }
  if (unread > 0) {
    warnings.add({
      code: 'files-beyond-limit',
      message: `${unread} files were not read: the first ${MOST_LAYERS} layers are as many as are read at once.`,
      values: { limit: MOST_LAYERS },
      count: unread,
    })
  }
  if (skipped.length > 0) {
    warnings.add({
      code: 'files-skipped',
      message: `Files that hold no layer were passed over: ${skipped.slice(0, 10).join(', ')}.`,
      values: { names: skipped.slice(0, 10).join(', ') },
      count: skipped.length,
    })
  }
  return { ok: true, layers, warnings: warnings.list() }
}

interface FormatNotRead {
  readonly format: string
  readonly names: readonly string[]
}

/** The files of each format; of a geodatabase, which is a folder of many, the folder. */
function groupByFormat(
  named: ReadonlyMap<ByteSource, string>,
  context: ReadContext,
): readonly FormatNotRead[] {
  const groups = new Map<string, Set<string>>()
  for (const [source, format] of named) {
    if (context.used.has(source)) continue
    const { name } = source
    const folder = /([^/]*\.gdb)\//i.exec(name)?.[1]
    const names = groups.get(format) ?? new Set()
    groups.set(format, names.add(folder ?? fileName(name)))
  }
  return [...groups].map(([format, names]) => ({ format, names: [...names] }))
}

function notReadHere({ format, names }: FormatNotRead): Problem {
  const listed = names.slice(0, 10).join(', ')
  return {
    code: 'format-not-read',
    message: `${listed}: ${format} is not read here. Convert it to GeoPackage, shapefile or GeoJSON with other software.`,
    values: { names: listed, format },
  }
}

/**
 * What is larger than the memory that may be used is refused before any of it is read: its features would
 * hardly take less.
 */
function checkSize(name: string, sources: readonly ByteSource[], context: ReadContext): void {
  const bytes = sources.reduce((sum, { size }) => sum + size, 0)
  const { limit } = context.budget
  if (bytes <= limit) return
  throw new ProblemError({
    code: 'file-too-large',
    message:
      `${name} has ${bytes} bytes, and at most ${limit} may be used. Cut it into parts, convert it to ` +
      'FlatGeobuf with other software, or raise the limit on the command line (--max-bytes).',
    values: { name, bytes, limitBytes: limit },
  })
}

/** An array that cannot be had is the same to a user as a limit that is reached. */
function problemOf(error: unknown, name: string, context: ReadContext): Problem {
  if (error instanceof RangeError && /allocation|array length|buffer|memory/i.test(error.message)) {
    return {
      code: 'memory-limit',
      message: `${name} needs more memory than there is. Read it in parts, or convert it to FlatGeobuf on the command line.`,
      values: { name, bytes: context.budget.used, limitBytes: context.budget.limit },
    }
  }
  return toProblem(error)
}

const HEAD_BYTES = 4096
/** As many layers as are read at once: more than anyone reviews. */
const MOST_LAYERS = 2000
/** An archive in an archive is read; one in that is not: nobody packs layers so. */
const MOST_ARCHIVE_DEPTH = 2

/** As many files as are looked for in archives within an archive: each takes time, however small it is. */
const MOST_PACKED_FILES = 20_000

interface Opening {
  /** Of what was brought. */
  readonly name: string
  readonly context: ReadContext
  readonly warnings: WarningList
  /** Files found so far in the archive that was brought, and in all archives within it. */
  fileCount: number
}

/** The files that a file stands for: itself, or what is packed in it. */
async function openArchives(
  source: ByteSource,
  opening: Opening,
  depth = 0,
): Promise<ByteSource[]> {
  const { context, warnings } = opening
  const head = await source.read(0, Math.min(4, source.size))
  const isZip = head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  if (!isZip && !isGzip) return [source]
  if (depth > MOST_ARCHIVE_DEPTH) {
    throw new ProblemError({
      code: 'archive-too-deep',
      message: `${source.name} is an archive in archives, more than ${MOST_ARCHIVE_DEPTH} deep. Unpack it and choose what is in it.`,
      values: { name: source.name, limit: MOST_ARCHIVE_DEPTH },
    })
  }
  checkSize(source.name, [source], context)
  const { readGzip, readZip } = await import('../zip/read.ts')
  if (isGzip) {
    context.expect(source.size)
    const bytes = await readGzip(source, context)
    return [bytesSource(bytes, source.name.replace(/\.gz$/i, ''))]
  }
  const entries = await readZip(source, context, warnings)
  opening.fileCount += entries.length
  if (depth > 0 && opening.fileCount > MOST_PACKED_FILES) {
    throw new ProblemError({
      code: 'archives-too-many',
      message: `${opening.name} holds more than ${MOST_PACKED_FILES} files in archives within it. Unpack it and choose what is in it.`,
      values: { name: opening.name, limit: MOST_PACKED_FILES },
    })
  }
  if (entries.length === 0) {
    const unsafe = warnings.list().find(({ code }) => code === 'zip-path-unsafe')
    if (unsafe?.values?.name === source.name) throw new ProblemError(unsafe)
    throw new ProblemError({
      code: 'zip-empty',
      message: `The archive ${source.name} holds no files.`,
      values: { name: source.name },
    })
  }
  const layers = entries.filter(({ name }) => !MEDIA.has(extensionOf(name)))
  checkSize(source.name, layers, context)
  const files: ByteSource[] = []
  for (const entry of entries) {
    // Only what may be an archive is looked into; everything else is unpacked when it is read.
    const mayBeArchive = /\.(zip|kmz|gz)$/i.test(entry.name)
    files.push(...(mayBeArchive ? await openArchives(entry, opening, depth + 1) : [entry]))
  }
  return files
}

/** Shapes whose file has another name than `.shp` are known by their first bytes. */
async function isHiddenShapefile(source: ByteSource): Promise<boolean> {
  if (source.size < 100 || extensionOf(source.name) === 'shx') return false
  if (MEDIA.has(extensionOf(source.name))) return false
  const head = await source.read(0, 104)
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  // An index begins as shapes do, but its first entry points at byte 100, which is 50 words.
  return view.getInt32(0, false) === 9994 && (head.length < 104 || view.getInt32(100, false) !== 50)
}

/** What lies beside layers in archives, and is not unpacked to look at it. */
const MEDIA: ReadonlySet<string> = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'tif',
  'tiff',
  'bmp',
  'webp',
  'svg',
  'pdf',
  'dae',
  'mp4',
  'mp3',
  'wav',
  'htm',
  'html',
  'doc',
  'docx',
  'xls',
  'xlsx',
  'css',
  'js',
  'sbn',
  'sbx',
  'qix',
  'md',
])

/** The list of fields that our shapefiles bring along is about the layer, and no layer. */
async function isCodebook(source: ByteSource): Promise<boolean> {
  if (!source.name.endsWith('_fields.csv')) return false
  const head = await source.read(0, Math.min(source.size, 100))
  return new TextDecoder().decode(head).startsWith(CODEBOOK_HEADER.join(','))
}

/** The start of a file; one that is empty is named. */
async function sniffOf(source: ByteSource): Promise<Sniff> {
  if (source.size === 0) {
    throw new ProblemError({
      code: 'file-empty',
      message: `${source.name} is empty.`,
      values: { name: source.name },
    })
  }
  // What lies beside layers is not unpacked to look at it.
  const isMedia = MEDIA.has(extensionOf(source.name))
  const head = isMedia ? new Uint8Array(0) : await source.read(0, Math.min(source.size, HEAD_BYTES))
  return { head, text: toText(head), name: source.name, size: source.size }
}

async function findFormat(
  source: ByteSource,
  sniff: Sniff,
): Promise<FormatReader | 'shapefile' | null> {
  if (MEDIA.has(extensionOf(source.name))) return null
  if (await isHiddenShapefile(source)) return 'shapefile'
  // These look like formats that are read, and are none.
  if (sniff.text !== '' && nameKnownFormat({ ...sniff, name: '' })) return null
  for (const load of READERS) {
    const reader = await load()
    if (reader.sniff(sniff)) return reader
  }
  return null
}

/** The head as text, without what stands before its first character that counts. */
function toText(head: Uint8Array): string {
  const bom = bomOf(head)
  const text = requireDecoder(bom?.name ?? guessUtf16(head)).decode(head.subarray(bom?.length ?? 0))
  return text.trimStart()
}

/** ASCII in UTF-16 has a zero in every second byte. */
function guessUtf16(head: Uint8Array): string {
  if (head.length < 4) return 'utf-8'
  if (head[0] !== 0 && head[1] === 0 && head[3] === 0) return 'utf-16le'
  return head[0] === 0 && head[1] !== 0 && head[2] === 0 ? 'utf-16be' : 'utf-8'
}

function unknownFormat({ name }: ByteSource): ProblemError {
  const isPart = /\.(shx|prj|cpg|qpj|sbn|sbx|dbt|fpt)$/i.test(name)
  return new ProblemError(
    isPart
      ? {
          code: 'shapefile-part-alone',
          message: `${name} is a part of a shapefile; choose its .shp and .dbf with it.`,
          values: { name },
        }
      : {
          code: 'format-unknown',
          message: `${name} is of no format that is read here.`,
          values: { name },
        },
  )
}

function nothingToRead(inputs: readonly ByteSource[], skipped: readonly string[]): Problem {
  const name =
    inputs.length === 1
      ? inputs[0]!.name
      : inputs
          .map((input) => fileName(input.name))
          .slice(0, 10)
          .join(', ')
  return {
    code: 'nothing-to-read',
    message:
      skipped.length > 0
        ? `No layer was found in ${name}; these files are of no format that is read here: ${skipped.slice(0, 10).join(', ')}.`
        : `No layer was found in ${name}.`,
    values: { name, skipped: skipped.slice(0, 10).join(', ') },
  }
}
