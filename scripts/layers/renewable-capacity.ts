import type { CatalogLayer } from '../../src/catalog/schema.ts'
import type { FieldValue } from '../../src/model/feature.ts'
import type { Localized } from '../../src/model/schema.ts'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import { polygonsOf, Tally, toMultiPolygon } from '../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { noteClean, roundPolygons } from '../pipeline/steps.ts'
import { dropSmallParts } from '../pipeline/topology.ts'
import { OVERVIEW_SCALES, readSimplifiedUnits, UNITS_SOURCE } from './shared/natural-earth-units.ts'
import { COUNTRY_FIELD } from './shared/points.ts'
import { FIELDS } from './shared/texts.ts'
import {
  FUELS,
  type Fuel,
  POWER_PLANTS_PROVENANCE,
  POWER_PLANTS_SOURCE,
  readPowerPlants,
} from './shared/wri-power-plants.ts'

/** The sources that count as renewable, and the fields that hold their sums. */
const RENEWABLES = {
  Hydro: 'hydro_mw',
  Wind: 'wind_mw',
  Solar: 'solar_mw',
  Biomass: 'biomass_mw',
  Geothermal: 'geothermal_mw',
  'Wave and Tidal': 'wave_tidal_mw',
} as const satisfies Partial<Record<Fuel, string>>

type Renewable = keyof typeof RENEWABLES

const FINE = OVERVIEW_SCALES[2]
/** For all smaller scales: its areas carry colours, not coasts. */
const COARSE = { ...OVERVIEW_SCALES[1], zooms: [0, 2.99] } as const

export const renewableCapacity: Recipe = {
  id: 'renewable-capacity',
  group: 'pollution-and-waste',
  state: 'bundled',
  modified: '2026-11-27',
  badge: 'partial',
  record: supplement({
    editions: [{ name: '1.3', year: 2021 }],
    projects: [...provides('5B'), ...uses('1')],
    keywords: words(
      'renewable energy, electricity, hydropower, wind, solar, biomass, geothermal',
      'énergie renouvelable, électricité, hydroélectricité, éolien, solaire, biomasse, géothermie',
      'energía renovable, electricidad, hidroelectricidad, eólica, solar, biomasa, geotermia',
    ),
  }),
  title: t(
    'Renewable Energy Capacity by State and Province',
    'Puissance installée en énergie renouvelable par État et province',
    'Capacidad de energía renovable por estado y provincia',
  ),
  abstract: t(
    'How much power the plants of each state, province and territory can make from water, wind, sun, biomass, the heat of the ground, waves and tides.',
    'La puissance que les centrales de chaque État, province et territoire peuvent tirer de l’eau, du vent, du soleil, de la biomasse, de la chaleur du sol, des vagues et des marées.',
    'La capacidad que las centrales de cada estado, provincia y territorio tienen para generar con agua, viento, sol, biomasa, calor del subsuelo, olas y mareas.',
  ),
  limitations: t(
    'Sums of the plants that the source lists, as of about 2019 to 2021: small plants are missing more often in Mexico than in the United States, so that states of different countries do not compare well. Waste, storage and cogeneration are not counted. Boundaries are generalised.',
    'Sommes des centrales que recense la source, de 2019 à 2021 environ : les petites centrales manquent plus souvent au Mexique qu’aux États-Unis, si bien que les États de pays différents se comparent mal. Les déchets, le stockage et la cogénération ne sont pas comptés. Les limites sont généralisées.',
    'Sumas de las centrales que enumera la fuente, de 2019 a 2021, aproximadamente: las centrales pequeñas faltan más a menudo en México que en Estados Unidos, por lo que los estados de distintos países no se comparan bien. No se cuentan residuos, almacenamiento ni cogeneración. Los límites están generalizados.',
  ),
  geometryType: 'MultiPolygon',
  isCoverage: true,
  keyField: 'state_province',
  fields: [
    {
      name: 'state_province',
      type: 'string',
      title: t('ISO 3166-2 code', 'Code ISO 3166-2', 'Código ISO 3166-2'),
    },
    FIELDS.name_en,
    FIELDS.name_fr,
    FIELDS.name_es,
    COUNTRY_FIELD,
    megawatts(
      'renewable_mw',
      t(
        'All renewable sources',
        'Toutes les sources renouvelables',
        'Todas las fuentes renovables',
      ),
    ),
    ...Object.entries(RENEWABLES).map(([fuel, name]) => megawatts(name, FUELS[fuel as Renewable])),
    {
      name: 'plants',
      type: 'integer',
      title: t('Plants counted', 'Centrales comptées', 'Centrales contadas'),
    },
  ],
  countryField: 'country',
  sources: [POWER_PLANTS_SOURCE, UNITS_SOURCE],
  provenance: POWER_PLANTS_PROVENANCE,
  symbology: {
    ground: 'cover',
    kind: 'graduated',
    field: 'renewable_mw',
    unit: 'MW',
    classes: [
      level(
        'under-100',
        t('Under 100 MW', 'Moins de 100 MW', 'Menos de 100 MW'),
        '#edf8fb',
        '#1d3336',
        undefined,
        100,
      ),
      level(
        '100',
        t('100 to 1,000 MW', '100 à 1 000 MW', '100 a 1,000 MW'),
        '#b2e2e2',
        '#27565a',
        100,
        1_000,
      ),
      level(
        '1000',
        t('1,000 to 5,000 MW', '1 000 à 5 000 MW', '1,000 a 5,000 MW'),
        '#66c2a4',
        '#31807a',
        1_000,
        5_000,
      ),
      level(
        '5000',
        t('5,000 to 15,000 MW', '5 000 à 15 000 MW', '5,000 a 15,000 MW'),
        '#2ca25f',
        '#5fb59b',
        5_000,
        15_000,
      ),
      level(
        '15000',
        t('15,000 MW and more', '15 000 MW et plus', '15,000 MW y más'),
        '#006d2c',
        '#b5ead2',
        15_000,
      ),
    ],
    labels: {
      fields: { en: 'name_en', fr: 'name_fr', es: 'name_es' },
      color: { light: '#1f2a33', dark: '#eef4f8' },
      halo: { light: '#ffffff', dark: '#10181f' },
      size: 11,
      placement: 'area',
      minZoom: 3,
    },
  },
  async build(context) {
    const plants = await readPowerPlants(context)
    const sums = new Map<string, Map<string, number>>()
    const renewable = plants.flatMap(({ fuel, ...plant }) =>
      isRenewable(fuel) ? [{ ...plant, field: RENEWABLES[fuel] }] : [],
    )
    const placed = renewable.flatMap(({ state, ...plant }) => (state ? [{ ...plant, state }] : []))
    for (const { field, state, capacityMegawatts } of placed) {
      const sum = sums.get(state) ?? new Map<string, number>()
      add(sum, field, capacityMegawatts)
      add(sum, 'renewable_mw', capacityMegawatts)
      add(sum, 'plants', 1)
      sums.set(state, sum)
    }
    const total = (some: readonly { readonly capacityMegawatts: number }[]) =>
      Math.round(some.reduce((sum, { capacityMegawatts }) => sum + capacityMegawatts, 0))
    context.log.add(
      {
        en: 'Capacities of {{counted}} of {{all}} plants on renewable sources summed by state or province, Puerto Rico by itself: {{megawatts}} of {{allMegawatts}} MW.',
        fr: 'Puissances de {{counted}} des {{all}} centrales à sources renouvelables additionnées par État ou province, Porto Rico à part : {{megawatts}} MW sur {{allMegawatts}}.',
        es: 'Capacidades de {{counted}} de {{all}} centrales de fuentes renovables sumadas por estado o provincia, Puerto Rico aparte: {{megawatts}} de {{allMegawatts}} MW.',
      },
      {
        counted: placed.length,
        all: renewable.length,
        megawatts: total(placed),
        allMegawatts: total(renewable),
      },
    )
    const tally = new Tally()
    const features = await toStates(context, sums, FINE, tally)
    noteClean(context.log, tally)
    return {
      features,
      overviews: [
        {
          zooms: COARSE.zooms,
          toleranceMeters: COARSE.toleranceMeters,
          features: await toStates(context, sums, COARSE, new Tally()),
        },
      ],
    }
  },
}

