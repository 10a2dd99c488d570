import type { Place } from './map-commands.ts'

/** How far around a place it is asked what there is. */
export const NEAR_RADII = [25, 50, 100] as const
export type NearRadius = (typeof NEAR_RADII)[number]

/** What is asked of what lies around a place. */
export interface NearAsked {
  /** In hundredths of a degree: about a kilometre, so that an address names no home. */
  readonly place: Place
  readonly radiusKilometers: NearRadius
  /** As the reader chose the place: in no address. */
  readonly name: string | null
  /** The id of a subject, or of a subject and one of its choices (`pollution.mercury`); `null` for all. */
  readonly about: string | null
}

const HUNDREDTHS = 100

/** The question of a place: rounded, and as far as most ask. */
export function toNear([lon, lat]: Place, name: string | null = null): NearAsked {
  const round = (value: number) => Math.round(value * HUNDREDTHS) / HUNDREDTHS
  return { place: [round(lon), round(lat)], name, radiusKilometers: 50, about: null }
}
