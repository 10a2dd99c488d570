import { supplement, words } from '../catalog/common.ts'
import { clipAway } from '../pipeline/framework-region.ts'
import { polygonsOf, Tally, toMultiPolygon } from '../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { noteClean, noteSnap, roundPolygons } from '../pipeline/steps.ts'
import { dropSmall, simplifyFeatures } from '../pipeline/topology.ts'
import {
  LAND_50M,
  LAND_110M,
  naturalEarth,
  readShapefile,
  type ShapefileSource,
} from './shared/natural-earth-files.ts'
import { PALETTE } from './shared/palette.ts'
import { text } from './shared/texts.ts'

/** The map never comes nearer to this land than its margins show: 0.1 mm at 1:50,000,000. */
const TOLERANCE_METERS = 6000
const MINIMUM_SQUARE_METERS = 60e6

async function readLand(
  context: BuildContext,
  source: ShapefileSource,
  bits: number,
  tally: Tally,
  toleranceMeters = 0,
  minimumSquareMeters = 0,
): Promise<PipelineFeature[]> {
  const raw = (await readShapefile(context, source)).flatMap(({ geometry }): PipelineFeature[] =>
    geometry ? [{ geometry, properties: {} }] : [],
  )
  const generalised = toleranceMeters > 0 ? simplifyFeatures(raw, toleranceMeters) : raw
  return generalised.flatMap(({ geometry }): PipelineFeature[] => {
    // Under the Framework's own land it would fill the waters that it is too coarse to know.
    const beyond = clipAway(polygonsOf(geometry), tally)
    const polygons = dropSmall(roundPolygons(beyond, bits, tally), minimumSquareMeters)
    return polygons.length > 0 ? [{ geometry: toMultiPolygon(polygons), properties: {} }] : []
  })
}

export const contextLand: Recipe = {
  id: 'context-land',
  group: 'reference',
  state: 'bundled',
  badge: 'generalised',
  title: text('Land beyond the Framework', 'Terres au-delà du Cadre', 'Tierras fuera del Marco'),
  abstract: text(
    'The land around the Framework in few strokes, so that the globe and the margins of the map are not bare. It ends where the Framework’s own land begins.',
    'Les terres autour du Cadre en quelques traits, pour que le globe et les marges de la carte ne soient pas nus. Elles s’arrêtent là où commencent les terres du Cadre.',
    'Las tierras alrededor del Marco en pocos trazos, para que el globo y los márgenes del mapa no queden vacíos. Terminan donde empiezan las tierras del Marco.',
  ),
  limitations: text(
    'Context only: 1:50,000,000 and smaller, not part of the Framework.',
    'Contexte seulement : 1/50 000 000 et moins ; ne fait pas partie du Cadre.',
    'Solo contexto: 1:50,000,000 o menor; no forma parte del Marco.',
  ),
  geometryType: 'MultiPolygon',
  fields: [],
  modified: '2026-11-23',
  record: supplement({
    scaleDenominator: 50_000_000,
    editions: [{ name: 'Natural Earth', year: 2012 }],
    keywords: words(
      'world land, continents, globe, base map',
      'terres du monde, continents, globe, carte de base',
      'tierras del mundo, continentes, globo, mapa base',
    ),
  }),
  provenance: naturalEarth(
    'Land, 1:50m and 1:110m Physical Vectors',
    text(
      'The sources name no version',
      'Les sources ne donnent aucun numéro de version',
      'Las fuentes no indican versión',
    ),
    '2012',
  ),
  sources: [LAND_50M.shp, LAND_50M.dbf, LAND_110M.shp, LAND_110M.dbf],
  symbology: { kind: 'simple', symbol: { fill: PALETTE.contextLand } },
  async build(context) {
    const tally = new Tally()
    const features = await readLand(
      context,
      LAND_50M,
      11,
      tally,
      TOLERANCE_METERS,
      MINIMUM_SQUARE_METERS,
    )
    context.log.add(
      {
        en: 'Generalised with a tolerance of {{meters}} m; what lies in the Framework’s square cut away; islands under {{area}} km² left out.',
        fr: 'Généralisation avec une tolérance de {{meters}} m ; ce qui se trouve dans le carré du Cadre est retranché ; îles de moins de {{area}} km² exclues.',
        es: 'Generalización con una tolerancia de {{meters}} m; se recorta lo que queda dentro del cuadrado del Marco; se excluyen islas menores de {{area}} km².',
      },
      { meters: TOLERANCE_METERS, area: MINIMUM_SQUARE_METERS / 1e6 },
    )
    noteSnap(context.log, tally, 11)
    noteClean(context.log, tally)
    const overview = await readLand(context, LAND_110M, 8, new Tally())
    return {
      features,
      overviews: [{ zooms: [0, 2.99], toleranceMeters: 20_000, features: overview }],
    }
  },
}
