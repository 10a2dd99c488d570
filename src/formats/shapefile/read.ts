import { ProblemError } from '../../model/problem.ts'
import { type ByteSource, baseName, extensionOf } from '../bytes/byte-source.ts'
import { ByteWindow } from '../bytes/window.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { EncodingFound } from '../text/detect-encoding.ts'
import { DbaseReader, parseCpg } from './dbase.ts'
import { SHAPE_NAMES, SHAPE_READERS } from './shapes.ts'

/** The files of one shapefile, which share a name; only what is there. */
export interface ShapefileParts {
  readonly shp?: ByteSource
  readonly shx?: ByteSource
  readonly dbf?: ByteSource
  readonly prj?: ByteSource
  /** QGIS's own, with the authority's code in it. */
  readonly qpj?: ByteSource
  readonly cpg?: ByteSource
  readonly cst?: ByteSource
  /** The long texts of the table: of dBase, or of FoxPro. */
  readonly dbt?: ByteSource
  readonly fpt?: ByteSource
}

const PART_NAMES: ReadonlySet<string> = new Set([
  'shp',
  'shx',
  'dbf',
  'prj',
  'qpj',
  'cpg',
  'cst',
  'dbt',
  'fpt',
])
/** Spatial indexes and metadata of other programs, which say nothing that is needed. */
const SILENT_PARTS: ReadonlySet<string> = new Set([
  'sbn',
  'sbx',
  'fbn',
  'fbx',
  'ain',
  'aih',
  'ixs',
  'mxs',
  'atx',
  'qix',
  'qmd',
  'fix',
  'shp.xml',
])

/**
 * Takes the shapefiles out of a set of files: parts belong together that have the same folder and name,
 * whatever the case. What is left are files that stand for themselves.
 */
export function groupShapefiles(sources: readonly ByteSource[]): {
  readonly shapefiles: readonly ShapefileParts[]
  readonly others: readonly ByteSource[]
} {
  const groups = new Map<string, Partial<Record<string, ByteSource>>>()
  const others: ByteSource[] = []
  const keyOf = (source: ByteSource) =>
    source.name.slice(0, source.name.lastIndexOf('.')).toLowerCase()
  for (const source of sources) {
    const extension = extensionOf(source.name)
    if (PART_NAMES.has(extension)) {
      const key = keyOf(source)
      groups.set(key, { ...groups.get(key), [extension]: source })
    } else {
      others.push(source)
    }
  }
  const shapefiles: ShapefileParts[] = []
  for (const parts of groups.values()) {
    if (parts.shp || parts.dbf) shapefiles.push(parts)
    else others.push(...Object.values(parts).filter((part) => part !== undefined))
  }
  const names = new Set([...groups].filter(([, { shp }]) => shp).map(([key]) => key))
  return {
    shapefiles,
    others: others.filter((source) => {
      const isSilent =
        SILENT_PARTS.has(extensionOf(source.name)) || /\.shp\.xml$/i.test(source.name)
      return !(
        isSilent && dottedPrefixes(source.name.toLowerCase()).some((name) => names.has(name))
      )
    }),
  }
}

/** The beginnings of a name before each of its dots: `a.shp.xml` has `a` and `a.shp`. */
function dottedPrefixes(name: string): string[] {
  return [...name.matchAll(/\./g)].map(({ index }) => name.slice(0, index))
}

const HEADER_BYTES = 100
const FILE_CODE = 9994
const RECORDS_PER_BREATH = 512

/** Reads a shapefile; a table without shapes is a layer without geometry. */
export async function readShapefile(
  parts: ShapefileParts,
  context: ReadContext,
): Promise<ImportedLayer> {
  const warnings = new WarningList()
  const table = new FeatureTable(context.budget)
  const main = parts.shp ?? parts.dbf!
  const declared = parts.cpg ?? parts.cst
  const dbase = await openTable(parts, declared, context, warnings)
  for (const field of dbase?.fields ?? []) table.declareField(field.name)
  const crs = parts.shp ? await readCrs(parts) : null
  if (parts.shp) context.beginLayer(table, crs)
  if (parts.shp) await readShapes(parts.shp, parts.shx, dbase, table, context, warnings)
  else await readRows(dbase!, 0, dbase!.recordCount, table, context, warnings)
  return finishLayer(
    {
      name: baseName(main.name),
      format: parts.shp ? 'shapefile' : 'dbase',
      path: main.name,
      table,
      warnings,
      fields: dbase?.fields ?? [],
      crs,
      encoding: encodingOf(dbase),
    },
    context,
  )
}