function isRenewable(fuel: Fuel): fuel is Renewable {
  return fuel in RENEWABLES
}

function add(sum: Map<string, number>, name: string, value: number): void {
  // Capacities are given to a tenth of a megawatt or finer: sums stay free of binary dust.
  sum.set(name, Math.round(((sum.get(name) ?? 0) + value) * 1000) / 1000)
}

async function toStates(
  context: BuildContext,
  sums: ReadonlyMap<string, ReadonlyMap<string, number>>,
  scale: typeof FINE | typeof COARSE,
  tally: Tally,
): Promise<PipelineFeature[]> {
  const units = await readSimplifiedUnits(context, scale)
  const unseen = new Set(sums.keys())
  const taken = units.features().filter(({ properties: { iso_3166_2: code, adm0_a3: unit } }) => {
    return typeof code === 'string' && COUNTRY_FIELD.codes?.[String(toCountry(unit))] !== undefined
  })
  // Generalising may bring the coasts of a strait over each other: what crosses is made valid.
  const kept = dropSmallParts(
    taken.map(({ geometry }) => roundPolygons(polygonsOf(geometry), scale.bits, tally)),
    scale.minimumSquareMeters,
    true,
  )
  const features = taken.map(({ properties }, i): PipelineFeature => {
    const code = String(properties.iso_3166_2)
    const sum = sums.get(code)
    unseen.delete(code)
    return {
      geometry: toMultiPolygon(kept[i]!),
      properties: {
        state_province: code,
        name_en: properties.name_en ?? properties.name ?? null,
        name_fr: properties.name_fr ?? properties.name ?? null,
        name_es: properties.name_es ?? properties.name ?? null,
        country: toCountry(properties.adm0_a3) ?? null,
        renewable_mw: sum?.get('renewable_mw') ?? 0,
        ...Object.fromEntries(Object.values(RENEWABLES).map((name) => [name, sum?.get(name) ?? 0])),
        plants: sum?.get('plants') ?? 0,
      },
    }
  })
  if (unseen.size > 0) throw new Error(`No area is there for the plants of ${[...unseen].join()}`)
  return features
}

/** Puerto Rico is of the United States, and no state: it stands by itself. */
function toCountry(unit: FieldValue | undefined): FieldValue | undefined {
  return unit === 'PRI' ? 'USA' : unit
}

function megawatts(name: string, title: Localized): CatalogLayer['fields'][number] {
  return { name, type: 'double', unit: 'MW', title }
}

function level(
  id: string,
  label: Localized,
  light: string,
  dark: string,
  from?: number,
  to?: number,
) {
  return {
    id,
    label,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    symbol: {
      fill: { light, dark },
      fillOpacity: 0.85,
      line: { light: '#7b8a94', dark: '#0d1419' },
      lineWidth: 0.6,
    },
  }
}
