import { z } from 'zod'
import { localize as t } from '../../catalog/common.ts'
import type { BuildContext, Recipe, Source } from '../../pipeline/recipe.ts'
import { latitude, longitude } from './columns.ts'
import { readCsv } from './read-csv.ts'

/** The world map of climates by Köppen and Geiger in cells of half a degree, as a package carries it. */
export const KOPPEN_SOURCE: Source = {
  kind: 'npm',
  name: 'koppen-climate-lookup',
  version: '2.0.0',
  integrity:
    'sha512-n7MmKMa0v7IM37HwoDljY0ogUVZv9l6nSF3YiilIZ/er3ggkAoX7wNf63D+XEurn7kOtfOaoN2bV0p1aWppJUg==',
  path: 'dist/index.mjs',
}

export const KOPPEN_PROVENANCE: Recipe['provenance'] = {
  publisher: 'Climate Change & Infectious Diseases Group, Vetmeduni Vienna',
  dataset: 'World Maps of Köppen-Geiger Climate Classification, 1986–2010, in cells of 0.5°',
  edition: t('March 2017', 'Mars 2017', 'Marzo de 2017'),
  date: '2017',
  licence: {
    name: t(
      'Free with citation; ISC for the package that carries it',
      'Libre avec citation ; ISC pour le paquet qui le distribue',
      'Libre con cita; ISC para el paquete que lo distribuye',
    ),
    url: 'https://koeppen-geiger.vu-wien.ac.at/present.htm',
  },
  citation:
    'Kottek, M., Grieser, J., Beck, C., Rudolf, B., Rubel, F. 2006. World Map of the Köppen-Geiger climate classification updated. Meteorologische Zeitschrift 15, 259–263. https://doi.org/10.1127/0941-2948/2006/0130. Rubel, F., Brugger, K., Haslinger, K., Auer, I. 2017. The climate of the European Alps: Shift of very high resolution Köppen-Geiger climate zones 1800–2100. Meteorologische Zeitschrift 26, 115–125. https://doi.org/10.1127/metz/2016/0816.',
}

/** The side of a cell in degrees. */
export const CELL_DEGREES = 0.5

/**
 * The classes of the scheme in the order of its legend, with the colours that its authors publish them
 * in; the same on the light and on the dark map.
 */
export const KOPPEN_CLASSES = {
  Af: { color: '#960000', title: t('Rain forest', 'Forêt équatoriale', 'Selva lluviosa') },
  Am: { color: '#ff0000', title: t('Monsoon', 'Mousson', 'Monzónico') },
  As: {
    color: '#ff6e6e',
    title: t('Savanna, dry summer', 'Savane, été sec', 'Sabana, verano seco'),
  },
  Aw: {
    color: '#ffcccc',
    title: t('Savanna, dry winter', 'Savane, hiver sec', 'Sabana, invierno seco'),
  },
  BSh: { color: '#cc8d14', title: t('Hot steppe', 'Steppe chaude', 'Estepa cálida') },
  BSk: { color: '#ccaa54', title: t('Cold steppe', 'Steppe froide', 'Estepa fría') },
  BWh: { color: '#ffcc00', title: t('Hot desert', 'Désert chaud', 'Desierto cálido') },
  BWk: { color: '#ffff64', title: t('Cold desert', 'Désert froid', 'Desierto frío') },
  Cfa: {
    color: '#007800',
    title: t(
      'Temperate, humid, hot summer',
      'Tempéré humide, été chaud',
      'Templado húmedo, verano cálido',
    ),
  },
  Cfb: {
    color: '#005000',
    title: t(
      'Temperate, humid, warm summer',
      'Tempéré humide, été tempéré',
      'Templado húmedo, verano templado',
    ),
  },
  Cfc: {
    color: '#003200',
    title: t(
      'Temperate, humid, cool summer',
      'Tempéré humide, été frais',
      'Templado húmedo, verano fresco',
    ),
  },
  Csa: {
    color: '#96ff00',
    title: t(
      'Temperate, dry and hot summer',
      'Tempéré, été sec et chaud',
      'Templado, verano seco y cálido',
    ),
  },
  Csb: {
    color: '#00d700',
    title: t(
      'Temperate, dry and warm summer',
      'Tempéré, été sec et tempéré',
      'Templado, verano seco y templado',
    ),
  },
  Csc: {
    color: '#00aa00',
    title: t(
      'Temperate, dry and cool summer',
      'Tempéré, été sec et frais',
      'Templado, verano seco y fresco',
    ),
  },
  Cwa: {
    color: '#bebe00',
    title: t(
      'Temperate, dry winter, hot summer',
      'Tempéré, hiver sec, été chaud',
      'Templado, invierno seco, verano cálido',
    ),
  },
  Cwb: {
    color: '#8c8c00',
    title: t(
      'Temperate, dry winter, warm summer',
      'Tempéré, hiver sec, été tempéré',
      'Templado, invierno seco, verano templado',
    ),
  },
  Cwc: {
    color: '#5a5a00',
    title: t(
      'Temperate, dry winter, cool summer',
      'Tempéré, hiver sec, été frais',
      'Templado, invierno seco, verano fresco',
    ),
  },
  Dfa: {
    color: '#550055',
    title: t(
      'Snow, humid, hot summer',
      'Neigeux humide, été chaud',
      'Nevado húmedo, verano cálido',
    ),
  },
  Dfb: {
    color: '#820082',
    title: t(
      'Snow, humid, warm summer',
      'Neigeux humide, été tempéré',
      'Nevado húmedo, verano templado',
    ),
  },
  Dfc: {
    color: '#c800c8',
    title: t(
      'Snow, humid, cool summer',
      'Neigeux humide, été frais',
      'Nevado húmedo, verano fresco',
    ),
  },
  Dfd: {
    color: '#ff6eff',
    title: t(
      'Snow, humid, very cold winter',
      'Neigeux humide, hiver très froid',
      'Nevado húmedo, invierno muy frío',
    ),
  },
  Dsa: {
    color: '#646464',
    title: t(
      'Snow, dry and hot summer',
      'Neigeux, été sec et chaud',
      'Nevado, verano seco y cálido',
    ),
  },
  Dsb: {
    color: '#8c8c8c',
    title: t(
      'Snow, dry and warm summer',
      'Neigeux, été sec et tempéré',
      'Nevado, verano seco y templado',
    ),
  },
  Dsc: {
    color: '#bebebe',
    title: t(
      'Snow, dry and cool summer',
      'Neigeux, été sec et frais',
      'Nevado, verano seco y fresco',
    ),
  },
  Dsd: {
    color: '#e6e6e6',
    title: t(
      'Snow, dry summer, very cold winter',
      'Neigeux, été sec, hiver très froid',
      'Nevado, verano seco, invierno muy frío',
    ),
  },
  Dwa: {
    color: '#6e28b4',
    title: t(
      'Snow, dry winter, hot summer',
      'Neigeux, hiver sec, été chaud',
      'Nevado, invierno seco, verano cálido',
    ),
  },
  Dwb: {
    color: '#b464fa',
    title: t(
      'Snow, dry winter, warm summer',
      'Neigeux, hiver sec, été tempéré',
      'Nevado, invierno seco, verano templado',
    ),
  },
  Dwc: {
    color: '#c89bfa',
    title: t(
      'Snow, dry winter, cool summer',
      'Neigeux, hiver sec, été frais',
      'Nevado, invierno seco, verano fresco',
    ),
  },
  Dwd: {
    color: '#c8c8ff',
    title: t(
      'Snow, dry and very cold winter',
      'Neigeux, hiver sec et très froid',
      'Nevado, invierno seco y muy frío',
    ),
  },
  EF: { color: '#6496ff', title: t('Ice cap', 'Calotte glaciaire', 'Casquete de hielo') },
  ET: { color: '#64ffff', title: t('Tundra', 'Toundra', 'Tundra') },
} as const

