import { EMPTY_BBOX, isEmpty } from '../../geo/bbox.ts'
import { geometryBbox } from '../../geo/positions.ts'
import { classesOf, looksOf, toClassifier } from '../../model/classes.ts'
import type { Feature } from '../../model/feature.ts'
import type { Field } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import { type Spool, SpoolPool } from '../bytes/spool.ts'
import { writePng } from '../bytes/write-png.ts'
import { batches } from '../contract/batches.ts'
import { type LayerStyle, type StyleSymbol, symbolRadius } from '../contract/layer-style.ts'
import { Progress } from '../contract/progress.ts'
import { Tally } from '../contract/tally.ts'
import {
  areAtHand,
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
import { toElement, toXmlText } from '../xml/write-text.ts'
import { ZipWriter } from '../zip/write.ts'
import { ExtentList, LevelTree } from './write-levels.ts'
import { PlacemarkWriter, toSimpleFields } from './write-placemark.ts'
import { type IconHref, toBalloon, toIconScale, toPlainIconHref, toStyle } from './write-style.ts'

/**
 * KML 2.2 (OGC 07-147r2), one document. All placemarks stand in the document itself: GDAL, and with it R,
 * geopandas and QGIS, takes every folder for a layer of its own, and the first one for the whole. Icons are
 * Google Earth's own: a KML has no room for others.
 */
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
  const classOf = toClassifier(classesOf(style))
  const progress = new Progress(input.schema.featureCount, 2, options.onProgress)
  const extents = await survey(input, options, progress, style)
  const { count, bbox } = extents
  const tree = count > LARGE_LAYER && !isEmpty(bbox) ? new LevelTree(extents) : null

  const text = new TextWriter()
  text.write(toDocumentStart(input, style, links))
  const placemarks = new PlacemarkWriter(text, {
    fields,
    schemaId: SCHEMA_ID,
    nameField: findNameField(fields, style),
    timeField: input.timeField ?? findTimeField(fields),
    tally,
    writeRegion: tree ? (out, ordinal) => tree.writeRegion(out, ordinal) : undefined,
  })
  const styleOf = (feature: Feature): string =>
    `<styleUrl>#${styleIdOf(classOf(feature.properties))}</styleUrl>${toOwnStyle(style, feature)}`

  const features = input.features()
  const order = tree?.order()
  if (tree && order && areAtHand(features)) {
    // What is seen at the smallest scales comes first.
    for await (const batch of batches(order, options.signal)) {
      for (const ordinal of batch) {
        const feature = features.feature(ordinal)
        placemarks.write(feature, styleOf(feature), ordinal)
        if (text.full) yield text.take()
      }
      progress.add(batch.length)
    }
  } else if (tree) {
    yield text.take()
    const levels = new Levels()
    let ordinal = 0
    for await (const batch of batches(features, options.signal)) {
      for (const feature of batch) {
        placemarks.write(feature, styleOf(feature), ordinal)
        levels.add(tree.levelOf(ordinal++), text.drop())
      }
      progress.add(batch.length)
    }
    for (const level of levels.all()) yield* level.drain()
  } else {
    for await (const batch of batches(features, options.signal)) {
      for (const feature of batch) placemarks.write(feature, styleOf(feature), -1)
      if (text.full) yield text.take()
      progress.add(batch.length)
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

/** The first pass: how many features there are, where, and how large each is drawn. */
async function survey(
  input: WriteInput,
  { signal }: WriteOptions,
  progress: Progress,
  style: LayerStyle,
): Promise<ExtentList> {
  const extents = new ExtentList()
  const { rows } = input
  // Where sizes do not hang on values, boxes are all that is asked for.
  if (rows && style.kind !== 'proportional') {
    for await (const batch of batches(new Array(rows.table.length).keys(), signal)) {
      for (const row of batch) {
        extents.add(rows.hasPlace(row) ? rows.table.bbox(row) : EMPTY_BBOX, null)
      }
      progress.add(batch.length)
    }
    progress.endPass()
    return extents
  }
  for await (const batch of batches(input.features(), signal)) {
    for (const { geometry, properties } of batch) {
      extents.add(geometryBbox(geometry), symbolRadius(style, properties))
    }
    progress.add(batch.length)
  }
  progress.endPass()
  return extents
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

/** The placemarks of one level, in the input's order. */
class Level {
  readonly #text = new TextWriter()
  readonly #spool: Spool

  constructor(pool: SpoolPool) {
    this.#spool = pool.spool()
  }

  add(placemark: Uint8Array): void {
    this.#text.copy(placemark)
    if (this.#text.full) this.#spool.write(this.#text.take())
  }

  *drain(): Generator<Uint8Array, void> {
    yield* this.#spool.drain()
    yield this.#text.take()
  }
}

/** The placemarks of features that come once, in their order, kept until their level's turn. */
class Levels {
  readonly #pool = new SpoolPool()
  readonly #levels: Level[] = []

  add(level: number, placemark: Uint8Array): void {
    while (this.#levels.length <= level) this.#levels.push(new Level(this.#pool))
    this.#levels[level]!.add(placemark)
  }

  all(): readonly Level[] {
    return this.#levels
  }
}
