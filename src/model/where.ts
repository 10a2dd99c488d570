import type { FieldValue, FieldValues } from './feature.ts'
import { type LikePattern, matchesPattern, parsePattern } from './like-pattern.ts'
import { ProblemError } from './problem.ts'
import type { Field } from './schema.ts'

/**
 * A condition on the fields of features, in the words of SQL's `WHERE`, so that the same text selects
 * the same features with GDAL (`ogr2ogr -dialect SQLITE`), R and Python. Parsed once into functions;
 * nothing of it is ever run as a script.
 *
 *     condition  = "NOT" condition | condition ("AND" | "OR") condition | "(" condition ")" | test
 *     test       = field ("=" | "<>" | "!=" | "<" | "<=" | ">" | ">=") value
 *                | field ["NOT"] "IN" "(" value {"," value} ")"
 *                | field ["NOT"] "BETWEEN" value "AND" value
 *                | field ["NOT"] ("LIKE" | "ILIKE") text ["ESCAPE" text]
 *                                                               % any characters, _ any one
 *                | field "IS" ["NOT"] "NULL"
 *     field      = letters, digits and underscores, or any name in double quotes
 *     value      = 'text' | number | TRUE | FALSE                 a quote in a text is doubled
 *
 * Words stand in either case. Dates and times are texts in ISO 8601, which sort as they pass. As in
 * SQL, a test of an empty field is neither true nor false, and such features are not selected.
 */
export interface Where {
  readonly text: string
  /** The fields that it asks for. */
  readonly fields: readonly string[]
  matches(properties: FieldValues): boolean
}

/** True, false, or unknown: SQL's logic of three values. */
type Truth = boolean | null
type Condition = (properties: FieldValues) => Truth
type Value = string | number | bigint | boolean

const MAX_LENGTH = 10_000
const MAX_DEPTH = 100

/**
 * Reads a condition on the given fields. Throws a `ProblemError` (`where-syntax`,
 * `where-field-unknown`, `where-type`) that says where the text is wrong.
 */
export function parseWhere(text: string, fields: readonly Field[]): Where {
  const parser = new Parser(text, fields)
  const condition = parser.parse()
  return {
    text,
    fields: [...parser.used],
    matches: (properties) => condition(properties) === true,
  }
}

interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'end'
  readonly value: string
  /** From 1. */
  readonly position: number
}

const TOKEN =
  /\s*(?:(?<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{M}\p{N}_]*)|"(?<name>(?:[^"]|"")*)"|'(?<text>(?:[^']|'')*)'|(?<symbol><>|!=|<=|>=|[=<>(),]))/uy

function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) throw syntaxProblem(MAX_LENGTH + 1, 'the condition is too long')
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    const start = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0)
    const position = start + 1
    if (!match?.groups) throw syntaxProblem(position, `“${text[start]}” is not understood`)
    const [kind, value] = Object.entries(match.groups).find(([, found]) => found !== undefined)!
    const plain =
      kind === 'name'
        ? value!.replaceAll('""', '"')
        : kind === 'text'
          ? value!.replaceAll("''", "'")
          : value!
    tokens.push({ kind: kind as Token['kind'], value: plain, position })
  }
  tokens.push({ kind: 'end', value: '', position: end + 1 })
  return tokens
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

class Parser {
  readonly used = new Set<string>()
  readonly #tokens: readonly Token[]
  readonly #fields: ReadonlyMap<string, Field>
  #at = 0

  constructor(text: string, fields: readonly Field[]) {
    this.#tokens = tokenize(text)
    this.#fields = new Map(fields.map((field) => [field.name, field]))
  }

