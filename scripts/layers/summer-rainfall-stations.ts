import type { Localized } from '../../src/model/schema.ts'
import { supplement, localize as t, words } from '../catalog/common.ts'
import type { Recipe, Source } from '../pipeline/recipe.ts'
import { PARTIES, UNITS_SOURCE } from './shared/natural-earth-units.ts'
import { COUNTRY_FIELD, MARKER_LINE, STATE_FIELD, toPoints } from './shared/points.ts'
import { numbersOf, partsOf, readRda } from './shared/read-rda.ts'
import { readStateFinder } from './shared/states.ts'

const SOURCE: Source = {
  kind: 'debian',
  name: 'r-cran-fields',
  version: '14.1-1',
  architecture: 'amd64',
  integrity: 'sha256:a253c5ab476199c4682a8579f46d4070858b32b4e132113904dfefb671bfc671',
  path: 'usr/lib/R/site-library/fields/data/NorthAmericanRainfall.rda',
}

/** The source counts in tenths of a millimetre, over June, July and August together. */
const MILLIMETERS = 0.1

/** Blues of rising depth, the upper bound of each in millimetres. */
const LEVELS = [
  [50, '#f7fbe8', '#24414f'],
  [100, '#c7e9b4', '#2f6272'],
  [200, '#7fcdbb', '#3f8a94'],
  [300, '#41b6c4', '#62b4b4'],
  [400, '#2c7fb8', '#97d6c6'],
  [Number.POSITIVE_INFINITY, '#253494', '#d9f2d0'],
] as const

