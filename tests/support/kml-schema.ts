import type { Attr, Element } from '@xmldom/xmldom'

/**
 * The rules of `ogckml22.xsd` (OGC 07-147r2 annex B, version 2.2.0 of 2008-01-23, and the
 * `atom-author-link.xsd` that it imports) for every element that the Atlas writes: which children, in
 * which order, how often, what text, which attributes. Elements that the schema knows and the Atlas
 * does not write are not here: one that turns up is a fault all the same.
 */

type TextRule = (text: string) => boolean

const NUMBER = /^[ \t\n]*([+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?|INF|-INF|NaN)[ \t\n]*$/
const isDouble: TextRule = (text) => NUMBER.test(text)
const within =
  (least: number, most: number): TextRule =>
  (text) =>
    isDouble(text) && Number(text) >= least && Number(text) <= most
const oneOf =
  (...values: readonly string[]): TextRule =>
  (text) =>
    values.includes(text)
const isBoolean = oneOf('true', 'false', '0', '1')
const isString: TextRule = () => true
const isUri: TextRule = (text) => !/[\s<>"{}|\\^`]/.test(text)
/** `colorType`: hexBinary of four bytes. */
const isColor: TextRule = (text) => /^[0-9A-Fa-f]{8}$/.test(text)
/** `dateTimeType`: the union of xsd:dateTime, date, gYearMonth and gYear. */
const isDateTime: TextRule = (text) => {
  const match =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?)?)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(
      text,
    )
  if (!match) return false
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => part && Number(part)) as number[]
  const days = new Date(Date.UTC(year!, month, 0)).getUTCDate()
  const isDay = year! > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days
  return isDay && hour < 24 && minute < 60 && second < 60
}
/** `coordinatesType` is a list of strings; the tuples are as section 16.10 has them. */
const areCoordinates: TextRule = (text) =>
  text.split(/[ \t\n]+/).every((tuple) => {
    const numbers = tuple.split(',')
    return (
      tuple === '' || ((numbers.length === 2 || numbers.length === 3) && numbers.every(isDouble))
    )
  })

type AttributeRules = Readonly<Record<string, TextRule>>

interface Rule {
  /** The sequence of children: `?` none or one, `*` any number, `a|b` either. */
  readonly children?: readonly string[]
  readonly text?: TextRule
  readonly attributes?: AttributeRules
  readonly required?: readonly string[]
}

const id: AttributeRules = { id: (text) => /^[\p{L}_][\p{L}\p{N}._-]*$/u.test(text) }
const simple = (text: TextRule): Rule => ({ text })
const isUnit = oneOf('fraction', 'pixels', 'insetPixels')
const vec2: Rule = { attributes: { x: isDouble, y: isDouble, xunits: isUnit, yunits: isUnit } }

/** `AbstractFeatureType`. */
const FEATURE = [
  'name?',
  'visibility?',
  'open?',
  'atom:author?',
  'atom:link?',
  'address?',
  'phoneNumber?',
  'description?',
  'TimeSpan?',
  'styleUrl?',
  'Style*',
  'Region?',
  'ExtendedData?',
] as const
const FEATURES = 'Document|Folder|Placemark|ScreenOverlay*'
const GEOMETRY = 'Point|LineString|LinearRing|Polygon|MultiGeometry'

