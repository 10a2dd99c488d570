import { canHold } from './check-condition.ts'
import {
  COMPARISON_OPERATORS,
  type ComparisonOperator,
  type Condition,
  type ConditionValue,
  combine,
  type FieldTest,
  partsOf,
  type Several,
} from './condition.ts'
import { kindOfType, parseNumberText, toNumberText } from './field-value.ts'
import { escapePattern, formatPattern, type LikePattern, parsePattern } from './like-pattern.ts'
import { ProblemError } from './problem.ts'
import type { Field } from './schema.ts'

/**
 * Conditions in the words of SQL's `WHERE`, so that the same text selects the same features with GDAL
 * (`ogr2ogr -dialect SQLITE`), R and Python, and a command line takes what they take.
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
 * Words stand in either case. Dates and times are texts in ISO 8601.
 */

const MAX_LENGTH = 10_000
const MAX_DEPTH = 100

/**
 * Reads a condition on the given fields. Throws a `ProblemError` (`where-syntax`,
 * `where-field-unknown`, `where-type`) that says where the text is wrong.
 */
export function parseWhere(text: string, fields: readonly Field[]): Condition {
  return new Parser(text, fields).parse()
}

/** The condition in the words that `parseWhere` reads. */
export function toWhereText(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const word = condition.kind === 'all' ? ' AND ' : ' OR '
      return condition.of.map((part) => wrap(part, toWhereText(part))).join(word)
    }
    case 'not':
      return `NOT (${toWhereText(condition.of)})`
    case 'compare':
      return `${toName(condition.field)} ${condition.operator} ${toLiteral(condition.value)}`
    case 'between': {
      const { field, from, to } = condition
      return `${toName(field)} BETWEEN ${toLiteral(from)} AND ${toLiteral(to)}`
    }
    case 'one-of':
    case 'none-of': {
      const not = condition.kind === 'none-of' ? 'NOT ' : ''
      const values = condition.values.map(toLiteral).join(', ')
      return `${toName(condition.field)} ${not}IN (${values})`
    }
    case 'contains':
      return like(condition.field, `%${escapePattern(condition.text)}%`)
    case 'starts-with':
      return like(condition.field, `${escapePattern(condition.text)}%`)
    case 'like':
    case 'ilike':
      return like(condition.field, condition.pattern, condition.kind)
    case 'empty':
      return `${toName(condition.field)} IS NULL`
    case 'not-empty':
      return `${toName(condition.field)} IS NOT NULL`
  }
}

/** A part of several is put in brackets where it has several parts itself. */
function wrap(part: Condition, text: string): string {
  const parts = part.kind === 'not' ? [] : partsOf(part)
  if (parts.length === 1) return wrap(parts[0]!, text)
  return parts.length > 1 ? `(${text})` : text
}

function like(field: string, pattern: string, kind: 'like' | 'ilike' = 'like'): string {
  const ending = pattern.includes('\\') ? " ESCAPE '\\'" : ''
  return `${toName(field)} ${kind.toUpperCase()} ${toLiteral(pattern)}${ending}`
}

/** In double quotes always: a name may be a word of the language. */
function toName(field: string): string {
  return `"${field.replaceAll('"', '""')}"`
}

function toLiteral(value: ConditionValue): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return typeof value === 'number' ? toNumberText(value) : String(value).toUpperCase()
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

const OPERATORS: ReadonlyMap<string, ComparisonOperator> = new Map([
  ...COMPARISON_OPERATORS.map((operator) => [operator, operator] as const),
  ['!=', '<>'],
])

