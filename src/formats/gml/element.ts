import { decodeEntities } from '../xml/xml-scanner.ts'

/** An element of a geometry with all that is in it. Names are without the prefix of GML's namespace. */
export interface GmlElement {
  readonly name: string
  /** The raw text of the tag after its name. */
  readonly attributes: string
  readonly children: GmlElement[]
  text: string
}

/** A name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** The attributes in the raw text of a tag, by their names with prefixes. */
export function* attributesIn(text: string): Generator<readonly [name: string, value: string]> {
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    yield [name!, decodeEntities(double ?? single ?? '')]
  }
}

const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** The elements of a name anywhere within an element, itself included. */
export function* descendants(element: GmlElement): Generator<GmlElement> {
  yield element
  for (const child of element.children) yield* descendants(child)
}
