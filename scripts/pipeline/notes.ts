import type { Localized } from '../../src/model/schema.ts'
import { toFrenchSpaces } from '../catalog/french-spaces.ts'

/**
 * A count as each language writes it. Written out, since `Intl` changes its separators between
 * releases and the catalogue must come out byte for byte.
 */
function grouped(value: number, separator: string): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, separator)
}

type Values = Readonly<Record<string, number | string>>

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** A power of two as it is written, such as 2⁻¹⁴. */
export function powerOfTwo(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[+digit])
  return `2${exponent < 0 ? '⁻' : ''}${digits.join('')}`
}

/** How a language writes numbers, and of which counts it speaks as of one thing. */
interface Numbers {
  readonly group: string
  readonly decimal: string
  isOne(count: number): boolean
}

const ENGLISH: Numbers = { group: ',', decimal: '.', isOne: (count) => count === 1 }
const FRENCH: Numbers = { group: '\u00a0', decimal: ',', isOne: (count) => Math.abs(count) < 2 }

/**
 * Fills `{{name}}` in each language, with the language's separators. `{{name:part|parts}}` is the count with the
 * words that go with one and with many.
 */
export function note(text: Localized, values: Values = {}): Localized {
  const fill = (template: string, { group, decimal, isOne }: Numbers) =>
    template.replace(
      /\{\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}\}/g,
      (_, name: string, one?: string, many?: string) => {
        const value = values[name]
        if (value === undefined) throw new Error(`The note "${template}" needs a value for ${name}`)
        if (typeof value === 'string') return value
        const number = Number.isInteger(value)
          ? grouped(value, group)
          : String(value).replace('.', decimal)
        return one === undefined ? number : `${number} ${isOne(value) ? one : many}`
      },
    )
  return {
    en: fill(text.en, ENGLISH),
    fr: toFrenchSpaces(fill(text.fr, FRENCH)),
    es: fill(text.es, ENGLISH),
  }
}

/** A part of a note that counts something, with `{{count}}`: what never happened is not told. */
export type Clause = readonly [text: Localized, count: number]

/** A note that is a statement, and after it what it came to; `otherwise` stands for both where it came to nothing. */
export function noteOf(
  statement: Localized,
  mark: ':' | ';',
  clauses: readonly Clause[],
  otherwise: Localized = statement,
): Localized {
  const told = clauses
    .filter(([, count]) => count > 0)
    .map(([text, count]) => note(text, { count }))
  const join = (language: 'en' | 'fr' | 'es', space: string) =>
    told.length === 0
      ? `${otherwise[language]}.`
      : `${statement[language]}${space}${mark} ${told.map((text) => text[language]).join(', ')}.`
  return { en: join('en', ''), fr: toFrenchSpaces(join('fr', ' ')), es: join('es', '') }
}

/** What was done to a layer's data, in order: the pipeline's steps write it, the catalogue shows it. */
export class ProcessingLog {
  readonly #notes: Localized[] = []

  add(text: Localized, values?: Values): void {
    this.#notes.push(note(text, values))
  }

  /** Takes over the notes of work that several steps share; those that are there already but once. */
  addAll(notes: readonly Localized[]): void {
    const known = new Set(this.#notes.map(({ en }) => en))
    this.#notes.push(...notes.filter(({ en }) => !known.has(en)))
  }

  get notes(): readonly Localized[] {
    return this.#notes
  }
}
