import type { Tally } from '../../pipeline/geometry.ts'
import { readRows } from './read-rows.ts'
import { type Medium, type Release, toCas, toKilograms, toNumber, toPlace } from './release.ts'

/** Headers are in English and French, parted by a slash; the English side is the name. */
const toName = (header: string): string => header.split(' / ')[0]!.trim().replaceAll('_', ' ')

const PLACE_COLUMNS = ['NPRI ID', 'City', 'Latitude', 'Longitude']
const RELEASE_COLUMNS = [
  'Reporting Year',
  'NPRI ID',
  'Facility Name',
  'NAICS',
  'PROVINCE',
  'CAS Number',
  'Substance Name (English)',
  'Group (English)',
  'Quantity',
  'Units',
]

/** The group of a release, by its English name. */
function toMedium(group: string): Medium | null {
  if (/all media|total/i.test(group)) return 'total'
  if (/air/i.test(group)) return 'air'
  if (/water/i.test(group)) return 'water'
  return /land/i.test(group) ? 'land' : null
}

/**
 * Releases by Canada's National Pollutant Release Inventory in one year, from its two files in bulk: of
 * releases (in tonnes, kilograms, grams, or grams of toxic equivalents) and of places. Disposals and
 * transfers are files of their own, and are not read. Rows of one facility, substance and medium, which
 * part the sources of a release, are added.
 *
 * Tallies `otherYears`, `unknownGroups`, `facilitiesWithoutPlace`, `addedRows` and those of `toKilograms`
 * and `toPlace`.
 */
export async function* readNpri(
  { releases, places }: { readonly releases: string; readonly places: string },
  year: number,
  tally: Tally,
): AsyncGenerator<Release> {
  const options = { encoding: 'windows-1252', delimiter: ',' as const, toName }
  const placeOf = new Map<string, { lon: number; lat: number; city: string | null } | null>()
  for await (const row of readRows(places, { ...options, columns: PLACE_COLUMNS })) {
    const id = toId(row['NPRI ID'])
    if (placeOf.has(id)) continue
    const place = toPlace(toNumber(row.Longitude), toNumber(row.Latitude), 'CAN', tally)
    placeOf.set(id, place && { ...place, city: row.City || null })
  }
  const found = new Map<string, Release>()
  const unplaced = new Set<string>()
  for await (const row of readRows(releases, { ...options, columns: RELEASE_COLUMNS })) {
    if (Number(row['Reporting Year']) !== year) {
      tally.add('otherYears')
      continue
    }
    const medium = toMedium(row['Group (English)']!)
    const quantity = toNumber(row.Quantity)
    if (medium === null || Number.isNaN(quantity)) {
      tally.add('unknownGroups')
      continue
    }
    const id = toId(row['NPRI ID'])
    const place = placeOf.get(id)
    if (!place) {
      unplaced.add(id)
      continue
    }
    const converted = toKilograms(quantity, row.Units!, tally)
    if (!converted) continue
    const substance = row['Substance Name (English)']!
    const key = [id, substance, medium, converted.basis].join('\t')
    const before = found.get(key)
    if (before) tally.add('addedRows')
    const { city, ...position } = place
    found.set(key, {
      register: 'NPRI',
      facilityId: id,
      facility: row['Facility Name'] || row['Company Name'] || id,
      municipality: city,
      stateProvince: row.PROVINCE ? `CA-${row.PROVINCE}` : null,
      country: 'CAN',
      ...position,
      naics: row.NAICS || null,
      substance,
      cas: toCas(row['CAS Number']),
      medium,
      kg: Number(((before?.kg ?? 0) + converted.kg).toPrecision(12)),
      basis: converted.basis,
      year,
    })
  }
  tally.add('facilitiesWithoutPlace', unplaced.size)
  yield* found.values()
}

/** Files differ in whether they fill numbers up with zeros. */
const toId = (text: string | undefined): string => (text ?? '').replace(/^0+/, '')
