import { supplement, words } from '../catalog/common.ts'
import { withoutCuts } from '../pipeline/framework-region.ts'
import { type Rings, toLineString } from '../pipeline/geometry.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { cutLongLines } from '../pipeline/steps.ts'
import {
  COAST_SCALES,
  readLandOverview,
  readLandPolygons,
  UNITS_PROVENANCE,
  UNITS_SOURCE,
} from './shared/natural-earth-units.ts'
import { PALETTE } from './shared/palette.ts'
import { SCALE_LIMITATION, text } from './shared/texts.ts'

function toCoast(land: readonly Rings[]) {
  return cutLongLines(withoutCuts(land.flat())).map((line) => ({
    geometry: toLineString(line),
    properties: {},
  }))
}

export const coastline: Recipe = {
  id: 'coastline',
  group: 'reference',
  state: 'bundled',
  title: text('Coastline', 'Littoral', 'Línea de costa'),
  abstract: text(
    'Where land meets the sea: the outline of the land layer, without the edges at which the data were cut.',
    'La rencontre de la terre et de la mer : le contour de la couche des terres, sans les bords où les données ont été coupées.',
    'Donde la tierra se encuentra con el mar: el contorno de la capa de tierras, sin los bordes en que se cortaron los datos.',
  ),
  limitations: SCALE_LIMITATION,
  geometryType: 'LineString',
  fields: [],
  modified: '2026-11-23',
  record: supplement({
    editions: [{ name: 'Natural Earth 5', year: 2022 }],
    keywords: words(
      'coast, shore, sea, hydrography',
      'côte, littoral, mer, hydrographie',
      'costa, litoral, mar, hidrografía',
    ),
  }),
  provenance: UNITS_PROVENANCE,
  sources: [UNITS_SOURCE],
  symbology: {
    ground: 'detail',
    kind: 'simple',
    symbol: {
      line: PALETTE.coast,
      lineWidth: [
        [0, 0.4],
        [3, 0.7],
        [7, 1.2],
      ],
    },
  },
  async build(context) {
    const features = toCoast((await readLandPolygons(context)).polygons)
    context.log.add({
      en: 'Outlines of the land layer taken as coast; segments along the antimeridian and along the edge of the Framework’s square left out; lines cut into pieces of at most 1,000 positions.',
      fr: 'Contours de la couche des terres pris comme littoral ; segments le long de l’antiméridien et du bord du carré du Cadre exclus ; lignes coupées en tronçons d’au plus 1 000 positions.',
      es: 'Contornos de la capa de tierras tomados como costa; se excluyen los segmentos a lo largo del antimeridiano y del borde del cuadrado del Marco; líneas cortadas en tramos de 1,000 posiciones como máximo.',
    })
    const overviews = []
    for (const scale of COAST_SCALES) {
      overviews.push({ ...scale, features: toCoast(await readLandOverview(context, scale)) })
    }
    return { features, overviews }
  },
}
