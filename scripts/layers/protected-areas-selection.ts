import { z } from 'zod'
import { localize as t } from '../catalog/common.ts'
import type { Recipe, Source } from '../pipeline/recipe.ts'
import {
  latitude,
  longitude,
  optionalNumber,
  optionalText,
  requiredText,
} from './shared/columns.ts'
import {
  COUNTRY_FIELD,
  NAME_FIELD,
  nameLabels,
  pointClass,
  SOURCE_FIELD,
  STATE_FIELD,
  toPoints,
} from './shared/points.ts'
import { readCsv } from './shared/read-csv.ts'

const SOURCE: Source = {
  kind: 'file',
  path: 'scripts/layers/data/protected-areas.csv',
  integrity: 'sha256:54bca51f31deb89febd53f00e09a105e24a66a39413f67ec91c1ac12b979b27e',
}

const REALMS = {
  terrestrial: t('On land', 'Terrestre', 'Terrestre'),
  marine: t('At sea', 'Marine', 'Marina'),
  both: t('On land and at sea', 'Terrestre et marine', 'Terrestre y marina'),
} as const

const row = z.object({
  name_en: optionalText,
  name_fr: optionalText,
  name_es: optionalText,
  designation: requiredText,
  iucn_category: optionalText,
  realm: z.enum(['terrestrial', 'marine', 'both']),
  state_province: optionalText,
  country: z.enum(['CAN', 'MEX', 'USA']),
  latitude,
  longitude,
  area_km2: optionalNumber,
  established: optionalNumber,
  source: requiredText,
})

export const protectedAreasSelection: Recipe = {
  id: 'protected-areas-selection',
  group: 'terrestrial-ecosystems',
  state: 'bundled',
  modified: '2026-11-23',
  title: t(
    'Protected Areas: a selection',
    'Aires protégées : une sélection',
    'Áreas protegidas: una selección',
  ),
  abstract: t(
    'National parks, biosphere reserves, marine conservation areas and other protected areas of the three countries, as points with their size and the year they were set up where known.',
    'Parcs nationaux, réserves de biosphère, aires marines de conservation et autres aires protégées des trois pays, sous forme de points avec leur superficie et leur année de création lorsqu’elles sont connues.',
    'Parques nacionales, reservas de la biosfera, áreas marinas de conservación y otras áreas protegidas de los tres países, como puntos con su superficie y año de creación cuando se conocen.',
  ),
  limitations: t(
    'A selection of 229 areas, as points and not boundaries: a point may be a centroid, a visitor centre or a town. Areas are known of 154, IUCN categories of 15. Of Mexico’s 232 federal areas 43 are here, most of them by centroids derived from the World Database on Protected Areas, whose terms restrict redistribution. Not to be counted, summed or compared by state or country.',
    'Une sélection de 229 aires, sous forme de points et non de limites : un point peut être un centroïde, un centre d’accueil ou une ville. La superficie est connue pour 154 d’entre elles, la catégorie de l’UICN pour 15. Sur les 232 aires fédérales du Mexique, 43 figurent ici, la plupart par des centroïdes tirés de la Base de données mondiale sur les aires protégées, dont les conditions restreignent la redistribution. Ne pas dénombrer, additionner ni comparer par État ou pays.',
    'Una selección de 229 áreas, como puntos y no como límites: un punto puede ser un centroide, un centro de visitantes o un poblado. Se conoce la superficie de 154 y la categoría de la UICN de 15. De las 232 áreas federales de México hay 43, la mayoría por centroides derivados de la Base de Datos Mundial sobre Áreas Protegidas, cuyos términos restringen la redistribución. No debe contarse, sumarse ni compararse por estado o país.',
  ),
  badge: 'selection',
  geometryType: 'Point',
  fields: [
    NAME_FIELD,
    {
      name: 'name_en',
      type: 'string',
      title: t('Name in English', 'Nom en anglais', 'Nombre en inglés'),
    },
    {
      name: 'name_fr',
      type: 'string',
      title: t('Name in French', 'Nom en français', 'Nombre en francés'),
    },
    {
      name: 'name_es',
      type: 'string',
      title: t('Name in Spanish', 'Nom en espagnol', 'Nombre en español'),
    },
    { name: 'designation', type: 'string', title: t('Designation', 'Désignation', 'Designación') },
    {
      name: 'iucn_category',
      type: 'string',
      title: t('IUCN category', 'Catégorie de l’UICN', 'Categoría de la UICN'),
    },
    { name: 'realm', type: 'string', title: t('Realm', 'Milieu', 'Medio'), codes: REALMS },
    STATE_FIELD,
    COUNTRY_FIELD,
    {
      name: 'area_km2',
      type: 'double',
      unit: 'km2',
      title: t('Area', 'Superficie', 'Superficie'),
    },
    {
      name: 'established',
      type: 'integer',
      title: t('Year set up', 'Année de création', 'Año de creación'),
    },
    SOURCE_FIELD,
  ],
  countryField: 'country',
  sources: [SOURCE],
  provenance: {
    publisher: 'Parks Canada; CONANP; U.S. National Park Service; others named by row',
    dataset: 'Points of protected areas transcribed from stored copies of public sources',
    edition: '2007 to 2026, by source',
    date: '2024',
    licence: {
      name: 'Mixed: see the sources of each row; points of Mexico derive from the World Database on Protected Areas',
      url: 'https://www.protectedplanet.net/en/legal',
    },
    citation:
      'Parks Canada; Comisión Nacional de Áreas Naturales Protegidas (CONANP); U.S. National Park Service; UNEP-WCMC and IUCN, World Database on Protected Areas; others. Selection of protected areas.',
  },
  symbology: {
    kind: 'categories',
    field: 'realm',
    classes: [
      pointClass(
        'terrestrial',
        REALMS.terrestrial,
        ['terrestrial'],
        'circle',
        '#117733',
        '#6cc48a',
      ),
      pointClass('both', REALMS.both, ['both'], 'diamond', '#44aa99', '#8fe0d2'),
      pointClass('marine', REALMS.marine, ['marine'], 'square', '#0066aa', '#74bdf2'),
    ],
    labels: {
      ...nameLabels(5),
      fields: { en: 'name_en', fr: 'name_fr', es: 'name_es' },
      fallback: 'name',
    },
  },
  async build(context) {
    const rows = readCsv(await context.read(SOURCE), row)
    return {
      features: toPoints(
        context,
        rows.map(({ latitude: lat, longitude: lon, ...properties }) => ({
          lon,
          lat,
          properties: {
            // The name in the language of the place, for those without one in the reader's.
            name: properties.name_es ?? properties.name_en ?? properties.name_fr,
            ...properties,
          },
        })),
      ),
    }
  },
}
