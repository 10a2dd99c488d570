import type { ByteSource } from '../bytes/byte-source.ts'
import type { ReadContext } from '../contract/read-context.ts'
import { readXml } from '../xml/read.ts'
import { attributeOf, type XmlHandler, XmlScanner } from '../xml/xml-scanner.ts'
import { localName } from './element.ts'

/** What the values of an element are, as far as it matters here. */
export type ValueKind = 'text' | 'number' | 'boolean'

/** A schema is a few pages; what is larger says nothing that is needed. */
const MOST_SCHEMA_BYTES = 4 << 20

/**
 * What an application schema (`.xsd`) beside the file says of its elements, by their names, or `null` where there
 * is none. An element that is declared with two kinds is a text.
 */
export async function readSchemaTypes(
  source: ByteSource,
  siblings: readonly ByteSource[],
  context: ReadContext,
): Promise<ReadonlyMap<string, ValueKind> | null> {
  const name = source.name.replace(/\.\w+$/, '.xsd').toLowerCase()
  const schema = siblings.find((sibling) => sibling.name.toLowerCase() === name)
  if (!schema || schema.size > MOST_SCHEMA_BYTES) return null
  context.used.add(schema)
  const { kinds } = await readXml(schema, context, (warnings) => {
    const { kinds, handler } = toKinds()
    const scanner = new XmlScanner(handler, warnings, {
      ownNamespace: /XMLSchema/,
      ownPrefixes: ['xs', 'xsd'],
      fileName: schema.name,
    })
    return { scanner, kinds }
  })
  return kinds
}

/** What gathers the kinds of elements as a schema is gone through. */
function toKinds(): { readonly kinds: Map<string, ValueKind>; readonly handler: XmlHandler } {
  const kinds = new Map<string, ValueKind>()
  const elements: (string | null)[] = []
  const declare = (type: string | null) => {
    const element = elements.findLast((one) => one !== null)
    if (!type || !element) return
    const kind = KINDS.get(localName(type)) ?? 'text'
    kinds.set(element, (kinds.get(element) ?? kind) === kind ? kind : 'text')
  }
  const handler: XmlHandler = {
    open: (tag, attributes) => {
      const isElement = localName(tag) === 'element'
      elements.push(isElement ? attributeOf(attributes, 'name') : null)
      if (isElement) declare(attributeOf(attributes, 'type'))
      if (localName(tag) === 'restriction') declare(attributeOf(attributes, 'base'))
    },
    close: () => {
      elements.pop()
    },
    wantsText: () => false,
    text: () => {},
  }
  return { kinds, handler }
}

const NUMBERS = [
  'byte',
  'short',
  'int',
  'integer',
  'long',
  'nonNegativeInteger',
  'positiveInteger',
  'unsignedByte',
  'unsignedShort',
  'unsignedInt',
  'unsignedLong',
  'decimal',
  'float',
  'double',
]

const KINDS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ...NUMBERS.map((name) => [name, 'number'] as const),
  ['boolean', 'boolean'],
])
