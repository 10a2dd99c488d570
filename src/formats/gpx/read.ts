import { toLookupTable } from '../../geo/lookup-table.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { type FeatureTable, GEOMETRY_CODES } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { readXml } from '../xml/read.ts'
import { attributeOf, type XmlHandler, XmlScanner } from '../xml/xml-scanner.ts'
import { addLines, GrowingTracks, LayerTables, OpenLines, parseNumber } from './track-handler.ts'

/** GPX 1.0 and 1.1 (Topografix): waypoints, routes and tracks, a layer each. */
export const gpxReader: FormatReader = {
  id: 'gpx',
  sniff: ({ text }) => text.startsWith('<') && /<(?:[\w.-]+:)?gpx[\s>]/.test(text),
  read,
}

async function read(source: ByteSource, context: ReadContext): Promise<readonly ImportedLayer[]> {
  const { tables, growing, warnings, encoding } = await readXml(source, context, (told) => {
    const layersOf = new LayerTables(context)
    const open = new OpenLines(context)
    const scanner = new XmlScanner(new GpxHandler(layersOf, open, told, context), told, {
      ownNamespace: /topografix/i,
      ownPrefixes: ['gpx'],
      fileName: source.name,
    })
    const tracks = new GrowingTracks(() => layersOf.all, open)
    context.beginLayer(tracks, null)
    return { scanner, tables: layersOf, growing: tracks }
  })
  context.endLayer(growing)
  const entries = tables.entries()
  if (entries.length === 0) entries.push(['waypoints', tables.of('waypoints')])
  const layers: ImportedLayer[] = []
  for (const [kind, table] of entries) {
    const own = new WarningList()
    own.addAll(warnings.list())
    layers.push(
      await finishLayer(
        {
          name: entries.length === 1 ? baseName(source.name) : kind,
          format: 'gpx',
          path: source.name,
          table,
          warnings: own,
          jsonFields: new Set(['times']),
          crs: 'wgs84',
          encoding,
        },
        context,
      ),
    )
  }
  return layers
}

const KINDS = toLookupTable<string>({ wpt: 'waypoints', rte: 'routes', trk: 'tracks' })

/** The values that the schema gives waypoints, routes and tracks, and those that are numbers. */
const VALUES: ReadonlySet<string> = new Set([
  'name',
  'cmt',
  'desc',
  'src',
  'sym',
  'type',
  'time',
  'number',
  'magvar',
  'geoidheight',
  'fix',
  'sat',
  'hdop',
  'vdop',
  'pdop',
  'ageofdgpsdata',
  'dgpsid',
  'url',
  'urlname',
  'ele',
])
const NUMBERS: ReadonlySet<string> = new Set([
  'number',
  'magvar',
  'geoidheight',
  'sat',
  'hdop',
  'vdop',
  'pdop',
  'ageofdgpsdata',
  'ele',
])

interface Point {
  readonly lon: number
  readonly lat: number
  height: number
  time: string | null
}

class GpxHandler implements XmlHandler {
  readonly #tables: LayerTables
  readonly #open: OpenLines
  readonly #warnings: WarningList
  readonly #context: ReadContext
  readonly #stack: string[] = []
  #kind = ''
  #values = new Map<string, string | number>()
  #links = 0
  #point: Point | null = null
  #extension = 0
  #isWanted = false
  #text = ''

  constructor(tables: LayerTables, open: OpenLines, warnings: WarningList, context: ReadContext) {
    this.#tables = tables
    this.#open = open
    this.#warnings = warnings
    this.#context = context
  }

  wantsText(): boolean {
    return this.#isWanted
  }

  text(piece: string): void {
    this.#text += piece
  }

