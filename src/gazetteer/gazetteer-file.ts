import type { Bbox } from '../geo/bbox.ts'
import type { Localized } from '../model/schema.ts'
import { z } from '../model/zod.ts'

/** The edition of the files' form. */
export const GAZETTEER_VERSION = 1

/** The files of the gazetteer beside the layers: what most people look for, and the rest. */
export const GAZETTEER_FILES = ['gazetteer.json', 'gazetteer-more.json'] as const

export const PLACE_KINDS = [
  'country',
  'state',
  'town',
  'sea',
  'lake',
  'river',
  'protected-area',
  'airport',
  'port',
  'power-plant',
  'wind-farm',
  'steel-plant',
  'reporting-facility',
  'waste-site',
] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]

/** Degrees are kept as whole numbers of thousandths. */
const SCALE = 1000

const name = z.string().min(1)
const degrees = z.int()

const row = z.tuple([
  /** Its name, or its names in English, French and Spanish where they differ. */
  z.union([name, z.tuple([name, name, name])]),
  /** Other names by which it is found, parted by `|`. */
  z.string(),
  /** Longitude and latitude in thousandths of a degree. */
  degrees,
  degrees,
  /** Where it lies: its place in `regions`, −1 where that is not known. */
  z.int().min(-1),
  /** How much it is looked for beside others, 0 to 100. */
  z.number().min(0).max(100),
  /** Its feature's key in the layer; `null` where it is of no layer. */
  z.string().nullable(),
  /** West, south, east, north in thousandths of a degree; without it, it is a point. */
  z.tuple([degrees, degrees, degrees, degrees]).optional(),
])

export const gazetteerFileSchema = z.object({
  version: z.literal(GAZETTEER_VERSION),
  /** Countries and states: code (ISO 3166), the country's place in this list or −1, names. */
  regions: z.array(z.tuple([z.string(), z.int().min(-1), name, name, name])),
  groups: z.array(
    z.object({ kind: z.enum(PLACE_KINDS), layer: z.string().nullable(), rows: z.array(row) }),
  ),
})

export type GazetteerFile = z.infer<typeof gazetteerFileSchema>
export type GazetteerRow = z.infer<typeof row>
export type GazetteerRegion = GazetteerFile['regions'][number]

/** A named place. */
export interface NamedPlace {
  readonly kind: PlaceKind
  /** The layer that it is a feature of. */
  readonly layer: string | null
  readonly key: string | null
  readonly names: Localized
  readonly otherNames: readonly string[]
  readonly place: readonly [lon: number, lat: number]
  readonly bbox: Bbox | null
  /** The smallest region that it lies in, then the larger ones. */
  readonly regions: readonly { readonly code: string; readonly names: Localized }[]
  readonly weight: number
}

/** A place as a row of the file. */
export function toRow(
  names: Localized,
  otherNames: readonly string[],
  [lon, lat]: readonly [lon: number, lat: number],
  region: number,
  weight: number,
  key: string | null,
  bbox: Bbox | null,
): GazetteerRow {
  const { en, fr, es } = names
  const own = new Set([en, fr, es])
  const others = [...new Set(otherNames)].filter((other) => other !== '' && !own.has(other))
  const round = (value: number) => Math.round(value * SCALE)
  return [
    own.size === 1 ? en : [en, fr, es],
    others.join('|'),
    round(lon),
    round(lat),
    region,
    Math.round(Math.min(100, Math.max(0, weight)) * 10) / 10,
    key,
    ...(bbox ? [bbox.map(round) as [number, number, number, number]] : []),
  ] as GazetteerRow
}

/** The places of a file that `gazetteerFileSchema` has accepted. */
export function* placesOf({ regions, groups }: GazetteerFile): Generator<NamedPlace> {
  const named = regions.map(([code, , en, fr, es]) => ({ code, names: { en, fr, es } }))
  const chains = regions.map(([, country], index) =>
    [index, country].filter((place) => place >= 0).map((place) => named[place]!),
  )
  for (const { kind, layer, rows } of groups) {
    for (const [names, others, lon, lat, region, weight, key, bbox] of rows) {
      const [en, fr, es] = typeof names === 'string' ? [names, names, names] : names
      yield {
        kind,
        layer,
        key,
        names: { en, fr, es },
        otherNames: others === '' ? [] : others.split('|'),
        place: [lon / SCALE, lat / SCALE],
        bbox: bbox ? (bbox.map((value) => value / SCALE) as unknown as Bbox) : null,
        regions: chains[region] ?? [],
        weight,
      }
    }
  }
}
