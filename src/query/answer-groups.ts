import type { Geometry } from 'geojson'
import { isEmpty } from '../geo/bbox.ts'
import { geometryBbox } from '../geo/positions.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { Feature, FieldValue, FieldValues } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import { type Column, numbersOf, valueAt } from './column.ts'
import { evaluate, TRUE } from './filter.ts'
import type { Rows } from './layer-columns.ts'
import { NearIndex } from './near-index.ts'
import type { AskContext, AskedLayer } from './question.ts'
import { Sum } from './sum.ts'

/** By what the features of an answer are counted, and what of theirs is summed up. */
export interface GroupsRequest {
  readonly by: /** By the values of a field, each of which is perhaps called by another. */
    | { readonly kind: 'field'; readonly field: string; readonly label?: string }
    /** Each feature counts in every area that it shares at least a point with. */
    | { readonly kind: 'areas'; readonly layer: AskedLayer; readonly fields: readonly string[] }
    /** All in one. */
    | { readonly kind: 'all' }
  readonly sum?: string
  /** What is summed up, where not everything is: masses, and not toxic equivalents. */
  readonly sumOf?: Condition
  /** Has these stand side by side, and never added. */
  readonly parts?:
    | /** A field's values, such as the register that a facility reports to; `only` these of them. */
    { readonly kind: 'field'; readonly field: string; readonly only?: readonly string[] }
    /** The nearest of some areas, by their keys. */
    | { readonly kind: 'areas'; readonly layer: AskedLayer; readonly only: readonly FeatureKey[] }
  /** Names what several features are of: the facility of many reports. */
  readonly distinct?: string
  /** A year, of which each part tells its first and last. */
  readonly year?: string
}

/** What the features of a group and part come to. */
export interface GroupCell {
  readonly count: number
  /** Different values of the field `distinct`; `null` without one. */
  readonly distinct: number | null
  /** `null` where none of them has a number. */
  readonly sum: number | null
  /** Those without a number. */
  readonly empty: number
  /** Those that are counted, and not summed up with the others (`sumOf`). */
  readonly apart: number
  /** Square metres that they have in common with others, each by itself; `null` where that is not asked, or of areas. */
  readonly groundSquareMeters: number | null
}

export interface AnswerGroup {
  /** The value of the field; of areas, the area's key; `null` for features without a value, and in no area. */
  readonly value: FieldValue
  /** What the field `label` calls it. */
  readonly label: FieldValue
  /** Of an area. */
  readonly properties: FieldValues | null
  /** One for each of the parts. */
  readonly cells: readonly GroupCell[]
}

export interface AnswerGroups {
  /** One part without a value where nothing is parted. */
  readonly parts: readonly {
    readonly value: FieldValue
    readonly all: GroupCell
    readonly years: readonly [first: number, last: number] | null
  }[]
  /** The largest sum first, or the most ground in common, or the largest count. */
  readonly groups: readonly AnswerGroup[]
  /** Features that were counted in more than one area. */
  readonly several: number
  /** Features of none of the parts, which stand in no group. */
  readonly unparted: number
}

class Tally {
  #count = 0
  readonly #sum = new Sum()
  #summed = 0
  #empty = 0
  #apart = 0
  #ground: number | null = null
  readonly #distinct: Set<FieldValue> | null

  constructor(isDistinct: boolean) {
    this.#distinct = isDistinct ? new Set() : null
  }

  add(number: number | null, isSummed: boolean, name: FieldValue): void {
    this.#count++
    this.#distinct?.add(name)
    if (number === null) return
    if (Number.isNaN(number)) this.#empty++
    else if (!isSummed) this.#apart++
    else {
      this.#sum.add(number)
      this.#summed++
    }
  }

  addGround(squareMeters: number): void {
    this.#ground = (this.#ground ?? 0) + squareMeters
  }

  get ground(): number | null {
    return this.#ground
  }

  /** `null` where nothing is summed up. */
  get sum(): number | null {
    return this.#summed > 0 ? this.#sum.total : null
  }

