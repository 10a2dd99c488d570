import type { Tally } from '../../pipeline/geometry.ts'
import { type Row, readRows } from './read-rows.ts'
import { type Medium, type Release, toCas, toKilograms, toNumber, toPlace } from './release.ts'

/** The columns of EPA's basic data file that say into what a facility released on its own site. */
const MEDIA: Readonly<Record<Exclude<Medium, 'total'>, readonly string[]>> = {
  air: ['5.1 - FUGITIVE AIR', '5.2 - STACK AIR'],
  water: ['5.3 - WATER'],
  underground: ['5.4 - UNDERGROUND', '5.4.1 - UNDERGROUND CL I', '5.4.2 - UNDERGROUND C II-V'],
  land: [
    '5.5.1 - LANDFILLS',
    '5.5.1A - RCRA C LANDFILL',
    '5.5.1B - OTHER LANDFILLS',
    '5.5.2 - LAND TREATMENT',
    '5.5.3 - SURFACE IMPNDMNT',
    '5.5.3A - RCRA SURFACE IM',
    '5.5.3B - OTHER SURFACE I',
    '5.5.4 - OTHER DISPOSAL',
  ],
}

const COLUMNS: readonly string[] = [
  'YEAR',
  'TRIFD',
  'FACILITY NAME',
  'CITY',
  'ST',
  'LATITUDE',
  'LONGITUDE',
  'PRIMARY NAICS',
  'CHEMICAL',
  'CAS#',
  'FORM TYPE',
  'UNIT OF MEASURE',
  'ON-SITE RELEASE TOTAL',
  ...Object.values(MEDIA).flat(),
]

/**
 * Releases on site by the United States' Toxics Release Inventory, from its basic data file (122 columns
 * in the edition of 2023; others number them otherwise, so that numbers before names do not count).
 * Quantities are in pounds but for dioxins, which are in grams. A row is a form: Form A certifies that
 * little was handled and carries no quantity.
 *
 * Tallies `forms`, `formsA`, `unequalTotals` (where the media do not add up to the form's own total, which
 * stay as they are) and those of `toKilograms` and `toPlace`.
 */
export async function* readTri(path: string, tally: Tally): AsyncGenerator<Release> {
  const rows = readRows(path, {
    encoding: 'utf-8',
    delimiter: ',',
    columns: COLUMNS,
    toName: (header) => header.replace(/^\d+\. ?/, ''),
  })
  for await (const row of rows) yield* toReleases(row, tally)
}

function* toReleases(row: Row, tally: Tally): Generator<Release> {
  tally.add('forms')
  if (row['FORM TYPE'] === 'A') {
    tally.add('formsA')
    return
  }
  const place = toPlace(toAngle(row.LONGITUDE), toAngle(row.LATITUDE), 'USA', tally)
  if (!place) return
  const base = {
    register: 'TRI' as const,
    facilityId: row.TRIFD!,
    facility: row['FACILITY NAME']!,
    municipality: row.CITY || null,
    stateProvince: row.ST ? `US-${row.ST}` : null,
    country: 'USA' as const,
    ...place,
    naics: row['PRIMARY NAICS'] || null,
    substance: row.CHEMICAL!,
    cas: toCas(row['CAS#']),
    year: Number(row.YEAR),
  }
  const unit = row['UNIT OF MEASURE']!
  let sum = 0
  for (const [medium, columns] of Object.entries(MEDIA)) {
    const quantity = columns.reduce((total, column) => total + (toNumber(row[column]) || 0), 0)
    sum += quantity
    if (quantity <= 0) continue
    const converted = toKilograms(quantity, unit, tally)
    if (converted) yield { ...base, medium: medium as Medium, ...converted }
  }
  const total = toNumber(row['ON-SITE RELEASE TOTAL'])
  if (Math.abs(sum - total) > 0.005 * Math.max(1, Math.abs(total))) tally.add('unequalTotals')
  if (sum === 0) {
    const none = toKilograms(0, unit, tally)
    if (none) yield { ...base, medium: 'total', ...none }
  }
}

const toAngle = (text: string | undefined): number => (text ? toNumber(text) : Number.NaN)
