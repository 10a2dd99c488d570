import type { LayerEntry } from './device-layer.ts'

/** The fields of a pollutant register in the form to which the Atlas brings them. */
export interface PrtrFields {
  readonly register: string
  readonly facility: string
  readonly facilityId: string
  readonly sector: string
  readonly substance: string
  readonly medium: string
  readonly quantity: string
  /** Tells masses from toxic equivalents, which are none; `null` where the layer has masses alone. */
  readonly basis: string | null
  readonly year: string
  readonly country: string
  readonly state: string
}

/** What each may be called: as in the whole registers, or as in the selection of them. */
const NAMES: Readonly<Record<keyof PrtrFields, readonly string[]>> = {
  register: ['register'],
  facility: ['facility', 'name'],
  facilityId: ['facility_id'],
  sector: ['sector', 'naics'],
  substance: ['substance'],
  medium: ['medium'],
  quantity: ['kg', 'release_kg'],
  basis: ['basis'],
  year: ['year'],
  country: ['country'],
  state: ['state_province'],
}

/** The fields of a layer that follows the harmonised schema of the registers, bundled or brought; `null` of others. */
export function prtrFieldsOf({ fields }: Pick<LayerEntry, 'fields'>): PrtrFields | null {
  const names = new Set(fields.map(({ name }) => name))
  const find = (part: keyof PrtrFields) => NAMES[part].find((name) => names.has(name)) ?? null
  const found = Object.fromEntries(
    (Object.keys(NAMES) as (keyof PrtrFields)[]).map((part) => [part, find(part)]),
  ) as Record<keyof PrtrFields, string | null>
  const { basis, ...others } = found
  return Object.values(others).every((name) => name !== null)
    ? ({ ...others, basis } as PrtrFields)
    : null
}
