import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../../geo/bbox.ts'
import { geometryBbox } from '../../geo/positions.ts'
import { classesOf, looksOf, toClassifier } from '../../model/classes.ts'
import type { Feature } from '../../model/feature.ts'
import type { Field } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { type Spool, SpoolPool } from '../bytes/spool.ts'
import { writePng } from '../bytes/write-png.ts'
import { batches } from '../contract/batches.ts'
import { type LayerStyle, type StyleSymbol, symbolRadius } from '../contract/layer-style.ts'
import { Progress } from '../contract/progress.ts'
import { Tally } from '../contract/tally.ts'
import {
  requireWgs84,
  toWholeLayer,
  type WriteInput,
  type WriteOptions,
  type Writer,
  type WriteSummary,
} from '../contract/writer.ts'
import { drawLegend } from '../legend/draw-legend.ts'
import { drawMarker } from '../legend/draw-symbol.ts'
import { TextWriter } from '../text/text-writer.ts'
import { ZipWriter } from '../zip/write.ts'
import { PlacemarkWriter, toSimpleFields } from './write-placemark.ts'
import { levelOf, RegionTree, ROOT_CELL, toRegion } from './write-regions.ts'
import { type IconHref, toBalloon, toIconScale, toPlainIconHref, toStyle } from './write-style.ts'
import { toElement, toXmlText } from './write-xml.ts'

/** KML 2.2 (OGC 07-147r2), one document. Icons are Google Earth's own: a KML has no room for others. */
export const kmlWriter: Writer = {
  format: 'kml',
  extension: 'kml',
  mediaType: 'application/vnd.google-earth.kml+xml',
  wgs84Only: true,
  write: (input, options) => writeDocument(input, options, { iconHref: toPlainIconHref }),
}

/** KMZ: the document with the icons and the legend drawn as on the map. */
export const kmzWriter: Writer = {
  format: 'kmz',
  extension: 'kmz',
  mediaType: 'application/vnd.google-earth.kmz',
  wgs84Only: true,
  write: writeArchive,
}

const LEGEND_PATH = 'legend.png'
const ICON_PIXELS = 64

async function* writeArchive(
  input: WriteInput,
  options: WriteOptions,
): AsyncGenerator<Uint8Array, WriteSummary> {
  const zip = new ZipWriter(options.date ?? new Date())
  const icons = new Map<string, StyleSymbol>()
  const iconHref: IconHref = (symbol) => {
    const { fill, fillOpacity, line, marker } = symbol
    const key = [marker ?? 'circle', fill, fillOpacity, line].filter(Boolean).join('-')
    const path = `icons/${key.replaceAll('#', '')}.png`
    icons.set(path, symbol)
    return path
  }
  const legend =
    input.style &&
    drawLegend(input.style, { title: input.title, geometryType: input.schema.geometryType })
  const entry = zip.entry('doc.kml')
  const writing = writeDocument(input, options, {
    iconHref,
    ...(legend && {
      legend: { href: LEGEND_PATH, width: legend.width / 2, height: legend.height / 2 },
    }),
  })
  let step = await writing.next()
  for (; !step.done; step = await writing.next()) {
    await entry.write(step.value)
    yield* zip.drain()
  }
  await entry.end()
  if (legend) await zip.add(LEGEND_PATH, writePng(legend))
  for (const [path, symbol] of icons) await zip.add(path, writePng(drawMarker(symbol, ICON_PIXELS)))
  yield* zip.end()
  return step.value
}

/** From so many features on, a viewer that draws them all at once comes to a halt. */
const LARGE_LAYER = 5000
const SCHEMA_ID = 'fields'

interface Links {
  readonly iconHref: IconHref
  /** Its size on the screen in pixels. */
  readonly legend?: { readonly href: string; readonly width: number; readonly height: number }
}

