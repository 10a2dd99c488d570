import type { FieldType } from '../model/schema.ts'

/**
 * `error`: the layer must not be released so. `warning`: somebody has to look. `note`: worth knowing, and often as it
 * should be.
 */
export const SEVERITIES = ['error', 'warning', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]

/** What can be done about a finding to all of its rows; a person accepts it or not. */
export type Fix =
  | { readonly kind: 'remove-rows' }
  | { readonly kind: 'remove-geometry' }
  | { readonly kind: 'negate-longitude' }
  | { readonly kind: 'swap-coordinates' }
  | { readonly kind: 'mend-rings' }
  | { readonly kind: 'mend-text'; readonly how: TextMending }
  | { readonly kind: 'empty-values' }
  | { readonly kind: 'scale'; readonly factor: number }
  | { readonly kind: 'rename-field'; readonly to: string }
  | { readonly kind: 'convert'; readonly to: FieldType }
  | { readonly kind: 'codes'; readonly codes: readonly (readonly [from: string, to: string])[] }

export type TextMending = 'mojibake' | 'control' | 'markup' | 'space'

/** What a rule found, as plain data. Its sentences are in the words of `review-findings`, by its code. */
export interface Finding {
  /** kebab-case, stable: waivers, baselines and translations refer to it. */
  readonly code: string
  readonly severity: Severity
  /** All that it concerns: as many as `rows`, where it is about rows. Never cut. */
  readonly count: number
  /** The field that it is about, as the file calls it. */
  readonly field?: string
  /** What its sentence has in it beside count and field. */
  readonly values?: Readonly<Record<string, string | number>>
  /** The places of the rows in the reviewed layer, ascending; none where it is about the layer as a whole. */
  readonly rows: readonly number[]
  /** Beside each row what was found there: a value, a distance in kilometres, another row's number. */
  readonly details?: readonly (string | number)[]
  readonly fix?: Fix
}

/** Rows as a rule finds them. */
export class Hits {
  readonly rows: number[] = []
  readonly details: (string | number)[] = []

  add(row: number, detail: string | number = ''): void {
    this.rows.push(row)
    this.details.push(detail)
  }

  get count(): number {
    return this.rows.length
  }

  /** A finding of these rows, or none where there are none. */
  toFindings(
    finding: Omit<Finding, 'count' | 'rows' | 'details'>,
    { isSorted = true } = {},
  ): readonly Finding[] {
    if (this.count === 0) return []
    const hasDetails = this.details.some((detail) => detail !== '')
    const order = isSorted ? null : this.rows.map((_, at) => at)
    order?.sort((a, b) => this.rows[a]! - this.rows[b]!)
    return [
      {
        ...finding,
        count: this.count,
        rows: order ? order.map((at) => this.rows[at]!) : this.rows,
        ...(hasDetails && { details: order ? order.map((at) => this.details[at]!) : this.details }),
      },
    ]
  }
}

/** Findings that tell beside each row of another one. */
const OF_OTHER_ROWS: ReadonlySet<string> = new Set(['key-repeated', 'feature-repeated', 'shape-repeated', 'near-repeated', 'overlap', 'gap', 'border-seam']) // biome-ignore format: one line

/** What was found beside a row, as it is read; the numbers of other rows are told as such. */
export function toDetailText(
  code: string,
  detail: string | number | undefined,
  rowWord: string,
): string {
  if (detail === undefined || detail === '') return ''
  if (OF_OTHER_ROWS.has(code)) return `${rowWord} ${detail}`
  return code === 'key-reused' ? `${detail} km` : String(detail)
}

/** What tells two findings apart from one review to the next: what it is, of which field and of which group of rows. */
export function toFindingKey({
  code,
  field,
  values,
}: Pick<Finding, 'code' | 'field' | 'values'>): string {
  return [code, field, values?.group].filter((part) => part !== undefined).join(' ')
}
