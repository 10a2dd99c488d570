import { ProblemError } from '../../model/problem.ts'
import type { WarningList } from '../contract/read-context.ts'
import { ownText } from '../text/own-text.ts'

/** What a reader of an XML format is told, in the order of the file. */
export interface XmlHandler {
  /** `attributes` is the raw text of the tag after its name; `attributeOf` reads it. */
  open(name: string, attributes: string): void
  close(name: string): void
  /** Whether the text that comes is of use; asking first spares making it. */
  wantsText(): boolean
  /** Whether nothing within the element that is open is of use: it need not be told of elements with nothing but text. */
  isDeaf?(): boolean
  /** A piece of the text of the element that is open, its entities resolved; there may be several. */
  text(piece: string): void
}

/** A tag longer than this is not one. */
const MOST_TAG_LENGTH = 1 << 20
const MOST_DEPTH = 1024
/** So many names and tags of a name are known again: a file of made-up ones must not grow the tables without end. */
const MOST_NAMES = 10_000
const MOST_TAGS_OF_NAME = 64

/** A name as the file has it, with its prefix, and the opening tags that had it. */
interface TagName {
  readonly raw: string
  /** Without the prefix where that is the format's own. */
  readonly name: string
  /** By what follows the name. */
  readonly tags: Map<string, Tag>
}

/** An opening tag that was met before. */
interface Tag {
  readonly name: TagName
  /** All of it, from `<` to `>`. */
  readonly text: string
  readonly attributes: string
  readonly isEmpty: boolean
  /** Which tag was opened after it the last time: files repeat themselves. */
  next: Tag | null
}

/**
 * Reads XML in pieces and forgives what programs get wrong: unknown entities, tags that do not match, a
 * prefix that is not declared, junk before and after the root. Each of these is told. Entities are never
 * defined by a file: a document type that tries is refused, so there is nothing to expand or to fetch.
 *
 * A library would stop at the first such fault, as the specification wants, and is several times
 * slower. Names come without their prefix where that stands for the format's own namespace.
 */
export class XmlScanner {
  readonly #handler: XmlHandler
  readonly #warnings: WarningList
  /** What a namespace of the format looks like. */
  readonly #ownNamespace: RegExp
  readonly #fileName: string
  #rest = ''
  /** Inside a comment, CDATA section or processing instruction: what ends it. */
  #until = ''
  #isCdata = false
  readonly #stack: string[] = []
  /** The names of the elements that are open as the file has them, with their prefixes. */
  readonly #rawNames: string[] = []
  readonly #names = new Map<string, TagName>()
  /** The tag that was opened last, where it is known. */
  #lastTag: Tag | null = null
  readonly #ownPrefixes = new Set<string>()
  #hasRoot = false
  #hasJunk = false

  constructor(
    handler: XmlHandler,
    warnings: WarningList,
    options: {
      readonly ownNamespace: RegExp
      readonly ownPrefixes: readonly string[]
      readonly fileName: string
    },
  ) {
    this.#handler = handler
    this.#warnings = warnings
    this.#ownNamespace = options.ownNamespace
    for (const prefix of options.ownPrefixes) this.#ownPrefixes.add(prefix)
    this.#fileName = options.fileName
  }