async function* writeDocument(
  input: WriteInput,
  options: WriteOptions,
  links: Links,
): AsyncGenerator<Uint8Array, WriteSummary> {
  requireWgs84({ format: 'kml' }, input.crs)
  const tally = new Tally()
  const { fields } = input.schema
  const style: LayerStyle = input.style ?? { kind: 'simple', symbol: {} }
  const classes = looksOf(style)
  const classOf = toClassifier(classesOf(style))
  const progress = new Progress(input.schema.featureCount, 2, options.onProgress)
  const { bbox, count, classCounts } = await survey(input, options, progress, classOf)
  const regions = count > LARGE_LAYER && !isEmpty(bbox) ? new RegionTree(bbox) : null

  const text = new TextWriter()
  text.write(toDocumentStart(input, style, links))
  const placemarks = new PlacemarkWriter(text, {
    fields,
    schemaId: SCHEMA_ID,
    nameField: findNameField(fields, style),
    timeField: input.timeField ?? findTimeField(fields),
    tally,
  })
  const styleOf = (feature: Feature, index: number): string =>
    `<styleUrl>#${styleIdOf(index)}</styleUrl>${toOwnStyle(style, feature)}`

  const oneFolder = classes.length === 0 && !regions
  const order = oneFolder ? undefined : new Uint32Array(count)
  if (oneFolder) {
    for await (const batch of batches(input.features(), options.signal)) {
      for (const feature of batch) placemarks.write(feature, styleOf(feature, -1))
      if (text.full) yield text.take()
      progress.add(batch.length)
    }
  } else {
    yield text.take()
    const folders = new Folders(new SpoolPool())
    let ordinal = 0
    for await (const batch of batches(input.features(), options.signal)) {
      for (const feature of batch) {
        const index = classOf(feature.properties)
        const cell =
          regions && feature.geometry ? regions.place(geometryBbox(feature.geometry)) : ROOT_CELL
        placemarks.write(feature, styleOf(feature, index))
        folders.of(index, cell).add(text.drop(), ordinal++)
      }
      progress.add(batch.length)
    }
    const titles = new Map(classes.map(({ label }, index) => [index, label]))
    let place = 0
    for (const index of [...classes.keys(), -1]) {
      const cells = folders.cellsOf(index)
      if (cells.length === 0) continue
      const title =
        titles.get(index) ??
        (classes.length > 0 ? wordsOf('files', input.language).otherClass : input.title)
      const total = classCounts.get(index) ?? 0
      text.write(`<Folder><name>${toXmlText(title)} (${total})</name>\n`)
      for (const [cell, folder] of cells) {
        if (cell !== ROOT_CELL) text.write(`<Folder>${toRegion(regions!.boundsOf(cell))}\n`)
        for (const chunk of folder.drain()) text.copy(chunk)
        if (cell !== ROOT_CELL) text.write('</Folder>\n')
        for (const source of folder.ordinals) order![place++] = source
        if (text.full) yield text.take()
      }
      text.write('</Folder>\n')
    }
  }
  progress.endPass()
  text.write('</Document></kml>\n')
  yield text.take()
  return {
    layers: [{ ...toWholeLayer(input, count), ...(order && { order }) }],
    warnings: tally.warnings(),
  }
}

/** The first pass: how large the layer is, and how many features each class of the legend has. */
async function survey(
  input: WriteInput,
  { signal }: WriteOptions,
  progress: Progress,
  classOf: (properties: Feature['properties']) => number,
): Promise<{ bbox: Bbox; count: number; classCounts: ReadonlyMap<number, number> }> {
  let bbox = EMPTY_BBOX
  let count = 0
  const classCounts = new Map<number, number>()
  for await (const batch of batches(input.features(), signal)) {
    for (const feature of batch) {
      count++
      const index = classOf(feature.properties)
      classCounts.set(index, (classCounts.get(index) ?? 0) + 1)
      if (feature.geometry) bbox = union(bbox, geometryBbox(feature.geometry))
    }
    progress.add(batch.length)
  }
  progress.endPass()
  return { bbox, count, classCounts }
}

const styleIdOf = (index: number): string => (index < 0 ? 'other' : `class-${index}`)

/** A marker sized by its value overrides the scale of its class, and nothing else. */
function toOwnStyle(style: LayerStyle, { properties }: Feature): string {
  const radius = symbolRadius(style, properties)
  return radius === null
    ? ''
    : `<Style><IconStyle><scale>${toIconScale(radius)}</scale></IconStyle></Style>`
}

