import type { ByteSource } from '../formats/bytes/byte-source.ts'
import { PdfReader, type PdfValue, toNumbers, toText } from '../formats/pdf/read-pdf.ts'
import { parseCrs } from '../geo/crs.ts'
import type { Problem } from '../model/problem.ts'
import { POINTS_PER_MILLIMETER } from './paper.ts'
import type { SheetSpec } from './sheet-spec.ts'
import type { DrawnSheet } from './write-sheet.ts'

/** What a sheet's file says when it is read again. Lengths of paper are millimetres. */
export interface SheetReceipt {
  readonly byteLength: number
  readonly pages: number
  readonly page: readonly [width: number, height: number]
  /** The bar of the scale as it is drawn, and the kilometres that it stands for. */
  readonly bar: { readonly millimeters: number; readonly kilometers: number }
  /** The denominator of the scale as the bar has it. */
  readonly scale: number
  /** By how much it differs from the scale that was wanted, as a share. */
  readonly scaleError: number
  /** The system and the edges of the map as the file has them; `null` where the map has no place on the ground. */
  readonly map: {
    readonly crs: string
    /** Metres of the plane. */
    readonly neatline: readonly [minX: number, minY: number, maxX: number, maxY: number]
    /** The denominator of the scale by the neatline's sides on the ground and on paper. */
    readonly scale: number
  } | null
  /** The titles of the layers that can be switched off. */
  readonly layers: readonly string[]
}

/** By how much a scale may differ from the one that was wanted: a tenth of a per mille. */
const MOST_SCALE_ERROR = 1e-4

const MOST_PAGE_ERROR_MILLIMETERS = 0.02

/** A sheet that was drawn, and what was asked for. */
interface MadeSheet {
  readonly spec: Pick<SheetSpec, 'view'>
  readonly drawn: Pick<DrawnSheet, 'bar' | 'pages'>
}

/**
 * Reads a sheet's file and measures it: its page, its scale by the bar that is drawn and by the place of the map on the
 * ground. What is measured comes from the file alone.
 */
export async function readSheetReceipt(
  source: ByteSource,
  spec: Pick<SheetSpec, 'view'>,
  drawn: Pick<DrawnSheet, 'bar' | 'pages'>,
): Promise<SheetReceipt> {
  const [receipt] = await readBookReceipts(source, [{ spec, drawn }])
  return receipt!
}

/** As `readSheetReceipt`, of each sheet of a file of several. */
export async function readBookReceipts(
  source: ByteSource,
  sheets: readonly MadeSheet[],
): Promise<SheetReceipt[]> {
  const reader = await PdfReader.open(source)
  const root = await reader.dictionary(reader.trailer.get('/Root'))
  const tree = await reader.dictionary(root.get('/Pages'))
  const kids = tree.get('/Kids') as readonly PdfValue[]
  const layers = await readLayers(reader, root)
  const bars = await findBars(reader, root)
  const receipts: SheetReceipt[] = []
  let first = 0
  for (const { spec, drawn } of sheets) {
    const kid = kids[first]
    const page = await reader.dictionary(kid)
    const [, , width = 0, height = 0] = toNumbers(page.get('/MediaBox'))
    const mark = bars.get(JSON.stringify(kid)) ?? -1
    const millimeters = (await measureBar(reader, page, mark)) / POINTS_PER_MILLIMETER
    const scale = (drawn.bar.value * 1e6) / millimeters
    receipts.push({
      byteLength: source.size,
      pages: sheets.length === 1 ? Number(tree.get('/Count')) : drawn.pages,
      page: [width / POINTS_PER_MILLIMETER, height / POINTS_PER_MILLIMETER],
      bar: { millimeters, kilometers: drawn.bar.value },
      scale,
      scaleError: scale / spec.view.scale - 1,
      map: await measureMap(page, spec),
      layers,
    })
    first += drawn.pages
  }
  if (first !== kids.length)
    throw new SyntaxError(`The file has ${kids.length} pages, not ${first}`)
  return receipts
}