  push(chunk: string): void {
    const text = this.#rest === '' ? chunk : this.#rest + chunk
    this.#rest = ''
    let at = 0
    while (at < text.length) {
      if (this.#until !== '') {
        at = this.#skip(text, at)
        continue
      }
      const open = text.indexOf('<', at)
      if (open < 0) {
        // An entity may be cut by the chunk's end.
        const ampersand = text.lastIndexOf('&')
        const isCut =
          ampersand >= Math.max(at, text.length - 12) && text.indexOf(';', ampersand) < 0
        const end = isCut ? ampersand : text.length
        this.#addText(text, at, end)
        this.#rest = text.slice(end)
        return
      }
      if (open > at) this.#addText(text, at, open)
      const next = this.#passed(text, open) ?? this.#tag(text, open)
      if (next < 0) {
        this.#rest = text.slice(open)
        if (this.#rest.length > MOST_TAG_LENGTH) throw this.#invalid('a tag does not end')
        return
      }
      at = next
    }
  }

  end(): void {
    if (!this.#hasRoot) throw this.#invalid('it has no element')
    const isOpen = this.#stack.length > 0
    if (isOpen || this.#rest.startsWith('<') || this.#until !== '') {
      this.#warnings.add({
        code: 'xml-cut-off',
        message: 'The file breaks off before its end; what it held up to there was read.',
      })
    }
    while (this.#stack.length > 0) this.#closeTop()
  }

  /** Goes on in a section whose content is not markup. */
  #skip(text: string, at: number): number {
    const end = text.indexOf(this.#until, at)
    // What ends the section may be cut in two by the chunk's end.
    const keep = this.#until.length - 1
    const stop = end >= 0 ? end : Math.max(at, text.length - keep)
    if (this.#isCdata && this.#handler.wantsText()) this.#handler.text(text.slice(at, stop))
    if (end < 0) {
      this.#rest = text.slice(stop)
      return text.length
    }
    this.#isCdata = false
    const { length } = this.#until
    this.#until = ''
    return end + length
  }

  /** Where a row of elements ends that the handler need not hear of; `null` where none begins. */
  #passed(text: string, open: number): number | null {
    if (!this.#handler.isDeaf?.() || this.#stack.length >= MOST_DEPTH) return null
    LEAVES.lastIndex = open
    return LEAVES.test(text) ? LEAVES.lastIndex : null
  }

  /** Reads the tag that begins at `open`; −1 if it is not whole yet. */
  #tag(text: string, open: number): number {
    const kind = text.charCodeAt(open + 1)
    if (Number.isNaN(kind)) return -1
    if (kind === EXCLAMATION) return this.#declaration(text, open)
    if (kind === QUESTION) {
      this.#until = '?>'
      return open + 2
    }
    const isClosing = kind === SLASH
    if (!isClosing && !isNameStart(kind)) {
      this.#warnings.add({
        code: 'xml-malformed',
        message: 'Signs that begin a tag stand where none begins; they were read as text.',
      })
      this.#addText('&lt;', 0, 4)
      return open + 1
    }
    if (isClosing) {
      const top = this.#rawNames.at(-1)
      // Most closing tags end what is open, and are nothing but its name: no text is made of them.
      if (top !== undefined && text.startsWith(top, open + 2)) {
        const end = open + 2 + top.length
        if (text.charCodeAt(end) === GREATER) {
          this.#closeTop()
          return end + 1
        }
      }
    }
    if (!isClosing) {
      const expected = this.#lastTag?.next
      if (expected && text.startsWith(expected.text, open)) {
        this.#lastTag = expected
        this.#open(expected.name, expected.attributes)
        if (expected.isEmpty) this.#closeTop()
        return open + expected.text.length
      }
    }
    const close = this.#endOfTag(text, open)
    if (close < 0) return -1
    if (isClosing) {
      this.#close(this.#nameOf(text.slice(open + 2, close).trimEnd()).name)
      return close + 1
    }
    const isEmpty = text.charCodeAt(close - 1) === SLASH
    const end = isEmpty ? close - 1 : close
    let nameEnd = open + 1
    while (nameEnd < end && text.charCodeAt(nameEnd) > 32 && text.charCodeAt(nameEnd) !== SLASH)
      nameEnd++
    const rawName = text.slice(open + 1, nameEnd)
    const attributes = nameEnd < end ? text.slice(nameEnd, end) : ''
    if (attributes.includes('xmlns')) {
      this.#readNamespaces(attributes)
      this.#lastTag = null
      this.#open(this.#nameOf(rawName), attributes)
    } else {
      const name = this.#nameOf(rawName)
      const tag = knownTag(name, text.slice(nameEnd, close), attributes, isEmpty)
      if (this.#lastTag) this.#lastTag.next = tag
      this.#lastTag = tag
      this.#open(name, tag ? tag.attributes : attributes)
    }
    if (isEmpty) this.#closeTop()
    return close + 1
  }

