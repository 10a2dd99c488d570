import { toLookupTable } from '../../geo/lookup-table.ts'
import { SCREEN_UNITS, type ScreenVector } from '../../geo/screen-place.ts'
import type { FieldValue } from '../../model/feature.ts'
import type { Field, FieldType } from '../../model/schema.ts'
import type { FeatureTable } from '../contract/feature-table.ts'
import { warnRenamedField } from '../contract/field-names.ts'
import { FieldInference } from '../contract/infer-fields.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import { ownText } from '../text/own-text.ts'
import { parsePlainNumber } from '../text/plain-number.ts'
import { attributeOf, type XmlHandler } from '../xml/xml-scanner.ts'
import { parseBalloonTable } from './balloon-table.ts'
import { PositionList, readCoordinates } from './coordinates.ts'
import type { KmlExtras, KmlFolder, KmlNetworkLink, KmlOverlay, KmlStyle } from './extras.ts'
import { addKmlGeometry, type KmlGeometry, type Run } from './kml-geometry.ts'
import {
  parseKmlBoolean,
  parseKmlColor,
  STYLE_SETTERS,
  StyleBook,
  type StyleDraft,
} from './kml-styles.ts'

/** The fields that KML itself gives a placemark, in the order in which they are shown. */
const OWN_FIELDS = toLookupTable<FieldType>({
  name: 'string',
  folder: 'string',
  description: 'string',
  snippet: 'string',
  address: 'string',
  phoneNumber: 'string',
  timestamp: 'string',
  begin: 'string',
  end: 'string',
  times: 'json',
  altitudeMode: 'string',
  extrude: 'boolean',
  tessellate: 'boolean',
  visibility: 'boolean',
  id: 'string',
})

/** Types of `SimpleField` (12-007r2 section 9.7) by their names in the files. */
const SCHEMA_TYPES = toLookupTable<FieldType>({
  string: 'string',
  int: 'integer',
  uint: 'long',
  short: 'integer',
  ushort: 'integer',
  float: 'double',
  double: 'double',
  bool: 'boolean',
  boolean: 'boolean',
})

const CONTAINERS: ReadonlySet<string> = new Set(['Document', 'Folder', 'kml'])
const FEATURES: ReadonlySet<string> = new Set([
  'Placemark',
  'GroundOverlay',
  'ScreenOverlay',
  'PhotoOverlay',
  'NetworkLink',
])

interface GeometryFrame {
  readonly element: string
  readonly parts: KmlGeometry[]
  readonly rings: Run[]
  run: Run | null
  readonly whens: string[]
  /** Where the frame's own positions begin. */
  readonly start: number
}

/** A placemark, overlay or link while it is read. */
interface FeatureFrame {
  readonly element: string
  readonly values: Map<string, FieldValue>
  readonly geometries: KmlGeometry[]
  readonly times: (readonly string[])[]
  styleUrl: string | null
  style: StyleDraft | null
  href: string | null
  opacity: number
  tint: string | null
  drawOrder: number
  box: Map<string, number> | null
  corners: [number, number][] | null
  /** What a screen overlay says of its place, by the element. */
  vectors: Map<string, ScreenVector> | null
  hasRegion: boolean
}

interface ContainerFrame {
  readonly element: string
  name: string | null
  description: string | null
  isOpen: boolean
  isVisible: boolean
  folder: number
}

const GEOMETRIES: ReadonlySet<string> = new Set([
  'Point',
  'LineString',
  'LinearRing',
  'Polygon',
  'MultiGeometry',
  'Track',
  'MultiTrack',
  'Model',
])

/** Elements whose text is of use, wherever they stand. */
const TEXT_ELEMENTS: ReadonlySet<string> = new Set([
  'name',
  'description',
  'Snippet',
  'snippet',
  'address',
  'phoneNumber',
  'styleUrl',
  'visibility',
  'open',
  'coordinates',
  'coord',
  'when',
  'begin',
  'end',
  'value',
  'SimpleData',
  'displayName',
  'altitudeMode',
  'extrude',
  'tessellate',
  'href',
  'color',
  'scale',
  'heading',
  'width',
  'fill',
  'outline',
  'text',
  'bgColor',
  'key',
  'north',
  'south',
  'east',
  'west',
  'rotation',
  'drawOrder',
  'longitude',
  'latitude',
  'altitude',
  'parent',
])

/** What a region or a camera says is not about the placemark's own place. */
const DEAF: ReadonlySet<string> = new Set([
  'Region',
  'LookAt',
  'Camera',
  'Metadata',
  'NetworkLinkControl',
  'Tour',
  'ListStyle',
  'Update',
  'author',
])

