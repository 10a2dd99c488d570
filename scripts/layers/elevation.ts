import { supplement, words } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { bandLayer } from './shared/relief.ts'
import { text } from './shared/texts.ts'

/** Elevations in metres at which bands begin, low to high, and the colours of the bands. */
const HEIGHTS = [200, 500, 1000, 1500, 2000, 3000, 4000]
const LIGHT = ['#ebe7d4', '#e6dfc5', '#ded2b1', '#d4c39d', '#c8b28b', '#bca486', '#ddd3c8']
const DARK = ['#30332d', '#36372e', '#3d3b30', '#444033', '#4c4638', '#554d40', '#655c50']

export const elevation: Recipe = {
  id: 'elevation',
  group: 'reference',
  state: 'bundled',
  title: text('Elevation', 'Altitude', 'Altitud'),
  abstract: text(
    'The height of the land above the sea in seven bands from 200 m, contoured from a global grid of five minutes of arc.',
    'L’altitude des terres en sept tranches à partir de 200 m, tracées à partir d’une grille mondiale de cinq minutes d’arc.',
    'La altitud de las tierras en siete intervalos desde 200 m, trazados a partir de una cuadrícula mundial de cinco minutos de arco.',
  ),
  limitations: text(
    'The grid of 1993 is smoothed and generalised for maps at about 1:10,000,000: summits and narrow valleys are lost.',
    'La grille de 1993 est lissée et généralisée pour des cartes à environ 1/10 000 000 : les sommets et les vallées étroites disparaissent.',
    'La cuadrícula de 1993 se suavizó y generalizó para mapas a una escala cercana a 1:10,000,000: se pierden cumbres y valles estrechos.',
  ),
  fields: [
    {
      name: 'elevation_min',
      type: 'integer',
      unit: 'm',
      title: text(
        'Least elevation of the band',
        'Altitude minimale de la tranche',
        'Altitud mínima del intervalo',
      ),
    },
    {
      name: 'elevation_max',
      type: 'integer',
      unit: 'm',
      title: text(
        'Greatest elevation of the band',
        'Altitude maximale de la tranche',
        'Altitud máxima del intervalo',
      ),
    },
  ],
  modified: '2026-11-28',
  record: supplement({
    editions: [{ name: 'ETOPO5', year: 1993 }],
    keywords: words(
      'altitude, relief, terrain, topography',
      'altitude, relief, terrain, topographie',
      'altitud, relieve, terreno, topografía',
    ),
  }),
  isCoverage: true,
  ...bandLayer({
    limits: HEIGHTS,
    isDepth: false,
    fields: ['elevation_min', 'elevation_max'],
    light: LIGHT,
    dark: DARK,
    detail: { smoothing: 1, toleranceMeters: 6000, minimumSquareMeters: 300e6, bits: 12 },
    overview: { smoothing: 4, toleranceMeters: 9000, minimumSquareMeters: 2e9, bits: 8 },
  }),
}