function toDocumentStart(input: WriteInput, style: LayerStyle, links: Links): string {
  const { title, metadata, schema, language } = input
  const titleOf = (field: Field): string =>
    ((field.title && textIn(field.title, language)) ?? field.name) +
    (field.unit ? ` (${field.unit})` : '')
  const balloon = toBalloon(schema.fields, SCHEMA_ID, language, metadata.citation)
  const styleFor = (id: string, symbol: StyleSymbol): string =>
    toStyle(id, symbol, {
      iconHref: links.iconHref(symbol),
      tinted: links.iconHref === toPlainIconHref,
      balloon,
    })
  const styles = looksOf(style).map(({ symbol }, index) => styleFor(styleIdOf(index), symbol))
  styles.push(styleFor(styleIdOf(-1), style.kind === 'simple' ? style.symbol : {}))
  const about = [
    metadata.abstract,
    metadata.selection,
    metadata.limitations,
    metadata.citation,
    metadata.licence?.name,
  ].filter(Boolean)
  const data = Object.entries({
    publisher: metadata.publisher,
    edition: metadata.edition,
    date: metadata.date,
    licence: metadata.licence?.name,
    licenceUrl: metadata.licence?.url,
    citation: metadata.citation,
  }).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom">\n',
    '<Document>\n',
    toElement('name', title),
    '<open>1</open>',
    metadata.publisher
      ? `<atom:author>${toElement('atom:name', metadata.publisher)}</atom:author>`
      : '',
    metadata.url ? `<atom:link href="${toXmlText(metadata.url)}"/>` : '',
    about.length > 0
      ? toElement('description', about.map((line) => `<p>${toXmlText(line!)}</p>`).join(''))
      : '',
    '\n',
    ...styles.map((text) => `${text}\n`),
    data.length > 0
      ? `<ExtendedData>${data.map(([name, value]) => `<Data name="${name}">${toElement('value', value)}</Data>`).join('')}</ExtendedData>\n`
      : '',
    schema.fields.length > 0
      ? `<Schema name="${toXmlText(input.name)}" id="${SCHEMA_ID}">${toSimpleFields(schema.fields, titleOf)}</Schema>\n`
      : '',
    links.legend ? toLegendOverlay(links.legend, title) : '',
  ]
  return parts.join('')
}

/** The legend in the lower left corner of the screen. */
function toLegendOverlay(
  { href, width, height }: NonNullable<Links['legend']>,
  title: string,
): string {
  return (
    `<ScreenOverlay>${toElement('name', title)}<Icon><href>${href}</href></Icon>` +
    '<overlayXY x="0" y="0" xunits="fraction" yunits="fraction"/>' +
    '<screenXY x="12" y="36" xunits="pixels" yunits="pixels"/>' +
    `<size x="${width}" y="${height}" xunits="pixels" yunits="pixels"/></ScreenOverlay>\n`
  )
}

const NAME_FIELD = /^(name|nom|nombre)$/i

function findNameField(fields: readonly Field[], style: LayerStyle): string | undefined {
  return style.labelField ?? fields.find(({ name }) => NAME_FIELD.test(name))?.name
}

const YEAR_FIELD = /^(year|annee|année|ano|anio|año)$/i

/** The field of a layer that has years: the one named so, in any of the three languages. */
function findTimeField(fields: readonly Field[]): string | undefined {
  return fields.find(({ name }) => YEAR_FIELD.test(name.normalize('NFC')))?.name
}

/** There may be thousands of folders, and each keeps less than this unspooled. */
const FOLDER_CHUNK_BYTES = 16 * 1024

/** The placemarks of one class in one cell, in the input's order, and which features they are. */
class Folder {
  readonly ordinals: number[] = []
  readonly #text = new TextWriter(FOLDER_CHUNK_BYTES)
  readonly #spool: Spool

  constructor(pool: SpoolPool) {
    this.#spool = pool.spool()
  }

  add(placemark: Uint8Array, ordinal: number): void {
    this.#text.copy(placemark)
    this.ordinals.push(ordinal)
    if (this.#text.full) this.#spool.write(this.#text.take())
  }

  *drain(): Generator<Uint8Array, void> {
    yield* this.#spool.drain()
    yield this.#text.drop()
  }
}

class Folders {
  readonly #pool: SpoolPool
  readonly #byClass = new Map<number, Map<number, Folder>>()

  constructor(pool: SpoolPool) {
    this.#pool = pool
  }

  of(index: number, cell: number): Folder {
    let cells = this.#byClass.get(index)
    if (!cells) {
      cells = new Map()
      this.#byClass.set(index, cells)
    }
    let folder = cells.get(cell)
    if (!folder) {
      folder = new Folder(this.#pool)
      cells.set(cell, folder)
    }
    return folder
  }

  /** The folders of a class, what is seen at the smallest scales first. */
  cellsOf(index: number): [cell: number, folder: Folder][] {
    return [...(this.#byClass.get(index) ?? [])].sort(([a], [b]) => levelOf(a) - levelOf(b))
  }
}
