import { Tally, toMultiPolygon } from '../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { noteClean, noteSnap, roundPolygons } from '../pipeline/steps.ts'
import { ETOPO5, ETOPO5_PROVENANCE, readBands } from './shared/relief.ts'
import { text } from './shared/texts.ts'

/** Depths in metres between the bands, shallow to deep, and the colours of the bands. */
const DEPTHS = [0, 200, 1000, 2000, 3000, 4000, 5000, 6000]
const LIGHT = [
  '#d9e8ef',
  '#cbdfe9',
  '#bdd5e3',
  '#b0cbdc',
  '#a5c2d6',
  '#9ab9cf',
  '#8fb0c8',
  '#83a6c0',
]
const DARK = [
  '#1e3644',
  '#1a303e',
  '#172b38',
  '#142632',
  '#11222d',
  '#0f1e28',
  '#0d1a23',
  '#0a161e',
]

const thousands = (meters: number, separator: string) =>
  meters >= 1000 ? `${Math.floor(meters / 1000)}${separator}000` : String(meters)

function toLabel(from: number, to: number | undefined) {
  const between = (separator: string) =>
    `${thousands(from, separator)}–${thousands(to ?? 0, separator)} m`
  return to === undefined
    ? text('Over 6,000 m', 'Plus de 6 000 m', 'Más de 6,000 m')
    : text(between(','), between('\u00a0'), between(','))
}

async function toFeatures(
  context: BuildContext,
  options: Parameters<typeof readBands>[2],
  bits: number,
  tally: Tally,
): Promise<PipelineFeature[]> {
  const levels = DEPTHS.slice(1)
    .map((depth) => -depth)
    .reverse()
  const bands = await readBands(context, levels, options)
  return bands.flatMap(({ from, to, polygons }) =>
    roundPolygons(polygons, bits, tally).map((rings) => ({
      geometry: toMultiPolygon([rings]),
      properties: { depth_min: to === null ? 0 : -to, depth_max: from === null ? null : -from },
    })),
  )
}

export const bathymetry: Recipe = {
  id: 'bathymetry',
  group: 'reference',
  state: 'bundled',
  title: text('Bathymetry', 'Bathymétrie', 'Batimetría'),
  abstract: text(
    'The depth of the sea in eight bands that neither overlap nor leave gaps, contoured from a global grid of five minutes of arc.',
    'La profondeur de la mer en huit tranches sans chevauchement ni lacune, tracées à partir d’une grille mondiale de cinq minutes d’arc.',
    'La profundidad del mar en ocho bandas sin traslapes ni huecos, trazadas a partir de una cuadrícula mundial de cinco minutos de arco.',
  ),
  limitations: text(
    'Not for navigation. The grid of 1993 is smoothed and generalised for maps at about 1:10,000,000. The band from 0 to 200 m runs on under the land, so that the coastline layer bounds it: measure no areas in it.',
    'Ne pas utiliser pour la navigation. La grille de 1993 est lissée et généralisée pour des cartes à environ 1/10 000 000. La tranche de 0 à 200 m se prolonge sous les terres, le littoral la bornant : n’y mesurez pas de superficies.',
    'No apta para la navegación. La cuadrícula de 1993 se suavizó y generalizó para mapas a una escala cercana a 1:10,000,000. La banda de 0 a 200 m continúa bajo la tierra, y la limita la línea de costa: no mida superficies en ella.',
  ),
  geometryType: 'MultiPolygon',
  fields: [
    {
      name: 'depth_min',
      type: 'integer',
      unit: 'm',
      title: text(
        'Least depth of the band',
        'Profondeur minimale de la tranche',
        'Profundidad mínima de la banda',
      ),
    },
    {
      name: 'depth_max',
      type: 'integer',
      unit: 'm',
      title: text(
        'Greatest depth of the band',
        'Profondeur maximale de la tranche',
        'Profundidad máxima de la banda',
      ),
    },
  ],
  modified: '2026-11-23',
  provenance: ETOPO5_PROVENANCE,
  sources: [ETOPO5],
  symbology: {
    kind: 'graduated',
    field: 'depth_min',
    unit: 'm',
    classes: DEPTHS.map((from, index) => ({
      id: `from-${from}`,
      label: toLabel(from, DEPTHS[index + 1]),
      from,
      ...(DEPTHS[index + 1] !== undefined && { to: DEPTHS[index + 1] }),
      symbol: { fill: { light: LIGHT[index]!, dark: DARK[index]! } },
    })),
  },
  async build(context) {
    const tally = new Tally()
    const features = await toFeatures(
      context,
      { smoothing: 2, toleranceMeters: 4000, minimumSquareMeters: 400e6 },
      12,
      tally,
    )
    context.log.add({
      en: 'The grid was sampled onto cells of 8 km in the Framework’s equal-area plane, smoothed, contoured, generalised with a tolerance of 4 km, and cut along the antimeridian; rings under 400 km² left out.',
      fr: 'La grille a été échantillonnée sur des mailles de 8 km dans le plan équivalent du Cadre, lissée, tracée en isobathes, généralisée avec une tolérance de 4 km et coupée le long de l’antiméridien ; anneaux de moins de 400 km² exclus.',
      es: 'La cuadrícula se muestreó en celdas de 8 km en el plano equivalente del Marco, se suavizó, se trazaron isobatas, se generalizó con una tolerancia de 4 km y se cortó a lo largo del antimeridiano; se excluyen anillos menores de 400 km².',
    })
    noteSnap(context.log, tally, 12)
    noteClean(context.log, tally)
    const overview = await toFeatures(
      context,
      { smoothing: 12, toleranceMeters: 14_000, minimumSquareMeters: 8e9 },
      8,
      new Tally(),
    )
    return {
      features,
      overviews: [{ zooms: [0, 2.99], toleranceMeters: 14_000, features: overview }],
    }
  },
}
