import type { FieldValue } from '../../model/feature.ts'
import type { FeatureTable } from '../contract/feature-table.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A private-use character and a word: no text of a file begins so by accident. */
const LONG_MARK = '\ue000long:'
const MARKED_LONG = new RegExp(`^${LONG_MARK}-?\\d+$`)

/** Puts the properties of JSON features into a table; objects and arrays are kept as JSON texts. */
export class JsonProperties {
  readonly #table: FeatureTable
  /** Whether all of a field's values so far are objects or arrays. */
  readonly #isJson = new Map<string, boolean>()

  constructor(table: FeatureTable) {
    this.#table = table
  }

  /** The feature's `properties`, and its `id` as a field where no property has that name. */
  add(properties: unknown, id: unknown): void {
    if (isJsonObject(properties)) {
      for (const name of Object.keys(properties)) this.#set(name, properties[name])
    }
    const hasId = typeof id === 'string' || typeof id === 'number'
    if (hasId && !(isJsonObject(properties) && Object.hasOwn(properties, 'id'))) this.#set('id', id)
  }

  get jsonFields(): ReadonlySet<string> {
    return new Set([...this.#isJson].filter(([, isJson]) => isJson).map(([name]) => name))
  }

  #set(name: string, value: unknown): void {
    if (value === null || value === undefined) {
      this.#table.declareField(name)
    } else if (typeof value === 'object') {
      if (this.#isJson.get(name) !== false) this.#isJson.set(name, true)
      this.#table.setValue(name, JSON.stringify(value))
    } else {
      this.#isJson.set(name, false)
      this.#table.setValue(name, toFieldValue(value))
    }
  }
}

function toFieldValue(value: unknown): FieldValue {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = String(value)
  return text.startsWith(LONG_MARK) && MARKED_LONG.test(text)
    ? BigInt(text.slice(LONG_MARK.length))
    : text
}

/** An integer after a colon that a double may not hold. */
const LONG_INTEGER = /:\s*-?\d{16,}\s*[,}]/

/** `JSON.parse`, but integers of properties beyond 2^53 come out whole. */
export function parseJson(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text)
  const marked = text.replaceAll(
    /"(?:[^"\\]|\\.)*"|(:\s*)(-?\d{16,})(?=\s*[,}])/g,
    (whole, before: string | undefined, digits: string | undefined) =>
      digits === undefined || Number.isSafeInteger(Number(digits))
        ? whole
        : `${before}"${LONG_MARK}${digits}"`,
  )
  return JSON.parse(marked)
}
