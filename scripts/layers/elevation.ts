import { Tally, toMultiPolygon } from '../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { noteClean, noteSnap, roundPolygons } from '../pipeline/steps.ts'
import { ETOPO5, ETOPO5_PROVENANCE, readBands } from './shared/relief.ts'
import { text } from './shared/texts.ts'

/** Elevations in metres at which bands begin, low to high, and the colours of the bands. */
const HEIGHTS = [200, 500, 1000, 1500, 2000, 3000, 4000]
const LIGHT = ['#ebe7d4', '#e6dfc5', '#ded2b1', '#d4c39d', '#c8b28b', '#bca486', '#ddd3c8']
const DARK = ['#30332d', '#36372e', '#3d3b30', '#444033', '#4c4638', '#554d40', '#655c50']

const thousands = (meters: number, separator: string) =>
  meters >= 1000
    ? `${Math.floor(meters / 1000)}${separator}${String(meters % 1000).padStart(3, '0')}`
    : String(meters)

function toLabel(from: number, to: number | undefined) {
  const between = (separator: string) =>
    `${thousands(from, separator)}–${thousands(to ?? 0, separator)} m`
  return to === undefined
    ? text('Over 4,000 m', 'Plus de 4 000 m', 'Más de 4,000 m')
    : text(between(','), between('\u00a0'), between(','))
}

async function toFeatures(
  context: BuildContext,
  options: Parameters<typeof readBands>[2],
  bits: number,
  tally: Tally,
): Promise<PipelineFeature[]> {
  const bands = await readBands(context, HEIGHTS, options)
  return bands
    .filter(({ from }) => from !== null)
    .flatMap(({ from, to, polygons }) =>
      roundPolygons(polygons, bits, tally).map((rings) => ({
        geometry: toMultiPolygon([rings]),
        properties: { elevation_min: from, elevation_max: to },
      })),
    )
}

export const elevation: Recipe = {
  id: 'elevation',
  group: 'reference',
  state: 'bundled',
  title: text('Elevation', 'Altitude', 'Altitud'),
  abstract: text(
    'The height of the land above the sea in seven bands from 200 m, contoured from a global grid of five minutes of arc.',
    'L’altitude des terres en sept tranches à partir de 200 m, tracées à partir d’une grille mondiale de cinq minutes d’arc.',
    'La altitud de las tierras en siete bandas a partir de 200 m, trazadas a partir de una cuadrícula mundial de cinco minutos de arco.',
  ),
  limitations: text(
    'The grid of 1993 is smoothed and generalised for maps at about 1:10,000,000: summits and narrow valleys are lost.',
    'La grille de 1993 est lissée et généralisée pour des cartes à environ 1/10 000 000 : les sommets et les vallées étroites disparaissent.',
    'La cuadrícula de 1993 se suavizó y generalizó para mapas a una escala cercana a 1:10,000,000: se pierden cumbres y valles estrechos.',
  ),
  geometryType: 'MultiPolygon',
  fields: [
    {
      name: 'elevation_min',
      type: 'integer',
      unit: 'm',
      title: text(
        'Least elevation of the band',
        'Altitude minimale de la tranche',
        'Altitud mínima de la banda',
      ),
    },
    {
      name: 'elevation_max',
      type: 'integer',
      unit: 'm',
      title: text(
        'Greatest elevation of the band',
        'Altitude maximale de la tranche',
        'Altitud máxima de la banda',
      ),
    },
  ],
  modified: '2026-11-23',
  provenance: ETOPO5_PROVENANCE,
  sources: [ETOPO5],
  symbology: {
    kind: 'graduated',
    field: 'elevation_min',
    unit: 'm',
    classes: HEIGHTS.map((from, index) => ({
      id: `from-${from}`,
      label: toLabel(from, HEIGHTS[index + 1]),
      from,
      ...(HEIGHTS[index + 1] !== undefined && { to: HEIGHTS[index + 1] }),
      symbol: { fill: { light: LIGHT[index]!, dark: DARK[index]! } },
    })),
  },
  async build(context) {
    const tally = new Tally()
    const features = await toFeatures(
      context,
      { smoothing: 1, toleranceMeters: 4000, minimumSquareMeters: 300e6 },
      12,
      tally,
    )
    context.log.add({
      en: 'The grid was sampled onto cells of 8 km in the Framework’s equal-area plane, smoothed, contoured, generalised with a tolerance of 4 km, and cut along the antimeridian; rings under 300 km² left out.',
      fr: 'La grille a été échantillonnée sur des mailles de 8 km dans le plan équivalent du Cadre, lissée, tracée en courbes de niveau, généralisée avec une tolérance de 4 km et coupée le long de l’antiméridien ; anneaux de moins de 300 km² exclus.',
      es: 'La cuadrícula se muestreó en celdas de 8 km en el plano equivalente del Marco, se suavizó, se trazaron curvas de nivel, se generalizó con una tolerancia de 4 km y se cortó a lo largo del antimeridiano; se excluyen anillos menores de 300 km².',
    })
    noteSnap(context.log, tally, 12)
    noteClean(context.log, tally)
    const overview = await toFeatures(
      context,
      { smoothing: 4, toleranceMeters: 9000, minimumSquareMeters: 2e9 },
      8,
      new Tally(),
    )
    return {
      features,
      overviews: [{ zooms: [0, 2.99], toleranceMeters: 9000, features: overview }],
    }
  },
}