export type KoppenClass = keyof typeof KOPPEN_CLASSES

/** The classes of a legend by the zone's code, but for those that a layer does not have. */
export function toKoppenClasses(absent: ReadonlySet<KoppenClass> = new Set()) {
  return Object.entries(KOPPEN_CLASSES)
    .filter(([zone]) => !absent.has(zone as KoppenClass))
    .map(([zone, { title, color }]) => ({
      id: zone.toLowerCase(),
      label: t(`${zone}: ${title.en}`, `${zone} : ${title.fr}`, `${zone}: ${title.es}`),
      values: [zone],
      symbol: { fill: { light: color, dark: color }, fillOpacity: 0.55 },
    }))
}

/** A cell by its centre; `null` stands for the climate of land that is not of North America. */
export interface KoppenCell {
  readonly lon: number
  readonly lat: number
  readonly zone: KoppenClass | null
}

const row = z.object({
  Latitude: latitude,
  Longitude: longitude,
  KoppenClass: z.enum(Object.keys(KOPPEN_CLASSES) as KoppenClass[]),
})

/**
 * Whether a cell belongs to North America: from the Aleutians to Greenland, from the Arctic to Panama
 * and the Antilles north of 12.5°. South America, Iceland and Siberia are left out.
 */
function isNorthAmerican({ lon, lat }: Pick<KoppenCell, 'lon' | 'lat'>): boolean {
  if (lon > 172) return lat < 55
  if (lon < -169.5) return lat < 64
  if (lat < 7 || lon > -11) return false
  if (lat < 59) return lon < -50 && !(lat < 12.5 && lon > -77.3)
  return lat > 67 || lon < -25
}

/** Every land cell of the world, those of North America with their climate. */
export function readKoppenCells(context: BuildContext): Promise<KoppenCell[]> {
  return context.once('koppen-cells', async ({ read, log }) => {
    const script = new TextDecoder().decode(await read(KOPPEN_SOURCE))
    // The package holds the table as one string of its script, its line ends escaped as in JSON.
    const literal = /koppen_default = ("Latitude,Longitude,KoppenClass\\n[^"]*")/.exec(script)?.[1]
    if (!literal) throw new Error('The package no longer holds the table where it did')
    const table: unknown = JSON.parse(literal)
    const world = readCsv(new TextEncoder().encode(String(table)), row).map((cell) => ({
      lon: cell.Longitude,
      lat: cell.Latitude,
      zone: cell.KoppenClass,
    }))
    const cells = world.map((cell) => (isNorthAmerican(cell) ? cell : { ...cell, zone: null }))
    log.add(
      {
        en: 'Of {{all}} land cells of the world, the {{kept}} of North America were taken, from the Aleutians to Greenland and from the Arctic to Panama.',
        fr: 'Des {{all}} cellules terrestres du monde, les {{kept}} de l’Amérique du Nord ont été retenues, des Aléoutiennes au Groenland et de l’Arctique au Panama.',
        es: 'De las {{all}} celdas terrestres del mundo se tomaron las {{kept}} de América del Norte, de las Aleutianas a Groenlandia y del Ártico a Panamá.',
      },
      { all: world.length, kept: cells.filter(({ zone }) => zone).length },
    )
    return cells
  })
}