  get count(): number {
    return this.#count
  }

  finish(): GroupCell {
    return {
      count: this.#count,
      distinct: this.#distinct?.size ?? null,
      sum: this.sum,
      empty: this.#empty,
      apart: this.#apart,
      groundSquareMeters: this.#ground,
    }
  }
}

/** Farther from all areas than this a feature is of none. */
const FARTHEST_PART_METERS = 1_000_000

interface GroupArea {
  readonly key: FeatureKey
  readonly properties: FieldValues
  readonly geometry: Geometry
}

function toGroupArea(feature: Feature | undefined): readonly GroupArea[] {
  const geometry = feature?.geometry
  if (!feature || !geometry || isEmpty(geometryBbox(geometry))) return []
  return [{ key: feature.key, properties: feature.properties, geometry }]
}

function toIndex(areas: readonly GroupArea[]): NearIndex | null {
  return areas.length > 0 ? new NearIndex(areas.map(({ geometry }) => geometry)) : null
}

/** Counts features one by one. */
export class GroupCounter {
  readonly #request: GroupsRequest
  readonly #rows: Rows
  readonly #numbers: Float64Array | null
  readonly #isSummed: Uint8Array | null
  readonly #areas: readonly GroupArea[]
  readonly #index: NearIndex | null
  readonly #partAreas: readonly GroupArea[]
  readonly #partIndex: NearIndex | null
  readonly #groups = new Map<FieldValue, Map<FieldValue, Tally>>()
  readonly #parts = new Map<FieldValue, { all: Tally; years: [number, number] | null }>()
  readonly #labels = new Map<FieldValue, FieldValue>()
  #several = 0
  #unparted = 0

  private constructor(
    request: GroupsRequest,
    rows: Rows,
    areas: readonly GroupArea[],
    partAreas: readonly GroupArea[],
  ) {
    const { columns, rowCount } = rows
    this.#request = request
    this.#rows = rows
    this.#areas = areas
    this.#index = toIndex(areas)
    this.#partAreas = partAreas
    this.#partIndex = toIndex(partAreas)
    const { sum, sumOf } = request
    this.#numbers = sum === undefined ? null : (numbersOf(columns.get(sum)!)?.values ?? null)
    this.#isSummed = sumOf ? evaluate(sumOf, columns, rowCount) : null
    for (const value of request.parts?.only ?? []) this.#partOf(value)
  }

  static async open(
    request: GroupsRequest,
    rows: Rows,
    { open, signal, pause }: AskContext,
  ): Promise<GroupCounter> {
    const areas: GroupArea[] = []
    if (request.by.kind === 'areas') {
      const source = await open(request.by.layer)
      for await (const feature of source.features({ fields: request.by.fields, signal })) {
        areas.push(...toGroupArea(feature))
        if (areas.length % 1000 === 0) await pause(null)
      }
    }
    const partAreas: GroupArea[] = []
    if (request.parts?.kind === 'areas') {
      const { layer, only } = request.parts
      const found = await (await open(layer)).find(only, { fields: [], signal })
      for (const key of only) partAreas.push(...toGroupArea(found.get(key)))
    }
    return new GroupCounter(request, rows, areas, partAreas)
  }

  /** The columns of the layer that are needed. */
  static fieldsOf({ by, sum, sumOf, parts, distinct, year }: GroupsRequest): readonly string[] {
    const named = [
      ...(by.kind === 'field' ? [by.field, by.label] : []),
      sum,
      parts?.kind === 'field' ? parts.field : undefined,
      distinct,
      year,
    ]
    return [...named.filter((name) => name !== undefined), ...(sumOf ? fieldsOf(sumOf) : [])]
  }

