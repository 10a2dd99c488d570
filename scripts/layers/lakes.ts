import { provides, supplement, uses, words } from '../catalog/common.ts'
import { polygonsOf, Tally } from '../pipeline/geometry.ts'
import { withKeys } from '../pipeline/keys.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { isInRing, polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import { finishFeatures, noteClean, noteFinish } from '../pipeline/steps.ts'
import { simplifyFeatures } from '../pipeline/topology.ts'
import {
  LAKES_50M,
  LAKES_SUPPLEMENT,
  naturalEarth,
  planarBox,
  readGeoJson,
  seenBy,
  toFrameworkZoom,
  toText,
} from './shared/natural-earth-files.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, NAME_FIELDS, NAME_LABELS, SCALE_LIMITATION, text } from './shared/texts.ts'
import { noteWaterNames, toWaterNames } from './shared/water-names.ts'

/** Natural Earth abbreviates names for narrow labels. */
function toFullName(name: string | null): string | null {
  return (
    name
      ?.replace(/^L\. /, 'Lake ')
      .replace(/^Rés\. /, 'Réservoir ')
      .replace(/ L\.$/, ' Lake') ?? null
  )
}

/** What the source calls Lakes Superior, Michigan and Huron in one, which it has one by one too. */
const WHOLE = 'GREAT LAKES'

/** A lake that was drained in the twentieth century and that the source goes on drawing. */
const DRAINED = 'Lago de Texcoco'

/** The IJsselmeer was closed off from the sea in 1932 and is fresh: the source has it as alkaline. */
function toKind(name: unknown, kind: unknown): string | null {
  return toText(name) === 'IJsselmeer' ? 'Lake' : toText(kind)
}

/** The scale rank of the 1:50m lakes, 0 the largest, as the zoom at which they are drawn. */
const ZOOM_OF_RANK = [0, 0, 0, 0.5, 1, 1.6, 2.2]

