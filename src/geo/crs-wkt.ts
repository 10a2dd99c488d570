/**
 * Well-known text of coordinate reference systems as a tree, whatever its dialect: OGC WKT 1
 * (01-009), Esri's, and WKT 2 (ISO 19162 section 6.4). What the words mean is `crs-definition.ts`'s.
 */
export interface WktNode {
  /** Upper case: `PROJCS`, `GEOGCRS`, `PARAMETER`. */
  readonly keyword: string
  /** The quoted texts, numbers and bare words among the arguments, in their order. */
  readonly values: readonly (string | number)[]
  readonly children: readonly WktNode[]
}

/** Deeper nesting than any definition has: a text that goes on is not one. */
const MAX_DEPTH = 32
const MAX_LENGTH = 65_536

/** The tree of a well-known text. Throws a `SyntaxError` that says where the text is not one. */
export function parseWkt(text: string): WktNode {
  if (text.length > MAX_LENGTH) throw new SyntaxError('well-known text is too long')
  return new Scanner(text).node(0)
}

class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  node(depth: number): WktNode {
    if (depth > MAX_DEPTH) throw this.#error('nesting is too deep')
    const keyword = this.#word()
    if (!/^[A-Za-z_][A-Za-z0-9_]{1,40}$/.test(keyword)) throw this.#error('a keyword is missing')
    return this.#arguments(keyword.toUpperCase(), depth)
  }

  #arguments(keyword: string, depth: number): WktNode {
    const open = this.#next()
    const close = open === '[' ? ']' : open === '(' ? ')' : ''
    if (!close) throw this.#error(`no bracket after ${keyword}`)
    const values: (string | number)[] = []
    const children: WktNode[] = []
    for (;;) {
      const character = this.#peek()
      if (character === '"' || character === '“') {
        values.push(this.#quoted())
      } else if (character === close) {
        this.#at++
        return { keyword, values, children }
      } else {
        const word = this.#word()
        const following = this.#peek()
        if (word && (following === '[' || following === '(')) {
          children.push(this.#arguments(word.toUpperCase(), this.#deeper(depth)))
        } else if (word) {
          const number = Number(word)
          values.push(Number.isNaN(number) ? word : number)
        }
      }
      const separator = this.#next()
      if (separator === close) return { keyword, values, children }
      if (separator !== ',') throw this.#error(`no comma in ${keyword}`)
    }
  }

  #deeper(depth: number): number {
    if (depth >= MAX_DEPTH) throw this.#error('nesting is too deep')
    return depth + 1
  }

  #peek(): string {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 32) this.#at++
    return this.#text[this.#at] ?? ''
  }

  #next(): string {
    const character = this.#peek()
    this.#at++
    return character
  }

  #word(): string {
    this.#peek()
    const start = this.#at
    while (this.#at < this.#text.length && !'[](),"'.includes(this.#text[this.#at]!)) this.#at++
    return this.#text.slice(start, this.#at).trim()
  }

  /** A doubled quotation mark stands for one (ISO 19162 section 6.3.6). */
  #quoted(): string {
    let value = ''
    for (;;) {
      const start = ++this.#at
      while (this.#at < this.#text.length && !'"”'.includes(this.#text[this.#at]!)) this.#at++
      if (this.#at >= this.#text.length) throw this.#error('a quotation mark is missing')
      value += this.#text.slice(start, this.#at++)
      if (this.#text[this.#at] !== '"') return value
      value += '"'
    }
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(`not a well-known text: ${what} at character ${this.#at + 1}`)
  }
}