export const summerRainfallStations: Recipe = {
  id: 'summer-rainfall-stations',
  group: 'climate',
  state: 'bundled',
  modified: '2026-11-27',
  record: supplement({
    scaleDenominator: undefined,
    editions: [{ name: '1950–2010', year: 1950, yearTo: 2010 }],
    keywords: words(
      'precipitation, rain, summer, weather stations, GHCN, monsoon',
      'précipitations, pluie, été, stations météorologiques, GHCN, mousson',
      'precipitación, lluvia, verano, estaciones meteorológicas, GHCN, monzón',
    ),
  }),
  title: t(
    'Summer Rainfall at Weather Stations',
    'Pluies d’été aux stations météorologiques',
    'Lluvia de verano en estaciones meteorológicas',
  ),
  abstract: t(
    'How much rain falls in June, July and August together at 1,720 weather stations, from the records of the years from 1950 to 2010.',
    'La pluie qui tombe en juin, juillet et août réunis à 1 720 stations météorologiques, d’après les relevés des années 1950 à 2010.',
    'Cuánta lluvia cae en junio, julio y agosto juntos en 1,720 estaciones meteorológicas, según los registros de los años 1950 a 2010.',
  ),
  limitations: t(
    'Summer alone, and stations between 23° and 57° north: the north of Canada, Alaska and the south of Mexico have none, and stations are few in the mountains. Each value is the middle of a straight line through the station’s summers, as of the middle of 1980; the years of single stations differ. It says nothing of the place between stations.',
    'L’été seulement, et des stations situées entre 23° et 57° de latitude nord : le nord du Canada, l’Alaska et le sud du Mexique n’en ont aucune, et elles sont rares en montagne. Chaque valeur est le milieu d’une droite ajustée aux étés de la station, au milieu de 1980 ; les années relevées diffèrent d’une station à l’autre. Elle ne dit rien de ce qui se trouve entre les stations.',
    'Solo el verano, y estaciones entre 23° y 57° de latitud norte: el norte de Canadá, Alaska y el sur de México no tienen ninguna, y son pocas en las montañas. Cada valor es la mitad de una recta ajustada a los veranos de la estación, a mediados de 1980; los años registrados difieren entre estaciones. No dice nada de lo que hay entre ellas.',
  ),
  badge: 'partial',
  geometryType: 'Point',
  fields: [
    {
      name: 'rain_mm',
      type: 'double',
      unit: 'mm',
      title: t('Rain of June to August', 'Pluie de juin à août', 'Lluvia de junio a agosto'),
    },
    {
      name: 'rain_error_mm',
      type: 'double',
      unit: 'mm',
      title: t('Standard error', 'Erreur type', 'Error estándar'),
    },
    COUNTRY_FIELD,
    STATE_FIELD,
  ],
  countryField: 'country',
  sources: [SOURCE, UNITS_SOURCE],
  provenance: {
    publisher: 'NOAA National Climatic Data Center',
    dataset: t(
      'Global Historical Climatology Network, monthly, version 2: summers of North America as the R package fields has them',
      'Global Historical Climatology Network, données mensuelles, version 2 : étés d’Amérique du Nord tels que les donne le module R fields',
      'Global Historical Climatology Network, datos mensuales, versión 2: veranos de América del Norte como los da el paquete de R fields',
    ),
    edition: t(
      'Version 2 of the network, in version 14.1 of the package',
      'Version 2 du réseau, dans la version 14.1 du module',
      'Versión 2 de la red, en la versión 14.1 del paquete',
    ),
    date: '2010',
    licence: {
      name: t(
        'GPL 2 or later for the table of the package; the observations are public domain',
        'GPL 2 ou ultérieure pour la table du module ; les observations sont du domaine public',
        'GPL 2 o posterior para la tabla del paquete; las observaciones son de dominio público',
      ),
      url: 'https://www.gnu.org/licenses/old-licenses/gpl-2.0.html',
    },
    citation:
      'Nychka, D., Furrer, R., Paige, J., Sain, S. 2022. fields: Tools for spatial data, R package version 14.1, data set NorthAmericanRainfall. https://CRAN.R-project.org/package=fields. From: National Climatic Data Center, Global Historical Climatology Network, version 2. https://www.ncei.noaa.gov/products/land-based-station/global-historical-climatology-network-monthly',
  },
  symbology: {
    kind: 'graduated',
    field: 'rain_mm',
    unit: 'mm',
    classes: LEVELS.map(([to, light, dark], i) => {
      const from = LEVELS[i - 1]?.[0]
      return {
        id: from === undefined ? `under-${to}` : `from-${from}`,
        label: toLabel(from, to),
        ...(from === undefined ? {} : { from }),
        ...(Number.isFinite(to) ? { to } : {}),
        symbol: {
          marker: 'diamond' as const,
          markerRadius: [
            [1, 2.2],
            [4, 4],
            [8, 7],
          ] as [number, number][],
          fill: { light, dark },
          line: MARKER_LINE,
          lineWidth: 0.6,
        },
      }
    }),
  },
  async build(context) {
    const table = readRda(await context.read(SOURCE)).get('NorthAmericanRainfall')
    if (!table) throw new Error('The package no longer holds the table NorthAmericanRainfall')
    const parts = partsOf(table)
    const [lon, lat, rain, error] = ['longitude', 'latitude', 'precip', 'precipSE'].map((name) =>
      numbersOf(parts, name),
    ) as [readonly number[], readonly number[], readonly number[], readonly number[]]
    const finder = await readStateFinder(context)
    const tenth = (value: number) => Math.round(value * MILLIMETERS * 10) / 10
    const rows = lon.map((x, i) => {
      const y = lat[i]!
      const near = PARTIES.flatMap((country) => {
        const state = finder.findOf(country, x, y)
        return state ? [{ country, ...state }] : []
      }).sort((a, b) => Number(a.isNear) - Number(b.isNear))
      return {
        lon: x,
        lat: y,
        properties: {
          rain_mm: tenth(rain[i]!),
          rain_error_mm: tenth(error[i]!),
          country: near[0]?.country ?? null,
          state_province: near[0]?.code ?? null,
        },
      }
    })
    context.log.add(
      t(
        'Rain and its standard error brought from tenths of a millimetre to millimetres; each of {{all}} stations given the state or province that it lies in, or the nearest within 5 km ({{without}} have none, on islands or at sea).',
        'Pluie et erreur type ramenées de dixièmes de millimètre à des millimètres ; chacune des {{all}} stations a reçu l’État ou la province où elle se trouve, ou le plus proche à moins de 5 km ({{without}} n’en ont aucun, sur des îles ou en mer).',
        'Lluvia y error estándar llevados de décimas de milímetro a milímetros; a cada una de las {{all}} estaciones se le asignó el estado o la provincia en que está, o el más cercano a menos de 5 km ({{without}} no tienen ninguno, en islas o en el mar).',
      ),
      {
        all: rows.length,
        without: rows.filter(({ properties }) => properties.country === null).length,
      },
    )
    return { features: toPoints(context, rows) }
  },
}

function toLabel(from: number | undefined, to: number): Localized {
  if (from === undefined) return t(`Under ${to} mm`, `Moins de ${to} mm`, `Menos de ${to} mm`)
  if (!Number.isFinite(to))
    return t(`${from} mm and more`, `${from} mm et plus`, `${from} mm y más`)
  return t(`${from} to ${to} mm`, `${from} à ${to} mm`, `${from} a ${to} mm`)
}
