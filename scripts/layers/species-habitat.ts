import type { Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { z } from 'zod'
import { supplement, localize as t, words } from '../catalog/common.ts'
import { Tally } from '../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature, Recipe, Source } from '../pipeline/recipe.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import { finishFeatures, noteClean, noteFinish } from '../pipeline/steps.ts'
import { SharedBorders, simplifyFeatures } from '../pipeline/topology.ts'
import { requiredNumber, requiredText } from './shared/columns.ts'
import { readCsv } from './shared/read-csv.ts'

const HABITAT_SOURCE: Source = {
  kind: 'npm',
  name: 'vega-datasets',
  version: '3.2.1',
  integrity:
    'sha512-lTSwZA6yq6qSU2YZm+6bqILiIvTPPxn4itir7jPGFmHIdPvUfQ9pCzzcrklYywMJgLUbaIeSkZQdiJd6wBxPug==',
  path: 'data/species.csv',
}

const COUNTIES_SOURCE: Source = {
  kind: 'npm',
  name: 'us-atlas',
  version: '3.0.1',
  integrity:
    'sha512-wEIZCq0ImPvGblTd8gZMqNNCPkQshugMUG/8nkSWXb02+XqNFREg9atHOKP9w6prLZTpqcLhSvdBW81MkV3/0Q==',
  path: 'counties-10m.json',
}

/** The species of the table by their names there, with the fields that hold them. */
const SPECIES = {
  'American Bullfrog': {
    field: 'bullfrog_pct',
    title: t(
      'American bullfrog (Lithobates catesbeianus)',
      'Ouaouaron (Lithobates catesbeianus)',
      'Rana toro (Lithobates catesbeianus)',
    ),
  },
  'American Robin': {
    field: 'robin_pct',
    title: t(
      'American robin (Turdus migratorius)',
      'Merle d’Amérique (Turdus migratorius)',
      'Mirlo primavera (Turdus migratorius)',
    ),
  },
  'White-tailed Deer': {
    field: 'deer_pct',
    title: t(
      'White-tailed deer (Odocoileus virginianus)',
      'Cerf de Virginie (Odocoileus virginianus)',
      'Venado cola blanca (Odocoileus virginianus)',
    ),
  },
  'Common Gartersnake': {
    field: 'gartersnake_pct',
    title: t(
      'Common gartersnake (Thamnophis sirtalis)',
      'Couleuvre rayée (Thamnophis sirtalis)',
      'Culebra listonada común (Thamnophis sirtalis)',
    ),
  },
} as const

type SpeciesName = keyof typeof SPECIES

const row = z.object({
  common_name: z.enum(Object.keys(SPECIES) as SpeciesName[]),
  county_id: requiredText,
  habitat_yearround_pct: requiredNumber.pipe(z.number().min(0).max(1)),
})

/** Codes of the habitat table that counties have no longer: Shannon County was renamed Oglala Lakota County in 2015. */
const RENAMED: ReadonlyMap<string, string> = new Map([['46113', '46102']])

/** Half of a county: from there on the species counts as one that the county holds habitat for. */
const HALF_PERCENT = 50

export const speciesHabitat: Recipe = {
  id: 'species-habitat',
  group: 'terrestrial-ecosystems',
  state: 'bundled',
  modified: '2026-11-27',
  record: supplement({
    countries: ['USA'],
    editions: [{ name: '2018', year: 2018 }],
    keywords: words(
      'wildlife, biodiversity, counties, birds, mammals, amphibians, reptiles',
      'faune, biodiversité, comtés, oiseaux, mammifères, amphibiens, reptiles',
      'fauna, biodiversidad, condados, aves, mamíferos, anfibios, reptiles',
    ),
  }),
  title: t(
    'Habitat of Four Species by US County',
    'Habitat de quatre espèces par comté des États-Unis',
    'Hábitat de cuatro especies por condado de Estados Unidos',
  ),
  abstract: t(
    'The share of each county of the United States that is habitat, all year round, of the American bullfrog, the American robin, the white-tailed deer and the common gartersnake.',
    'La part de chaque comté des États-Unis qui sert d’habitat, toute l’année, au ouaouaron, au merle d’Amérique, au cerf de Virginie et à la couleuvre rayée.',
    'La parte de cada condado de Estados Unidos que es hábitat, todo el año, de la rana toro, el mirlo primavera, el venado cola blanca y la culebra listonada común.',
  ),
  limitations: t(
    'Four species only, and the United States only: species do not stop at its borders, the data do. Habitat is modelled from land cover, height and water; it says where a species could live, not where it was seen. Counties without data are left out: Alaska, Hawaii and most independent cities of Virginia.',
    'Quatre espèces et les États-Unis seulement : les espèces ne s’arrêtent pas aux frontières, les données si. L’habitat est modélisé à partir de la couverture terrestre, de l’altitude et de l’eau ; il indique où une espèce pourrait vivre, non où elle a été vue. Les comtés sans données sont exclus : Alaska, Hawaï et la plupart des villes indépendantes de Virginie.',
    'Solo cuatro especies y solo Estados Unidos: las especies no se detienen en las fronteras, los datos sí. El hábitat se modela a partir de la cobertura del suelo, la altitud y el agua; dice dónde podría vivir una especie, no dónde se ha visto. Se excluyen los condados sin datos: Alaska, Hawái y la mayoría de las ciudades independientes de Virginia.',
  ),
  badge: 'modelled',
  geometryType: 'MultiPolygon',
  isCoverage: true,
  keyField: 'fips',
  fields: [
    { name: 'name', type: 'string', title: t('County', 'Comté', 'Condado') },
    { name: 'fips', type: 'string', title: t('FIPS code', 'Code FIPS', 'Código FIPS') },
    ...Object.values(SPECIES).map(({ field, title }) => ({
      name: field,
      type: 'double' as const,
      unit: '%',
      title,
    })),
    {
      name: 'species',
      type: 'integer',
      title: t(
        'Species with habitat in at least half of the county',
        'Espèces ayant un habitat dans au moins la moitié du comté',
        'Especies con hábitat en al menos la mitad del condado',
      ),
    },
  ],
  sources: [HABITAT_SOURCE, COUNTIES_SOURCE],
  provenance: {
    publisher: t(
      'U.S. Geological Survey, Gap Analysis Project; U.S. Census Bureau (county boundaries)',
      'U.S. Geological Survey, Gap Analysis Project ; U.S. Census Bureau (limites des comtés)',
      'Servicio Geológico de Estados Unidos (USGS), Gap Analysis Project; Oficina del Censo de Estados Unidos (límites de los condados)',
    ),
    dataset: t(
      'Species habitat maps CONUS, summed by county; cartographic boundaries 2017, 1:10,000,000',
      'Species Habitat Maps CONUS, totalisées par comté ; limites cartographiques de 2017, 1/10 000 000',
      'Species Habitat Maps CONUS, sumados por condado; límites cartográficos de 2017, 1:10,000,000',
    ),
    edition: 'vega-datasets 3.2.1; us-atlas 3.0.1',
    date: '2018',
    licence: {
      name: t(
        'Public domain (works of the U.S. Government)',
        'Domaine public (œuvres du gouvernement des États-Unis)',
        'Dominio público (obras del gobierno de Estados Unidos)',
      ),
      url: 'https://www.usgs.gov/information-policies-and-instructions/copyrights-and-credits',
    },
    citation:
      'U.S. Geological Survey (USGS) Gap Analysis Project (GAP). 2018. Species Habitat Maps CONUS 2001. https://doi.org/10.5066/F7V122T2. U.S. Census Bureau. 2017. Cartographic Boundary Files, counties. https://www.census.gov/geographies/mapping-files/time-series/geo/carto-boundary-file.html',
  },
  symbology: {
    ground: 'cover',
    kind: 'graduated',
    field: 'species',
    classes: [
      [
        'none',
        t('None of the four', 'Aucune des quatre', 'Ninguna de las cuatro'),
        '#f7f4f9',
        '#2a2433',
      ],
      ['one', t('One', 'Une', 'Una'), '#d4b9da', '#52406b'],
      ['two', t('Two', 'Deux', 'Dos'), '#df65b0', '#8a529c'],
      ['three', t('Three', 'Trois', 'Tres'), '#ce1256', '#c274b8'],
      ['four', t('All four', 'Les quatre', 'Las cuatro'), '#67001f', '#f2b6dd'],
    ].map(([id, label, light, dark], count) => ({
      id: id as string,
      label: label as ReturnType<typeof t>,
      from: count,
      ...(count < 4 ? { to: count + 1 } : {}),
      symbol: {
        fill: { light: light as string, dark: dark as string },
        fillOpacity: 0.85,
        line: { light: '#ffffff', dark: '#10181f' },
        lineWidth: [
          [2, 0.1],
          [6, 0.6],
        ] as [number, number][],
      },
    })),
    labels: {
      fields: { en: 'name', fr: 'name', es: 'name' },
      color: { light: '#1f2a33', dark: '#eef4f8' },
      halo: { light: '#ffffff', dark: '#10181f' },
      size: 11,
      placement: 'area',
      minZoom: 7,
    },
  },
  async build(context) {
    const shares = readShares(await context.read(HABITAT_SOURCE))
    const counties = readCounties(await context.read(COUNTIES_SOURCE))
    const joined = counties.flatMap(({ id, name, geometry }): PipelineFeature[] => {
      const share = shares.get(id)
      if (!share) return []
      return [
        {
          geometry,
          properties: {
            name,
            fips: id,
            ...Object.fromEntries(
              Object.values(SPECIES).map(({ field }) => [field, share.get(field) ?? null]),
            ),
            species: [...share.values()].filter((percent) => percent >= HALF_PERCENT).length,
          },
        },
      ]
    })
    context.log.add(
      {
        en: 'Shares of habitat joined to {{kept}} of {{all}} counties by their FIPS codes; {{lost}} codes of the habitat table have no county (waters of states on the Great Lakes); that of Shannon County, South Dakota, was put to Oglala Lakota County, as it is called since 2015. Shares were turned to per cent, to a hundredth.',
        fr: 'Parts d’habitat jointes à {{kept}} des {{all}} comtés par leur code FIPS ; {{lost}} codes de la table d’habitat, ceux des eaux d’États riverains des Grands Lacs, n’ont pas de comté ; celui du comté de Shannon (Dakota du Sud) est devenu celui du comté d’Oglala Lakota, son nom depuis 2015. Les parts ont été converties en pourcentages, au centième.',
        es: 'Partes de hábitat unidas a {{kept}} de {{all}} condados por su código FIPS; {{lost}} códigos de la tabla de hábitat, los de las aguas de estados ribereños de los Grandes Lagos, no tienen condado; el del condado de Shannon (Dakota del Sur) pasó al condado de Oglala Lakota, su nombre desde 2015. Las partes se convirtieron a porcentajes, con dos decimales.',
      },
      { kept: joined.length, all: counties.length, lost: shares.size - joined.length },
    )
    return finish(context, joined)
  },
}

/** The share of each species' habitat in per cent by county and field. */
function readShares(bytes: Uint8Array): Map<string, Map<string, number>> {
  const shares = new Map<string, Map<string, number>>()
  for (const { common_name, county_id, habitat_yearround_pct } of readCsv(bytes, row)) {
    const stated = county_id.padStart(5, '0')
    const fips = RENAMED.get(stated) ?? stated
    const share = shares.get(fips) ?? new Map<string, number>()
    share.set(SPECIES[common_name].field, Math.round(habitat_yearround_pct * 10_000) / 100)
    shares.set(fips, share)
  }
  return shares
}

const topologySchema = z.looseObject({
  type: z.literal('Topology'),
  objects: z.looseObject({
    counties: z.looseObject({
      geometries: z.array(
        z.looseObject({ id: z.string(), properties: z.looseObject({ name: z.string() }) }),
      ),
    }),
  }),
})

function readCounties(
  bytes: Uint8Array,
): { id: string; name: string; geometry: PipelineFeature['geometry'] }[] {
  const json: unknown = JSON.parse(new TextDecoder().decode(bytes))
  const topology = topologySchema.parse(json) as unknown as Topology<{
    counties: GeometryCollection<{ name: string }>
  }>
  return feature(topology, topology.objects.counties).features.map(
    ({ id, properties, geometry }) => ({ id: String(id), name: properties.name, geometry }),
  )
}

function finish(context: BuildContext, counties: readonly PipelineFeature[]) {
  const tally = new Tally()
  const features = finishFeatures(counties, { bits: DETAIL_BITS, tally })
  noteFinish(context.log, tally, DETAIL_BITS)
  noteClean(context.log, tally)
  const generalise = (
    of: readonly PipelineFeature[],
    toleranceMeters: number,
    keepLargest: boolean,
  ) =>
    finishFeatures(simplifyFeatures(of, toleranceMeters), {
      bits: OVERVIEW_BITS,
      tally: new Tally(),
      minimumSquareMeters: toleranceMeters ** 2,
      keepLargest,
    })
  const [small, large] = [CONTINENT_TOLERANCE_METERS, REGION_TOLERANCE_METERS]
  return {
    features,
    overviews: [
      {
        zooms: [0, 1.99] as const,
        toleranceMeters: small,
        features: generalise(joinCounties(features), small, false),
        joined: true as const,
      },
      {
        zooms: [2, 2.99] as const,
        toleranceMeters: large,
        features: generalise(features, large, true),
      },
    ],
  }
}

/** A county is a pixel or two on a map of the continent: there the areas of as many species are one. */
function joinCounties(counties: readonly PipelineFeature[]): PipelineFeature[] {
  const joined = SharedBorders.of(counties).dissolve(({ species }) => String(species))
  return [...joined].flatMap(([species, areas]) =>
    areas.map((rings) => ({
      geometry: { type: 'Polygon', coordinates: rings as Position[][] },
      properties: { species: Number(species) },
    })),
  )
}

const CONTINENT_TOLERANCE_METERS = 8_000
const REGION_TOLERANCE_METERS = 7_500
const OVERVIEW_BITS = 11
