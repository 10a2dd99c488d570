import type { AtlasState } from '../store.ts'

/** What is told to the reader of names in an address that nothing here bears. */
export interface Told {
  /** A key of the page's words, filled in with `count` and the names. */
  readonly key: string
  readonly as: string
  readonly names: readonly string[]
}

/**
 * One parameter of the page's address: what its text means, and which part of the state it is. Text and value
 * round-trip, and so do value and state. A new parameter is one file beside this one that exports it as
 * `parameter`.
 */
export interface UrlParameter<Value> {
  readonly name: string
  /** Where it stands in the address: lower first. */
  readonly place: number
  /** A value that is left out of the address. */
  readonly default: Value
  /**
   * Whether the browser's Back undoes a change of it. Where it does not, the address follows the state
   * without a step of its own.
   */
  readonly isStep: boolean
  /** `undefined` where the text means nothing. */
  parse(text: string): Value | undefined
  /** The parts that mean something of a text that means nothing as a whole, and those that do not; `undefined` for none. */
  salvage?(text: string): { readonly value: Value; readonly rest: readonly string[] } | undefined
  /** Readable: commas stay commas. */
  format(value: Value): string
  read(state: AtlasState): Value
  /** What a project file holds, where an address has no room for all of it. */
  readWhole?(state: AtlasState): Value
  /** The state with the value in it, as far as it can be taken. */
  write(value: Value, state: AtlasState, tell: (told: Told) => void): Partial<AtlasState>
}

/** A parameter that is one of some words. */
export function oneOf<Value extends string, Default extends Value | null>(
  values: readonly Value[],
  defaultValue: Default,
): Pick<UrlParameter<Value | Default>, 'default' | 'parse' | 'format'> {
  return {
    default: defaultValue,
    parse: (text) => values.find((value) => value === text),
    format: (value) => value ?? '',
  }
}

const DECIMAL = /^-?\d{1,3}(\.\d{1,10})?$/

/** A decimal number as `formatDecimal` writes it; no exponent, no blank. */
export function parseDecimal(text: string): number | undefined {
  return DECIMAL.test(text) ? Number(text) : undefined
}

/** A number with at most as many digits after its point. */
export function formatDecimal(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}

/** Longitude and latitude as `formatPlace` writes them; `undefined` off the Earth. */
export function parsePlace(text: string): readonly [lon: number, lat: number] | undefined {
  const [lon, lat, ...rest] = text.split(',').map(parseDecimal)
  if (lon === undefined || lat === undefined || rest.length > 0) return undefined
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : undefined
}

/** A place with at most as many digits after the points of its degrees. */
export function formatPlace(place: readonly [lon: number, lat: number], digits: number): string {
  return place.map((degrees) => formatDecimal(degrees, digits)).join(',')
}