class Parser {
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
    return this.#joined('OR', 'any', () => this.#both(depth))
  }

  #both(depth: number): Condition {
    return this.#joined('AND', 'all', () => this.#not(depth))
  }

  #joined(word: string, kind: 'all' | 'any', read: () => Condition): Condition {
    const first = read()
    const others: Condition[] = []
    while (this.#takeWord(word)) others.push(read())
    return combine(kind, [first, ...others])
  }

  #not(depth: number): Condition {
    if (depth > MAX_DEPTH) throw syntaxProblem(this.#peek().position, 'the nesting is too deep')
    if (this.#takeWord('NOT')) return { kind: 'not', of: this.#not(depth + 1) }
    if (!this.#takeSymbol('(')) return this.#test()
    const condition = this.#either(depth + 1)
    this.#expectSymbol(')')
    return condition
  }

  #test(): Condition {
    const field = this.#field()
    if (this.#takeWord('IS')) {
      const kind = this.#takeWord('NOT') ? 'not-empty' : 'empty'
      if (!this.#takeWord('NULL')) throw this.#unexpected('NULL')
      return { kind, field: field.name }
    }
    const isNegated = this.#takeWord('NOT')
    if (this.#takeWord('IN')) {
      return {
        kind: isNegated ? 'none-of' : 'one-of',
        field: field.name,
        values: this.#list(field),
      }
    }
    const test = this.#range(field) ?? this.#pattern(field)
    if (test) return isNegated ? { kind: 'not', of: test } : test
    if (isNegated) throw this.#unexpected('IN, BETWEEN or LIKE')
    const token = this.#peek()
    const operator = token.kind === 'symbol' ? OPERATORS.get(token.value) : undefined
    if (!operator) throw this.#unexpected('a comparison such as = or IN')
    this.#at++
    return { kind: 'compare', field: field.name, operator, value: this.#value(field) }
  }

  #list(field: Field): Several<ConditionValue> {
    this.#expectSymbol('(')
    const first = this.#value(field)
    const others: ConditionValue[] = []
    while (this.#takeSymbol(',')) others.push(this.#value(field))
    this.#expectSymbol(')')
    return [first, ...others]
  }

  #range(field: Field): FieldTest | null {
    if (!this.#takeWord('BETWEEN')) return null
    const from = this.#value(field)
    if (!this.#takeWord('AND')) throw this.#unexpected('AND')
    return { kind: 'between', field: field.name, from, to: this.#value(field) }
  }

  #pattern(field: Field): FieldTest | null {
    const ignoresCase = this.#takeWord('ILIKE')
    if (!ignoresCase && !this.#takeWord('LIKE')) return null
    const token = this.#peek()
    if (token.kind !== 'text') throw this.#unexpected('a pattern in single quotes')
    if (kindOfType(field.type) !== 'text') throw typeProblem(field, token)
    this.#at++
    const pattern = parsePattern(token.value, this.#escape())
    return ignoresCase
      ? { kind: 'ilike', field: field.name, pattern: formatPattern(pattern) }
      : toTextTest(field.name, pattern)
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
    return field
  }

  #value(field: Field): ConditionValue {
    const token = this.#peek()
    const value = toValue(token)
    if (value === null) throw this.#unexpected("a value: 'text', a number, TRUE or FALSE")
    if (!canHold(field, value)) throw typeProblem(field, token)
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

/** A pattern as the plainest test that says it. */
function toTextTest(field: string, pattern: LikePattern): FieldTest {
  const isAny = (part: LikePattern[number] | undefined) =>
    typeof part === 'object' && part.stands === 'any characters'
  const startsOpen = isAny(pattern[0])
  const letters = pattern.slice(startsOpen ? 1 : 0, -1)
  if (
    !isAny(pattern.at(-1)) ||
    letters.length === 0 ||
    letters.some((part) => typeof part === 'object')
  ) {
    return { kind: 'like', field, pattern: formatPattern(pattern) }
  }
  return { kind: startsOpen ? 'contains' : 'starts-with', field, text: letters.join('') }
}

function toValue({ kind, value }: Token): ConditionValue | null {
  if (kind === 'text') return value
  if (kind === 'number') return parseNumberText(value)
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

function typeProblem({ name, type }: Field, { value, position }: Token): ProblemError {
  return new ProblemError({
    code: 'where-type',
    message: `The field “${name}” holds ${type} values and is compared with “${value}” (character ${position})`,
    values: { field: name, type, value, position },
  })
}
