import {
  type ComparisonOperator,
  type Condition,
  type ConditionValue,
  type FieldTest,
  type NormalCondition,
  toNormal,
} from '../model/condition.ts'
import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { formatValue, type WordedField } from '../words/format-value.ts'
import { localeOf } from '../words/languages.ts'
import { textIn } from '../words/text-in.ts'
import { type Words, wordsOf } from '../words/words.ts'

/**
 * A condition in the reader's words, without a capital or a full stop of its own: “Fuel is “coal” or “gas”,
 * and Capacity is at least 50 MW”. An opposite is said of each test, so that no reader has to undo a “not”
 * before brackets.
 *
 * @throws Error where the words of conditions have not been loaded in that language
 */
export function toWords(
  condition: Condition,
  fields: readonly WordedField[],
  language: Language,
): string {
  const words = new ConditionWords(fields, language)
  return words.of(toNormal(condition))
}

type Word = keyof Words['condition']['condition']

const COMPARISONS: Readonly<Record<ComparisonOperator, Word>> = {
  '=': 'equal',
  '<>': 'unequal',
  '<': 'below',
  '<=': 'atMost',
  '>': 'above',
  '>=': 'atLeast',
}

/** Days are not below one another. */
const DAYS: Readonly<Record<ComparisonOperator, Word>> = {
  ...COMPARISONS,
  '<': 'before',
  '<=': 'untilDay',
  '>': 'after',
  '>=': 'sinceDay',
}

const TEXT_TESTS = {
  contains: ['contains', 'notContains'],
  'starts-with': ['startsWith', 'notStartsWith'],
  like: ['like', 'notLike'],
  ilike: ['ilike', 'notIlike'],
} as const satisfies Record<string, readonly Word[]>

class ConditionWords {
  readonly #fields: ReadonlyMap<string, WordedField>
  readonly #language: Language
  readonly #words: Words['condition']['condition']

  constructor(fields: readonly WordedField[], language: Language) {
    this.#fields = new Map(fields.map((field) => [field.name, field]))
    this.#language = language
    this.#words = wordsOf('condition', language).condition
  }

  of(condition: NormalCondition): string {
    if (condition.kind === 'not') return this.#textTest(condition.of, true)
    if ('of' in condition) {
      const parts = condition.of.map((part) =>
        'of' in part && part.kind !== 'not' ? `(${this.of(part)})` : this.of(part),
      )
      return this.#list(parts, condition.kind === 'all' ? 'conjunction' : 'disjunction')
    }
    const { field } = condition
    switch (condition.kind) {
      case 'compare': {
        const type = this.#fields.get(field)?.type
        const keys = type === 'date' || type === 'datetime' ? DAYS : COMPARISONS
        const value = this.#value(condition.value, field)
        return this.#say(keys[condition.operator], field, { value })
      }
      case 'between': {
        const from = this.#value(condition.from, field)
        // A year alone is no range.
        if (condition.from === condition.to) return this.#say('equal', field, { value: from })
        return this.#say('between', field, { from, to: this.#value(condition.to, field) })
      }
      case 'one-of':
      case 'none-of': {
        const values = condition.values.map((value) => this.#value(value, field))
        return this.#say(condition.kind === 'one-of' ? 'oneOf' : 'noneOf', field, {
          values: this.#list(values, 'disjunction'),
        })
      }
      case 'empty':
        return this.#say('empty', field, {})
      case 'not-empty':
        return this.#say('notEmpty', field, {})
      default:
        return this.#textTest(condition, false)
    }
  }

  #textTest(
    test: Extract<FieldTest, { kind: keyof typeof TEXT_TESTS }>,
    isOpposite: boolean,
  ): string {
    const text = fill(this.#words.text, { text: 'text' in test ? test.text : test.pattern })
    return this.#say(TEXT_TESTS[test.kind][isOpposite ? 1 : 0], test.field, { text })
  }

  #say(key: Word, field: string, values: Readonly<Record<string, string>>): string {
    const title = this.#fields.get(field)?.title
    const name = title ? textIn(title, this.#language) : field
    return fill(this.#words[key], { field: name, ...values })
  }

  #list(items: readonly string[], type: Intl.ListFormatType): string {
    return new Intl.ListFormat(localeOf(this.#language), { type }).format(items)
  }

  #value(value: ConditionValue, name: string): string {
    const field = this.#fields.get(name)
    const text = formatValue(value, field, this.#language)
    if (text === null) return this.#words[value ? 'true' : 'false']
    // A text of the data itself is told from the words around it.
    if (text !== value || Object.hasOwn(field?.codes ?? {}, text)) return text
    return fill(this.#words.text, { text })
  }
}