/** Why a file is not what was wanted; `null` where it is. */
export function problemOfSheet(
  { page, scaleError, map }: SheetReceipt,
  spec: Pick<SheetSpec, 'view'>,
  wanted: { readonly width: number; readonly height: number },
): Problem | null {
  const sides = [
    [page[0], wanted.width / POINTS_PER_MILLIMETER],
    [page[1], wanted.height / POINTS_PER_MILLIMETER],
  ] as const
  const isPage = sides.every(
    ([side, meant]) => Math.abs(side - meant) < MOST_PAGE_ERROR_MILLIMETERS,
  )
  const mapError = map ? map.scale / spec.view.scale - 1 : 0
  const isScale = Math.max(Math.abs(scaleError), Math.abs(mapError)) < MOST_SCALE_ERROR
  if (isPage && isScale) return null
  return {
    code: 'sheet-differs',
    message: `The sheet that was written is not the one that was asked for: page ${page.join(' × ')} mm, scale off by ${scaleError} (bar) and ${mapError} (map)`,
  }
}

/** How long the bar of the scale is, in points: its outline is the only closed path of its part but for its fields. */
async function measureBar(
  reader: PdfReader,
  page: ReadonlyMap<string, PdfValue>,
  mark: number,
): Promise<number> {
  const contents = page.get('/Contents') as readonly PdfValue[]
  // It is drawn after the map, whose contents are the long ones.
  for (const content of contents.toReversed()) {
    const text = await reader.stream(content)
    const start = text.indexOf(`/Figure<</MCID ${mark}>>BDC`)
    if (start < 0) continue
    const drawn = text.slice(start, text.indexOf('EMC', start))
    const paths = [...drawn.matchAll(/(?:^|\n)((?:[-\d.]+ [-\d.]+ [ml]\n)+)h/g)]
    const xs = paths.flatMap(([, path]) =>
      [...path!.matchAll(/([-\d.]+) [-\d.]+ [ml]/g)].map(([, x]) => Number(x)),
    )
    return Math.max(...xs) - Math.min(...xs)
  }
  throw new SyntaxError('The bar of the scale is missing')
}

/**
 * The marks of the bars, by the references of the pages: of each page the last figure before its first heading; logos,
 * the map and its insets come before it.
 */
async function findBars(
  reader: PdfReader,
  root: ReadonlyMap<string, PdfValue>,
): Promise<ReadonlyMap<string, number>> {
  const tree = await reader.dictionary(root.get('/StructTreeRoot'))
  const document = await reader.dictionary(tree.get('/K'))
  const marks = new Map<string, number>()
  const ended = new Set<string>()
  for (const kid of document.get('/K') as readonly PdfValue[]) {
    const element = await reader.dictionary(kid)
    const page = JSON.stringify(element.get('/Pg'))
    const role = element.get('/S')
    if (role === '/H2') ended.add(page)
    if (role === '/Figure' && !ended.has(page)) marks.set(page, Number(element.get('/K')))
  }
  return marks
}

async function measureMap(
  page: ReadonlyMap<string, PdfValue>,
  { view }: Pick<SheetSpec, 'view'>,
): Promise<SheetReceipt['map']> {
  const [viewport] = (page.get('/VP') ?? []) as readonly PdfValue[]
  if (!(viewport instanceof Map)) return null
  const box = toNumbers(viewport.get('/BBox'))
  const measure = viewport.get('/Measure') as ReadonlyMap<string, PdfValue>
  const system = measure.get('/GCS') as ReadonlyMap<string, PdfValue>
  const parsed = await parseCrs(toText(system.get('/WKT')))
  if (!parsed.ok) throw new SyntaxError(parsed.problem.message)
  const { crs } = parsed
  const degrees = toNumbers(measure.get('/GPTS'))
  const corners = [0, 1, 2, 3].map((corner) =>
    crs.fromWgs84(degrees[corner * 2 + 1]!, degrees[corner * 2]!),
  )
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const neatline = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const
  const points = Math.hypot(box[2]! - box[0]!, box[3]! - box[1]!)
  const meters = Math.hypot(neatline[2] - neatline[0], neatline[3] - neatline[1])
  // The plane of Web Mercator is larger than the ground by the secant of the latitude.
  const ground = crs.epsg === 3857 ? meters * Math.cos((view.center[1] * Math.PI) / 180) : meters
  const scale = (ground * 1000 * POINTS_PER_MILLIMETER) / points
  return { crs: crs.name, neatline, scale }
}

async function readLayers(
  reader: PdfReader,
  root: ReadonlyMap<string, PdfValue>,
): Promise<string[]> {
  const properties = root.get('/OCProperties')
  if (!(properties instanceof Map)) return []
  const groups = properties.get('/OCGs') as readonly PdfValue[]
  const titles: string[] = []
  for (const group of groups) {
    titles.push(toText((await reader.dictionary(group)).get('/Name')))
  }
  return titles
}
