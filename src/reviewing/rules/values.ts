import { fold } from '../../model/fold.ts'
import { type Finding, Hits } from '../finding.ts'
import type { Rule, Subject } from '../rule.ts'
import { toPlainName } from '../theme.ts'

/** Words and numbers that stand for no value; a field that holds them reads as if it had one. */
const NO_VALUE =
  /^(n\/?a|n\.?d\.?|s\/?d|null|none|no data|nodata|not available|not applicable|unknown|nan|no disponible|no aplica|sin dato|non disponible|sans objet|#n\/a|-9999|-99|tbd)$/
/** A town in Thailand, where the word for no number is written NaN, nan or NAN. */
const IS_NAN_TOWN = /^Nan$/
/** Shortened as names of states are: Minn., N.D., Calif. */
const IS_SHORTENED = /^\p{Lu}.*\.$/u
const NO_NUMBER = new Set([-9999, -999, -99, -99999, 9999999, 99999999, -1.7976931348623157e308, -3.4028234663852886e38]) // biome-ignore format: one line

/** Numbers that name or place things, of which none is larger than the others. */
export const NO_AMOUNT =
  /(^|_)(_?id|fid|gid|objectid|code|clave|zip|postal|sic|naics|scian|cas|phone|tel|lat|lon|latitude|longitude|latitud|longitud|x|y|fips|geoid|no|num|number|date|datum|zone|zoom|rank|class|year|degrees|min_zoom|max_zoom)(\d*)(_|$)/

/** Fields whose values are no longer than this hold codes. */
const MOST_CODE_LETTERS = 3

const EARLIEST_YEAR = 1500
const FEWEST_VALUES = 30
/** A value this many times as large as the next smaller one is far from the others. */
const FAR_TIMES = 20
/** Units that are mixed up most: kilograms and tonnes, metres and kilometres, watts. */
const UNIT_TIMES = 1000
const UNIT_MARGIN = 3

/** The values of fields by themselves: none that stands for no value, years that have been, amounts of one order. */
export const values: Rule = {
  codes: [
    'placeholder',
    'year-impossible',
    'negative-value',
    'percent-impossible',
    'outlier',
    'unit-mixed',
  ],
  begin(subject) {
    const { rows, roles } = subject
    const columns = rows.fields.flatMap((field): ValueColumn[] => {
      const plain = toPlainName(field.name)
      if (field.type === 'string') return [new TextColumn(field.name)]
      if (!/integer|long|double/.test(field.type)) return []
      if (roles.years.includes(field.name)) return [new YearColumn(field.name, subject.year)]
      if (NO_AMOUNT.test(plain) || field.name === roles.key)
        return [new NumberColumn(field.name, false, false)]
      const isPercent =
        unitOf(subject, field.name) === '%' || /(^|_)(pct|percent|share_pct)(_|$)/.test(plain)
      return [new NumberColumn(field.name, true, isPercent)]
    })
    return {
      visit(row) {
        for (const column of columns) {
          const value = rows.value(row, column.field)
          if (value !== null) column.note(row, value as never)
        }
      },
      finish: () => columns.flatMap((column) => column.findings(subject)),
    }
  },
}

/** No word for no value where places are told. */
const MEXICAN_LONGITUDE = -99
const IS_PLACE = /(^|_)(x|y|lat\w*|lon\w*|coordenada\w*|easting|northing)(_|$)/

interface ValueColumn {
  readonly field: string
  note(row: number, value: never): void
  findings(subject: Subject): readonly Finding[]
}

function unitOf({ theme, rows }: Subject, field: string): string | undefined {
  const known = theme?.fields.find(({ name }) => name === field)
  return known?.unit ?? rows.fields.find(({ name }) => name === field)?.unit
}

class TextColumn {
  readonly field: string
  readonly #hits = new Hits()
  readonly #judged = new Map<string, boolean>()
  #short = 0
  #shortened = 0
  #filled = 0

  constructor(field: string) {
    this.field = field
  }

  note(row: number, value: string): void {
    if (typeof value !== 'string' || value === '') return
    this.#filled++
    if (value.length <= MOST_CODE_LETTERS) this.#short++
    if (IS_SHORTENED.test(value)) this.#shortened++
    if (value.length > 16) return
    let isNone = this.#judged.get(value)
    if (isNone === undefined) {
      isNone = NO_VALUE.test(fold(value.trim())) && !IS_NAN_TOWN.test(value)
      if (this.#judged.size < 20_000) this.#judged.set(value, isNone)
    }
    if (isNone) this.#hits.add(row, value)
  }

  findings({ theme }: Subject): readonly Finding[] {
    // A code of the theme's own list says what it says.
    const codes = theme?.fields.find(({ name }) => name === this.field)?.codes
    if (codes?.some(([code]) => NO_VALUE.test(fold(code)))) return []
    // Among codes of two letters and shortened names, ND, N.D. and S.D. are states.
    if (Math.max(this.#short, this.#shortened) > this.#filled / 2) return []
    return this.#hits.toFindings({
      code: 'placeholder',
      severity: 'warning',
      field: this.field,
      fix: { kind: 'empty-values' },
    })
  }
}

class YearColumn {
  readonly field: string
  readonly #latest: number
  readonly #hits = new Hits()

  constructor(field: string, year: number) {
    this.field = field
    // What is being built has a year to come.
    this.#latest = year + 30
  }

  note(row: number, value: number | bigint): void {
    const year = Number(value)
    if (!(year >= EARLIEST_YEAR && year <= this.#latest)) this.#hits.add(row, year)
  }

  findings(): readonly Finding[] {
    return this.#hits.toFindings({
      code: 'year-impossible',
      severity: 'error',
      field: this.field,
      values: { from: EARLIEST_YEAR, to: this.#latest },
      fix: { kind: 'empty-values' },
    })
  }
}

class NumberColumn {
  readonly field: string
  readonly #isAmount: boolean
  readonly #isPercent: boolean
  readonly #isPlace: boolean
  readonly #placeholders = new Hits()
  readonly #negatives = new Hits()
  readonly #beyond = new Hits()
  #numbers = new Float64Array(1024)
  #places = new Uint32Array(1024)
  #count = 0
  #below = 0

  constructor(field: string, isAmount: boolean, isPercent: boolean) {
    this.field = field
    this.#isAmount = isAmount
    this.#isPercent = isPercent
    this.#isPlace = IS_PLACE.test(toPlainName(field))
  }

  note(row: number, value: number | bigint): void {
    const number = Number(value)
    if (NO_NUMBER.has(number) && !(number === MEXICAN_LONGITUDE && this.#isPlace)) {
      this.#placeholders.add(row, number)
      return
    }
    if (!this.#isAmount) return
    if (number < 0) {
      this.#below++
      this.#negatives.add(row, number)
    }
    if (this.#isPercent && number > 100.000001) this.#beyond.add(row, number)
    if (this.#count === this.#numbers.length) {
      const [numbers, places] = [
        new Float64Array(this.#count * 2),
        new Uint32Array(this.#count * 2),
      ]
      numbers.set(this.#numbers)
      places.set(this.#places)
      this.#numbers = numbers
      this.#places = places
    }
    this.#numbers[this.#count] = number
    this.#places[this.#count] = row
    this.#count++
  }

  findings(subject: Subject): readonly Finding[] {
    const { field } = this
    const empty = { kind: 'empty-values' } as const
    // A field in which many are below nothing measures heights or changes, not amounts.
    const isNever =
      this.#below > 0 && this.#below <= Math.min(Math.max(3, this.#count * 0.01), this.#count / 4)
    return [
      ...this.#placeholders.toFindings({
        code: 'placeholder',
        severity: 'warning',
        field,
        fix: empty,
      }),
      ...(isNever && !isSigned(field)
        ? this.#negatives.toFindings({
            code: 'negative-value',
            severity: 'error',
            field,
            fix: empty,
          })
        : []),
      ...this.#beyond.toFindings({
        code: 'percent-impossible',
        severity: 'error',
        field,
        fix: empty,
      }),
      ...(this.#below > this.#count * 0.05 ? [] : this.#unlike(subject)),
    ]
  }

  /** Values of another order than all others, and groups of rows whose values are. */
  #unlike(subject: Subject): readonly Finding[] {
    const { field } = this
    const filled: number[] = []
    for (let at = 0; at < this.#count; at++) if (this.#numbers[at]! > 0) filled.push(at)
    if (filled.length < FEWEST_VALUES) return []
    const sorted = Float64Array.from(filled, (at) => this.#numbers[at]!).sort()
    const percentile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!
    const mixed = this.#mixedGroups(subject, filled)
    if (mixed.length > 0) return mixed
    // The largest are far from the others where there is a wide step among the highest fiftieth part, three at least.
    let limit = Number.POSITIVE_INFINITY
    const from = Math.min(Math.floor(0.98 * sorted.length) - 1, sorted.length - 3)
    for (let at = from; at < sorted.length; at++) {
      if (
        sorted[at]! > sorted[at - 1]! * FAR_TIMES &&
        sorted[at]! >= percentile(0.5) * UNIT_TIMES
      ) {
        limit = sorted[at]!
        break
      }
    }
    const hits = new Hits()
    for (const at of filled)
      if (this.#numbers[at]! >= limit) hits.add(this.#places[at]!, this.#numbers[at]!)
    return hits.toFindings({
      code: 'outlier',
      severity: 'warning',
      field,
      values: {
        limit: Number(limit.toPrecision(3)),
        usual: Number(percentile(0.5).toPrecision(3)),
      },
    })
  }

  #mixedGroups({ rows, roles, published }: Subject, filled: readonly number[]): readonly Finding[] {
    const { field } = this
    // Within one file nothing tells a country of small plants from one that counts in tonnes: the edition before does.
    if (!published?.fields.some(({ name }) => name === field)) return []
    const groups = roles.country
      ? groupBy(filled, (at) => String(rows.value(this.#places[at]!, roles.country!)))
      : new Map([['', filled]])
    const before = mediansOf(published, field, roles.country)
    const findings: Finding[] = []
    for (const [group, members] of groups) {
      if (members.length < FEWEST_VALUES) continue
      const own = median(members.map((at) => this.#numbers[at]!))
      const others = before.get(group)
      if (others === undefined || !(others > 0) || !(own > 0)) continue
      const times = own / others
      const isOther = [UNIT_TIMES, 1 / UNIT_TIMES].some(
        (factor) => times / factor < UNIT_MARGIN && times / factor > 1 / UNIT_MARGIN,
      )
      if (!isOther) continue
      const hits = new Hits()
      for (const at of members) hits.add(this.#places[at]!, this.#numbers[at]!)
      findings.push(
        ...hits.toFindings(
          {
            code: 'unit-mixed',
            severity: 'error',
            field,
            values: { group, times: Number(times.toPrecision(2)) },
            fix: { kind: 'scale', factor: times > 1 ? 1 / UNIT_TIMES : UNIT_TIMES },
          },
          { isSorted: false },
        ),
      )
    }
    return findings
  }
}

/** What may well be below nothing: heights, temperatures, changes, shares of growth. */
export function isSigned(field: string): boolean {
  const plain = toPlainName(field)
  return (
    IS_PLACE.test(plain) ||
    /elev|altitud|height|depth|temp|change|diff|balance|anomal|cota|error|gradient|flux|heat_flow/.test(
      plain,
    ) ||
    /(^|_)(net|alt)(_|$)/.test(plain)
  )
}

function groupBy(
  places: readonly number[],
  keyOf: (at: number) => string,
): ReadonlyMap<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const at of places) {
    const key = keyOf(at)
    const known = groups.get(key)
    if (known) known.push(at)
    else groups.set(key, [at])
  }
  return groups
}

function mediansOf(
  rows: NonNullable<Subject['published']>,
  field: string,
  country: string | undefined,
): ReadonlyMap<string, number> {
  const hasCountry = country !== undefined && rows.fields.some(({ name }) => name === country)
  const groups = new Map<string, number[]>()
  for (let row = 0; row < rows.length; row++) {
    const value = Number(rows.value(row, field) ?? 0)
    if (!(value > 0)) continue
    const key = hasCountry ? String(rows.value(row, country)) : ''
    const known = groups.get(key)
    if (known) known.push(value)
    else groups.set(key, [value])
  }
  return new Map([...groups].map(([key, numbers]) => [key, median(numbers)]))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
