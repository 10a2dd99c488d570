/**
 * A text that is kept longer than the one it was cut out of. Engines make of a piece of a text a view of it, which
 * keeps all of it: a name of a dozen letters a whole quarter of a megabyte of a file.
 */
export function ownText(text: string): string {
  if (text.length < LEAST_VIEW) return text
  // Joining copies, as adding texts does not; that of a text and nothing gives the text itself.
  return [text.slice(0, 1), text.slice(1)].join('')
}

/** Shorter pieces are copied (V8 and JavaScriptCore from 13 letters on make views). */
const LEAST_VIEW = 13