  add(row: number, geometry: Geometry): void {
    const { by, parts, distinct, year } = this.#request
    const part = parts ? this.#partAt(parts, row, geometry) : null
    if (parts?.only && !parts.only.includes(String(part))) {
      this.#unparted++
      return
    }
    const number = this.#numbers ? this.#numbers[row]! : null
    const isSummed = !this.#isSummed || this.#isSummed[row] === TRUE
    const name = distinct === undefined ? null : this.#valueOf(distinct, row)
    const all = this.#partOf(part)
    all.all.add(number, isSummed, name)
    const at = year === undefined ? null : this.#valueOf(year, row)
    if (typeof at === 'number') {
      all.years = all.years ? [Math.min(all.years[0], at), Math.max(all.years[1], at)] : [at, at]
    }
    const values = this.#groupsOf(by, row, geometry)
    if (values.length > 1) this.#several++
    if (by.kind === 'field' && by.label !== undefined) {
      this.#labels.set(values[0]!, this.#valueOf(by.label, row))
    }
    for (const value of values) {
      const cells = this.#groups.get(value) ?? new Map<FieldValue, Tally>()
      this.#groups.set(value, cells)
      const cell = cells.get(part) ?? new Tally(distinct !== undefined)
      cells.set(part, cell)
      cell.add(number, isSummed, name)
    }
  }

  /** What a feature that has been added has in common with others: of the field's values alone, since areas share it. */
  addGround(row: number, squareMeters: number): void {
    const { by, parts } = this.#request
    if (by.kind !== 'field' || parts?.kind === 'areas') return
    const part = parts ? this.#valueOf(parts.field, row) : null
    if (parts?.only && !parts.only.includes(String(part))) return
    this.#partOf(part).all.addGround(squareMeters)
    this.#groups.get(this.#valueOf(by.field, row))?.get(part)?.addGround(squareMeters)
  }

  finish(): AnswerGroups {
    const parts = [...this.#parts]
    const propertiesOf = new Map<FieldValue, FieldValues>(
      this.#areas.map(({ key, properties }) => [key, properties]),
    )
    // By the largest part: parts are never added.
    const largest = (cells: ReadonlyMap<FieldValue, Tally>, measure: (tally: Tally) => number) =>
      Math.max(...[...cells.values()].map(measure))
    const isSummed = this.#numbers !== null
    const groups = [...this.#groups]
      .map(([value, cells]) => ({
        value,
        cells,
        amount: isSummed
          ? largest(cells, ({ sum }) => sum ?? -Infinity)
          : largest(cells, ({ ground }) => ground ?? 0),
        count: largest(cells, ({ count }) => count),
      }))
      .sort((a, b) => (a.amount === b.amount ? b.count - a.count : b.amount - a.amount))
    const none = new Tally(this.#request.distinct !== undefined)
    return {
      parts: parts.map(([value, { all, years }]) => ({ value, all: all.finish(), years })),
      groups: groups.map(({ value, cells }) => ({
        value,
        label: this.#labels.get(value) ?? null,
        properties: propertiesOf.get(value) ?? null,
        cells: parts.map(([part]) => (cells.get(part) ?? none).finish()),
      })),
      several: this.#several,
      unparted: this.#unparted,
    }
  }

  #groupsOf(by: GroupsRequest['by'], row: number, geometry: Geometry): readonly FieldValue[] {
    if (by.kind === 'all') return []
    if (by.kind === 'field') return [this.#valueOf(by.field, row)]
    const met = this.#index?.meeting(geometry) ?? []
    return met.length > 0 ? met.map((at) => this.#areas[at]!.key) : [null]
  }

  #partAt(parts: NonNullable<GroupsRequest['parts']>, row: number, geometry: Geometry): FieldValue {
    if (parts.kind === 'field') return this.#valueOf(parts.field, row)
    const nearest = this.#partIndex?.nearest(geometry, FARTHEST_PART_METERS)
    return nearest ? this.#partAreas[nearest.other]!.key : null
  }

  #partOf(value: FieldValue) {
    const part = this.#parts.get(value) ?? {
      all: new Tally(this.#request.distinct !== undefined),
      years: null,
    }
    this.#parts.set(value, part)
    return part
  }

  #valueOf(field: string, row: number): FieldValue {
    const column: Column = this.#rows.columns.get(field)!
    return valueAt(column, row)
  }
}
