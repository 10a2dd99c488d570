import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SaxesParser } from 'saxes'

/** An element that may stand in an element of a type. */
export interface ModelPart {
  readonly name: string
  readonly type?: string
  readonly required?: boolean
  readonly many?: boolean
  /** Whether elements that name it as the head of their group may stand in its place. */
  readonly substitutable?: boolean
}

/** What the schemas of ISO 19139 say may stand where, as `scripts/judge-iso19139.ts` keeps it. */
export interface ContentModel {
  readonly elements: Record<string, { type?: string; substitutes?: string }>
  readonly types: Record<string, { base?: string; parts: readonly ModelPart[] }>
}

const model: ContentModel = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../fixtures/iso19139.schema.json'), 'utf8'),
)

const PREFIXES: Readonly<Record<string, string>> = {
  'http://www.isotc211.org/2005/gmd': 'gmd',
  'http://www.isotc211.org/2005/gco': 'gco',
  'http://www.isotc211.org/2005/gts': 'gts',
  'http://www.opengis.net/gml/3.2': 'gml',
}

/** Types whose parts are a choice, so that none of them is required by itself. */
const CHOICES = new Set([
  'ISO19139_GCO_20070417.DatePropertyType',
  'ISO19139_GMD_20070417.MDResolutionType',
  'GML_3_2_1.TimePeriodType',
])

/** The lexical space of the simple types that records use. */
const VALUES: Readonly<Record<string, RegExp>> = {
  'gco:Date': /^\d{4}(-\d\d(-\d\d)?)?$/,
  'gco:Decimal': /^-?\d+(\.\d+)?$/,
  'gco:Integer': /^-?\d+$/,
  'gco:Distance': /^-?\d+(\.\d+)?$/,
  'gmd:URL': /^\S+$/,
  'gml:beginPosition': /^\d{4}(-\d\d(-\d\d)?)?$/,
  'gml:endPosition': /^\d{4}(-\d\d(-\d\d)?)?$/,
}

interface Node {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Node[]
  text: string
}

/** The parts of a type in the order of its sequence, those of its base type first. */
function partsOf(type: string): readonly ModelPart[] {
  const { base, parts = [] } = model.types[type] ?? {}
  return base ? [...partsOf(base), ...parts] : parts
}

/** What is not as the schemas say: which element stands where none may, or is missing, or has no valid value. */
export function findIso19139Problems(xml: string): string[] {
  const problems: string[] = []
  const root = readNodes(xml)
  const type = model.elements[root.name]?.type
  if (root.name !== 'gmd:MD_Metadata' || !type) return [`The document is a ${root.name}`]
  check(root, type, root.name)
  return problems

  function check(node: Node, type: string, path: string): void {
    const parts = partsOf(type)
    let at = 0
    const seen = new Set<string>()
    for (const child of node.children) {
      const place = parts.findIndex((part, i) => i >= at && fits(child.name, part))
      const part = parts[place]
      if (!part) {
        const known = parts.some((other) => fits(child.name, other))
        problems.push(
          `${path}/${child.name}: ${known ? 'it is out of its order' : 'there is no such part'}`,
        )
        continue
      }
      if (!part.many && seen.has(part.name)) problems.push(`${path}/${child.name}: it stands twice`)
      seen.add(part.name)
      at = place
      const declared = child.name === part.name ? part.type : undefined
      const childType = toInstanceType(child) ?? declared ?? model.elements[child.name]?.type ?? ''
      check(child, childType, `${path}/${child.name}`)
    }
    const isNil = node.attributes.has('gco:nilReason')
    if (CHOICES.has(type) && seen.size === 0 && !isNil) problems.push(`${path}: it is empty`)
    for (const part of parts) {
      if (!part.required || seen.has(part.name) || isNil || CHOICES.has(type)) continue
      problems.push(`${path}: ${part.name} is missing`)
    }
    const value = VALUES[node.name]
    if (value && !value.test(node.text.trim())) {
      problems.push(`${path}: ${JSON.stringify(node.text)} is no value for it`)
    }
    if (parts.length > 0 && node.text.trim() !== '') problems.push(`${path}: it holds text`)
  }
}

function fits(name: string, part: ModelPart): boolean {
  if (name === part.name) return true
  if (!part.substitutable) return false
  for (
    let head = model.elements[name]?.substitutes;
    head;
    head = model.elements[head]?.substitutes
  ) {
    if (head === part.name) return true
  }
  // A period stands two groups below the head that is asked for; GML's own groups are not kept.
  return name === 'gml:TimePeriod' && part.name === 'gml:AbstractTimePrimitive'
}

function toInstanceType(node: Node): string | undefined {
  const given = node.attributes.get('xsi:type')
  return given === 'gmd:PT_FreeText_PropertyType'
    ? 'ISO19139_GMD_20070417.PTFreeTextPropertyType'
    : undefined
}

function readNodes(xml: string): Node {
  const top: Node = { name: '', attributes: new Map(), children: [], text: '' }
  const open = [top]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    const node: Node = {
      name: `${PREFIXES[uri] ?? uri}:${local}`,
      attributes: new Map(
        Object.values(attributes).map(({ name, value }) => [name, value] as const),
      ),
      children: [],
      text: '',
    }
    open.at(-1)!.children.push(node)
    open.push(node)
  })
  parser.on('text', (text) => {
    open.at(-1)!.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return top.children[0]!
}
