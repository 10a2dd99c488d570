import {
  COMPARISON_OPERATORS,
  type ComparisonOperator,
  type Condition,
  type ConditionValue,
  combine,
  type FieldTest,
  isSeveral,
  partsOf,
  type Several,
} from './condition.ts'
import { parseNumberText, toNumberText } from './field-value.ts'

/**
 * Conditions as short texts for the page's address. The tests are those of FIQL
 * (draft-nottingham-atompub-fiql-00, section 3.2) with its way to name more of them; they are put together
 * with signs that a list of layers leaves free.
 *
 *     condition  = product {"/" product}                           one of them holds
 *     product    = part {"*" part}                                 all of them hold
 *     part       = ["!"] "(" condition ")" | test                  ! turns it into its opposite
 *     test       = field ("==" | "!=" | "=lt=" | "=le=" | "=gt=" | "=ge=") value
 *                | field ("=in=" | "=out=") "(" value {"/" value} ")"
 *                | field "=between=" "(" value "/" value ")"       both included
 *                | field ("=has=" | "=starts=" | "=like=" | "=ilike=") value
 *                | field ("=is=" | "=not=") "null"                 empty, not empty
 *     field      = word | quoted
 *     value      = number | "true" | "false" | word | quoted
 *     word       = letters, digits, "_", "." and "-"
 *     quoted     = "'" any characters, a quote doubled "'"         a text always
 *
 * `fuel=in=(coal/gas)*capacity_mw=ge=50` is coal or gas from 50 MW on.
 */

/** Addresses of some 2000 characters pass everywhere. */
const MAX_LENGTH = 1500
const MAX_DEPTH = 12

const COMPARISONS: Readonly<Record<ComparisonOperator, string>> = {
  '=': '==',
  '<>': '!=',
  '<': '=lt=',
  '<=': '=le=',
  '>': '=gt=',
  '>=': '=ge=',
}
const OPERATORS: ReadonlyMap<string, ComparisonOperator> = new Map(
  COMPARISON_OPERATORS.map((operator) => [COMPARISONS[operator], operator]),
)
const WORD = /^[\p{L}\p{M}\p{N}_.-]+$/u
const NUMBER = /^-?\d+(\.\d+)?(e-?\d+)?$/
const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'null'])

/**
 * The condition as a text that `parseConditionText` reads; `undefined` for one that is too long, too deep, or
 * holds half a character (an unpaired surrogate), which no address can.
 */
export function toConditionText(condition: Condition): string | undefined {
  const text = format(condition)
  const fits = text.length <= MAX_LENGTH && depthOf(condition) <= MAX_DEPTH
  return fits && !/\p{Surrogate}/u.test(text) ? text : undefined
}

/** A name of what a filter leaves: that of the same condition alone is the same. */
export function toFilterMark(filter: Condition): string {
  return format(filter)
}

function depthOf(condition: Condition): number {
  return 'of' in condition ? 1 + Math.max(...partsOf(condition).map(depthOf)) : 0
}

function format(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of
        .map((part) => (part.kind === 'all' || part.kind === 'any' ? bracket(part) : format(part)))
        .join(condition.kind === 'all' ? '*' : '/')
    case 'not':
      return `!${bracket(condition.of)}`
    case 'compare':
      return `${toWord(condition.field)}${COMPARISONS[condition.operator]}${toValueText(condition.value)}`
    case 'between':
      return `${toWord(condition.field)}=between=${toList([condition.from, condition.to])}`
    case 'one-of':
      return `${toWord(condition.field)}=in=${toList(condition.values)}`
    case 'none-of':
      return `${toWord(condition.field)}=out=${toList(condition.values)}`
    case 'contains':
      return `${toWord(condition.field)}=has=${toValueText(condition.text)}`
    case 'starts-with':
      return `${toWord(condition.field)}=starts=${toValueText(condition.text)}`
    case 'like':
    case 'ilike':
      return `${toWord(condition.field)}=${condition.kind}=${toValueText(condition.pattern)}`
    case 'empty':
      return `${toWord(condition.field)}=is=null`
    case 'not-empty':
      return `${toWord(condition.field)}=not=null`
  }
}

const bracket = (condition: Condition): string => `(${format(condition)})`

const toList = (values: readonly ConditionValue[]): string =>
  `(${values.map(toValueText).join('/')})`

function toWord(text: string): string {
  return WORD.test(text) ? text : `'${text.replaceAll("'", "''")}'`
}

function toValueText(value: ConditionValue): string {
  if (typeof value === 'string') {
    return NUMBER.test(value) || CONSTANTS.has(value) ? `'${value}'` : toWord(value)
  }
  return typeof value === 'number' ? toNumberText(value).replace('e+', 'e') : String(value)
}

