import { compareEditions } from '../compare.ts'
import { type Finding, Hits } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Editions whose ids are others have no id in common with what was published. */
const FEW_KEPT_SHARE = 0.2

/** What the next edition must not change unsaid: the ids of what is published. */
export const published: Rule = {
  codes: ['keys-not-stable', 'key-reused'],
  begin({ rows, roles, published: before }) {
    if (!before || roles.key === undefined) return null
    return {
      finish(): readonly Finding[] {
        const { keyField, removed, reused, changed } = compareEditions(before, rows, roles)
        if (keyField === null) return []
        const kept = before.length - removed.length
        const hits = new Hits()
        const meters = new Map(changed.map((feature) => [feature.row, feature.meters]))
        for (const row of reused) hits.add(row, Math.round((meters.get(row) ?? 0) / 1000))
        return [
          ...(kept < FEW_KEPT_SHARE * before.length
            ? [
                {
                  code: 'keys-not-stable',
                  severity: 'error' as const,
                  field: keyField,
                  count: before.length - kept,
                  rows: [],
                  values: { of: before.length },
                },
              ]
            : []),
          ...hits.toFindings({ code: 'key-reused', severity: 'warning', field: keyField }, { isSorted: false }), // biome-ignore format: one line
        ]
      },
    }
  },
}