type Role = 'container' | 'feature' | 'geometry' | 'text' | 'deaf'

/** What an element is to this reader, by its name. */
const ROLES: ReadonlyMap<string, Role> = new Map(
  (
    [
      [CONTAINERS, 'container'],
      [FEATURES, 'feature'],
      [GEOMETRIES, 'geometry'],
      [TEXT_ELEMENTS, 'text'],
      [DEAF, 'deaf'],
    ] as const
  ).flatMap(([names, role]) => Array.from(names, (name): [string, Role] => [name, role])),
)

/** A `SimpleData` of a schema, as it is named in the table, and of which type it is. */
interface SimpleField {
  readonly name: string
  readonly type: FieldType | undefined
}

/** Collects a KML document's placemarks into a table, and what else it says into `KmlExtras`. */
export class KmlHandler implements XmlHandler {
  readonly #table: FeatureTable
  readonly #warnings: WarningList
  readonly #context: ReadContext
  readonly #stack: string[] = []
  readonly #containers: ContainerFrame[] = []
  readonly #folders: KmlFolder[] = []
  readonly #overlays: KmlOverlay[] = []
  readonly #links: KmlNetworkLink[] = []
  readonly #styles = new StyleBook()
  readonly #styleOfFeature: number[] = []
  readonly #positions = new PositionList()
  readonly #geometries: GeometryFrame[] = []
  /** Types of the fields of schemas by schema id and field, and by field alone. */
  readonly #schemaTypes = new Map<string, FieldType>()
  readonly #inference = new FieldInference()
  readonly #fieldTypes = new Map<string, FieldType>()
  readonly #untyped = new Set<string>()
  readonly #renamed = new Map<string, string>()
  /** Elements made of a schema's name in files of KML 2.0: each is a placemark. */
  readonly #placemarkNames = new Set<string>()
  /** Fields that stand in the tables of balloons: their names there, and here. */
  readonly #balloonFields = new Map<string, string>()
  #feature: FeatureFrame | null = null
  #style: { id: string | null; draft: StyleDraft; isMapped: boolean } | null = null
  #styleMap: { id: string | null; key: string; normal: string | KmlStyle | null } | null = null
  #schema: { id: string; fields: number } | null = null
  #schemaName = ''
  #dataName = ''
  #schemaUrl = ''
  #documentName: string | null = null
  /** Where the folders that are open lead, once it has been asked for. */
  #path: { readonly text: string | null } | null = null
  /** What `name` says in the attributes of elements of data, and which field a name is in the schema that is used. */
  readonly #dataNames = new Map<string, string>()
  readonly #simpleFields = new Map<string, SimpleField>()
  #schemaAttributes = ''
  #deafDepth = 0
  #isWanted = false
  #markupDepth = 0
  #pieces: string[] = []

  constructor(table: FeatureTable, warnings: WarningList, context: ReadContext) {
    this.#table = table
    this.#warnings = warnings
    this.#context = context
  }

  wantsText(): boolean {
    return this.#isWanted
  }

  isDeaf(): boolean {
    return this.#deafDepth > 0
  }

  text(piece: string): void {
    this.#context.budget.take(piece.length, 'a text')
    this.#pieces.push(piece)
  }