function encodingOf(dbase: DbaseReader | null): EncodingFound | null {
  return dbase?.columns.length ? dbase.encoding : null
}

async function openTable(
  { shp, dbf, dbt, fpt }: ShapefileParts,
  cpg: ByteSource | undefined,
  context: ReadContext,
  warnings: WarningList,
): Promise<DbaseReader | null> {
  if (!dbf) {
    warnings.add({
      code: 'shapefile-without-dbf',
      message: 'The table (.dbf) is missing: the shapes have no values.',
    })
    return null
  }
  const declared = cpg && cpg.size < 1000 ? parseCpg(await cpg.read(0, cpg.size)) : null
  context.expect(dbf.size)
  try {
    return await DbaseReader.open(dbf, declared || null, fpt ?? dbt ?? null, context, warnings)
  } catch (error) {
    if (!shp || !(error instanceof ProblemError)) throw error
    warnings.add({ ...error.problem, count: 1 })
    return null
  }
}

const MOST_PRJ_BYTES = 65_536

async function readCrs({ prj, qpj }: ShapefileParts): Promise<string | null> {
  const source = qpj ?? prj
  if (!source || source.size === 0 || source.size > MOST_PRJ_BYTES) return null
  const text = new TextDecoder().decode(await source.read(0, source.size)).trim()
  return text === '' ? null : text
}

async function readRows(
  dbase: DbaseReader,
  from: number,
  to: number,
  table: FeatureTable,
  context: ReadContext,
  warnings: WarningList,
): Promise<void> {
  for (let record = from; record < to; record++) {
    if (!dbase.isHere(record)) await dbase.fetch(record)
    if (record % RECORDS_PER_BREATH === 0) await context.breathe()
    if (dbase.isDeleted(record)) {
      warnDeleted(warnings)
      continue
    }
    dbase.readInto(record, table)
    if (dbase.hasMemos) await dbase.readMemosInto(record, table)
    table.endFeature()
    context.advance(0, 1)
  }
}

function warnDeleted(warnings: WarningList): void {
  warnings.add({
    code: 'records-deleted',
    message: 'Records that are marked as deleted were left out.',
  })
}

async function readShapes(
  shp: ByteSource,
  shx: ByteSource | undefined,
  dbase: DbaseReader | null,
  table: FeatureTable,
  context: ReadContext,
  warnings: WarningList,
): Promise<void> {
  const head = await shp.read(0, HEADER_BYTES)
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.length < HEADER_BYTES || view.getInt32(0, false) !== FILE_CODE) {
    throw new ProblemError({
      code: 'shapefile-invalid',
      message: `${shp.name} is not a shapefile: its first bytes are not those of one.`,
      values: { name: shp.name },
    })
  }
  const fileType = view.getInt32(32, true)
  if (!(fileType in SHAPE_NAMES)) {
    throw new ProblemError({
      code: 'shapefile-type-unknown',
      message: `${shp.name} holds shapes of type ${fileType}, which does not exist.`,
      values: { name: shp.name, type: fileType },
    })
  }
  context.expect(shp.size)
  const window = new ByteWindow(shp, context)
  const places =
    (await readIndex(shx, shp, window, fileType, context, warnings)) ??
    (await scan(window, fileType, context, warnings))
  table.expectPositions(countPositions(places, fileType, shp.size))
  let record = 0
  for (; record < places.count; record++) {
    if (record % RECORDS_PER_BREATH === 0) await context.breathe()
    if (dbase && record < dbase.recordCount) {
      if (!dbase.isHere(record)) await dbase.fetch(record)
      if (dbase.isDeleted(record)) {
        warnDeleted(warnings)
        continue
      }
      dbase.readInto(record, table)
      if (dbase.hasMemos) await dbase.readMemosInto(record, table)
    }
    const offset = places.offsets[record]!
    const length = places.lengths[record]!
    if (length > 0) {
      if (!window.has(offset, offset + length)) await window.move(offset, offset + length)
      readShape(window, offset, length, fileType, table, warnings)
    }
    table.endFeature()
    context.advance(0, 1)
  }
  if (dbase && record < dbase.recordCount) {
    const missing = dbase.recordCount - record
    warnings.add({
      code: 'shapes-missing',
      message: `${missing} rows of the table have no shape; they are features without geometry.`,
      count: missing,
    })
    await readRows(dbase, record, dbase.recordCount, table, context, warnings)
  } else if (dbase && record > dbase.recordCount) {
    const missing = record - dbase.recordCount
    warnings.add({
      code: 'rows-missing',
      message: `${missing} shapes have no row in the table; they are features without values.`,
      count: missing,
    })
  }
}

