import type { FieldValue } from '../../model/feature.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import { CURVES_STRAIGHTENED } from '../geometry/arc.ts'
import { parsePlainNumber } from '../text/plain-number.ts'
import { attributeOf, type XmlHandler } from '../xml/xml-scanner.ts'
import { attributesIn, descendants, type GmlElement, localName } from './element.ts'
import type { ValueKind } from './schema-types.ts'
import { type GmlSystem, parseSystem } from './system.ts'
import { GEOMETRY_ELEMENTS, toGeometry } from './to-geometry.ts'

/** The features of one type in one system. */
export interface GmlTable {
  readonly type: string
  /** `null` where the file gives none. */
  readonly system: GmlSystem | null
  readonly table: FeatureTable
}

interface MutableTable {
  type: string
  /** Open until the first geometry. */
  system: GmlSystem | null | undefined
  table: FeatureTable
  /** The names of its fields, by the paths of their elements. */
  fields: Map<string, string>
}

interface Property {
  readonly path: string
  text: string
  /** Whether something stands in it, so that its text is only what lies between. */
  isNested: boolean
}

/** What memory an element of a geometry takes, beside its text. */
const BYTES_PER_ELEMENT = 200

/** Elements whose content are features, in any application's collections: `featureMember`, `member`, `hasMember`. */
const MEMBERS = /^(?:members?|\w+Members?)$/
const COLLECTIONS = /Collection$|^Tuple$/

/**
 * Features from GML, as its elements come: each element within a member is a feature, its elements are
 * fields (those within others by their own names, or the whole path where that is taken), and the first geometry is
 * its geometry. Features of one type and system are a layer.
 */
export class GmlHandler implements XmlHandler {
  readonly #context: ReadContext
  readonly #warnings: WarningList
  readonly #kinds: ReadonlyMap<string, ValueKind> | null
  readonly #tables: MutableTable[] = []
  /** The names of the elements that are open outside features. */
  readonly #path: string[] = []
  #skipped = 0
  /** The system of what is within the collection, and within the feature, that names none itself. */
  #collectionSystem: string | null = null
  #featureSystem: string | null = null
  #feature: string | null = null
  readonly #properties: Property[] = []
  #values = new Map<string, string[]>()
  #geometry: GmlElement[] = []
  #geometryBytes = 0
  /** The geometry of the feature at hand. */
  #found: GmlElement | null = null

  constructor(
    context: ReadContext,
    warnings: WarningList,
    kinds: ReadonlyMap<string, ValueKind> | null,
  ) {
    this.#context = context
    this.#warnings = warnings
    this.#kinds = kinds
  }

  wantsText(): boolean {
    return this.#skipped === 0 && (this.#geometry.length > 0 || this.#properties.length > 0)
  }

  text(piece: string): void {
    const element = this.#geometry.at(-1)
    if (element) {
      this.#take(piece.length * 2)
      element.text += piece
      return
    }
    const property = this.#properties.at(-1)
    if (property && !property.isNested) property.text += piece
  }

