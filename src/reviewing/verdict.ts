import type { FieldValue } from '../model/feature.ts'
import { z } from '../model/zod.ts'
import { type Finding, SEVERITIES, toFindingKey } from './finding.ts'
import type { ReviewRows } from './review-rows.ts'
import type { Roles } from './theme.ts'

/** What a review leaves behind, as a file: to go on from, and to hold the next delivery to. */
export const verdictSchema = z.object({
  version: z.literal(1),
  file: z.string(),
  theme: z.string().nullable(),
  rowCount: z.int().nonnegative(),
  findings: z.array(
    z.object({
      code: z.string().regex(/^[a-z-]+$/),
      severity: z.enum(SEVERITIES),
      field: z.string().optional(),
      count: z.int().nonnegative(),
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      /** What each row is known by: its id, else its name, else its number. */
      rows: z.array(
        z.object({
          row: z.int().positive(),
          key: z.string(),
          detail: z.union([z.string(), z.number()]).optional(),
        }),
      ),
    }),
  ),
})

export type Verdict = z.infer<typeof verdictSchema>
export type ToldFinding = Verdict['findings'][number]

/** The findings with all of their rows, as a file has them. */
export function toVerdict(
  findings: readonly Finding[],
  subject: {
    readonly rows: ReviewRows
    readonly roles: Roles
    readonly fileName: string
    readonly theme: { readonly id: string } | null
  },
): Verdict {
  const { rows, roles, fileName, theme } = subject
  return {
    version: 1,
    file: fileName,
    theme: theme?.id ?? null,
    rowCount: rows.length,
    findings: findings.map(({ code, severity, field, count, values, rows: places, details }) => ({
      code,
      severity,
      ...(field !== undefined && { field }),
      count,
      ...(values && { values: { ...values } }),
      rows: places.map((row, nth) => ({
        row: rows.rowNumber(row),
        key: nameOf(rows, roles, row),
        ...(details && details[nth] !== '' && { detail: details[nth]! }),
      })),
    })),
  }
}

/** What a row is known by from one delivery to the next. */
export function nameOf(rows: ReviewRows, { key, name }: Roles, row: number): string {
  const isGiven = (value: FieldValue) => value !== null && value !== ''
  for (const field of [key, name]) {
    const value = field === undefined ? null : rows.value(row, field)
    if (isGiven(value)) return String(value)
  }
  return `#${rows.rowNumber(row)}`
}

export interface Progress {
  readonly finding: ToldFinding
  /** Rows, or the finding itself where it has none, that the earlier delivery had too. */
  readonly still: number
  readonly fresh: number
}

export interface VerdictChange {
  readonly findings: readonly Progress[]
  /** What the earlier delivery had, and this one has no more. */
  readonly fixed: readonly { readonly finding: ToldFinding; readonly count: number }[]
}

/** What of an earlier delivery's findings is fixed, still there, and new. */
export function compareVerdicts(before: Verdict, now: Verdict): VerdictChange {
  const old = new Map(before.findings.map((finding) => [toFindingKey(finding), finding]))
  const current = new Map(now.findings.map((finding) => [toFindingKey(finding), finding]))
  return {
    findings: now.findings.map((finding) => {
      const earlier = old.get(toFindingKey(finding))
      if (finding.rows.length === 0) {
        return { finding, still: earlier ? 1 : 0, fresh: earlier ? 0 : 1 }
      }
      const known = countKeys(earlier)
      let still = 0
      for (const { key } of finding.rows) {
        const left = known.get(key) ?? 0
        if (left === 0) continue
        known.set(key, left - 1)
        still++
      }
      return { finding, still, fresh: finding.rows.length - still }
    }),
    fixed: before.findings.flatMap((finding) => {
      const left = countKeys(current.get(toFindingKey(finding)))
      const isThere = current.has(toFindingKey(finding))
      if (finding.rows.length === 0) return isThere ? [] : [{ finding, count: 1 }]
      const count = finding.rows.filter(({ key }) => {
        const known = left.get(key) ?? 0
        left.set(key, known - 1)
        return known <= 0
      }).length
      return count > 0 ? [{ finding, count }] : []
    }),
  }
}

function countKeys(finding: ToldFinding | undefined): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { key } of finding?.rows ?? []) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