/** Where the records' shapes stand; a length of 0 where there is none. */
interface Places {
  readonly count: number
  readonly offsets: Float64Array
  readonly lengths: Uint32Array
}

/** About how many positions the records hold: no more than the file has room for, whatever they say. */
function countPositions({ lengths }: Places, fileType: number, shpBytes: number): number {
  let bytes = 0
  for (const length of lengths) bytes += length
  return Math.floor(Math.min(bytes, shpBytes) / (POSITION_BYTES[fileType] ?? 16))
}

/** What a position takes in a record of each type, heights included. */
const POSITION_BYTES: Readonly<Record<number, number>> = {
  1: 20,
  11: 28,
  13: 24,
  15: 24,
  18: 24,
  21: 28,
  23: 24,
  25: 24,
  28: 24,
  31: 24,
}

function readShape(
  { view, start: windowStart }: ByteWindow,
  offset: number,
  length: number,
  fileType: number,
  table: FeatureTable,
  warnings: WarningList,
): void {
  const start = offset - windowStart
  const end = Math.min(start + length, view.byteLength)
  const type = end - start >= 4 ? view.getInt32(start, true) : -1
  const read = SHAPE_READERS[type]
  if (type !== 0 && type !== fileType && read) {
    warnings.add({
      code: 'shapes-of-other-type',
      message: `Shapes are of another type than the file declares (${SHAPE_NAMES[fileType]}); they were read as what they are.`,
      values: { type: SHAPE_NAMES[fileType]! },
    })
  }
  if (!read?.({ view, start, end }, table, warnings)) {
    table.dropGeometry()
    warnings.add({
      code: 'shapes-unreadable',
      message: 'Shapes whose counts do not fit their length were left out; their rows are kept.',
    })
  }
}

/**
 * The places that the index (.shx) gives; `null` where there is none or it does not lead to records.
 * Only with it are files read rightly that have gaps between their records.
 */
async function readIndex(
  shx: ByteSource | undefined,
  shp: ByteSource,
  window: ByteWindow,
  fileType: number,
  context: ReadContext,
  warnings: WarningList,
): Promise<Places | null> {
  if (!shx || shx.size < HEADER_BYTES) return null
  context.budget.take(shx.size * 2, shx.name)
  const bytes = await shx.read(0, shx.size)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getInt32(0, false) !== FILE_CODE) return warnIndex(warnings)
  const count = Math.floor((bytes.length - HEADER_BYTES) / 8)
  const offsets = new Float64Array(count)
  const lengths = new Uint32Array(count)
  let outside = 0
  let first = -1
  for (let index = 0; index < count; index++) {
    const offset = view.getInt32(HEADER_BYTES + index * 8, false) * 2 + RECORD_HEADER_BYTES
    const length = view.getInt32(HEADER_BYTES + index * 8 + 4, false) * 2
    if (offset < HEADER_BYTES || length < 0 || offset + length > shp.size) {
      outside++
    } else {
      offsets[index] = offset
      lengths[index] = length
      if (first < 0 && length > 0) first = offset
    }
  }
  if (first >= 0 ? !(await isRecord(window, first, fileType)) : shp.size > HEADER_BYTES + 12) {
    return warnIndex(warnings)
  }
  if (overlap(offsets, lengths) || (await goesOn(window, offsets, lengths, fileType))) {
    return warnIndex(warnings)
  }
  if (outside > 0) {
    warnings.add({
      code: 'shapes-unreadable',
      message: 'Shapes whose counts do not fit their length were left out; their rows are kept.',
      count: outside,
    })
  }
  return { count, offsets, lengths }
}

/** Whether two records share bytes: an index that is older than the shapes leads into the middle of them. */
function overlap(offsets: Float64Array, lengths: Uint32Array): boolean {
  let isSorted = true
  for (let index = 1; index < offsets.length && isSorted; index++) {
    isSorted = offsets[index]! >= offsets[index - 1]! + lengths[index - 1]!
  }
  if (isSorted) return false
  const order = Array.from(offsets.keys())
    .filter((index) => lengths[index]! > 0)
    .toSorted((a, b) => offsets[a]! - offsets[b]!)
  return order.some((index, at) => {
    const before = order[at - 1]
    return before !== undefined && offsets[index]! < offsets[before]! + lengths[before]!
  })
}