  open(name: string, attributes: string): void {
    if (this.#isWanted) {
      // HTML that was not escaped, as in many descriptions, is text.
      this.#markupDepth++
      this.text(`<${name}${attributes}>`)
      return
    }
    this.#stack.push(name)
    if (this.#deafDepth > 0) {
      this.#deafDepth++
      return
    }
    const role = ROLES.get(name)
    if (role === 'deaf') {
      this.#deafDepth = 1
      this.#noticeDeaf(name)
      return
    }
    if (role === 'text') {
      this.#isWanted = true
      this.#pieces = []
      if (name === 'SimpleData') this.openData(attributes)
      return
    }
    OPENERS[name]?.(this, attributes)
    if (role === 'container') this.#openContainer(name)
    else if (role === 'feature' || this.#placemarkNames.has(name))
      this.#openFeature(name, attributes)
    else if (role === 'geometry') this.#openGeometry(name)
    else if (this.#feature && this.#isOldData(name, this.#parentOf(name))) {
      // A field of a 2.0 schema, named by its element.
      this.#isWanted = true
      this.#pieces = []
    }
  }

  close(name: string): void {
    if (this.#markupDepth > 0) {
      this.#markupDepth--
      this.text(`</${name}>`)
      return
    }
    this.#stack.pop()
    if (this.#deafDepth > 0) {
      this.#deafDepth--
      return
    }
    if (this.#isWanted) {
      this.#isWanted = false
      const text = this.#pieces.length === 1 ? this.#pieces[0]! : this.#pieces.join('')
      for (const piece of this.#pieces) this.#context.budget.give(piece.length)
      this.#pieces = []
      this.#value(name, text)
      return
    }
    CLOSERS[name]?.(this)
    const role = ROLES.get(name)
    if (role === 'geometry') this.#closeGeometry(name)
    else if (this.#feature?.element === name) this.#closeFeature()
    else if (role === 'container') this.#closeContainer()
  }

  /** The parent of the element that is being opened or has just been closed. */
  get #parent(): string {
    return this.#stack.at(-1) ?? ''
  }

  #noticeDeaf(name: string): void {
    if (name === 'Region' && this.#feature) this.#feature.hasRegion = true
    if (name === 'Tour') {
      this.#warnings.add({
        code: 'kml-tours',
        message: 'Tours, which fly over the Earth, have no place on this map; they were left out.',
      })
    } else if (name === 'NetworkLinkControl') {
      this.#warnings.add({
        code: 'kml-updates',
        message:
          'The file changes other files (NetworkLinkControl); such changes are not followed.',
      })
    } else if (name === 'Region') {
      this.#warnings.add({
        code: 'kml-regions',
        message:
          'Regions, which hide features by level of detail, are not heeded: all features are read.',
      })
    }
  }

  // Containers

  #openContainer(element: string): void {
    this.#path = null
    this.#containers.push({
      element,
      name: null,
      description: null,
      isOpen: false,
      isVisible: true,
      folder: -1,
    })
  }

  #closeContainer(): void {
    const container = this.#containers.pop()
    this.#path = null
    if (container?.element === 'Folder') this.#keepFolder(container)
  }

  /** The path of the folders that are open; folders are kept when the first feature in them comes. */
  #folderPath(): string | null {
    this.#path ??= { text: this.#findFolderPath() }
    return this.#path.text
  }

  #findFolderPath(): string | null {
    const path = this.#containers
      .filter(
        ({ element }, index) =>
          element === 'Folder' || (element === 'Document' && this.#isNested(index)),
      )
      .map(({ name }) => name ?? '')
      .filter((name) => name !== '')
    return path.length > 0 ? path.join(' / ') : null
  }

  #isNested(index: number): boolean {
    return this.#containers.slice(0, index).some(({ element }) => element !== 'kml')
  }

  #keepFolder({ name, description, isOpen, isVisible }: ContainerFrame): void {
    const above = this.#folderPath()
    const path = [above, name].filter((part) => part !== null && part !== '').join(' / ')
    if (path !== '' && this.#folders.length < MOST_FOLDERS) {
      this.#folders.push({ path, description, isOpen, isVisible })
    }
  }

  // Features

  #openFeature(element: string, attributes: string): void {
    if (this.#feature) this.#closeFeature()
    this.#positions.clear()
    this.#geometries.length = 0
    this.#feature = {
      element,
      values: new Map(),
      geometries: [],
      times: [],
      styleUrl: null,
      style: null,
      href: null,
      opacity: 1,
      tint: null,
      drawOrder: 0,
      box: null,
      corners: null,
      vectors: null,
      hasRegion: false,
    }
    const id = attributeOf(attributes, 'id')
    if (id) this.#feature.values.set('id', id)
  }

  #closeFeature(): void {
    const feature = this.#feature!
    this.#addBalloonTable(feature.values)
    this.#feature = null
    const folder = this.#folderPath()
    if (feature.element === 'NetworkLink') this.#keepLink(feature, folder ?? '')
    else if (feature.element.endsWith('Overlay')) this.#keepOverlay(feature, folder ?? '')
    else this.#keepPlacemark(feature, folder)
  }

  #keepPlacemark(feature: FeatureFrame, folder: string | null): void {
    const { values, geometries, times } = feature
    if (folder !== null) values.set('folder', folder)
    if (times.length > 0) values.set('times', JSON.stringify(times.length === 1 ? times[0] : times))
    for (const [name, value] of values) {
      if (this.#untyped.has(name)) this.#inference.addValue(name, value)
      this.#table.setValue(name, value)
    }
    addKmlGeometry(geometries, this.#positions, this.#table, this.#warnings)
    this.#styleOfFeature.push(this.#styles.refer(feature.styleUrl, feature.style))
    this.#table.endFeature()
    this.#context.advance(0, 1)
  }

  /** The rows of a table of names and values in the description become fields beside it. */
  #addBalloonTable(values: ReadonlyMap<string, FieldValue>): void {
    const description = values.get('description')
    if (typeof description !== 'string') return
    for (const [given, value] of parseBalloonTable(description)) {
      const isKnown = this.#balloonFields.has(given)
      if (!isKnown && this.#balloonFields.size >= MOST_BALLOON_FIELDS) continue
      const name = this.#balloonFields.get(given) ?? this.#dataField(given)
      // What the file gives as data counts for more than how a balloon shows it.
      if (!isKnown && this.#table.fieldNames.includes(name)) continue
      if (values.has(name)) continue
      this.#balloonFields.set(given, name)
      this.#addData(given, value, undefined)
    }
  }

  #keepLink({ values, href, hasRegion }: FeatureFrame, folder: string): void {
    this.#warnings.add({
      code: 'kml-links-not-followed',
      message: 'Links to other files (NetworkLink) are listed but not followed.',
    })
    const name = String(values.get('name') ?? '')
    if (this.#links.length < MOST_LISTED) {
      this.#links.push({ name, folder, href: href ?? '', hasRegion })
    }
  }

  #keepOverlay(feature: FeatureFrame, folder: string): void {
    const { box, corners, vectors, opacity, tint, drawOrder, href, values, element } = feature
    if (this.#overlays.length >= MOST_LISTED) return
    const edges = ['west', 'south', 'east', 'north'].map((edge) => box?.get(edge))
    const hasBox = edges.every((edge) => edge !== undefined)
    this.#overlays.push({
      kind:
        element === 'GroundOverlay' ? 'ground' : element === 'ScreenOverlay' ? 'screen' : 'photo',
      name: String(values.get('name') ?? ''),
      folder,
      href,
      opacity,
      ...(tint && tint !== '#ffffff' && { tint }),
      drawOrder,
      isVisible: parseKmlBoolean(String(values.get('visibility') ?? '1')),
      ...(hasBox && {
        box: {
          west: edges[0]!,
          south: edges[1]!,
          east: edges[2]!,
          north: edges[3]!,
          rotationDegrees: box?.get('rotation') ?? 0,
        },
      }),
      ...(corners && { corners }),
      ...(element === 'ScreenOverlay' && {
        screen: {
          ...Object.fromEntries(vectors ?? []),
          rotationDegrees: box?.get('rotation') ?? 0,
        },
      }),
    })
  }

  // Geometries

  #openGeometry(element: string): void {
    if (!this.#feature) return
    this.#geometries.push({
      element,
      parts: [],
      rings: [],
      run: null,
      whens: [],
      start: this.#positions.length,
    })
  }

  #closeGeometry(element: string): void {
    const frame = this.#geometries.at(-1)
    if (!this.#feature || frame?.element !== element) return
    this.#geometries.pop()
    const geometry = this.#toGeometry(frame)
    const parent = this.#geometries.at(-1)
    if (!geometry) return
    if (element === 'LinearRing' && parent?.element === 'Polygon' && geometry.kind === 'line') {
      if (this.#stack.includes('outerBoundaryIs')) parent.rings.unshift(geometry.run)
      else parent.rings.push(geometry.run)
    } else if (parent) parent.parts.push(geometry)
    else this.#feature.geometries.push(geometry)
  }

  #toGeometry(frame: GeometryFrame): KmlGeometry | null {
    const empty: Run = { start: frame.start, end: frame.start }
    if (frame.element === 'Polygon') return { kind: 'polygon', rings: frame.rings }
    if (frame.element === 'MultiGeometry' || frame.element === 'MultiTrack') {
      return { kind: 'collection', parts: frame.parts }
    }
    if (frame.element === 'Track') {
      if (frame.whens.length > 0) this.#feature!.times.push(frame.whens)
      const run = { start: frame.start, end: this.#positions.length }
      // A track of one place is a point in time.
      return run.end - run.start === 1 ? { kind: 'point', run } : { kind: 'line', run }
    }
    if (frame.element === 'Model') {
      const { box } = this.#feature!
      const lon = box?.get('longitude')
      const lat = box?.get('latitude')
      if (lon === undefined || lat === undefined) return null
      this.#warnings.add({
        code: 'kml-models',
        message: 'Models of buildings and such are shown as the point where they stand.',
      })
      const start = this.#positions.length
      this.#positions.push(lon, lat, box?.get('altitude') ?? Number.NaN)
      return { kind: 'point', run: { start, end: start + 1 } }
    }
    const run = frame.run ?? empty
    return frame.element === 'Point' ? { kind: 'point', run } : { kind: 'line', run }
  }

  // Values

  #value(element: string, text: string): void {
    const parent = this.#parent
    if (this.#style && parent in STYLE_SETTERS) {
      const setters = STYLE_SETTERS[parent]!
      if (Object.hasOwn(setters, element)) setters[element]!(this.#style.draft, text)
      return
    }
    const set = VALUES[element]
    if (set) set(this, text, parent)
    else if (this.#isOldData(element, parent)) {
      this.#addData(element, text, this.#schemaTypes.get(`#${element}`))
    }
  }

  readCoordinates(text: string): void {
    const frame = this.#geometries.at(-1)
    if (!this.#feature) return
    const start = this.#positions.length
    this.#context.budget.take(text.length, 'a geometry')
    const { faults, regrouped } = readCoordinates(text, this.#positions)
    this.#context.budget.give(text.length)
    if (faults > 0) this.#warnPositions(faults)
    if (regrouped > 0) {
      this.#warnings.add({
        code: 'kml-commas-only',
        message:
          'Positions that are parted by commas alone were read as longitude, latitude and height.',
        count: regrouped,
      })
    }
    if (frame) frame.run = { start, end: this.#positions.length }
    else if (this.#parent === 'LatLonQuad') {
      this.#feature.corners = Array.from({ length: this.#positions.length - start }, (_, index) => [
        this.#positions.lon(start + index),
        this.#positions.lat(start + index),
      ])
    }
  }

  /** A `gx:coord` has blanks where `coordinates` has commas. */
  readTrackPosition(text: string): void {
    if (this.#geometries.at(-1)?.element !== 'Track') return
    const trimmed = text.trim()
    if (trimmed === '') return
    const { faults } = readCoordinates(trimmed.replaceAll(/[\s,]+/g, ','), this.#positions)
    if (faults > 0) this.#warnPositions(faults)
  }

  #warnPositions(count: number): void {
    this.#warnings.add({
      code: 'positions-unreadable',
      message: 'Positions that are no longitude and latitude were left out.',
      count,
    })
  }

  addWhen(text: string): void {
    const frame = this.#geometries.at(-1)
    if (frame?.element === 'Track') frame.whens.push(text.trim())
    else this.setOwn('timestamp', text)
  }

  setOwn(field: string, text: string): void {
    const value = text.trim()
    if (this.#feature && value !== '' && !this.#feature.values.has(field)) {
      this.#feature.values.set(
        field,
        OWN_FIELDS[field] === 'boolean' ? parseKmlBoolean(value) : value,
      )
    }
  }

  setName(text: string, parent: string): void {
    const value = text.trim()
    if (this.#feature) {
      if (parent === this.#feature.element) this.setOwn('name', value)
      return
    }
    const container = this.#containers.at(-1)
    if (container?.element !== parent || value === '') return
    container.name = value
    this.#path = null
    if (parent === 'Document' && this.#containers.length <= 2) this.#documentName ??= value
  }

  setDescription(text: string, parent: string): void {
    if (this.#feature) {
      if (parent === this.#feature.element) this.setOwn('description', text)
    } else {
      const container = this.#containers.at(-1)
      if (container?.element === parent) container.description = text.trim() || null
    }
  }

  setVisibility(text: string): void {
    const isVisible = parseKmlBoolean(text)
    if (this.#feature) this.setOwn('visibility', text)
    else if (this.#containers.length > 0) this.#containers.at(-1)!.isVisible = isVisible
  }

  setOpen(text: string): void {
    const container = this.#containers.at(-1)
    if (!this.#feature && container) container.isOpen = parseKmlBoolean(text)
  }

  setStyleUrl(text: string, parent: string): void {
    if (this.#styleMap && parent === 'Pair') {
      if (this.#styleMap.key === 'normal') this.#styleMap.normal = text.trim()
    } else if (this.#feature) this.#feature.styleUrl = text.trim() || null
  }

  setPairKey(text: string): void {
    if (this.#styleMap) this.#styleMap.key = text.trim()
  }

  setHref(text: string): void {
    if (this.#feature) this.#feature.href ??= text.trim() || null
  }

  setOverlayColor(text: string): void {
    const color = parseKmlColor(text)
    if (!this.#feature || !color) return
    this.#feature.opacity = color.opacity
    this.#feature.tint = color.color
  }

  setDrawOrder(text: string): void {
    const order = Number.parseInt(text, 10)
    if (this.#feature && Number.isFinite(order)) this.#feature.drawOrder = order
  }

  setBox(key: string, text: string): void {
    const value = Number.parseFloat(text)
    if (!this.#feature || !Number.isFinite(value)) return
    this.#feature.box ??= new Map()
    this.#feature.box.set(key, value)
  }

  // Data

  openData(attributes: string): void {
    const known = this.#dataNames.get(attributes)
    this.#dataName = known ?? attributeOf(attributes, 'name') ?? ''
    if (known === undefined && this.#dataNames.size < MOST_KNOWN_NAMES) {
      this.#dataNames.set(ownText(attributes), this.#dataName)
    }
  }

  openSchemaData(attributes: string): void {
    if (attributes === this.#schemaAttributes) return
    this.#schemaAttributes = attributes
    this.#schemaUrl = (attributeOf(attributes, 'schemaUrl') ?? '').replace(/^.*#/, '')
    this.#simpleFields.clear()
  }

  addDataValue(text: string): void {
    this.#addData(this.#dataName, text, undefined)
  }

  addSimpleData(text: string): void {
    const given = this.#dataName
    if (!this.#feature || given === '') return
    let field = this.#simpleFields.get(given)
    if (!field) {
      const type =
        this.#schemaTypes.get(`${this.#schemaUrl}#${given}`) ?? this.#schemaTypes.get(`#${given}`)
      field = { name: this.#dataField(given), type }
      if (this.#simpleFields.size < MOST_KNOWN_NAMES) this.#simpleFields.set(given, field)
    }
    this.#addValue(field.name, text, field.type)
  }

  #addData(given: string, text: string, type: FieldType | undefined): void {
    if (!this.#feature || given === '') return
    this.#addValue(this.#dataField(given), text, type)
  }

  #addValue(name: string, text: string, type: FieldType | undefined): void {
    if (!this.#feature) return
    const value = text.trim()
    if (type) {
      const typed = toTyped(value, type)
      if (typed !== null || value === '') {
        this.#declare(name, type)
        if (typed !== null) this.#feature.values.set(name, typed)
        return
      }
      this.#warnings.add(
        {
          code: 'values-unreadable',
          message: `Values of the field “${name}” are no ${type}, such as “${value.slice(0, 40)}”; they were left empty.`,
          values: { field: name, type, value: value.slice(0, 40) },
        },
        `values-unreadable ${name}`,
      )
      return
    }
    this.#declare(name, undefined)
    if (value !== '') this.#feature.values.set(name, value)
  }

  /** A name that is not one of KML's own fields; those that are are told apart by a suffix. */
  #dataField(given: string): string {
    // What already looks told apart is told apart once more: no two names may become one.
    if (!Object.hasOwn(OWN_FIELDS, given.replace(/(_1)+$/, ''))) return given
    const known = this.#renamed.get(given)
    if (known) return known
    const name = `${given}_1`
    this.#renamed.set(given, name)
    warnRenamedField(given, name, this.#warnings)
    return name
  }

  #declare(name: string, type: FieldType | undefined): void {
    if (type) {
      if (!this.#fieldTypes.has(name)) this.#fieldTypes.set(name, type)
    } else if (!this.#fieldTypes.has(name)) this.#untyped.add(name)
    this.#table.declareField(name)
  }

  openSchema(attributes: string): void {
    this.#schema = {
      id: attributeOf(attributes, 'id') ?? attributeOf(attributes, 'name') ?? '',
      fields: 0,
    }
    // KML 2.0 had schemas whose name is then used in place of Placemark.
    const name = attributeOf(attributes, 'name')
    this.#schemaName = name ?? ''
    if (name && attributeOf(attributes, 'parent') === 'Placemark') this.#placemarkNames.add(name)
  }

  openSimpleField(attributes: string): void {
    const name = attributeOf(attributes, 'name')
    const type =
      SCHEMA_TYPES[(attributeOf(attributes, 'type') ?? '').toLowerCase().replace(/^xsd?:/, '')]
    if (!this.#schema || !name || ++this.#schema.fields > MOST_LISTED) return
    this.#schemaTypes.set(`${this.#schema.id}#${name}`, type ?? 'string')
    this.#schemaTypes.set(`#${name}`, type ?? 'string')
    this.#simpleFields.clear()
  }

  /** Some files say it in an element. */
  setSchemaParent(text: string): void {
    if (this.#schema && this.#schemaName !== '' && text.trim() === 'Placemark') {
      this.#placemarkNames.add(this.#schemaName)
    }
  }

  closeSchema(): void {
    this.#schema = null
  }

  /** Whether an element is a field of a schema, in a placemark that is named after the schema. */
  #isOldData(element: string, parent: string): boolean {
    return (
      this.#feature !== null &&
      this.#placemarkNames.has(this.#feature.element) &&
      parent === this.#feature.element &&
      this.#schemaTypes.has(`#${element}`)
    )
  }

  // Styles

  openStyle(attributes: string): void {
    this.#style = {
      id: attributeOf(attributes, 'id'),
      draft: {},
      isMapped: this.#styleMap !== null,
    }
  }

  openHotSpot(attributes: string): void {
    if (!this.#style || this.#parentOf('hotSpot') !== 'IconStyle') return
    const number = (name: string) => Number.parseFloat(attributeOf(attributes, name) ?? '')
    const x = number('x')
    const y = number('y')
    if (!Number.isFinite(x) || !Number.isFinite(y)) return
    this.#style.draft.icon = {
      ...this.#style.draft.icon,
      hotSpot: {
        x,
        y,
        xUnits: attributeOf(attributes, 'xunits') ?? 'fraction',
        yUnits: attributeOf(attributes, 'yunits') ?? 'fraction',
      },
    }
  }

  openScreenVector(element: string, attributes: string): void {
    if (this.#feature?.element !== 'ScreenOverlay') return
    const [x, y] = ['x', 'y'].map((name) => Number.parseFloat(attributeOf(attributes, name) ?? '1'))
    if (!Number.isFinite(x) || !Number.isFinite(y)) return
    const unit = (name: string) =>
      SCREEN_UNITS.find((known) => known === attributeOf(attributes, name)) ?? 'fraction'
    this.#feature.vectors ??= new Map()
    this.#feature.vectors.set(element, {
      x: x!,
      y: y!,
      xUnits: unit('xunits'),
      yUnits: unit('yunits'),
    })
  }

  #parentOf(element: string): string {
    return this.#stack[this.#stack.lastIndexOf(element) - 1] ?? ''
  }

  closeStyle(): void {
    const style = this.#style
    this.#style = null
    if (!style) return
    if (this.#styleMap) {
      if (this.#styleMap.key === 'normal') this.#styleMap.normal = style.draft
    } else if (this.#feature) {
      this.#feature.style = style.draft
    } else if (style.id) this.#styles.define(style.id, style.draft)
  }

  openStyleMap(attributes: string): void {
    this.#styleMap = { id: attributeOf(attributes, 'id'), key: '', normal: null }
  }

  closeStyleMap(): void {
    const map = this.#styleMap
    this.#styleMap = null
    if (!map || map.normal === null) return
    if (this.#feature) {
      if (typeof map.normal === 'string') this.#feature.styleUrl ??= map.normal
      else this.#feature.style ??= map.normal as StyleDraft
    } else if (map.id) this.#styles.defineMap(map.id, map.normal)
  }

  /** Makes numbers of the texts of balloons where all of a field are such, and says which fields came so. */
  #finishBalloonFields(): ReadonlyMap<string, FieldType> {
    const numbers = new FieldInference()
    for (const name of this.#balloonFields.values()) {
      if (!this.#table.convert(name, (text) => parsePlainNumber(text))) continue
      for (let index = 0; index < this.#table.length; index++) {
        numbers.addValue(name, this.#table.value(index, name))
      }
    }
    if (this.#balloonFields.size > 0) {
      const fields = [...this.#balloonFields.values()]
      this.#warnings.add({
        code: 'kml-balloon-fields',
        message: `Fields were made of the tables in descriptions: ${fields.slice(0, 10).join(', ')}.`,
        values: { fields: fields.slice(0, 10).join(', ') },
        count: fields.length,
      })
    }
    return new Map(numbers.fields().fields.map(({ name, type }) => [name, type]))
  }

  finish(): {
    readonly documentName: string | null
    readonly fields: readonly Field[]
    readonly extras: Omit<KmlExtras, 'images'>
  } {
    const { styles, missing } = this.#styles.resolve()
    if (missing > 0) {
      this.#warnings.add({
        code: 'kml-styles-missing',
        message: 'Styles that features refer to are not in the file.',
        count: missing,
      })
    }
    const balloonTypes = this.#finishBalloonFields()
    const inferred = this.#inference.fields()
    const names = this.#table.fieldNames
    const own = Object.keys(OWN_FIELDS).filter((name) => names.includes(name))
    const data = names.filter((name) => !Object.hasOwn(OWN_FIELDS, name))
    return {
      documentName: this.#documentName,
      fields: [
        ...own.map((name): Field => ({ name, type: OWN_FIELDS[name]! })),
        ...data.map(
          (name): Field => ({
            name,
            type:
              this.#fieldTypes.get(name) ??
              balloonTypes.get(name) ??
              inferred.fields.find((field) => field.name === name)?.type ??
              'string',
          }),
        ),
      ],
      extras: {
        styles,
        styleOfFeature: Int32Array.from(this.#styleOfFeature),
        folders: this.#folders,
        overlays: this.#overlays,
        networkLinks: this.#links,
      },
    }
  }
}

const MOST_BALLOON_FIELDS = 500
const MOST_KNOWN_NAMES = 256
const MOST_FOLDERS = 10_000
const MOST_LISTED = 10_000

/** Typed texts; `null` for one that is not of its type. */
function toTyped(text: string, type: FieldType): FieldValue {
  if (text === '') return null
  if (type === 'boolean')
    return /^(1|true)$/i.test(text) ? true : /^(0|false)$/i.test(text) ? false : null
  if (type === 'string') return text
  const number = Number(text)
  return Number.isFinite(number) ? number : null
}

type Opener = (handler: KmlHandler, attributes: string) => void

const OPENERS = toLookupTable<Opener>({
  Data: (handler, attributes) => handler.openData(attributes),
  SchemaData: (handler, attributes) => handler.openSchemaData(attributes),
  Schema: (handler, attributes) => handler.openSchema(attributes),
  SimpleField: (handler, attributes) => handler.openSimpleField(attributes),
  SimpleArrayField: (handler, attributes) => handler.openSimpleField(attributes),
  Style: (handler, attributes) => handler.openStyle(attributes),
  StyleMap: (handler, attributes) => handler.openStyleMap(attributes),
  hotSpot: (handler, attributes) => handler.openHotSpot(attributes),
  ...Object.fromEntries(
    ['overlayXY', 'screenXY', 'rotationXY', 'size'].map((element): [string, Opener] => [
      element,
      (handler, attributes) => handler.openScreenVector(element, attributes),
    ]),
  ),
})

const CLOSERS = toLookupTable<(handler: KmlHandler) => void>({
  Schema: (handler) => handler.closeSchema(),
  Style: (handler) => handler.closeStyle(),
  StyleMap: (handler) => handler.closeStyleMap(),
})

type SetValue = (handler: KmlHandler, text: string, parent: string) => void

/** What the text of an element means. */
const VALUES = toLookupTable<SetValue>({
  name: (handler, text, parent) => handler.setName(text, parent),
  description: (handler, text, parent) => handler.setDescription(text, parent),
  Snippet: (handler, text) => handler.setOwn('snippet', text),
  snippet: (handler, text) => handler.setOwn('snippet', text),
  address: (handler, text) => handler.setOwn('address', text),
  phoneNumber: (handler, text) => handler.setOwn('phoneNumber', text),
  styleUrl: (handler, text, parent) => handler.setStyleUrl(text, parent),
  visibility: (handler, text) => handler.setVisibility(text),
  open: (handler, text) => handler.setOpen(text),
  coordinates: (handler, text) => handler.readCoordinates(text),
  coord: (handler, text) => handler.readTrackPosition(text),
  when: (handler, text) => handler.addWhen(text),
  begin: (handler, text) => handler.setOwn('begin', text),
  end: (handler, text) => handler.setOwn('end', text),
  value: (handler, text, parent) => {
    if (parent === 'Data') handler.addDataValue(text)
  },
  SimpleData: (handler, text) => handler.addSimpleData(text),
  altitudeMode: (handler, text) => handler.setOwn('altitudeMode', text),
  extrude: (handler, text) => handler.setOwn('extrude', text),
  tessellate: (handler, text) => handler.setOwn('tessellate', text),
  href: (handler, text) => handler.setHref(text),
  key: (handler, text, parent) => {
    if (parent === 'Pair') handler.setPairKey(text)
  },
  color: (handler, text) => handler.setOverlayColor(text),
  drawOrder: (handler, text) => handler.setDrawOrder(text),
  parent: (handler, text) => handler.setSchemaParent(text),
  ...Object.fromEntries(
    ['north', 'south', 'east', 'west', 'rotation', 'longitude', 'latitude', 'altitude'].map(
      (key): [string, SetValue] => [key, (handler, text) => handler.setBox(key, text)],
    ),
  ),
})
