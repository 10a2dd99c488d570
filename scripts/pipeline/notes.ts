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

/** Fills `{{name}}` in each language; counts are written with the language's thousands separator. */
export function note(text: Localized, values: Values = {}): Localized {
  const fill = (template: string, separator: string) =>
    template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`The note "${template}" needs a value for ${name}`)
      return Number.isInteger(value) ? grouped(value as number, separator) : String(value)
    })
  return {
    en: fill(text.en, ','),
    fr: toFrenchSpaces(fill(text.fr, '\u00a0')),
    es: fill(text.es, ','),
  }
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