  /** The `>` that ends a tag: one within a quoted value does not. */
  #endOfTag(text: string, open: number): number {
    let close = text.indexOf('>', open)
    let from = open
    while (close >= 0) {
      let quote = ''
      for (let at = from; at < close; at++) {
        const code = text.charCodeAt(at)
        if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE) continue
        const character = text[at]!
        if (quote === '') quote = character
        else if (quote === character) quote = ''
      }
      if (quote === '') return close
      const end = text.indexOf(quote, close)
      if (end < 0) return -1
      from = end + 1
      close = text.indexOf('>', from)
    }
    return -1
  }

  #declaration(text: string, open: number): number {
    if (text.startsWith('<!--', open)) {
      this.#until = '-->'
      return open + 4
    }
    if (text.startsWith('<![CDATA[', open)) {
      this.#until = ']]>'
      this.#isCdata = true
      return open + 9
    }
    // Not enough of it to tell which it is.
    if (text.length - open < 9) return -1
    const close = text.indexOf('>', open)
    const subset = text.indexOf('[', open)
    if (close < 0) return -1
    if (subset < 0 || subset > close) return close + 1
    const end = text.indexOf(']', subset)
    if (/<!ENTITY/i.test(text.slice(subset, end < 0 ? undefined : end))) {
      throw new ProblemError({
        code: 'xml-entities',
        message: `${this.#fileName} defines entities of its own, which a file of places never needs and an attack does. It was not read.`,
        values: { name: this.#fileName },
      })
    }
    if (end < 0) return -1
    const after = text.indexOf('>', end)
    return after < 0 ? -1 : after + 1
  }

  #open({ raw, name }: TagName, attributes: string): void {
    if (this.#stack.length === 0) {
      if (this.#hasRoot) this.#warnJunk()
      this.#hasRoot = true
    }
    if (this.#stack.length >= MOST_DEPTH) throw this.#invalid('its elements are nested too deeply')
    this.#stack.push(name)
    this.#rawNames.push(raw)
    this.#handler.open(name, attributes)
  }

  #close(name: string): void {
    const stack = this.#stack
    if (stack.at(-1) === name) {
      this.#closeTop()
      return
    }
    this.#warnings.add({
      code: 'xml-malformed',
      message:
        'Closing tags do not match the elements that are open; they were read as well as could be.',
    })
    if (!stack.includes(name)) return
    while (this.#closeTop() !== name) {}
  }

  #closeTop(): string {
    const name = this.#stack.pop()!
    this.#rawNames.pop()
    this.#handler.close(name)
    return name
  }

  #addText(text: string, start: number, end: number): void {
    if (this.#stack.length === 0) {
      if (this.#hasRoot && /\S/.test(text.slice(start, end))) this.#warnJunk()
      return
    }
    if (!this.#handler.wantsText() || start === end) return
    const piece = text.slice(start, end)
    this.#handler.text(piece.includes('&') ? decodeEntities(piece, this.#warnings) : piece)
  }

  #warnJunk(): void {
    if (this.#hasJunk) return
    this.#hasJunk = true
    this.#warnings.add({
      code: 'xml-junk',
      message: 'Something follows after the end of the document.',
    })
  }

  #readNamespaces(attributes: string): void {
    for (const [, prefix, uri] of attributes.matchAll(/xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']/g)) {
      if (this.#ownNamespace.test(uri!)) this.#ownPrefixes.add(prefix!)
      else this.#ownPrefixes.delete(prefix!)
    }
    this.#names.clear()
  }

  #nameOf(found: string): TagName {
    const known = this.#names.get(found)
    if (known !== undefined) return known
    const raw = ownText(found)
    const colon = raw.indexOf(':')
    const name =
      colon > 0 && this.#ownPrefixes.has(raw.slice(0, colon)) ? raw.slice(colon + 1) : raw
    const made: TagName = { raw, name, tags: new Map() }
    if (this.#names.size < MOST_NAMES) this.#names.set(raw, made)
    return made
  }

  #invalid(detail: string): ProblemError {
    return new ProblemError({
      code: 'xml-invalid',
      message: `${this.#fileName} is not valid XML: ${detail}.`,
      values: { name: this.#fileName, detail },
    })
  }
}

/** The tag of a name with what follows it; `null` where the name has had too many for them to come again. */
function knownTag(name: TagName, rest: string, attributes: string, isEmpty: boolean): Tag | null {
  const known = name.tags.get(rest)
  if (known !== undefined) return known
  if (name.tags.size >= MOST_TAGS_OF_NAME) return null
  const tag: Tag = {
    name,
    text: ownText(`<${name.raw}${rest}>`),
    attributes: ownText(attributes),
    isEmpty,
    next: null,
  }
  name.tags.set(ownText(rest), tag)
  return tag
}

/** Elements without attributes that hold text alone, one after another. */
const LEAVES = /(?:<([A-Za-z_][\w.-]*)>[^<]*<\/\1>)+/y

const EXCLAMATION = 0x21
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27
const GREATER = 0x3e
const SLASH = 0x2f
const QUESTION = 0x3f

const isNameStart = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  code === 95 ||
  code === 58 ||
  code > 127

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** The five entities of XML, characters by number, and the blank that HTML has taught everyone. */
export function decodeEntities(text: string, warnings?: WarningList): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]\w*));|&/g,
    (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null
      if (code !== null && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) {
        return String.fromCodePoint(code)
      }
      const known = name && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined
      if (known === undefined) {
        warnings?.add({
          code: 'xml-entity-unknown',
          message:
            'Texts name characters that XML does not know (such as &eacute;), or hold a bare &; they were kept as they stand.',
        })
      }
      return known ?? whole
    },
  )
}

/** What finds an attribute, by its name: those that the readers ask for. */
const ATTRIBUTES = new Map<string, RegExp>()

/** The value of an attribute in the raw text of a tag, or `null`. */
export function attributeOf(attributes: string, name: string): string | null {
  if (!attributes.includes(name)) return null
  let pattern = ATTRIBUTES.get(name)
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    ATTRIBUTES.set(name, pattern)
  }
  const match = pattern.exec(attributes)
  const value = match?.[1] ?? match?.[2]
  return value === undefined ? null : decodeEntities(value)
}
