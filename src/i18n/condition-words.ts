import type { TFunction } from 'i18next'
import {
  type ComparisonOperator,
  type Condition,
  type ConditionValue,
  type FieldTest,
  type NormalCondition,
  toNormal,
} from '../model/condition.ts'
import type { Field, Language, Localized } from '../model/schema.ts'
import { LOCALES } from './index.ts'

/** A field as readers know it. */
export interface WordedField extends Pick<Field, 'name' | 'type' | 'title' | 'unit'> {
  /** The meaning of coded values. */
  readonly codes?: Readonly<Record<string, Localized>> | undefined
}

/**
 * A condition in the reader's words, without a capital or a full stop of its own: “Fuel is “coal” or “gas”,
 * and Capacity is at least 50 MW”. An opposite is said of each test, so that no reader has to undo a “not”
 * before brackets.
 *
 * @param t of the page's words in that language
 */
export function toWords(
  condition: Condition,
  fields: readonly WordedField[],
  language: Language,
  t: TFunction,
): string {
  const words = new ConditionWords(fields, language, t)
  return words.of(toNormal(condition))
}

const COMPARISONS: Readonly<Record<ComparisonOperator, string>> = {
  '=': 'equal',
  '<>': 'unequal',
  '<': 'below',
  '<=': 'atMost',
  '>': 'above',
  '>=': 'atLeast',
}

/** Days are not below one another. */
const DAYS: Readonly<Record<ComparisonOperator, string>> = {
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
} as const

class ConditionWords {
  readonly #fields: ReadonlyMap<string, WordedField>
  readonly #language: Language
  readonly #t: TFunction

  constructor(fields: readonly WordedField[], language: Language, t: TFunction) {
    this.#fields = new Map(fields.map((field) => [field.name, field]))
    this.#language = language
    this.#t = t
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
      case 'between':
        return this.#say('between', field, {
          from: this.#value(condition.from, field),
          to: this.#value(condition.to, field),
        })
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
    const text = this.#t('condition.text', { text: 'text' in test ? test.text : test.pattern })
    return this.#say(TEXT_TESTS[test.kind][isOpposite ? 1 : 0], test.field, { text })
  }

  #say(key: string, field: string, values: Readonly<Record<string, string>>): string {
    const title = this.#fields.get(field)?.title?.[this.#language] ?? field
    return this.#t(`condition.${key}`, { field: title, ...values })
  }

  #list(items: readonly string[], type: Intl.ListFormatType): string {
    return new Intl.ListFormat(LOCALES[this.#language], { type }).format(items)
  }

  #value(value: ConditionValue, name: string): string {
    const field = this.#fields.get(name)
    const codes = field?.codes ?? {}
    const code = String(value)
    if (Object.hasOwn(codes, code)) return codes[code]![this.#language]
    const locale = LOCALES[this.#language]
    if (typeof value === 'boolean') return this.#t(`condition.${value}`)
    if (typeof value !== 'string') {
      // Four digits stand ungrouped, as years do.
      const options = { maximumSignificantDigits: 17, useGrouping: 'min2' } as const
      const number = new Intl.NumberFormat(locale, options).format(value)
      return field?.unit ? `${number}\u00a0${field.unit}` : number
    }
    if (field?.type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
      const day = new Date(value)
      // A day of the calendar is the same wherever it is read.
      const options = { dateStyle: 'long', timeZone: 'UTC' } as const
      if (!Number.isNaN(day.getTime())) return new Intl.DateTimeFormat(locale, options).format(day)
    }
    return this.#t('condition.text', { text: value })
  }
}
