const MARKUP = /[&<>"']/
const MARKUP_ALL = /[&<>"']/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Characters that no XML 1.0 document may hold, escaped or not (section 2.2, production 2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u
const FORBIDDEN_ALL = new RegExp(FORBIDDEN, 'gu')

/** All that makes a text more than itself; few texts have any of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_PLAIN = /[&<>"'\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/

/** Text for content or an attribute of XML; `onDropped` hears of text that lost characters. */
export function toXmlText(text: string, onDropped?: () => void): string {
  if (!NOT_PLAIN.test(text)) return text
  let legal = text
  if (FORBIDDEN.test(text)) {
    onDropped?.()
    legal = text.replaceAll(FORBIDDEN_ALL, '')
  }
  // A carriage return that is not escaped reads as a line feed (section 2.11).
  if (legal.includes('\r')) {
    return legal
      .split('\r')
      .map((part) => toXmlText(part))
      .join('&#13;')
  }
  return MARKUP.test(legal)
    ? legal.replaceAll(MARKUP_ALL, (character) => ENTITIES[character]!)
    : legal
}

/** An element with text; nothing where there is no text. */
export function toElement(name: string, text: string | undefined): string {
  return text ? `<${name}>${toXmlText(text)}</${name}>` : ''
}
