import type { CatalogEntry } from './language-catalog.ts'

/** What the catalogue can be narrowed by. */
export const FACETS = ['group', 'project', 'state', 'country', 'year', 'shape'] as const
export type Facet = (typeof FACETS)[number]

/** The values chosen in each facet: one of them must fit, in every facet that has any. */
export type Filters = Readonly<Partial<Record<Facet, readonly string[]>>>

export interface FacetCount {
  readonly value: string
  /** How many layers the query would find with this value chosen in its facet, alone. */
  readonly count: number
}

export interface Narrowed {
  /** The layers that fit every filter, in the order in which they came. */
  readonly layers: readonly number[]
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>
}

export interface FacetCounter {
  /** The layers, by their places, that fit the filters, and what each facet still offers. */
  narrow(layers: readonly number[], filters: Filters): Narrowed
  /** How many of the layers fit the filters. */
  count(layers: readonly number[], filters: Filters): number
}

const VALUES: Readonly<Record<Facet, (layer: CatalogEntry) => readonly string[]>> = {
  group: ({ group }) => [group],
  project: ({ projects }) => [...new Set(projects.map(({ no }) => no))],
  state: ({ state }) => [state],
  country: ({ countries }) => countries,
  year: ({ years }) => years.map(String),
  shape: ({ shape }) => (shape ? [shape] : []),
}

/** A facet's values, numbered, and the numbers of those that each layer has. */
interface Column {
  readonly facet: Facet
  readonly values: readonly string[]
  /** Those of the first layer, those of the second…: one list, so that common words are counted fast. */
  readonly numbers: Uint32Array
  /** Where each layer's numbers begin, and after the last layer where they end. */
  readonly starts: Uint32Array
}

/** Counts facets over a catalogue whose layers are known by their places. */
export function createFacetCounter(layers: readonly CatalogEntry[]): FacetCounter {
  const columns = FACETS.map((facet) => toColumn(facet, layers))

  /** The facets, by their places, whose chosen values a layer does not have; the first two at most. */
  function findMisfits(layer: number, chosen: readonly (Set<number> | undefined)[]): number[] {
    const misfits: number[] = []
    for (let place = 0; place < columns.length && misfits.length < 2; place++) {
      const wanted = chosen[place]
      if (wanted && !hasAny(columns[place]!, layer, wanted)) misfits.push(place)
    }
    return misfits
  }

  return {
    // One pass: a layer that misses one facet alone counts there and nowhere else.
    narrow(found, filters) {
      const chosen = columns.map((column) => toChosen(column, filters))
      const isFiltered = chosen.some((wanted) => wanted)
      const counts = columns.map(({ values }) => new Uint32Array(values.length))
      const fitting: number[] = []
      const tally = (place: number, layer: number) => {
        const count = counts[place]!
        const { numbers, starts } = columns[place]!
        const end = starts[layer + 1]!
        for (let at = starts[layer]!; at < end; at++) count[numbers[at]!]! += 1
      }
      for (const layer of found) {
        const misfits = isFiltered ? findMisfits(layer, chosen) : NONE
        if (misfits.length === 0) {
          fitting.push(layer)
          for (let place = 0; place < columns.length; place++) tally(place, layer)
        } else if (misfits.length === 1) tally(misfits[0]!, layer)
      }
      const facets = columns.map(({ facet, values }, place) => {
        // A chosen value stays listed even where nothing has it any more: it must be possible to drop it.
        const unknown = (filters[facet] ?? []).filter((value) => !values.includes(value))
        const listed = values
          .map((value, number) => ({ value, count: counts[place]![number]! }))
          .filter(({ value, count }) => count > 0 || filters[facet]?.includes(value))
        const list = [...listed, ...unknown.map((value) => ({ value, count: 0 }))]
        return [facet, list.sort(FACET_ORDERS[facet])] as const
      })
      return { layers: fitting, facets: Object.fromEntries(facets) as Record<Facet, FacetCount[]> }
    },
    count(found, filters) {
      const chosen = columns.map((column) => toChosen(column, filters))
      return found.filter((layer) => findMisfits(layer, chosen).length === 0).length
    },
  }
}

const NONE: readonly number[] = []

function toColumn(facet: Facet, layers: readonly CatalogEntry[]): Column {
  const numberOf = new Map<string, number>()
  const numbers: number[] = []
  const starts = [0]
  for (const layer of layers) {
    for (const value of VALUES[facet](layer)) {
      const number = numberOf.get(value) ?? numberOf.size
      numberOf.set(value, number)
      numbers.push(number)
    }
    starts.push(numbers.length)
  }
  return {
    facet,
    values: [...numberOf.keys()],
    numbers: Uint32Array.from(numbers),
    starts: Uint32Array.from(starts),
  }
}

function hasAny({ numbers, starts }: Column, layer: number, wanted: ReadonlySet<number>): boolean {
  const end = starts[layer + 1]!
  for (let at = starts[layer]!; at < end; at++) if (wanted.has(numbers[at]!)) return true
  return false
}

/** The numbers of the values chosen in a facet, or `undefined` where none is. */
function toChosen({ facet, values }: Column, filters: Filters): Set<number> | undefined {
  const chosen = filters[facet]
  return chosen?.length ? new Set(chosen.map((value) => values.indexOf(value))) : undefined
}

type FacetOrder = (a: FacetCount, b: FacetCount) => number
const byCount: FacetOrder = (a, b) => b.count - a.count || compareText(a.value, b.value)
const byNumber: FacetOrder = (a, b) => compareNumbered(a.value, b.value)

const FACET_ORDERS: Readonly<Record<Facet, FacetOrder>> = {
  group: byCount,
  project: byNumber,
  state: byCount,
  country: byCount,
  year: byNumber,
  shape: byCount,
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** 5A after 5, 6A before 10. */
function compareNumbered(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || compareText(a, b)
}
