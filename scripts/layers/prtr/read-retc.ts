import { parseAngle } from '../../../src/geo/parse-angle.ts'
import type { Tally } from '../../pipeline/geometry.ts'
import { readRows } from './read-rows.ts'
import { type Medium, type Release, toCas, toKilograms, toNumber, toPlace } from './release.ts'

const ESTABLISHMENT_COLUMNS = [
  'NRA',
  'NOMBRE',
  'SCIAN',
  'LATITUD NORTE',
  'LONGITUD OESTE',
  'MUNICIPIO',
]
const EMISSION_COLUMNS = [
  'NRA',
  'NOMBRE',
  'ESTADO',
  'CAS',
  'SUSTANCIA',
  'UNIDAD',
  'AIRE',
  'AGUA',
  'SUELO',
]

const MEDIA: Readonly<Record<string, Medium>> = { AIRE: 'air', AGUA: 'water', SUELO: 'land' }

/** States by their Spanish names without accents, in the codes of ISO 3166-2. */
const STATES: Readonly<Record<string, string>> = {
  aguascalientes: 'AGU',
  'baja california': 'BCN',
  'baja california sur': 'BCS',
  campeche: 'CAM',
  chiapas: 'CHP',
  chihuahua: 'CHH',
  'ciudad de mexico': 'CMX',
  'distrito federal': 'CMX',
  coahuila: 'COA',
  'coahuila de zaragoza': 'COA',
  colima: 'COL',
  durango: 'DUR',
  guanajuato: 'GUA',
  guerrero: 'GRO',
  hidalgo: 'HID',
  jalisco: 'JAL',
  mexico: 'MEX',
  'estado de mexico': 'MEX',
  michoacan: 'MIC',
  'michoacan de ocampo': 'MIC',
  morelos: 'MOR',
  nayarit: 'NAY',
  'nuevo leon': 'NLE',
  oaxaca: 'OAX',
  puebla: 'PUE',
  queretaro: 'QUE',
  'queretaro de arteaga': 'QUE',
  'quintana roo': 'ROO',
  'san luis potosi': 'SLP',
  sinaloa: 'SIN',
  sonora: 'SON',
  tabasco: 'TAB',
  tamaulipas: 'TAM',
  tlaxcala: 'TLA',
  veracruz: 'VER',
  'veracruz de ignacio de la llave': 'VER',
  yucatan: 'YUC',
  zacatecas: 'ZAC',
}

function toStateCode(name: string): string | null {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
  const code = STATES[plain]
  return code ? `MX-${code}` : name || null
}

/**
 * Releases by Mexico's Registro de Emisiones y Transferencia de Contaminantes in one year, from its two
 * files: of establishments (places in degrees, minutes and seconds, the west without a minus) and of
 * emissions and transfers by substance, in kilograms. Both are parted by tabs and break lines inside
 * headers. Transfers are not releases and are left out; who released nothing has a `total` of 0.
 *
 * Tallies `establishments`, `facilitiesWithoutPlace` and those of `toKilograms` and `toPlace`.
 */
export async function* readRetc(
  { establishments, emissions }: { readonly establishments: string; readonly emissions: string },
  year: number,
  tally: Tally,
): AsyncGenerator<Release> {
  const options = { encoding: 'utf-8', delimiter: '\t' as const }
  const found = new Map<
    string,
    { lon: number; lat: number; naics: string | null; municipality: string | null }
  >()
  for await (const row of readRows(establishments, {
    ...options,
    columns: ESTABLISHMENT_COLUMNS,
  })) {
    tally.add('establishments')
    const place = toPlace(
      toWest(row['LONGITUD OESTE']!),
      parseAngle(row['LATITUD NORTE']!, 'lat'),
      'MEX',
      tally,
    )
    if (!place) continue
    found.set(row.NRA!, { ...place, naics: row.SCIAN || null, municipality: row.MUNICIPIO || null })
  }
  const unplaced = new Set<string>()
  for await (const row of readRows(emissions, { ...options, columns: EMISSION_COLUMNS })) {
    const establishment = found.get(row.NRA!)
    if (!establishment) {
      unplaced.add(row.NRA!)
      continue
    }
    const base = {
      register: 'RETC' as const,
      facilityId: row.NRA!,
      // Company and plant stand together with a comma, also where there is no plant.
      facility: row.NOMBRE!.replace(/,\s*$/, ''),
      stateProvince: toStateCode(row.ESTADO!),
      country: 'MEX' as const,
      ...establishment,
      substance: row.SUSTANCIA!,
      cas: toCas(row.CAS),
      year,
    }
    let isZero = true
    for (const [column, medium] of Object.entries(MEDIA)) {
      const quantity = toNumber(row[column])
      if (!(quantity > 0)) continue
      isZero = false
      const converted = toKilograms(quantity, row.UNIDAD!, tally)
      if (converted) yield { ...base, medium, ...converted }
    }
    const none = isZero ? toKilograms(0, row.UNIDAD!, tally) : null
    if (none) yield { ...base, medium: 'total', ...none }
  }
  tally.add('facilitiesWithoutPlace', unplaced.size)
}

/** The column's name says that it is west: some wrote the minus as well. */
function toWest(text: string): number {
  const angle = parseAngle(text, 'lon')
  return angle === 0 ? 0 : -Math.abs(angle)
}