const RULES: Readonly<Record<string, Rule>> = {
  kml: { children: ['Document|Folder|Placemark|ScreenOverlay?'] },
  Document: { children: [...FEATURE, 'Schema*', FEATURES], attributes: id },
  Folder: { children: [...FEATURE, FEATURES], attributes: id },
  Placemark: { children: [...FEATURE, `${GEOMETRY}?`], attributes: id },
  ScreenOverlay: {
    children: [
      ...FEATURE,
      'color?',
      'drawOrder?',
      'Icon?',
      'overlayXY?',
      'screenXY?',
      'rotationXY?',
      'size?',
      'rotation?',
    ],
    attributes: id,
  },
  Schema: { children: ['SimpleField*'], attributes: { ...id, name: isString } },
  SimpleField: {
    children: ['displayName?'],
    attributes: {
      name: isString,
      type: oneOf('string', 'int', 'uint', 'short', 'ushort', 'float', 'double', 'bool'),
    },
  },
  ExtendedData: { children: ['Data*', 'SchemaData*'] },
  Data: { children: ['displayName?', 'value'], attributes: { ...id, name: isString } },
  SchemaData: { children: ['SimpleData*'], attributes: { ...id, schemaUrl: isUri } },
  SimpleData: { text: isString, attributes: { name: isString }, required: ['name'] },
  Style: {
    children: [
      'IconStyle?',
      'LabelStyle?',
      'LineStyle?',
      'PolyStyle?',
      'BalloonStyle?',
      'ListStyle?',
    ],
    attributes: id,
  },
  IconStyle: { children: ['color?', 'colorMode?', 'scale?', 'heading?', 'Icon?', 'hotSpot?'] },
  LabelStyle: { children: ['color?', 'colorMode?', 'scale?'] },
  LineStyle: { children: ['color?', 'colorMode?', 'width?'] },
  PolyStyle: { children: ['color?', 'colorMode?', 'fill?', 'outline?'] },
  BalloonStyle: { children: ['bgColor?', 'textColor?', 'text?', 'displayMode?'] },
  Icon: { children: ['href?'], attributes: id },
  TimeSpan: { children: ['begin?', 'end?'], attributes: id },
  Region: { children: ['LatLonAltBox?', 'Lod?'], attributes: id },
  LatLonAltBox: {
    children: ['north?', 'south?', 'east?', 'west?', 'minAltitude?', 'maxAltitude?'],
  },
  Lod: { children: ['minLodPixels?', 'maxLodPixels?', 'minFadeExtent?', 'maxFadeExtent?'] },
  Point: { children: ['extrude?', 'altitudeMode?', 'coordinates?'], attributes: id },
  LineString: {
    children: ['extrude?', 'tessellate?', 'altitudeMode?', 'coordinates?'],
    attributes: id,
  },
  LinearRing: {
    children: ['extrude?', 'tessellate?', 'altitudeMode?', 'coordinates?'],
    attributes: id,
  },
  Polygon: {
    children: ['extrude?', 'tessellate?', 'altitudeMode?', 'outerBoundaryIs?', 'innerBoundaryIs*'],
    attributes: id,
  },
  outerBoundaryIs: { children: ['LinearRing?'] },
  innerBoundaryIs: { children: ['LinearRing?'] },
  MultiGeometry: { children: [`${GEOMETRY}*`], attributes: id },
  'atom:author': { children: ['atom:name|atom:uri|atom:email*'] },
  'atom:name': simple(isString),
  'atom:link': { attributes: { href: isUri }, required: ['href'] },
  hotSpot: vec2,
  overlayXY: vec2,
  screenXY: vec2,
  rotationXY: vec2,
  size: vec2,
  altitudeMode: simple(oneOf('clampToGround', 'relativeToGround', 'absolute')),
  begin: simple(isDateTime),
  color: simple(isColor),
  coordinates: simple(areCoordinates),
  description: simple(isString),
  displayName: simple(isString),
  east: simple(within(-180, 180)),
  end: simple(isDateTime),
  fill: simple(isBoolean),
  href: simple(isString),
  minLodPixels: simple(isDouble),
  name: simple(isString),
  north: simple(within(-180, 180)),
  open: simple(isBoolean),
  outline: simple(isBoolean),
  scale: simple(isDouble),
  south: simple(within(-180, 180)),
  styleUrl: simple(isUri),
  tessellate: simple(isBoolean),
  text: simple(isString),
  value: simple(isString),
  west: simple(within(-180, 180)),
  width: simple(isDouble),
}

const NAMESPACES: Readonly<Record<string, string>> = {
  kml: 'http://www.opengis.net/kml/2.2',
  atom: 'http://www.w3.org/2005/Atom',
}

const childrenOf = (element: Element): Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === 1)

