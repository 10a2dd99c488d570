import { COUNTRIES } from '../../catalog/schema.ts'
import { type Finding, Hits } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** A class with fewer features than this may well be in one country alone. */
const FEWEST_OF_CLASS = 200
/** Shares of empty values this far apart are no accident. */
const FAR_SHARE = 0.5
const FEWEST_OF_COUNTRY = 20

/** A code of another country says which it is. */
const IS_CODE = /^[A-Z]{3}$/

/** The same content in the three countries: each is there, its classes are, and its fields are filled alike. */
export const countries: Rule = {
  codes: ['country-unknown', 'country-absent', 'class-absent', 'completeness-uneven'],
  begin({ rows, roles, places, theme }) {
    const { country: field } = roles
    if (field === undefined || !places) return null
    const codes = new Map<unknown, string | null>()
    const counts = new Map<string, number>()
    const unknown = new Hits()
    const filled = new Map<string, Map<string, number>>()
    const classes = new Map<string, Map<string, Map<string, number>>>()
    const coded = (theme?.fields ?? []).filter(
      ({ codes: list, name }) => list && list.length <= 20 && name !== field && rows.fields.some((own) => own.name === name), // biome-ignore format: one line
    )
    return {
      visit(row) {
        const value = rows.value(row, field)
        let code = codes.get(value)
        if (code === undefined) {
          code = places.countryOf(value)
          codes.set(value, code)
        }
        if (code === null) {
          if (typeof value === 'string' && value !== '' && !IS_CODE.test(value))
            unknown.add(row, value)
          return
        }
        counts.set(code, (counts.get(code) ?? 0) + 1)
        for (const { name } of rows.fields) {
          const own = rows.value(row, name)
          if (own === null || own === '') continue
          const ofField = filled.get(name) ?? new Map<string, number>()
          filled.set(name, ofField.set(code, (ofField.get(code) ?? 0) + 1))
        }
        for (const { name } of coded) {
          const own = String(rows.value(row, name))
          const ofField = classes.get(name) ?? new Map<string, Map<string, number>>()
          const ofClass = ofField.get(own) ?? new Map<string, number>()
          classes.set(name, ofField.set(own, ofClass.set(code, (ofClass.get(code) ?? 0) + 1)))
        }
      },
      finish(): Finding[] {
        const present = COUNTRIES.filter((code) => counts.has(code))
        const absent = COUNTRIES.filter((code) => !counts.has(code))
        const findings: Finding[] = [
          ...unknown.toFindings({ code: 'country-unknown', severity: 'note', field }),
        ]
        if (present.length > 0 && absent.length > 0) {
          findings.push({
            code: 'country-absent',
            severity: 'warning',
            field,
            count: absent.length,
            rows: [],
            values: { countries: absent.join(', ') },
          })
        }
        const large = present.filter((code) => counts.get(code)! >= FEWEST_OF_COUNTRY)
        if (large.length < 2) return findings
        for (const [name, ofField] of filled) {
          const shares = large.map((code) => (ofField.get(code) ?? 0) / counts.get(code)!)
          const [least, most] = [Math.min(...shares), Math.max(...shares)]
          if (most - least <= FAR_SHARE) continue
          findings.push({
            code: 'completeness-uneven',
            severity: 'note',
            field: name,
            count: large.length,
            rows: [],
            values: { shares: large.map((code, nth) => `${code} ${Math.round(shares[nth]! * 100)} %`).join(', ') }, // biome-ignore format: one line
          })
        }
        for (const [name, ofField] of classes) {
          for (const [value, ofClass] of ofField) {
            const total = [...ofClass.values()].reduce((sum, count) => sum + count, 0)
            const missing = large.filter((code) => !ofClass.has(code))
            if (total < FEWEST_OF_CLASS || missing.length === 0) continue
            findings.push({
              code: 'class-absent',
              severity: 'note',
              field: name,
              count: total,
              rows: [],
              values: { value, countries: missing.join(', ') },
            })
          }
        }
        return findings
      },
    }
  },
}
