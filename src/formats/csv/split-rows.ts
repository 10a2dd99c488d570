/** How the signs of a table cut its text: what stands between cells and around them. */
export interface CellSigns {
  readonly delimiter: string
  /** The quotation mark, `"` or `'`; empty where none is meant. */
  readonly quote: string
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const SPACE = 32
const TAB = 9

/**
 * Cuts text that comes in pieces into rows of cells (RFC 4180 section 2). Beyond it: any delimiter, blanks
 * between a delimiter and a quotation mark, line breaks of any system. Quotation marks in the middle of a
 * cell are letters, as are those that do not enclose a whole cell; the latter are counted. Empty lines
 * are no rows.
 */
export class RowSplitter {
  /** Cells that begin with a quotation mark which does not enclose them. */
  loneQuotes = 0
  readonly #delimiterCode: number
  readonly #quote: string
  readonly #quoteCode: number
  #text = ''
  #at = 0
  #isLast = false
  #cells: string[] = []

  constructor({ delimiter, quote }: CellSigns) {
    this.#delimiterCode = delimiter.charCodeAt(0)
    this.#quote = quote
    this.#quoteCode = quote === '' ? -1 : quote.charCodeAt(0)
  }

  /** The rows that are whole once this piece has come. */
  *push(piece: string): Generator<string[]> {
    this.#text = this.#text.slice(this.#at) + piece
    this.#at = 0
    yield* this.#rows()
  }

  /** What has come of the row that is not whole yet. */
  get rest(): string {
    return this.#text.slice(this.#at)
  }

  /** The row that no line break ends. */
  *end(): Generator<string[]> {
    this.#isLast = true
    yield* this.#rows()
  }

  *#rows(): Generator<string[]> {
    while (this.#at < this.#text.length) {
      const start = this.#at
      this.#cells = []
      if (!this.#readRow()) {
        this.#at = start
        return
      }
      if (this.#cells.length > 1 || this.#cells[0] !== '') yield this.#cells
    }
  }

  /** Whether the row ends in the text at hand. */
  #readRow(): boolean {
    for (;;) {
      if (!this.#readCell()) return false
      const code = this.#text.charCodeAt(this.#at)
      if (code === this.#delimiterCode) {
        this.#at++
        continue
      }
      if (Number.isNaN(code)) return true
      if (code === CARRIAGE_RETURN) {
        if (this.#at + 1 >= this.#text.length && !this.#isLast) return false
        if (this.#text.charCodeAt(this.#at + 1) === LINE_FEED) this.#at++
      }
      this.#at++
      return true
    }
  }

  /** Reads up to the delimiter, the line break or the end; `false` where more must come first. */
  #readCell(): boolean {
    const text = this.#text
    const start = this.#at
    let at = start
    while (this.#isBlank(text.charCodeAt(at))) at++
    if (text.charCodeAt(at) === this.#quoteCode) {
      const isQuoted = this.#readQuoted(at + 1)
      if (isQuoted !== 'no') return isQuoted === 'yes'
      this.loneQuotes++
    }
    for (at = start; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === this.#delimiterCode || code === LINE_FEED || code === CARRIAGE_RETURN) break
    }
    if (at === text.length && !this.#isLast) return false
    this.#cells.push(text.slice(start, at))
    this.#at = at
    return true
  }

  /** Blanks between cells, which are nothing but where they are the delimiter themselves. */
  #isBlank(code: number): boolean {
    return (code === SPACE || code === TAB) && code !== this.#delimiterCode
  }

  #readQuoted(start: number): 'yes' | 'no' | 'more' {
    const text = this.#text
    const wait = this.#isLast ? 'no' : 'more'
    let hasPairs = false
    for (let from = start; ; ) {
      const close = text.indexOf(this.#quote, from)
      if (close < 0 || (close + 1 === text.length && !this.#isLast)) return wait
      if (text.charCodeAt(close + 1) === this.#quoteCode) {
        hasPairs = true
        from = close + 2
        continue
      }
      let after = close + 1
      while (this.#isBlank(text.charCodeAt(after))) after++
      if (after === text.length && !this.#isLast) return wait
      const code = text.charCodeAt(after)
      const isEnd =
        after === text.length ||
        code === this.#delimiterCode ||
        code === LINE_FEED ||
        code === CARRIAGE_RETURN
      if (!isEnd) return 'no'
      const cell = text.slice(start, close)
      this.#cells.push(hasPairs ? cell.replaceAll(this.#quote + this.#quote, this.#quote) : cell)
      this.#at = after
      return 'yes'
    }
  }
}
