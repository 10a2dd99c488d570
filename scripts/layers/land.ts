import { Tally, toPolygon } from '../pipeline/geometry.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import { noteClean, roundPolygons } from '../pipeline/steps.ts'
import { dropSmall, type SharedBorders } from '../pipeline/topology.ts'
import {
  OVERVIEW_SCALES,
  readSimplifiedUnits,
  readUnits,
  UNITS_PROVENANCE,
  UNITS_SOURCE,
} from './shared/natural-earth-units.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, SCALE_LIMITATION, text } from './shared/texts.ts'

/** One feature for each island and mainland. */
function toLand(units: SharedBorders, bits: number, tally: Tally, minimumSquareMeters = 0) {
  const polygons = units.dissolve(() => 'land').get('land') ?? []
  return dropSmall(roundPolygons(polygons, bits, tally), minimumSquareMeters).map((rings) => ({
    geometry: toPolygon(rings),
    properties: { area_km2: Math.round(polygonAreaSquareMeters(rings) / 1e4) / 100 },
  }))
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
  provenance: UNITS_PROVENANCE,
  sources: [UNITS_SOURCE],
  symbology: { kind: 'simple', symbol: { fill: PALETTE.land } },
  async build(context) {
    const tally = new Tally()
    const features = toLand(await readUnits(context), DETAIL_BITS, tally)
    context.log.add({
      en: 'First-level units dissolved into land along their shared borders.',
      fr: 'Unités de premier niveau fusionnées en terres le long de leurs limites communes.',
      es: 'Unidades de primer nivel disueltas en tierras a lo largo de sus límites compartidos.',
    })
    noteClean(context.log, tally)
    const overviews = []
    for (const scale of OVERVIEW_SCALES) {
      const units = await readSimplifiedUnits(context, scale)
      overviews.push({
        ...scale,
        features: toLand(units, scale.bits, new Tally(), scale.minimumSquareMeters),
      })
    }
    return { features, overviews }
  },
}
