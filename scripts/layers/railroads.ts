import { provides, supplement, uses, words } from '../catalog/common.ts'
import { linesOf, Tally } from '../pipeline/geometry.ts'
import { withKeys } from '../pipeline/keys.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import { finishFeatures, noteFinish, noteGeneralised, withoutRepeated } from '../pipeline/steps.ts'
import { simplifyFeatures } from '../pipeline/topology.ts'
import { naturalEarth, RAILROADS, readGeoJson, toText } from './shared/natural-earth-files.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, text } from './shared/texts.ts'

/** 0.025 mm at 1:10,000,000. */
const TOLERANCE_METERS = 250

export const railroads: Recipe = {
  id: 'railroads',
  group: 'reference',
  state: 'bundled',
  badge: 'partial',
  title: text('Railroads', 'Chemins de fer', 'Vías férreas'),
  abstract: text(
    'Main railroads, nearly all of them in the United States.',
    'Principaux chemins de fer, presque tous aux États-Unis.',
    'Principales vías férreas, casi todas en Estados Unidos.',
  ),
  limitations: text(
    'Partial: the source has nearly all of its lines in the United States; Canada and Mexico are nearly empty, which says nothing of the railroads there. Made for maps at about 1:10,000,000.',
    'Partielle : presque toutes les lignes de la source sont aux États-Unis ; le Canada et le Mexique sont presque vides, ce qui ne dit rien de leurs chemins de fer. Conçue pour des cartes à environ 1/10 000 000.',
    'Parcial: casi todas las líneas de la fuente están en Estados Unidos; Canadá y México aparecen casi vacíos, lo que nada dice de sus vías férreas. Hecha para mapas a una escala cercana a 1:10,000,000.',
  ),
  geometryType: 'MultiLineString',
  fields: [FIELDS.country, FIELDS.rank],
  countryField: 'country',
  modified: '2026-11-27',
  record: supplement({
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'railways, trains, transport, freight',
      'voies ferrées, trains, transport, marchandises',
      'ferrocarriles, trenes, transporte, carga',
    ),
    projects: [...provides('1'), ...uses('6A')],
  }),
  provenance: naturalEarth(
    'Railroads, 1:10m Cultural Vectors, North America supplement',
    text(
      'The source names no version',
      'La source ne donne aucun numéro de version',
      'La fuente no indica versión',
    ),
    '2012',
  ),
  sources: [RAILROADS],
  symbology: {
    ground: 'detail',
    kind: 'simple',
    symbol: {
      line: PALETTE.railroad,
      lineWidth: [
        [1, 0.5],
        [4, 0.9],
        [7, 1.6],
      ],
    },
  },
  async build(context) {
    const raw = await readGeoJson(context, RAILROADS)
    const taken = raw.flatMap(({ geometry, properties }): PipelineFeature[] =>
      geometry && linesOf(geometry).length > 0
        ? [
            {
              geometry,
              properties: {
                country: toText(properties.sov_a3),
                rank: Number(properties.scalerank),
              },
            },
          ]
        : [],
    )
    const tally = new Tally()
    const generalised = simplifyFeatures(taken, TOLERANCE_METERS)
    const features = withKeys(finishFeatures(generalised, { bits: DETAIL_BITS, tally }))
    noteGeneralised(context.log, TOLERANCE_METERS)
    noteFinish(context.log, tally, DETAIL_BITS)
    const overview = (zooms: [number, number], toleranceMeters: number, bits: number) => ({
      zooms,
      toleranceMeters,
      // Tracks beside each other become one line.
      features: withoutRepeated(
        finishFeatures(simplifyFeatures(features, toleranceMeters), { bits, tally: new Tally() }),
      ),
    })
    return { features, overviews: [overview([0, 3.99], 3000, 10)] }
  },
}