  open(name: string, attributes: string): void {
    if (this.#geometry.length > 0) this.#openInGeometry(name, attributes)
    else if (this.#skipped > 0 || name === 'boundedBy') this.#openBounds(name, attributes)
    else if (this.#feature !== null) this.#openInFeature(name, attributes)
    else if (this.#isFeature(name)) this.#beginFeature(name, attributes)
    else this.#path.push(localName(name))
  }

  close(): void {
    if (this.#geometry.length > 0) this.#geometry.pop()
    else if (this.#skipped > 0) this.#skipped--
    else if (this.#properties.length > 0) this.#closeProperty(this.#properties.pop()!)
    else if (this.#feature !== null) this.#endFeature(this.#feature)
    else this.#path.pop()
  }

  /** The layers; the features in none are those whose type never had a geometry. */
  finish(): readonly GmlTable[] {
    for (const { table, fields } of this.#tables) {
      for (const field of fields.values()) {
        if (!this.#kinds?.has(field)) table.convert(field, (text) => parsePlainNumber(text))
      }
    }
    return this.#tables.map(({ type, system, table }) => ({ type, system: system ?? null, table }))
  }

  #take(bytes: number): void {
    this.#geometryBytes += bytes
    this.#context.budget.take(bytes, 'a geometry')
  }

  #isFeature(name: string): boolean {
    const local = localName(name)
    return MEMBERS.test(this.#path.at(-1) ?? '') && !COLLECTIONS.test(local)
  }

  #beginFeature(name: string, attributes: string): void {
    this.#feature = localName(name)
    this.#featureSystem = this.#collectionSystem
    const id = attributeOf(attributes, 'id') ?? attributeOf(attributes, 'fid')
    if (id !== null) this.#add('gml_id', id)
  }

  /** The box around a collection or a feature is no geometry, but names the system of what is within. */
  #openBounds(name: string, attributes: string): void {
    this.#skipped++
    if (name !== 'Envelope' && name !== 'Box') return
    const srsName = attributeOf(attributes, 'srsName')
    if (srsName === null) return
    this.#featureSystem = srsName
    if (this.#feature === null) this.#collectionSystem = srsName
  }

  #openInGeometry(name: string, attributes: string): void {
    this.#take(BYTES_PER_ELEMENT + attributes.length * 2)
    const element: GmlElement = { name, attributes, children: [], text: '' }
    this.#geometry.at(-1)!.children.push(element)
    this.#geometry.push(element)
  }

  #openInFeature(name: string, attributes: string): void {
    const outer = this.#properties.at(-1)
    if (outer) outer.isNested = true
    if (GEOMETRY_ELEMENTS.has(name)) {
      this.#take(BYTES_PER_ELEMENT)
      const element: GmlElement = { name, attributes, children: [], text: '' }
      if (this.#found === null) this.#found = element
      else this.#warnMore()
      this.#geometry.push(element)
      return
    }
    const local = localName(name)
    const path = outer ? `${outer.path}.${local}` : local
    this.#properties.push({ path, text: '', isNested: false })
    if (attributes === '') return
    for (const [attribute, value] of attributesIn(attributes)) {
      if (!SILENT_ATTRIBUTES.test(attribute)) this.#add(`${path}_${localName(attribute)}`, value)
    }
  }

  #warnMore(): void {
    this.#warnings.add({
      code: 'gml-geometries-more',
      message: 'Features have more geometries than one; the first of each was read.',
    })
  }

  #closeProperty({ path, text, isNested }: Property): void {
    const value = text.trim()
    if (!isNested && value !== '') this.#add(path, value)
  }

  #add(path: string, value: string): void {
    const values = this.#values.get(path)
    if (values) values.push(value)
    else this.#values.set(path, [value])
  }

  #endFeature(type: string): void {
    const found = this.#found
    const srsName = found && (srsNameIn(found) ?? this.#featureSystem)
    const system = srsName ? parseSystem(srsName) : null
    const target = this.#tableOf(type, found ? system : undefined)
    for (const [path, values] of this.#values) this.#setValue(target, path, values)
    if (found) this.#addGeometry(target.table, found, system)
    target.table.endFeature()
    this.#context.advance(0, 1)
    this.#context.budget.give(this.#geometryBytes)
    this.#geometryBytes = 0
    this.#values = new Map()
    this.#found = null
    this.#feature = null
  }

  /** Of a feature without geometry (`undefined`), that of its type that came first. */
  #tableOf(type: string, system: GmlSystem | null | undefined): MutableTable {
    const known = this.#tables.find(
      (one) =>
        one.type === type &&
        (system === undefined ||
          one.system === undefined ||
          (one.system?.crs === system?.crs &&
            one.system?.isNorthingFirst === system?.isNorthingFirst)),
    )
    if (known) {
      if (known.system === undefined && system !== undefined) this.#setSystem(known, system)
      return known
    }
    const table = new FeatureTable(this.#context.budget)
    const made: MutableTable = { type, system: undefined, table, fields: new Map() }
    if (system !== undefined) this.#setSystem(made, system)
    this.#tables.push(made)
    return made
  }

  #setSystem(known: MutableTable, system: GmlSystem | null): void {
    known.system = system
    this.#context.beginLayer(known.table, system?.crs ?? null)
  }

  #setValue({ table, fields }: MutableTable, path: string, values: readonly string[]): void {
    let field = fields.get(path)
    if (field === undefined) {
      field = toFieldName(path, fields)
      fields.set(path, field)
    }
    if (values.length > 1) {
      this.#warnings.add({
        code: 'gml-lists',
        message: 'Elements that a feature has several times stand as a list in one field.',
      })
      table.setValue(field, JSON.stringify(values))
    } else table.setValue(field, toValue(values[0]!, this.#kinds?.get(field)))
  }

  #addGeometry(table: FeatureTable, element: GmlElement, system: GmlSystem | null): void {
    const read = toGeometry(element, {
      dimension: system?.dimension ?? null,
      isNorthingFirst: system?.isNorthingFirst ?? false,
    })
    if (read.geometry) {
      table.addGeometry(read.geometry)
      if (read.isCurved) this.#warnings.add(CURVES_STRAIGHTENED)
    } else if (read.why === 'reference') {
      this.#warnings.add({
        code: 'gml-references',
        message: 'Geometries whose parts stand elsewhere were left out; the values are kept.',
      })
    } else {
      this.#warnings.add({
        code: 'geometry-unreadable',
        message: 'Geometries that are damaged, or of a kind that is not read, were left out.',
      })
    }
  }
}

/** Attributes that say how a value came about, and not what it is. */
const SILENT_ATTRIBUTES =
  /^(?:xmlns(?::.*)?|xsi:.*|(?:\w+:)?(?:id|nilReason|codeSpace|owns|remoteSchema)|xlink:(?:type|role|arcrole|show|actuate))$/

/** Its own name where that is free, and else its whole path. */
function toFieldName(path: string, fields: ReadonlyMap<string, string>): string {
  const own = path.slice(path.lastIndexOf('.') + 1)
  const taken = new Set(fields.values())
  return taken.has(own) ? path : own
}

function toValue(text: string, kind: ValueKind | undefined): FieldValue {
  if (kind === 'number') return parsePlainNumber(text) ?? text
  if (kind === 'boolean') {
    if (text === 'true' || text === '1') return true
    return text === 'false' || text === '0' ? false : text
  }
  return text
}

/** The system that a geometry names, or the first that a part of it does. */
function srsNameIn(element: GmlElement): string | null {
  for (const { attributes } of descendants(element)) {
    const srsName = attributeOf(attributes, 'srsName')
    if (srsName !== null && srsName.trim() !== '') return srsName
  }
  return null
}
