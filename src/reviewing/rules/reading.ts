import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Warnings of readers that say that the file itself is at fault, and not only how it was read. */
const CRS_FAULTS = new Set(['crs-degrees-in-plane', 'crs-plane-in-degrees', 'features-off-earth'])
/** What rules of their own find, with its rows. */
const FOUND_ELSEWHERE = new Set([
  'coordinates-out-of-range',
  'text-undecodable',
  'crs-assumed',
  'crs-unknown',
  'features-off-map',
])

/** The system of the coordinates, and what reading the file met. */
export const reading: Rule = {
  codes: ['crs-unknown', 'crs-undeclared', 'crs-mismatch', 'read-with-remarks'],
  begin: ({ crs, warnings, rows }) => {
    let isPlaced = false
    return {
      visit(_row, geometry) {
        isPlaced ||= geometry !== null
      },
      finish() {
        const findings: Finding[] = []
        if (crs.how === 'unknown') {
          findings.push({ code: 'crs-unknown', severity: 'error', count: rows.length, rows: [] })
        }
        if (crs.how === 'assumed' && isPlaced) {
          findings.push({ code: 'crs-undeclared', severity: 'note', count: rows.length, rows: [] })
        }
        for (const { code, count, message, values } of warnings) {
          const told = { ...values, problem: code, message }
          if (CRS_FAULTS.has(code)) {
            findings.push({
              code: 'crs-mismatch',
              severity: 'error',
              count,
              rows: [],
              values: told,
            })
          } else if (!FOUND_ELSEWHERE.has(code)) {
            findings.push({
              code: 'read-with-remarks',
              // A file of the delivery that was not read may be what was to be released.
              severity: code === 'file-not-read' ? 'warning' : 'note',
              field: values?.name === undefined ? code : `${code} ${values.name}`,
              count,
              rows: [],
              values: told,
            })
          }
        }
        return findings
      },
    }
  },
}
