import { z } from 'zod'
import { localize as t } from '../../catalog/common.ts'
import { hasBinaryTail, withoutBinaryTail } from '../../pipeline/binary-tails.ts'
import { Tally } from '../../pipeline/geometry.ts'
import type { BuildContext, Recipe, Source } from '../../pipeline/recipe.ts'
import { COUNTRY_BY_NAME } from './points.ts'
import { readStateFinder, StateTally } from './states.ts'

/** The Global Power Plant Database of the World Resources Institute, as a package of another map carries it. */
export const POWER_PLANTS_SOURCE: Source = {
  kind: 'npm',
  name: '@worldwideview/wwv-plugin-power-plants',
  version: '1.0.0',
  integrity:
    'sha512-8Gnq5PwwCyzoFmepv8UWbxpiuDZPTfUxAANT0c6t3wjzpWyen5vO23tIH4mWuoeATxrp+i23nc419F31tfI9yw==',
  path: 'data/data.json',
}

export const POWER_PLANTS_PROVENANCE: Recipe['provenance'] = {
  publisher: 'World Resources Institute',
  dataset: 'Global Power Plant Database',
  edition: t(
    '1.3 (the source names no version; its fields and counts are those of 1.3)',
    '1.3 (la source ne donne aucun numéro de version ; ses champs et ses totaux sont ceux de la 1.3)',
    '1.3 (la fuente no indica versión; sus campos y totales son los de la 1.3)',
  ),
  date: '2021',
  licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  citation:
    'Global Energy Observatory, Google, KTH Royal Institute of Technology in Stockholm, Enipedia, World Resources Institute. 2021. Global Power Plant Database, version 1.3. Published on Resource Watch and Google Earth Engine. https://datasets.wri.org/dataset/globalpowerplantdatabase',
}

export const FUELS = {
  Coal: t('Coal', 'Charbon', 'Carbón'),
  Petcoke: t('Petroleum coke', 'Coke de pétrole', 'Coque de petróleo'),
  Oil: t('Oil', 'Pétrole', 'Petróleo'),
  Gas: t('Natural gas', 'Gaz naturel', 'Gas natural'),
  Cogeneration: t('Cogeneration', 'Cogénération', 'Cogeneración'),
  Nuclear: t('Nuclear', 'Nucléaire', 'Nuclear'),
  Hydro: t('Hydropower', 'Hydroélectricité', 'Hidroelectricidad'),
  Wind: t('Wind', 'Éolien', 'Eólica'),
  Solar: t('Solar', 'Solaire', 'Solar'),
  Biomass: t('Biomass', 'Biomasse', 'Biomasa'),
  Waste: t('Waste', 'Déchets', 'Residuos'),
  Geothermal: t('Geothermal', 'Géothermie', 'Geotermia'),
  'Wave and Tidal': t('Wave and tidal', 'Vagues et marées', 'Olas y mareas'),
  Storage: t('Storage', 'Stockage', 'Almacenamiento'),
  Other: t('Other', 'Autre', 'Otra'),
} as const

export type Fuel = keyof typeof FUELS

const plants = z.object({
  features: z.array(
    z.object({
      geometry: z.object({
        type: z.literal('Point'),
        coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
      }),
      properties: z.object({
        name: z.string(),
        capacity_mw: z.number().nonnegative(),
        primary_fuel: z.string(),
        country: z.string(),
        owner: z.string().optional(),
        commissioning_year: z.number().optional(),
      }),
    }),
  ),
})

export interface PowerPlant {
  readonly lon: number
  readonly lat: number
  readonly name: string
  readonly capacityMegawatts: number
  readonly fuel: Fuel
  readonly owner: string | null
  readonly commissioningYear: number | null
  readonly country: string
  /** ISO 3166-2, or `null` for a plant that lies farther off than a state's own waters, as at sea. */
  readonly state: string | null
}

/** The legal forms of companies, as the owners and names of the source end. */
const LEGAL_FORM =
  /^(?:L\.?\s?L\.?\s?C|L\.?L\.?L?\.?P|L\.?\s?P|Inc|Ltd|Corp|Co|PBC|Sec|S\.\s?A\.|S\.(?=\s?de\s))(?![a-z])/i