  parse(): Condition {
    const condition = this.#either(0)
    if (this.#peek().kind !== 'end') throw this.#unexpected('AND or OR')
    return condition
  }

  #either(depth: number): Condition {
    let condition = this.#both(depth)
    while (this.#takeWord('OR')) condition = or(condition, this.#both(depth))
    return condition
  }

  #both(depth: number): Condition {
    let condition = this.#not(depth)
    while (this.#takeWord('AND')) condition = and(condition, this.#not(depth))
    return condition
  }

  #not(depth: number): Condition {
    if (depth > MAX_DEPTH) throw syntaxProblem(this.#peek().position, 'the nesting is too deep')
    if (this.#takeWord('NOT')) return not(this.#not(depth + 1))
    if (!this.#takeSymbol('(')) return this.#test()
    const condition = this.#either(depth + 1)
    this.#expectSymbol(')')
    return condition
  }

  #test(): Condition {
    const field = this.#field()
    const { name } = field
    if (this.#takeWord('IS')) {
      const isNegated = this.#takeWord('NOT')
      if (!this.#takeWord('NULL')) throw this.#unexpected('NULL')
      return (properties) => ((properties[name] ?? null) === null) !== isNegated
    }
    const isNegated = this.#takeWord('NOT')
    const test = this.#membership(field) ?? this.#range(field) ?? this.#pattern(field)
    if (test) return isNegated ? not(test) : test
    if (isNegated) throw this.#unexpected('IN, BETWEEN or LIKE')
    const operator = this.#peek()
    const holds = operator.kind === 'symbol' ? COMPARISONS[operator.value] : undefined
    if (!holds) throw this.#unexpected('a comparison such as = or IN')
    this.#at++
    return comparison(name, this.#value(field), holds)
  }

  #membership(field: Field): Condition | null {
    if (!this.#takeWord('IN')) return null
    this.#expectSymbol('(')
    const tests: Condition[] = []
    do tests.push(comparison(field.name, this.#value(field), COMPARISONS['=']!))
    while (this.#takeSymbol(','))
    this.#expectSymbol(')')
    return tests.reduce(or)
  }

  #range(field: Field): Condition | null {
    if (!this.#takeWord('BETWEEN')) return null
    const from = this.#value(field)
    if (!this.#takeWord('AND')) throw this.#unexpected('AND')
    const to = this.#value(field)
    return and(
      comparison(field.name, from, COMPARISONS['>=']!),
      comparison(field.name, to, COMPARISONS['<=']!),
    )
  }

  #pattern(field: Field): Condition | null {
    const ignoresCase = this.#takeWord('ILIKE')
    if (!ignoresCase && !this.#takeWord('LIKE')) return null
    const token = this.#peek()
    if (token.kind !== 'text') throw this.#unexpected('a pattern in single quotes')
    this.#at++
    return like(field.name, parsePattern(token.value, this.#escape()), ignoresCase)
  }

  /** The character before a `%` or `_` that stands for itself. */
  #escape(): string | null {
    if (!this.#takeWord('ESCAPE')) return null
    const token = this.#peek()
    if (token.kind !== 'text' || [...token.value].length !== 1) {
      throw this.#unexpected('one character in single quotes')
    }
    this.#at++
    return token.value
  }

  #field(): Field {
    const token = this.#peek()
    if (token.kind !== 'word' && token.kind !== 'name')
      throw this.#unexpected('the name of a field')
    const field = this.#fields.get(token.value)
    if (!field) {
      throw new ProblemError({
        code: 'where-field-unknown',
        message: `The condition asks for a field “${token.value}” (character ${token.position}); the layer has ${[...this.#fields.keys()].join(', ')}`,
        values: { field: token.value, position: token.position },
      })
    }
    this.#at++
    this.used.add(field.name)
    return field
  }

  #value({ name, type }: Field): Value {
    const token = this.#peek()
    const value = toValue(token)
    if (value === null) throw this.#unexpected("a value: 'text', a number, TRUE or FALSE")
    const wanted = VALUE_TYPES[type] ?? 'string'
    const found = typeof value === 'bigint' ? 'number' : typeof value
    if (found !== wanted) {
      throw new ProblemError({
        code: 'where-type',
        message: `The field “${name}” holds ${type} values and is compared with “${token.value}” (character ${token.position})`,
        values: { field: name, type, value: token.value, position: token.position },
      })
    }
    this.#at++
    return value
  }

  #peek(): Token {
    return this.#tokens[this.#at]!
  }

  #takeWord(word: string): boolean {
    const token = this.#peek()
    const found = token.kind === 'word' && token.value.toUpperCase() === word
    if (found) this.#at++
    return found
  }

  #takeSymbol(symbol: string): boolean {
    const token = this.#peek()
    const found = token.kind === 'symbol' && token.value === symbol
    if (found) this.#at++
    return found
  }

  #expectSymbol(symbol: string): void {
    if (!this.#takeSymbol(symbol)) throw this.#unexpected(`“${symbol}”`)
  }

  #unexpected(wanted: string): ProblemError {
    const { kind, value, position } = this.#peek()
    const found = kind === 'end' ? 'the end' : `“${value}”`
    return syntaxProblem(position, `${wanted} is expected and ${found} is there`)
  }
}

const VALUE_TYPES: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  boolean: 'boolean',
  integer: 'number',
  long: 'number',
  double: 'number',
}

function toValue({ kind, value }: Token): Value | null {
  if (kind === 'text') return value
  if (kind === 'number') {
    const number = Number(value)
    const isLong = /^-?\d+$/.test(value) && !Number.isSafeInteger(number)
    return isLong ? BigInt(value) : number
  }
  if (kind !== 'word') return null
  const word = value.toUpperCase()
  return word === 'TRUE' ? true : word === 'FALSE' ? false : null
}

function syntaxProblem(position: number, detail: string): ProblemError {
  return new ProblemError({
    code: 'where-syntax',
    message: `The condition cannot be read at character ${position}: ${detail}`,
    values: { position, detail },
  })
}

function comparison(name: string, value: Value, holds: (order: number) => boolean): Condition {
  return (properties) => {
    const own = properties[name] ?? null
    const order = own === null ? null : compare(own, value)
    return order === null ? null : holds(order)
  }
}

/** Below, at or above 0 as a field's value is less, the same or more; `null` for values of two kinds. */
function compare(own: NonNullable<FieldValue>, value: Value): number | null {
  if (typeof own === 'string') {
    return typeof value === 'string' ? (own < value ? -1 : own > value ? 1 : 0) : null
  }
  if (typeof own === 'boolean') {
    return typeof value === 'boolean' ? Number(own) - Number(value) : null
  }
  if (own instanceof Uint8Array || typeof value === 'string' || typeof value === 'boolean') {
    return null
  }
  return own < value ? -1 : own > value ? 1 : Number(own) === Number(value) ? 0 : null
}

function like(name: string, pattern: LikePattern, ignoresCase: boolean): Condition {
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text)
  const wanted = pattern.flatMap(
    (part): LikePattern => (typeof part === 'string' ? [...fold(part)] : [part]),
  )
  return (properties) => {
    const own = properties[name] ?? null
    return typeof own === 'string' ? matchesPattern([...fold(own)], wanted) : null
  }
}

function and(a: Condition, b: Condition): Condition {
  return (properties) => {
    const first = a(properties)
    if (first === false) return false
    const second = b(properties)
    return second === false ? false : first === null || second === null ? null : true
  }
}

function or(a: Condition, b: Condition): Condition {
  return (properties) => {
    const first = a(properties)
    if (first === true) return true
    const second = b(properties)
    return second === true ? true : first === null || second === null ? null : false
  }
}

function not(condition: Condition): Condition {
  return (properties) => {
    const truth = condition(properties)
    return truth === null ? null : !truth
  }
}
