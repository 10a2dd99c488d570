import { provides, supplement, uses, words } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { bandLayer } from './shared/relief.ts'
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

export const bathymetry: Recipe = {
  id: 'bathymetry',
  group: 'reference',
  state: 'bundled',
  title: text('Bathymetry', 'Bathymétrie', 'Batimetría'),
  abstract: text(
    'The depth of the sea in eight bands that neither overlap nor leave gaps, contoured from a global grid of five minutes of arc.',
    'La profondeur de la mer en huit tranches sans chevauchement ni lacune, tracées à partir d’une grille mondiale de cinq minutes d’arc.',
    'La profundidad del mar en ocho intervalos sin traslapes ni huecos, trazados a partir de una cuadrícula mundial de cinco minutos de arco.',
  ),
  limitations: text(
    'Not for navigation. The grid of 1993 is smoothed and generalised for maps at about 1:10,000,000. The band from 0 to 200 m runs on under the land, so that the coastline layer bounds it: measure no areas in it.',
    'Ne pas utiliser pour la navigation. La grille de 1993 est lissée et généralisée pour des cartes à environ 1/10 000 000. La tranche de 0 à 200 m se prolonge sous les terres, le littoral la bornant : n’y mesurez pas de superficies.',
    'No apta para la navegación. La cuadrícula de 1993 se suavizó y generalizó para mapas a una escala cercana a 1:10,000,000. El intervalo de 0 a 200 m continúa bajo la tierra, y lo limita la línea de costa: no mida superficies en ella.',
  ),
  fields: [
    {
      name: 'depth_min',
      type: 'integer',
      unit: 'm',
      title: text(
        'Least depth of the band',
        'Profondeur minimale de la tranche',
        'Profundidad mínima del intervalo',
      ),
    },
    {
      name: 'depth_max',
      type: 'integer',
      unit: 'm',
      title: text(
        'Greatest depth of the band',
        'Profondeur maximale de la tranche',
        'Profundidad máxima del intervalo',
      ),
    },
  ],
  modified: '2026-11-28',
  record: supplement({
    editions: [{ name: 'ETOPO5', year: 1993 }],
    keywords: words(
      'depth, ocean, sea floor, relief',
      'profondeur, océan, fond marin, relief',
      'profundidad, océano, fondo marino, relieve',
    ),
    projects: [...provides('1'), ...uses('13')],
  }),
  isCoverage: true,
  ...bandLayer({
    limits: DEPTHS,
    isDepth: true,
    fields: ['depth_min', 'depth_max'],
    light: LIGHT,
    dark: DARK,
    detail: { smoothing: 2, toleranceMeters: 6000, minimumSquareMeters: 400e6, bits: 12 },
    overview: { smoothing: 12, toleranceMeters: 14_000, minimumSquareMeters: 8e9, bits: 8 },
  }),
}
