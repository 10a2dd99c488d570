import { provides, supplement, uses, words } from '../catalog/common.ts'
import { linesOf, Tally } from '../pipeline/geometry.ts'
import { withKeys } from '../pipeline/keys.ts'
import { note, noteOf } from '../pipeline/notes.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import { finishFeatures, noteFinish, noteGeneralised } from '../pipeline/steps.ts'
import { simplifyFeatures } from '../pipeline/topology.ts'
import {
  mendText,
  naturalEarth,
  RIVERS_10M,
  RIVERS_SUPPLEMENT,
  readGeoJson,
  readShapefile,
  seenBy,
  toFrameworkZoom,
  toText,
} from './shared/natural-earth-files.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, NAME_FIELDS, NAME_LABELS, text } from './shared/texts.ts'
import { noteWaterNames, toWaterNames, withoutNoName } from './shared/water-names.ts'

/** The scale rank of the main file as the zoom at which a river is drawn. */
const ZOOM_OF_RANK = [0, 0, 0.3, 0.7, 1.2, 1.7, 2.3, 3, 3.4, 3.8, 4.2]

/** 0.025 mm at 1:10,000,000: the supplement has positions a few metres apart. */
const TOLERANCE_METERS = 250

export const rivers: Recipe = {
  id: 'rivers',
  group: 'reference',
  state: 'bundled',
  title: text('Rivers', 'Cours d’eau', 'Ríos'),
  abstract: text(
    'Rivers and the centre lines by which they run through lakes: the main rivers, and the smaller ones of Canada and the United States. The supplement was drawn from the Framework’s own hydrography.',
    'Cours d’eau et lignes médianes par lesquelles ils traversent les lacs : les principaux, et les plus petits du Canada et des États-Unis. Le complément a été dessiné à partir de l’hydrographie du Cadre.',
    'Ríos y líneas medias por las que atraviesan lagos: los principales, y los menores de Canadá y Estados Unidos. El suplemento se dibujó a partir de la hidrografía del Marco.',
  ),
  limitations: text(
    'Made for maps at about 1:10,000,000. The smaller rivers are those of the supplement, which ends at 27° N: Mexico shows its main rivers only.',
    'Conçue pour des cartes à environ 1/10 000 000. Les petits cours d’eau sont ceux du complément, qui s’arrête à 27° N : le Mexique ne montre que ses principaux cours d’eau.',
    'Hecha para mapas a una escala cercana a 1:10,000,000. Los ríos menores son los del suplemento, que termina a 27° N: de México se muestran solo los ríos principales.',
  ),
  geometryType: 'MultiLineString',
  fields: [
    ...NAME_FIELDS,
    {
      name: 'kind',
      type: 'string',
      title: text('Kind', 'Type', 'Tipo'),
      codes: {
        River: text('River', 'Cours d’eau', 'Río'),
        'River (Intermittent)': text(
          'Intermittent river',
          'Cours d’eau intermittent',
          'Río intermitente',
        ),
        'Lake Centerline': text(
          'Centre line through a lake',
          'Ligne médiane d’un lac',
          'Línea media de un lago',
        ),
        'Lake Centerline (Intermittent)': text(
          'Centre line through an intermittent lake',
          'Ligne médiane d’un lac intermittent',
          'Línea media de un lago intermitente',
        ),
        Canal: text('Canal', 'Canal', 'Canal'),
      },
    },
    FIELDS.rank,
    FIELDS.min_zoom,
  ],
  modified: '2026-11-28',
  record: supplement({
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'hydrography, streams, surface water, watercourses',
      'hydrographie, cours d’eau, eaux de surface, fleuves',
      'hidrografía, corrientes, aguas superficiales, cauces',
    ),
    projects: [...provides('1'), ...uses('12')],
  }),
  provenance: naturalEarth(
    'Rivers and lake centerlines, 1:10m Physical Vectors, with the North America supplement',
    text(
      '2 (main file) and 5 (supplement); the sources name no version',
      '2 (fichier principal) et 5 (complément) ; les sources ne donnent aucun numéro de version',
      '2 (archivo principal) y 5 (suplemento); las fuentes no indican versión',
    ),
    '2022',
  ),
  sources: [RIVERS_10M.shp, RIVERS_10M.dbf, RIVERS_SUPPLEMENT],
  symbology: {
    ground: 'detail',
    kind: 'graduated',
    field: 'rank',
    classes: [
      {
        id: 'main',
        label: text('Main rivers', 'Principaux cours d’eau', 'Ríos principales'),
        to: 5,
        symbol: {
          line: PALETTE.river,
          lineWidth: [
            [0, 0.5],
            [3, 1.1],
            [7, 2.2],
          ],
        },
      },
      {
        id: 'other',
        label: text('Other rivers', 'Autres cours d’eau', 'Otros ríos'),
        from: 5,
        symbol: {
          line: PALETTE.river,
          lineWidth: [
            [1, 0.4],
            [4, 0.7],
            [7, 1.4],
          ],
        },
      },
    ],
    minZoomField: 'min_zoom',
    labels: {
      ...NAME_LABELS,
      color: PALETTE.waterText,
      halo: PALETTE.halo,
      size: [
        [3, 10],
        [7, 12.5],
      ],
      placement: 'line',
      style: 'italic',
      minZoom: 3,
      priorityField: 'rank',
    },
  },
  async build(context) {
    const tally = new Tally()
    const main = (await readShapefile(context, RIVERS_10M)).map(({ geometry, properties }) => {
      const rank = Math.round(Number(properties.scalerank))
      return {
        geometry,
        properties: {
          ...toWaterNames(
            { name: properties.name, name_en: null, name_fr: null, name_es: null },
            tally,
          ),
          kind: toText(properties.featurecla),
          rank,
          min_zoom: ZOOM_OF_RANK[rank] ?? 4.4,
        },
      }
    })
    const supplement = (await readGeoJson(context, RIVERS_SUPPLEMENT)).map(
      ({ geometry, properties }) => ({
        geometry,
        properties: {
          name: withoutNoName(
            mendText(properties.name_full, tally) ?? mendText(properties.name, tally),
            tally,
          ),
          name_en: mendText(properties.name_en, tally),
          name_fr: mendText(properties.name_fr, tally),
          name_es: mendText(properties.name_es, tally),
          kind: toText(properties.featurecla),
          rank: Number(properties.scalerank),
          min_zoom: Math.max(2.6, toFrameworkZoom(Number(properties.min_zoom)) - 0.8),
        },
      }),
    )
    const raw = [...main, ...supplement]
    const withShape = raw.flatMap(({ geometry, properties }): PipelineFeature[] =>
      geometry && linesOf(geometry).length > 0 ? [{ geometry, properties }] : [],
    )
    const generalised = simplifyFeatures(withShape, TOLERANCE_METERS)
    const features = withKeys(finishFeatures(generalised, { bits: DETAIL_BITS, tally }))
    context.log.add(
      noteOf(
        note(
          {
            en: 'Main rivers ({{main}} lines of the world) and supplement ({{supplement}}) joined',
            fr: 'Principaux cours d’eau ({{main}} lignes du monde) et complément ({{supplement}}) réunis',
            es: 'Ríos principales ({{main}} líneas del mundo) y suplemento ({{supplement}}) reunidos',
          },
          { main: main.length, supplement: supplement.length },
        ),
        ';',
        [
          [
            {
              en: '{{count}} without a shape left out',
              fr: '{{count:exclu|exclus}} faute de forme',
              es: '{{count:excluido|excluidos}} por no tener forma',
            },
            raw.length - withShape.length,
          ],
          [
            {
              en: '{{count}} outside the Framework left out',
              fr: '{{count:exclu|exclus}} hors du Cadre',
              es: '{{count:excluido|excluidos}} fuera del Marco',
            },
            tally.get('droppedFeatures'),
          ],
          [
            {
              en: '{{count:text|texts}} whose accents had been encoded twice mended',
              fr: '{{count:texte aux accents doublement encodés rétabli|textes aux accents doublement encodés rétablis}}',
              es: '{{count:texto con acentos codificados dos veces restaurado|textos con acentos codificados dos veces restaurados}}',
            },
            tally.get('mended'),
          ],
        ],
      ),
    )
    noteWaterNames(context.log, tally)
    noteGeneralised(context.log, TOLERANCE_METERS)
    noteFinish(context.log, tally, DETAIL_BITS)
    const overview = (zooms: [number, number], toleranceMeters: number, bits: number) => ({
      zooms,
      toleranceMeters,
      features: finishFeatures(
        simplifyFeatures(seenBy(features, zooms[1] - 0.4), toleranceMeters),
        {
          bits,
          tally: new Tally(),
        },
      ),
    })
    return {
      features,
      overviews: [
        overview([0, 1.99], 9000, 6),
        overview([2, 2.99], 4500, 9),
        overview([3, 4.99], 2000, 12),
      ],
    }
  },
}
