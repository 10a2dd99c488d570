/** An element of an XML document: name, attributes, children in their order; texts are escaped when written. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

type Child = XmlElement | string | undefined

/** Builds an element. A child that is `undefined` is left out, so that optional parts read in place. */
export function element(
  name: string,
  ...content: readonly (
    | Child
    | readonly Child[]
    | { readonly attributes: XmlElement['attributes'] }
  )[]
): XmlElement {
  let attributes: XmlElement['attributes'] = {}
  const children: (XmlElement | string)[] = []
  for (const part of content.flat()) {
    if (part === undefined) continue
    if (typeof part === 'object' && !('name' in part)) attributes = part.attributes
    else children.push(part)
  }
  return { name, attributes, children }
}

/** The attributes of an element, for `element`. */
export function withAttributes(attributes: XmlElement['attributes']): {
  readonly attributes: XmlElement['attributes']
} {
  return { attributes }
}

/** Writes a document in UTF-8 with indented elements; an element that holds text stays on its line. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, '')}\n`
}

function writeElement({ name, attributes, children }: XmlElement, indent: string): string {
  const opening = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('')}`
  if (children.length === 0) return `${opening}/>`
  if (children.every((child) => typeof child === 'string')) {
    return `${opening}>${children.map(escapeXml).join('')}</${name}>`
  }
  const inner = children.map((child) =>
    typeof child === 'string'
      ? `${indent}  ${escapeXml(child)}`
      : writeElement(child, `${indent}  `),
  )
  return `${opening}>\n${inner.join('\n')}\n${indent}</${name}>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * A text that may stand in an element or an attribute, of XML as of HTML. Control characters have no
 * place in XML 1.0 (section 2.2), not even escaped: they are left out.
 */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to leave out.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
  )
}