/**
 * The source has lost the commas of its texts, and left two blanks in the place of each. Before the legal form
 * of a company the comma is set again ("Saluda Solar, LLC"); elsewhere it cannot be told from a slip, and one
 * blank stands. Tallies `commas` and `blanks` by text.
 */
export function withCommas(text: string, tally: Tally): string {
  const parts = text.trim().split(/ {2,}/)
  if (parts.length === 1) return text.trim()
  const isForm = parts.slice(1).map((part) => LEGAL_FORM.test(part))
  tally.add(isForm.includes(true) ? 'commas' : 'blanks')
  return parts.slice(1).reduce((sum, part, i) => `${sum}${isForm[i] ? ',' : ''} ${part}`, parts[0]!)
}

/** The power plants of the three countries, each in its state or province. */
export function readPowerPlants(context: BuildContext): Promise<PowerPlant[]> {
  return context.once('wri-power-plants', async (inner) => {
    const json: unknown = JSON.parse(
      new TextDecoder().decode(await inner.read(POWER_PLANTS_SOURCE)),
    )
    const { features } = plants.parse(json)
    const finder = await readStateFinder(inner)
    const tally = new StateTally()
    const blanks = new Tally()
    let rounded = 0
    const found = features.flatMap(({ geometry, properties }): PowerPlant[] => {
      const country = COUNTRY_BY_NAME[properties.country]
      if (!country) return []
      const name = withCommas(properties.name, blanks)
      const [lon, lat] = geometry.coordinates
      if (!(properties.primary_fuel in FUELS)) {
        throw new Error(`The fuel ${properties.primary_fuel} has no name in three languages`)
      }
      const year = properties.commissioning_year
      // The source sums the capacities of a plant's units in binary.
      if (hasBinaryTail(properties.capacity_mw)) rounded += 1
      return [
        {
          lon,
          lat,
          name,
          capacityMegawatts: withoutBinaryTail(properties.capacity_mw),
          fuel: properties.primary_fuel as Fuel,
          owner: properties.owner ? withCommas(properties.owner, blanks) || null : null,
          // The source averages the years of a plant's units.
          commissioningYear: year === undefined ? null : Math.floor(year),
          country,
          state: tally.codeOf(finder, { name, country, lon, lat }),
        },
      ]
    })
    inner.log.add(
      {
        en: 'Of {{all}} power plants of the world, the {{kept}} of Canada, Mexico and the United States were taken. Years that the source gives as means of a plant’s units were cut to whole years. {{rounded}} capacities that the source’s sums had left with digits beyond the twelfth (10.399999999999999) were rounded to what was summed (10.4).',
        fr: 'Des {{all}} centrales du monde, les {{kept}} du Canada, du Mexique et des États-Unis ont été retenues. Les années que la source donne comme moyennes des unités d’une centrale ont été tronquées. {{rounded}} puissances auxquelles les sommes de la source avaient laissé des chiffres au-delà du douzième (10,399999999999999) ont été arrondies à ce qui avait été additionné (10,4).',
        es: 'De las {{all}} centrales del mundo se tomaron las {{kept}} de Canadá, Estados Unidos y México. Los años que la fuente da como promedio de las unidades de una central se truncaron. {{rounded}} capacidades que las sumas de la fuente habían dejado con cifras más allá de la duodécima (10.399999999999999) se redondearon a lo que se había sumado (10.4).',
      },
      {
        all: features.length,
        kept: found.length,
        rounded,
      },
    )
    inner.log.add(
      {
        en: 'In {{all}} names and owners two blanks stood where the source has lost a comma: in {{commas}} it was set again before the legal form of a company (“Saluda Solar, LLC”), in the others one blank was left.',
        fr: 'Dans {{all}} noms et propriétaires, deux espaces tenaient lieu d’une virgule perdue par la source : elle a été rétablie dans {{commas}} devant la forme juridique d’une entreprise (« Saluda Solar, LLC »), et une seule espace a été laissée dans les autres.',
        es: 'En {{all}} nombres y propietarios había dos espacios donde la fuente perdió una coma: en {{commas}} se restituyó ante la forma jurídica de una empresa (“Saluda Solar, LLC”); en los demás se dejó un solo espacio.',
      },
      { all: blanks.get('commas') + blanks.get('blanks'), commas: blanks.get('commas') },
    )
    tally.note(inner)
    return found
  })
}