export const lakes: Recipe = {
  id: 'lakes',
  group: 'reference',
  state: 'bundled',
  title: text('Lakes', 'Lacs', 'Lagos'),
  abstract: text(
    'Lakes and reservoirs, the large ones at 1:50,000,000 and the smaller ones of North America at 1:10,000,000, with names where the source has them.',
    'Lacs et réservoirs, les grands au 1/50 000 000 et les plus petits de l’Amérique du Nord au 1/10 000 000, avec leurs noms lorsque la source les donne.',
    'Lagos y embalses, los grandes a 1:50,000,000 y los menores de América del Norte a 1:10,000,000, con sus nombres cuando la fuente los da.',
  ),
  limitations: text(
    `${SCALE_LIMITATION.en} French and Spanish names are partly the Atlas’s own translations.`,
    `${SCALE_LIMITATION.fr} Une partie des noms en français et en espagnol ont été traduits pour l’Atlas.`,
    `${SCALE_LIMITATION.es} Parte de los nombres en francés y en español son traducciones hechas para el Atlas.`,
  ),
  geometryType: 'MultiPolygon',
  fields: [
    ...NAME_FIELDS,
    {
      name: 'kind',
      type: 'string',
      title: text('Kind', 'Type', 'Tipo'),
      codes: {
        Lake: text('Lake', 'Lac', 'Lago'),
        Reservoir: text('Reservoir', 'Réservoir', 'Embalse'),
        'Alkaline Lake': text('Alkaline lake', 'Lac alcalin', 'Lago alcalino'),
      },
    },
    FIELDS.area_km2,
    FIELDS.min_zoom,
  ],
  modified: '2026-11-27',
  record: supplement({
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'hydrography, surface water, reservoirs, Great Lakes',
      'hydrographie, eaux de surface, réservoirs, Grands Lacs',
      'hidrografía, aguas superficiales, presas, Grandes Lagos',
    ),
    projects: [...provides('1'), ...uses('12')],
  }),
  provenance: naturalEarth(
    'Lakes, 1:10m Physical Vectors, North America supplement; Lakes, 1:50m Physical Vectors',
    text(
      '5 (supplement) and 1 to 2 (1:50m); the sources name no version',
      '5 (complément) et 1 à 2 (1:50m) ; les sources ne donnent aucun numéro de version',
      '5 (suplemento) y 1 a 2 (1:50m); las fuentes no indican versión',
    ),
    '2022',
  ),
  sources: [LAKES_50M, LAKES_SUPPLEMENT],
  symbology: {
    ground: 'detail',
    kind: 'simple',
    symbol: {
      fill: PALETTE.lake,
      line: PALETTE.lakeEdge,
      lineWidth: [
        [0, 0.4],
        [6, 0.9],
      ],
    },
    minZoomField: 'min_zoom',
    labels: {
      ...NAME_LABELS,
      color: PALETTE.waterText,
      halo: PALETTE.waterHalo,
      size: [
        [3, 10.5],
        [7, 13],
      ],
      placement: 'area',
      style: 'italic',
      minZoom: 3,
      priorityField: 'min_zoom',
    },
  },
  async build(context) {
    const tally = new Tally()
    const all = await readGeoJson(context, LAKES_50M)
    const single = all.filter(({ properties }) => toText(properties.name) !== WHOLE)
    const large = single.map(({ geometry, properties }) => ({
      geometry,
      properties: {
        ...toWaterNames(
          {
            name: toFullName(toText(properties.name)),
            name_en: null,
            name_fr: null,
            name_es: null,
          },
          tally,
        ),
        kind: toKind(properties.name, properties.featureclass),
        min_zoom: ZOOM_OF_RANK[Number(properties.scalerank)] ?? 2.5,
      },
    }))
    const small = (await readGeoJson(context, LAKES_SUPPLEMENT)).map(
      ({ geometry, properties }) => ({
        geometry,
        properties: {
          ...toWaterNames(
            {
              name: properties.name,
              name_en: properties.name_en,
              name_fr: properties.name_fr,
              name_es: properties.name_es,
            },
            tally,
          ),
          kind: toKind(properties.name, properties.featurecla),
          min_zoom: toFrameworkZoom(Number(properties.min_zoom)),
        },
      }),
    )
    const sourced = [...large, ...small]
    const raw = sourced.filter(({ properties }) => properties.name !== DRAINED)
    const withShape = raw.flatMap(({ geometry, properties }): PipelineFeature[] =>
      geometry && polygonsOf(geometry).length > 0 ? [{ geometry, properties }] : [],
    )
    const distinct = withoutDoubles(withShape, large.length)
    const features = withKeys(finishFeatures(distinct, { bits: DETAIL_BITS, tally }).map(withArea))
    context.log.add(
      {
        en: 'Lakes of the two scales joined: {{all}} taken, {{empty}} without a shape and {{doubles}} that both sources have left out, and {{whole:that unites|that unite}} lakes which are there one by one; Lago de Texcoco, drained since, left out; the IJsselmeer, which the source calls alkaline, is a lake; abbreviations in names written out.',
        fr: 'Lacs des deux échelles réunis : {{all}} retenus, {{empty}} sans forme et {{doubles:présent|présents}} dans les deux sources exclus, ainsi que {{whole:qui réunit|qui réunissent}} des lacs déjà présents un à un ; le lac de Texcoco, asséché depuis, exclu ; l’IJsselmeer, alcalin selon la source, est un lac ; abréviations des noms développées.',
        es: 'Lagos de las dos escalas reunidos: {{all}} tomados; se excluyen {{empty}} sin forma y {{doubles:presente|presentes}} en ambas fuentes, y {{whole:que reúne|que reúnen}} lagos ya presentes uno por uno; el lago de Texcoco, desecado desde entonces, excluido; el IJsselmeer, alcalino según la fuente, es un lago; abreviaturas de los nombres desarrolladas.',
      },
      {
        all: raw.length,
        whole: all.length - single.length,
        empty: raw.length - withShape.length,
        doubles: withShape.length - distinct.length,
      },
    )
    noteWaterNames(context.log, tally)
    noteFinish(context.log, tally, DETAIL_BITS)
    noteClean(context.log, tally)
    const zooms = [0, 2.99] as const
    const toleranceMeters = 3500
    const overview = finishFeatures(simplifyFeatures(seenBy(features, zooms[1]), toleranceMeters), {
      bits: 9,
      tally: new Tally(),
      minimumSquareMeters: 150e6,
    })
    return { features, overviews: [{ zooms, toleranceMeters, features: overview }] }
  },
}

function withArea({ geometry, properties }: PipelineFeature): PipelineFeature {
  const squareMeters = polygonsOf(geometry).reduce(
    (sum, rings) => sum + polygonAreaSquareMeters(rings),
    0,
  )
  return { geometry, properties: { ...properties, area_km2: Math.round(squareMeters / 1e4) / 100 } }
}

/** Leaves out lakes of the second source whose middle lies in one of the first. */
function withoutDoubles(
  features: readonly PipelineFeature[],
  firstCount: number,
): PipelineFeature[] {
  const first = features.slice(0, firstCount).map(({ geometry }) => ({
    box: planarBox(geometry),
    exteriors: polygonsOf(geometry).map((rings) => rings[0]!),
  }))
  return features.filter(({ geometry }, index) => {
    if (index < firstCount) return true
    const [west, south, east, north] = planarBox(geometry)
    const [lon, lat] = [(west + east) / 2, (south + north) / 2]
    return !first.some(
      ({ box, exteriors }) =>
        lon >= box[0] &&
        lon <= box[2] &&
        lat >= box[1] &&
        lat <= box[3] &&
        exteriors.some((ring) => isInRing(lon, lat, ring)),
    )
  })
}
