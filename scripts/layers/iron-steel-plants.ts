import { z } from 'zod'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import { supplement, localize as t, uses, words } from '../catalog/common.ts'
import type { Recipe, Source } from '../pipeline/recipe.ts'
import {
  COUNTRY_BY_NAME,
  COUNTRY_FIELD,
  MUNICIPALITY_FIELD,
  NAME_FIELD,
  nameLabels,
  OWNER_FIELD,
  PROVINCE_FIELD,
  pointClass,
  toPoints,
} from './shared/points.ts'

const SOURCE: Source = {
  kind: 'npm',
  name: '@worldwideview/wwv-plugin-iron-steel-plants',
  version: '1.0.0',
  integrity:
    'sha512-LckX/dgNYWNWpyLySWISdKS1vEJfH2Uo9oZvBVZiV0x7hxzvvpOubJ/4FHVCrcpvnnYCTRZkdwR+ORx24kC0LA==',
  path: 'data/data.json',
}

const STATUSES = {
  operating: t('Operating', 'En exploitation', 'En operación'),
  construction: t('Under construction', 'En construction', 'En construcción'),
  announced: t('Announced', 'Annoncée', 'Anunciada'),
  mothballed: t('Mothballed', 'Mise en veilleuse', 'Suspendida'),
  retired: t('Retired', 'Fermée', 'Cerrada'),
} as const

const ACCURACIES = {
  exact: t('Exact', 'Exacte', 'Exacta'),
  approximate: t('Approximate', 'Approximative', 'Aproximada'),
} as const

/** The source writes "unknown" where it knows no municipality or province. */
const nullableText = z
  .string()
  .nullish()
  .transform((text) => (text?.trim() === 'unknown' ? null : text?.trim() || null))
const nullableNumber = z
  .number()
  .nullish()
  .transform((value) => value ?? null)

const plants = z.object({
  features: z.array(
    z.object({
      geometry: z.object({
        type: z.literal('Point'),
        coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
      }),
      properties: z.object({
        id: z.string().min(1),
        name: z.string().min(1),
        country: z.string(),
        municipality: nullableText,
        province: nullableText,
        owner: nullableText,
        coordinate_accuracy: nullableText,
        status: z.string(),
        start_year: nullableNumber,
        steel_capacity_ttpa: nullableNumber,
        iron_capacity_ttpa: nullableNumber,
      }),
    }),
  ),
})