/** Reads a condition as `toConditionText` writes it; `undefined` where the text means nothing. */
export function parseConditionText(text: string): Condition | undefined {
  if (text.length > MAX_LENGTH) return undefined
  const tokens = tokenize(text)
  if (!tokens) return undefined
  const reader = new Reader(tokens)
  const condition = reader.either(MAX_DEPTH)
  return reader.isAtEnd ? condition : undefined
}

interface Token {
  readonly kind: 'word' | 'quoted' | 'operator' | 'sign'
  readonly text: string
}

const TOKEN =
  /(?<word>[\p{L}\p{M}\p{N}_.-]+)|'(?<quoted>(?:[^']|'')*)'|(?<operator>==|!=|=[a-z]+=)|(?<sign>[()*/!])/uy

function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const { word, quoted, operator, sign } = TOKEN.exec(text)?.groups ?? {}
    if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (quoted !== undefined) {
      tokens.push({ kind: 'quoted', text: quoted.replaceAll("''", "'") })
    } else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else return undefined
  }
  return tokens
}

/** Descends through the grammar; each step is `undefined` where the text does not follow it. */
class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  either(depth: number): Condition | undefined {
    return this.#joined('/', 'any', () => this.#joined('*', 'all', () => this.#part(depth)))
  }

  #joined(
    sign: string,
    kind: 'all' | 'any',
    read: () => Condition | undefined,
  ): Condition | undefined {
    const parts = this.#several(sign, read)
    return parts && combine(kind, parts)
  }

  #several<Item>(sign: string, read: () => Item | undefined): Several<Item> | undefined {
    const items: Item[] = []
    do {
      const item = read()
      if (item === undefined) return undefined
      items.push(item)
    } while (this.#takes(sign))
    return isSeveral(items) ? items : undefined
  }

  #part(depth: number): Condition | undefined {
    const isOpposite = this.#takes('!')
    if (!this.#takes('(')) return isOpposite ? undefined : this.#test()
    const condition = depth > 0 ? this.either(depth - 1) : undefined
    if (!condition || !this.#takes(')')) return undefined
    return isOpposite ? { kind: 'not', of: condition } : condition
  }

  #test(): FieldTest | undefined {
    const name = this.#next()
    const operator = this.#next()
    if (!name || name.kind === 'operator' || name.kind === 'sign') return undefined
    if (operator?.kind !== 'operator') return undefined
    const field = name.text
    const comparison = OPERATORS.get(operator.text)
    if (comparison) {
      const value = this.#value()
      return value === undefined
        ? undefined
        : { kind: 'compare', field, operator: comparison, value }
    }
    switch (operator.text) {
      case '=between=': {
        const [from, to, ...others] = this.#list() ?? []
        if (from === undefined || to === undefined || others.length > 0) return undefined
        return { kind: 'between', field, from, to }
      }
      case '=in=':
      case '=out=': {
        const values = this.#list()
        return values && { kind: operator.text === '=in=' ? 'one-of' : 'none-of', field, values }
      }
      case '=has=':
      case '=starts=': {
        const text = this.#value()
        if (typeof text !== 'string') return undefined
        return { kind: operator.text === '=has=' ? 'contains' : 'starts-with', field, text }
      }
      case '=like=':
      case '=ilike=': {
        const pattern = this.#value()
        if (typeof pattern !== 'string') return undefined
        return { kind: operator.text === '=like=' ? 'like' : 'ilike', field, pattern }
      }
      case '=is=':
      case '=not=': {
        const token = this.#next()
        if (token?.kind !== 'word' || token.text !== 'null') return undefined
        return { kind: operator.text === '=is=' ? 'empty' : 'not-empty', field }
      }
      default:
        return undefined
    }
  }

  #list(): Several<ConditionValue> | undefined {
    if (!this.#takes('(')) return undefined
    const values = this.#several('/', () => this.#value())
    return this.#takes(')') ? values : undefined
  }

  #value(): ConditionValue | undefined {
    const token = this.#next()
    if (token?.kind === 'quoted') return token.text
    if (token?.kind !== 'word' || token.text === 'null') return undefined
    if (token.text === 'true' || token.text === 'false') return token.text === 'true'
    if (!NUMBER.test(token.text)) return token.text
    const number = parseNumberText(token.text)
    return typeof number === 'number' && !Number.isFinite(number) ? undefined : number
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++]
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#at]
    const found = token?.kind === 'sign' && token.text === sign
    if (found) this.#at++
    return found
  }
}
