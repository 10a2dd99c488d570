import { withoutCuts } from '../pipeline/framework-region.ts'
import { Tally, toLineString } from '../pipeline/geometry.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { ringAreaSquareMeters } from '../pipeline/rings.ts'
import { DETAIL_BITS, snapLines } from '../pipeline/snap.ts'
import { cutLongLines } from '../pipeline/steps.ts'
import type { SharedBorders } from '../pipeline/topology.ts'
import {
  OVERVIEW_SCALES,
  readSimplifiedUnits,
  readUnits,
  UNITS_PROVENANCE,
  UNITS_SOURCE,
} from './shared/natural-earth-units.ts'
import { PALETTE } from './shared/palette.ts'
import { SCALE_LIMITATION, text } from './shared/texts.ts'

function toCoast(units: SharedBorders, bits: number, minimumSquareMeters = 0) {
  const lines = snapLines(withoutCuts(units.outerEdge()), bits, new Tally()).filter((line) => {
    const [first, last] = [line[0]!, line.at(-1)!]
    const closed = first[0] === last[0] && first[1] === last[1]
    return !closed || ringAreaSquareMeters(line) >= minimumSquareMeters
  })
  return cutLongLines(lines).map((line) => ({ geometry: toLineString(line), properties: {} }))
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
  provenance: UNITS_PROVENANCE,
  sources: [UNITS_SOURCE],
  symbology: {
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
    const features = toCoast(await readUnits(context), DETAIL_BITS)
    context.log.add({
      en: 'Edges that only one unit has taken as coast; segments along the antimeridian and along the edge of the Framework’s square left out; lines cut into pieces of at most 1,000 positions.',
      fr: 'Arêtes propres à une seule unité prises comme littoral ; segments le long de l’antiméridien et du bord du carré du Cadre exclus ; lignes coupées en tronçons d’au plus 1 000 positions.',
      es: 'Bordes que pertenecen a una sola unidad tomados como costa; se excluyen los segmentos a lo largo del antimeridiano y del borde del cuadrado del Marco; líneas cortadas en tramos de 1,000 posiciones como máximo.',
    })
    const overviews = []
    for (const scale of OVERVIEW_SCALES) {
      const units = await readSimplifiedUnits(context, scale)
      overviews.push({ ...scale, features: toCoast(units, scale.bits, scale.minimumSquareMeters) })
    }
    return { features, overviews }
  },
}