export const ironSteelPlants: Recipe = {
  id: 'iron-steel-plants',
  group: 'pollution-and-waste',
  state: 'bundled',
  modified: '2026-11-28',
  record: supplement({
    editions: [{ name: 'March 2025 V1.2', year: 2025 }],
    projects: uses('1', '4', '11'),
    keywords: words(
      'industry, steel mills, blast furnaces, manufacturing, greenhouse gas',
      'industrie, aciéries, hauts fourneaux, fabrication, gaz à effet de serre',
      'industria, acerías, altos hornos, manufactura, gases de efecto invernadero',
    ),
  }),
  title: t('Iron and Steel Plants', 'Usines sidérurgiques', 'Plantas siderúrgicas'),
  abstract: t(
    'Plants that make iron and steel in the three countries, with what they can make in a year and whether they run.',
    'Les usines qui produisent du fer et de l’acier dans les trois pays, avec leur capacité annuelle et leur état d’exploitation.',
    'Las plantas que producen hierro y acero en los tres países, con su capacidad anual y su estado de operación.',
  ),
  limitations: t(
    'Plants that can make at least half a million tonnes a year, as of March 2025. Capacities are missing for some, and places marked approximate are only in the right town.',
    'Usines pouvant produire au moins un demi-million de tonnes par an, en mars 2025. La capacité manque pour certaines, et les emplacements dits approximatifs ne sont exacts qu’à l’échelle de la ville.',
    'Plantas que pueden producir al menos medio millón de toneladas al año, a marzo de 2025. Faltan capacidades de algunas, y los lugares marcados como aproximados solo son exactos en cuanto a la localidad.',
  ),
  geometryType: 'Point',
  fields: [
    NAME_FIELD,
    { name: 'status', type: 'string', title: t('Status', 'État', 'Estado'), codes: STATUSES },
    {
      name: 'steel_kt_per_year',
      type: 'double',
      unit: 'kt/a',
      title: t(
        'Steelmaking capacity',
        'Capacité de production d’acier',
        'Capacidad de producción de acero',
      ),
    },
    {
      name: 'iron_kt_per_year',
      type: 'double',
      unit: 'kt/a',
      title: t(
        'Ironmaking capacity',
        'Capacité de production de fer',
        'Capacidad de producción de hierro',
      ),
    },
    {
      name: 'start_year',
      type: 'integer',
      title: t('Start year', 'Année de démarrage', 'Año de inicio'),
    },
    OWNER_FIELD,
    MUNICIPALITY_FIELD,
    PROVINCE_FIELD,
    COUNTRY_FIELD,
    {
      name: 'accuracy',
      type: 'string',
      title: t('Accuracy of the place', 'Précision de l’emplacement', 'Exactitud de la ubicación'),
      codes: ACCURACIES,
    },
  ],
  countryField: 'country',
  sources: [SOURCE],
  provenance: {
    publisher: 'Global Energy Monitor',
    dataset: 'Global Iron and Steel Tracker',
    edition: t('March 2025 (V1.2)', 'Mars 2025 (V1.2)', 'Marzo de 2025 (V1.2)'),
    date: '2025',
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    citation: t(
      'Global Energy Monitor. 2025. Global Iron and Steel Tracker, March 2025 (V1.2) release. https://globalenergymonitor.org',
      'Global Energy Monitor. 2025. Global Iron and Steel Tracker, version de mars 2025 (V1.2). https://globalenergymonitor.org',
      'Global Energy Monitor. 2025. Global Iron and Steel Tracker, versión de marzo de 2025 (V1.2). https://globalenergymonitor.org',
    ),
  },
  symbology: {
    kind: 'categories',
    field: 'status',
    classes: [
      pointClass('operating', STATUSES.operating, ['operating'], 'diamond', '#c75b00', '#ffa64d'),
      pointClass(
        'coming',
        t(
          'Under construction or announced',
          'En construction ou annoncée',
          'En construcción o anunciada',
        ),
        ['construction', 'announced'],
        'hollow triangle',
        '#c75b00',
        '#ffa64d',
      ),
      pointClass(
        'stopped',
        t('Mothballed or retired', 'Mise en veilleuse ou fermée', 'Suspendida o cerrada'),
        ['mothballed', 'retired'],
        'hollow diamond',
        '#c75b00',
        '#ffa64d',
      ),
    ],
    labels: nameLabels(6),
  },
  async build(context) {
    const json: unknown = JSON.parse(new TextDecoder().decode(await context.read(SOURCE)))
    const { features } = plants.parse(json)
    const rows = features.flatMap(({ geometry, properties }) => {
      const country = COUNTRY_BY_NAME[properties.country]
      if (!country) return []
      const accuracy = properties.coordinate_accuracy
      if (!(properties.status in STATUSES && (accuracy === null || accuracy in ACCURACIES))) {
        throw new Error(`${properties.name}: an unknown status or accuracy`)
      }
      const [lon, lat] = geometry.coordinates
      return [
        {
          lon,
          lat,
          properties: {
            [KEY_COLUMN]: properties.id,
            name: properties.name,
            status: properties.status,
            steel_kt_per_year: properties.steel_capacity_ttpa,
            iron_kt_per_year: properties.iron_capacity_ttpa,
            start_year: properties.start_year,
            owner: properties.owner,
            municipality: properties.municipality,
            province: properties.province,
            country,
            accuracy,
          },
        },
      ]
    })
    const isPlaced = ({
      properties: { accuracy, municipality, province },
    }: (typeof rows)[number]) =>
      accuracy !== 'approximate' || municipality !== null || province !== null
    const placed = rows.filter(isPlaced)
    context.log.add(
      {
        en: 'Of {{all}} plants of the world, the {{kept}} of the three countries were taken, and {{count}} of them left out whose site the source does not know and puts in the middle of the country ({{names}}).',
        fr: 'Des {{all}} usines du monde, les {{kept}} des trois pays ont été retenues, et {{count}} d’entre elles exclues, dont la source ne connaît pas le site et qu’elle place au milieu du pays ({{names}}).',
        es: 'De las {{all}} plantas del mundo se tomaron las {{kept}} de los tres países, y se excluyeron {{count}} cuyo sitio la fuente desconoce y sitúa en medio del país ({{names}}).',
      },
      {
        all: features.length,
        kept: rows.length,
        count: rows.length - placed.length,
        names: rows
          .filter((row) => !isPlaced(row))
          .map(({ properties }) => properties.name)
          .join(', '),
      },
    )
    return { features: toPoints(context, placed) }
  },
}
