import { supplement, words } from '../catalog/common.ts'
import { type Rings, toPolygon } from '../pipeline/geometry.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { noteClean } from '../pipeline/steps.ts'
import {
  COAST_SCALES,
  readLandOverview,
  readLandPolygons,
  UNITS_PROVENANCE,
  UNITS_SOURCE,
} from './shared/natural-earth-units.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, SCALE_LIMITATION, text } from './shared/texts.ts'

/** One feature for each island and mainland. */
function toFeature(rings: Rings) {
  return {
    geometry: toPolygon(rings),
    properties: { area_km2: Math.round(polygonAreaSquareMeters(rings) / 1e4) / 100 },
  }
}

export const land: Recipe = {
  id: 'land',
  group: 'reference',
  state: 'bundled',
  title: text('Land', 'Terres', 'Tierras'),
  abstract: text(
    'Continents and islands, one feature each, with lakes left in: the ground on which the map of the Framework is drawn.',
    'Continents et îles, une entité chacun, lacs compris : le fond sur lequel se dessine la carte du Cadre.',
    'Continentes e islas, un elemento cada uno, lagos incluidos: el fondo sobre el que se dibuja el mapa del Marco.',
  ),
  limitations: SCALE_LIMITATION,
  geometryType: 'Polygon',
  fields: [FIELDS.area_km2],
  modified: '2026-11-23',
  record: supplement({
    editions: [{ name: 'Natural Earth 5', year: 2022 }],
    keywords: words(
      'land mass, islands, continent, base map',
      'masse terrestre, îles, continent, carte de base',
      'masa continental, islas, continente, mapa base',
    ),
  }),
  provenance: UNITS_PROVENANCE,
  sources: [UNITS_SOURCE],
  symbology: { kind: 'simple', symbol: { fill: PALETTE.land } },
  async build(context) {
    const { polygons, tally } = await readLandPolygons(context)
    context.log.add({
      en: 'First-level units dissolved into land along their shared borders.',
      fr: 'Unités de premier niveau fusionnées en terres le long de leurs limites communes.',
      es: 'Unidades de primer nivel disueltas en tierras a lo largo de sus límites compartidos.',
    })
    noteClean(context.log, tally)
    const overviews = []
    for (const scale of COAST_SCALES) {
      const overview = await readLandOverview(context, scale)
      overviews.push({ ...scale, features: overview.map(toFeature) })
    }
    return { features: polygons.map(toFeature), overviews }
  },
}
