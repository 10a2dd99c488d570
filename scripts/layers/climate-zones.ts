import { supplement, localize as t, words } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import {
  KOPPEN_CLASSES,
  KOPPEN_PROVENANCE,
  KOPPEN_SOURCE,
  type KoppenClass,
  toKoppenClasses,
} from './shared/koppen.ts'
import {
  CLIMATE_SCALES,
  noteClimateGrid,
  readClimateLand,
  toClimateGrid,
} from './shared/koppen-grid.ts'
import { toClassLayer } from './shared/land-cover-grid.ts'
import { UNITS_SOURCE } from './shared/natural-earth-units.ts'

/** Classes of the scheme that no cell of the continent has: the legend leaves them out. */
const ABSENT = new Set<KoppenClass>(['Csc', 'Cwc', 'Dfd', 'Dsa', 'Dsd', 'Dwd'])

/** The classes in the order of the scheme, by which the grid numbers them. */
const ZONES = Object.keys(KOPPEN_CLASSES) as KoppenClass[]

export const climateZones: Recipe = {
  id: 'climate-zones',
  group: 'climate',
  state: 'bundled',
  modified: '2026-11-28',
  record: supplement({
    scaleDenominator: undefined,
    editions: [{ name: '1986–2010', year: 1986, yearTo: 2010 }],
    keywords: words(
      'Köppen, Geiger, temperature, precipitation, arid, tropical, tundra',
      'Köppen, Geiger, température, précipitations, aride, tropical, toundra',
      'Köppen, Geiger, temperatura, precipitación, árido, tropical, tundra',
    ),
  }),
  title: t(
    'Climate Zones (Köppen-Geiger)',
    'Zones climatiques (Köppen-Geiger)',
    'Zonas climáticas (Köppen-Geiger)',
  ),
  abstract: t(
    'The climates of the continent in the Köppen-Geiger classification, for the years from 1986 to 2010, in the colours of its authors: from rain forest over steppe and desert to tundra and ice.',
    'Les climats du continent selon la classification de Köppen-Geiger, pour les années 1986 à 2010, dans les couleurs de ses auteurs : de la forêt équatoriale à la toundra et à la glace, en passant par la steppe et le désert.',
    'Los climas del continente según la clasificación de Köppen-Geiger, para los años de 1986 a 2010, en los colores de sus autores: de la selva lluviosa a la tundra y el hielo, pasando por la estepa y el desierto.',
  ),
  limitations: t(
    'Known in cells of half a degree, about 50 km: a mountain range or a coast can lie within one. Within a cell borders are drawn smooth, and shores take the climate of the nearest cell: neither is more precise than the cells are. Zones stand for averages of 25 years. The colours are those of the classification and are not all told apart by everyone: use the legend’s switches and the code of each area.',
    'Connues par cellules d’un demi-degré, soit environ 50 km : une chaîne de montagnes ou une côte peut y tenir. Dans une cellule, les limites sont lissées, et les rivages prennent le climat de la cellule la plus proche : ni les unes ni les autres ne sont plus précises que les cellules. Les zones représentent des moyennes de 25 ans. Les couleurs sont celles de la classification et ne sont pas toutes distinguables par tous : servez-vous des interrupteurs de la légende et du code de chaque zone.',
    'Conocidas por celdas de medio grado, unos 50 km: una sierra o una costa puede caber en una. Dentro de una celda los límites se suavizan, y las orillas toman el clima de la celda más cercana: ni unos ni otras son más precisos que las celdas. Las zonas representan promedios de 25 años. Los colores son los de la clasificación y no todas las personas los distinguen: use los interruptores de la leyenda y la clave de cada área.',
  ),
  badge: 'generalised',
  geometryType: 'MultiPolygon',
  isCoverage: true,
  fields: [
    {
      name: 'zone',
      type: 'string',
      title: t('Climate zone', 'Zone climatique', 'Zona climática'),
      codes: Object.fromEntries(
        Object.entries(KOPPEN_CLASSES).map(([zone, { title }]) => [zone, title]),
      ),
    },
    {
      name: 'main_group',
      type: 'string',
      title: t('Main climate', 'Climat principal', 'Clima principal'),
      codes: {
        A: t('Tropical', 'Tropical', 'Tropical'),
        B: t('Arid', 'Aride', 'Árido'),
        C: t('Warm temperate', 'Tempéré chaud', 'Templado cálido'),
        D: t('Snow', 'Neigeux', 'Nevado'),
        E: t('Polar', 'Polaire', 'Polar'),
      },
    },
  ],
  sources: [KOPPEN_SOURCE, UNITS_SOURCE],
  provenance: KOPPEN_PROVENANCE,
  symbology: {
    ground: 'cover',
    kind: 'categories',
    field: 'zone',
    classes: toKoppenClasses(ABSENT),
    labels: {
      fields: { en: 'zone', fr: 'zone', es: 'zone' },
      color: { light: '#1f2a33', dark: '#ffffff' },
      halo: { light: '#ffffff', dark: '#10181f' },
      size: 12,
      placement: 'area',
      minZoom: 3,
    },
  },
  async build(context) {
    const placed = await toClimateGrid(context, (zone) => ZONES.indexOf(zone) + 1)
    noteClimateGrid(context)
    const data = toClassLayer(context, placed, {
      ...CLIMATE_SCALES,
      minimumCells: 4,
      land: await readClimateLand(context),
      toProperties: (value) => {
        const zone = ZONES[value - 1]!
        return { zone, main_group: zone.charAt(0) }
      },
    })
    const unlisted = data.features.find(({ properties }) =>
      ABSENT.has(properties.zone as KoppenClass),
    )
    if (unlisted) throw new Error(`The legend lacks ${String(unlisted.properties.zone)}`)
    return data
  },
}
