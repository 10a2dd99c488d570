import { supplement, words } from '../catalog/common.ts'
import { polygonsOf, Tally } from '../pipeline/geometry.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { finishFeatures, noteClean, noteFinish } from '../pipeline/steps.ts'
import { GLACIERS_110M, naturalEarth, readShapefile, toText } from './shared/natural-earth-files.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, text } from './shared/texts.ts'

const BITS = 12

export const glaciers: Recipe = {
  id: 'glaciers',
  group: 'reference',
  state: 'bundled',
  badge: 'generalised',
  title: text(
    'Glaciers and Ice Caps',
    'Glaciers et calottes glaciaires',
    'Glaciares y casquetes de hielo',
  ),
  abstract: text(
    'The ice sheet of Greenland and two ice caps at its northern edge: the land ice that the source has in the Framework’s square.',
    'L’inlandsis du Groenland et deux calottes à son bord nord : la glace terrestre que la source donne dans le carré du Cadre.',
    'El manto de hielo de Groenlandia y dos casquetes en su borde norte: el hielo terrestre que la fuente da en el cuadrado del Marco.',
  ),
  limitations: text(
    'Strongly generalised, made for maps at about 1:110,000,000: the ice of the Arctic islands of Canada, of Alaska and of other mountains is missing, and the extent is not that of a given year. Sea ice is not part of it.',
    'Fortement généralisée, conçue pour des cartes à environ 1/110 000 000 : la glace des îles arctiques du Canada, de l’Alaska et d’autres montagnes manque, et l’étendue n’est pas celle d’une année donnée. La glace de mer n’en fait pas partie.',
    'Muy generalizada, hecha para mapas a una escala cercana a 1:110,000,000: falta el hielo de las islas árticas de Canadá, de Alaska y de otras montañas, y la extensión no es la de un año dado. El hielo marino no forma parte de ella.',
  ),
  geometryType: 'MultiPolygon',
  fields: [FIELDS.area_km2],
  modified: '2026-11-28',
  record: supplement({
    countries: ['CAN', 'USA'],
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'ice caps, land ice, cryosphere, Arctic',
      'calottes glaciaires, glace terrestre, cryosphère, Arctique',
      'casquetes de hielo, hielo terrestre, criosfera, Ártico',
    ),
  }),
  provenance: naturalEarth(
    'Glaciated areas, 1:110m Physical Vectors',
    text(
      'The source names no version',
      'La source ne donne aucun numéro de version',
      'La fuente no indica versión',
    ),
    '2012',
  ),
  sources: [GLACIERS_110M.shp, GLACIERS_110M.dbf],
  symbology: {
    ground: 'detail',
    kind: 'simple',
    symbol: { fill: PALETTE.glacier, line: PALETTE.glacierEdge, lineWidth: 0.5 },
  },
  async build(context) {
    const raw = await readShapefile(context, GLACIERS_110M)
    const tally = new Tally()
    const features = finishFeatures(
      raw.flatMap(({ geometry, properties }): PipelineFeature[] =>
        geometry ? [{ geometry, properties: { name: toText(properties.name) } }] : [],
      ),
      { bits: BITS, tally },
    ).map(({ geometry }) => ({
      geometry,
      properties: {
        area_km2: Math.round(
          polygonsOf(geometry).reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0) /
            1e6,
        ),
      },
    }))
    noteFinish(context.log, tally, BITS)
    noteClean(context.log, tally)
    return { features }
  },
}