  open(name: string, attributes: string): void {
    this.#stack.push(name)
    this.#text = ''
    this.#isWanted = this.#kind !== ''
    if (name === 'extensions') this.#extension = this.#stack.length
    if (name in KINDS && this.#kind === '') {
      this.#kind = name
      this.#values = new Map()
      this.#links = 0
      this.#open.clear()
      if (name === 'rte') this.#open.beginLine()
    }
    if (name === 'trkseg') this.#open.beginLine()
    if (name === 'wpt' || name === 'rtept' || name === 'trkpt') {
      this.#point = {
        lon: parseNumber(attributeOf(attributes, 'lon')),
        lat: parseNumber(attributeOf(attributes, 'lat')),
        height: Number.NaN,
        time: null,
      }
    }
    if (name === 'link' && this.#kind !== '' && this.#isOwn()) {
      this.#links++
      const href = attributeOf(attributes, 'href')
      if (href) this.#values.set(this.#linkField(), href)
    }
  }

  /** A feature may have any number of links: `link`, `link_2`, `link_3`… */
  #linkField(): string {
    return this.#links > 1 ? `link_${this.#links}` : 'link'
  }

  /** Whether the element is about the feature itself and not about a point of its line. */
  #isOwn(): boolean {
    return this.#kind === 'wpt' || !this.#point
  }

  close(name: string): void {
    this.#stack.pop()
    const text = this.#isWanted ? this.#text.trim() : ''
    this.#isWanted = false
    this.#text = ''
    if (name === 'extensions') this.#extension = 0
    if (this.#kind === '') return
    if (this.#extension > 0) this.#addExtension(name, text)
    else if (this.#point && name === 'ele') this.#point.height = parseNumber(text)
    else if (this.#point && name === 'time') this.#point.time = text || null
    if (text !== '' && this.#extension === 0 && this.#isOwn()) this.#addOwn(name, text)
    if (name === 'rtept' || name === 'trkpt') this.#endLinePoint()
    if (name === this.#kind) this.#endFeature()
  }

  /** A link has a text and a type of its own, which are not those of the feature. */
  #addOwn(name: string, text: string): void {
    const parent = this.#stack.at(-1)
    if (parent === 'link') {
      if (name === 'text' || name === 'type') this.#addValue(`${this.#linkField()}_${name}`, text)
    } else if (parent === this.#kind && VALUES.has(name)) this.#addValue(name, text)
  }

  #addValue(name: string, text: string): void {
    const number = NUMBERS.has(name) ? parseNumber(text) : Number.NaN
    if (!this.#values.has(name)) this.#values.set(name, Number.isNaN(number) ? text : number)
  }

  #addExtension(name: string, text: string): void {
    if (text === '') return
    if (this.#isOwn()) {
      const field = name.slice(name.indexOf(':') + 1)
      if (!VALUES.has(field)) this.#addValue(field, text)
      return
    }
    this.#warnings.add({
      code: 'gpx-point-values',
      message:
        'Values of single points of lines, such as heart rates, have no place in a layer of lines; they were left out.',
    })
  }

  #endLinePoint(): void {
    const point = this.#point
    this.#point = null
    if (!point) return
    if (Number.isFinite(point.lon) && Number.isFinite(point.lat)) this.#open.add(point)
    else this.#warnPosition()
  }

  #warnPosition(): void {
    this.#warnings.add({
      code: 'positions-unreadable',
      message: 'Positions that are no longitude and latitude were left out.',
    })
  }

  #endFeature(): void {
    const table = this.#tables.of(KINDS[this.#kind]!)
    for (const [name, value] of this.#values) table.setValue(name, value)
    if (this.#kind === 'wpt') this.#addPoint(table)
    else addLines(this.#open.lines, table, this.#warnings)
    table.endFeature()
    this.#context.advance(0, 1)
    this.#kind = ''
    this.#point = null
    this.#open.clear()
  }

  #addPoint(table: FeatureTable): void {
    const point = this.#point
    if (!point || !Number.isFinite(point.lon) || !Number.isFinite(point.lat)) {
      this.#warnPosition()
      return
    }
    const hasHeight = !Number.isNaN(point.height)
    table.begin(GEOMETRY_CODES.Point, hasHeight)
    if (hasHeight) table.positionWithHeight(point.lon, point.lat, point.height)
    else table.position(point.lon, point.lat)
  }
}