/** Whether the record with the next number stands behind the last one of the index. */
async function goesOn(
  window: ByteWindow,
  offsets: Float64Array,
  lengths: Uint32Array,
  fileType: number,
): Promise<boolean> {
  let end = HEADER_BYTES
  for (const [index, offset] of offsets.entries()) end = Math.max(end, offset + lengths[index]!)
  const after = end + RECORD_HEADER_BYTES + 4
  if (after > window.size) return false
  if (!window.has(end, after)) await window.move(end, after)
  const number = window.view.getInt32(end - window.start, false)
  return number === offsets.length + 1 && recordLengthAt(window, end, fileType) > 4
}

async function isRecord(window: ByteWindow, offset: number, fileType: number): Promise<boolean> {
  if (!window.has(offset - RECORD_HEADER_BYTES, offset + 4)) {
    await window.move(offset - RECORD_HEADER_BYTES, offset + 4)
  }
  const at = offset - window.start
  const type = window.view.getInt32(at, true)
  const length = window.view.getInt32(at - 4, false)
  return (
    (type === fileType || type in SHAPE_READERS) && length > 0 && offset + length * 2 <= window.size
  )
}

function warnIndex(warnings: WarningList): null {
  warnings.add({
    code: 'shx-inconsistent',
    message: 'The index (.shx) does not fit the shapes; they were read in the order of the file.',
  })
  return null
}

const RECORD_HEADER_BYTES = 8
/** How far a lost reader looks for the next record. */
const SEARCH_BYTES = 1 << 16

/** The records one after another, as they are without an index; a gap is searched for the next one. */
async function scan(
  window: ByteWindow,
  fileType: number,
  context: ReadContext,
  warnings: WarningList,
): Promise<Places> {
  const offsets: number[] = []
  const lengths: number[] = []
  let offset = HEADER_BYTES
  while (offset + RECORD_HEADER_BYTES + 4 <= window.size) {
    if (!window.has(offset, offset + RECORD_HEADER_BYTES + 4)) {
      await window.move(offset, offset + RECORD_HEADER_BYTES + 4)
    }
    const length = recordLengthAt(window, offset, fileType)
    if (length > 0) {
      offsets.push(offset + RECORD_HEADER_BYTES)
      lengths.push(length)
      offset += RECORD_HEADER_BYTES + length
      if (offsets.length % 4096 === 0) context.budget.take(4096 * 28, 'the layer')
      continue
    }
    const next = await findRecord(window, offset, fileType)
    warnings.add({
      code: next === null ? 'shapefile-cut-off' : 'shapes-gap',
      message:
        next === null
          ? `The shapes end at byte ${offset} of ${window.size}; what follows is not a record.`
          : 'Bytes between records that belong to none were passed over.',
      values: next === null ? { byteOffset: offset, bytes: window.size } : {},
    })
    if (next === null) break
    offset = next
  }
  return {
    count: offsets.length,
    offsets: Float64Array.from(offsets),
    lengths: Uint32Array.from(lengths),
  }
}

/** The length of the shape of the record whose header stands there; 0 where no header does. */
function recordLengthAt(window: ByteWindow, offset: number, fileType: number): number {
  const at = offset - window.start
  if (at < 0 || at + 12 > window.bytes.length) return 0
  const number = window.view.getInt32(at, false)
  const length = window.view.getInt32(at + 4, false) * 2
  const type = window.view.getInt32(at + 8, true)
  const isPlausible =
    number >= 0 &&
    length >= 4 &&
    offset + RECORD_HEADER_BYTES + length <= window.size &&
    (type === 0 || type === fileType)
  return isPlausible ? length : 0
}

async function findRecord(
  window: ByteWindow,
  offset: number,
  fileType: number,
): Promise<number | null> {
  const end = Math.min(window.size, offset + SEARCH_BYTES)
  if (!window.has(offset, end)) await window.move(offset, end)
  for (let at = offset + 2; at + 12 <= end; at += 2) {
    // A run of zeros looks like empty records; only one with a number and a shape counts.
    const length = recordLengthAt(window, at, fileType)
    if (length > 4 && window.view.getInt32(at - window.start, false) > 0) return at
  }
  return null
}