/** Everything in a KML document that the schema does not allow, each with where it is. */
export function kmlFaults(root: Element): string[] {
  const faults = root.tagName === 'kml' ? [] : [`the root is ${root.tagName}`]
  const ids = new Set<string>()
  const visit = (element: Element, path: string): void => {
    const fault = (what: string): void => {
      faults.push(`${path}: ${what}`)
    }
    const rule = RULES[element.tagName]
    if (!rule) {
      fault('is not in the schema')
      return
    }
    const namespace = element.tagName.startsWith('atom:') ? 'atom' : 'kml'
    if (element.namespaceURI !== NAMESPACES[namespace]) fault(`is of ${element.namespaceURI}`)
    for (const { name, value } of [...element.attributes] as Attr[]) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue
      const attribute = rule.attributes?.[name]
      if (!attribute) fault(`has no attribute ${name}`)
      else if (!attribute(value)) fault(`the attribute ${name} is “${value}”`)
      if (name !== 'id') continue
      if (ids.has(value)) fault(`the id ${value} is there twice`)
      ids.add(value)
    }
    for (const name of rule.required ?? []) {
      if (!element.hasAttribute(name)) fault(`lacks the attribute ${name}`)
    }
    const children = childrenOf(element)
    if (rule.text) {
      if (children.length > 0) fault('holds elements')
      if (!rule.text(element.textContent ?? '')) fault(`the text is “${element.textContent}”`)
      return
    }
    const words = [...element.childNodes].filter((node) => node.nodeType === 3)
    if (words.some(({ nodeValue }) => nodeValue?.trim())) fault('holds text')
    const misplaced = firstMisplaced(children, rule.children ?? [])
    if (misplaced) fault(misplaced)
    for (const [index, child] of children.entries()) {
      visit(child, `${path}/${child.tagName}[${index}]`)
    }
  }
  visit(root, root.tagName)
  return faults
}

/** Goes through a sequence as the schema does, and gives the first child that has no place in it. */
function firstMisplaced(children: readonly Element[], sequence: readonly string[]): string | null {
  let at = 0
  for (const particle of sequence) {
    const names = particle.replace(/[?*]$/, '').split('|')
    const first = at
    while (at < children.length && names.includes(children[at]!.tagName)) {
      at++
      if (!particle.endsWith('*')) break
    }
    if (at === first && !/[?*]$/.test(particle)) return `lacks ${particle}`
  }
  return at < children.length ? `${children[at]!.tagName} has no place there` : null
}

/**
 * What the specification says beyond the schema of references and rings: addresses of styles and
 * schemas lead to something, fields of data are declared, lines have two positions at least and rings
 * four, the last of which is the first (sections 10.7 and 10.8).
 */
export function kmlReferenceFaults(root: Element): string[] {
  const faults: string[] = []
  const all = (name: string): Element[] => [...root.getElementsByTagName(name)]
  const ids = (name: string): Set<string | null> =>
    new Set(all(name).map((element) => element.getAttribute('id')))
  const styles = ids('Style')
  for (const { textContent } of all('styleUrl')) {
    if (!styles.has(textContent!.slice(1))) faults.push(`no style ${textContent}`)
  }
  const schemas = ids('Schema')
  for (const data of all('SchemaData')) {
    const address = data.getAttribute('schemaUrl')!
    if (!schemas.has(address.slice(1))) faults.push(`no schema ${address}`)
  }
  const fields = new Set(all('SimpleField').map((field) => field.getAttribute('name')))
  for (const data of all('SimpleData')) {
    if (!fields.has(data.getAttribute('name'))) faults.push(`no field ${data.getAttribute('name')}`)
  }
  for (const [name, least] of [
    ['LineString', 2],
    ['LinearRing', 4],
  ] as const) {
    for (const line of all(name)) {
      const tuples = line.textContent!.replace(/^\D*(?=-?\d)/, '').split(' ')
      if (tuples.length < least) faults.push(`a ${name} of ${tuples.length} positions`)
      if (name === 'LinearRing' && tuples[0] !== tuples.at(-1)) faults.push('an open ring')
    }
  }
  return faults
}
