import { toLookupTable } from '../../geo/lookup-table.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { addLines, GrowingTracks, OpenLines, parseNumber } from '../gpx/track-handler.ts'
import { readXml } from '../xml/read.ts'
import { attributeOf, type XmlHandler, XmlScanner } from '../xml/xml-scanner.ts'

/** Garmin's Training Center XML: each activity or course is a line for each of its tracks. */
export const tcxReader: FormatReader = {
  id: 'tcx',
  sniff: ({ text }) =>
    text.startsWith('<') && /<(?:[\w.-]+:)?TrainingCenterDatabase[\s>]/.test(text),
  read,
}

async function read(source: ByteSource, context: ReadContext): Promise<readonly ImportedLayer[]> {
  const { table, growing, warnings, encoding } = await readXml(source, context, (told) => {
    const lines = new FeatureTable(context.budget)
    const open = new OpenLines(context)
    const scanner = new XmlScanner(new TcxHandler(lines, open, told, context), told, {
      ownNamespace: /TrainingCenterDatabase/i,
      ownPrefixes: [],
      fileName: source.name,
    })
    const tracks = new GrowingTracks(() => [lines], open)
    context.beginLayer(tracks, null)
    return { scanner, table: lines, growing: tracks }
  })
  context.endLayer(growing)
  const layer = await finishLayer(
    {
      name: baseName(source.name),
      format: 'tcx',
      path: source.name,
      table,
      warnings,
      jsonFields: new Set(['times']),
      crs: 'wgs84',
      encoding,
    },
    context,
  )
  return [layer]
}

const TEXTS: ReadonlySet<string> = new Set([
  'Id',
  'Name',
  'Notes',
  'Time',
  'LatitudeDegrees',
  'LongitudeDegrees',
  'AltitudeMeters',
  'TotalTimeSeconds',
  'DistanceMeters',
  'Calories',
])
/** Figures of the laps, which add up to the activity's. */
const SUMS = toLookupTable<string>({
  TotalTimeSeconds: 'totalTimeSeconds',
  DistanceMeters: 'distanceMeters',
  Calories: 'calories',
})

class TcxHandler implements XmlHandler {
  readonly #table: FeatureTable
  readonly #open: OpenLines
  readonly #warnings: WarningList
  readonly #context: ReadContext
  readonly #stack: string[] = []
  #point = new Map<string, string>()
  #isInFeature = false
  #isWanted = false
  #text = ''
  #sums = new Map<string, number>()

  constructor(table: FeatureTable, open: OpenLines, warnings: WarningList, context: ReadContext) {
    this.#table = table
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
    this.#isWanted = this.#isInFeature && TEXTS.has(name)
    if (name === 'Activity' || name === 'Course') {
      this.#isInFeature = true
      this.#open.clear()
      this.#sums = new Map()
      const sport = attributeOf(attributes, 'Sport')
      if (sport) this.#table.setValue('sport', sport)
    } else if (name === 'Track') this.#open.beginLine()
    else if (name === 'Trackpoint') this.#point = new Map()
  }

  close(name: string): void {
    this.#stack.pop()
    const parent = this.#stack.at(-1) ?? ''
    if (this.#isWanted) this.#value(name, this.#text.trim(), parent)
    this.#isWanted = false
    this.#text = ''
    if (!this.#isInFeature) return
    if (name === 'Trackpoint') this.#endPoint()
    else if (name === 'Activity' || name === 'Course') this.#endFeature()
  }

  #value(name: string, text: string, parent: string): void {
    if (parent === 'Trackpoint' || parent === 'Position') this.#point.set(name, text)
    else if (parent === 'Lap' && name in SUMS) {
      const value = parseNumber(text)
      if (Number.isFinite(value))
        this.#sums.set(SUMS[name]!, (this.#sums.get(SUMS[name]!) ?? 0) + value)
    } else if (
      (name === 'Id' || name === 'Name') &&
      text !== '' &&
      (parent === 'Activity' || parent === 'Course')
    ) {
      this.#table.setValue('name', text)
    } else if (name === 'Notes' && text !== '') this.#table.setValue('notes', text)
  }

  #endPoint(): void {
    const lon = parseNumber(this.#point.get('LongitudeDegrees') ?? null)
    const lat = parseNumber(this.#point.get('LatitudeDegrees') ?? null)
    // A watch without a fix writes points without a position: nothing is lost with them but its pulse.
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
      this.#warnings.add({
        code: 'positions-unreadable',
        message: 'Positions that are no longitude and latitude were left out.',
      })
      return
    }
    this.#open.add({
      lon,
      lat,
      height: parseNumber(this.#point.get('AltitudeMeters') ?? null),
      time: this.#point.get('Time') ?? null,
    })
  }

  #endFeature(): void {
    this.#isInFeature = false
    for (const [field, sum] of this.#sums) this.#table.setValue(field, sum)
    addLines(this.#open.lines, this.#table, this.#warnings)
    this.#table.endFeature()
    this.#context.advance(0, 1)
    this.#open.clear()
  }
}
