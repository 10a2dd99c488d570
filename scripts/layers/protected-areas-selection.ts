import { z } from 'zod'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import { STATE_CODES, toJointCodes } from './shared/codes.ts'
import { optionalNumber, optionalText, requiredText } from './shared/columns.ts'
import { COUNTRY_FIELD, nameLabels, pointClass, STATE_FIELD } from './shared/points.ts'
import { selectionRecipe } from './shared/selection.ts'
import { FIELDS } from './shared/texts.ts'

const REALMS = {
  terrestrial: t('On land', 'Terrestre', 'Terrestre'),
  marine: t('At sea', 'Marine', 'Marina'),
  both: t('On land and at sea', 'Terrestre et marine', 'Terrestre y marina'),
} as const

/** Areas that lie in more than one state. */
const ACROSS_STATES = [
  'CA-AB;CA-NT',
  'MX-DUR;MX-CHH;MX-COA',
  'MX-MEX;MX-PUE;MX-MOR',
  'US-CA;US-NV',
  'US-NC;US-TN',
  'US-WY;US-MT;US-ID',
]

const columns = {
  name_en: optionalText,
  name_fr: optionalText,
  name_es: optionalText,
  designation: requiredText,
  iucn_category: optionalText,
  realm: z.enum(['terrestrial', 'marine', 'both']),
  state_province: optionalText,
  area_km2: optionalNumber,
  established: optionalNumber,
} as const

export const protectedAreasSelection = selectionRecipe({
  table: {
    name: 'protected-areas.csv',
    integrity: 'sha256:2b707a28bac53de410c46189f2c0b0e27a9838c177b67c682fc41d5544f837b2',
  },
  columns,
  withoutPlace: t(
    '{{count:area|areas}} of Mexico left out: the only points known derive from the World Database on Protected Areas, whose terms restrict redistribution.',
    '{{count:aire du Mexique écartée|aires du Mexique écartées}} : les seuls points connus proviennent de la Base de données mondiale sur les aires protégées, dont les conditions restreignent la redistribution.',
    '{{count:área de México excluida|áreas de México excluidas}}: los únicos puntos conocidos provienen de la Base de Datos Mundial sobre Áreas Protegidas, cuyos términos restringen la redistribución.',
  ),
  // The name in the language of the place, for those without one in the reader's.
  toName: ({ name_en, name_fr, name_es }) => name_es ?? name_en ?? name_fr,
  described: {
    id: 'protected-areas-selection',
    modified: '2026-11-27',
    group: 'terrestrial-ecosystems',
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
      'A selection of 189 areas, as points and not boundaries: a point may be a centroid, a visitor centre or a town. The size is known of 114 of them, the IUCN category of 3. Of Mexico’s 232 federal areas only 3 are here: 40 more were left out, because the only points known of them derive from the World Database on Protected Areas, whose terms restrict redistribution. Not to be counted, summed or compared by state or country.',
      'Une sélection de 189 aires, sous forme de points et non de limites : un point peut être un centroïde, un centre d’accueil ou une ville. La superficie est connue pour 114 d’entre elles, la catégorie de l’UICN pour 3. Sur les 232 aires fédérales du Mexique, 3 seulement figurent ici : 40 autres ont été écartées, car leurs seuls points connus proviennent de la Base de données mondiale sur les aires protégées, dont les conditions restreignent la redistribution. Ne pas dénombrer, additionner ni comparer par État ou pays.',
      'Una selección de 189 áreas, como puntos y no como límites: un punto puede ser un centroide, un centro de visitantes o un poblado. Se conoce la superficie de 114 y la categoría de la UICN de 3. De las 232 áreas federales de México solo hay 3: otras 40 se dejaron fuera, pues sus únicos puntos conocidos provienen de la Base de Datos Mundial sobre Áreas Protegidas, cuyos términos restringen la redistribución. No debe contarse, sumarse ni compararse por estado o país.',
    ),
    fields: [
      FIELDS.name_en,
      FIELDS.name_fr,
      FIELDS.name_es,
      {
        name: 'designation',
        type: 'string',
        title: t('Designation', 'Désignation', 'Designación'),
      },
      {
        name: 'iucn_category',
        type: 'string',
        title: t('IUCN category', 'Catégorie de l’UICN', 'Categoría de la UICN'),
      },
      { name: 'realm', type: 'string', title: t('Realm', 'Milieu', 'Medio'), codes: REALMS },
      { ...STATE_FIELD, codes: { ...STATE_CODES, ...toJointCodes(ACROSS_STATES) } },
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
    ],
    record: supplement({
      editions: [{ name: '2024', year: 2024 }],
      projects: [...provides('1'), ...uses('13', '14', '16')],
      comparability: [
        t(
          'A selection: numbers and areas by state or country say nothing of how much is protected there.',
          'Une sélection : les nombres et superficies par État ou pays ne disent rien de la part protégée.',
          'Una selección: los números y superficies por estado o país no dicen cuánto está protegido.',
        ),
      ],
      keywords: words(
        'parks, reserves, conservation, IUCN, biosphere reserves, marine protected areas',
        'parcs, réserves, conservation, UICN, réserves de biosphère, aires marines protégées',
        'parques, reservas, conservación, UICN, reservas de la biosfera, áreas marinas protegidas',
      ),
    }),
    provenance: {
      publisher: t(
        'Parks Canada; CONANP; U.S. National Park Service; others named by row',
        'Parcs Canada ; CONANP (Mexique) ; National Park Service (États-Unis) ; autres, nommés à chaque ligne',
        'Parques Canadá (Parks Canada); CONANP; Servicio de Parques Nacionales de Estados Unidos (NPS); otros, indicados en cada fila',
      ),
      dataset: t(
        'Points of protected areas transcribed from stored copies of public sources',
        'Points d’aires protégées transcrits de copies archivées de sources publiques',
        'Puntos de áreas protegidas transcritos de copias archivadas de fuentes públicas',
      ),
      edition: t(
        '2007 to 2026, by source',
        'De 2007 à 2026, selon la source',
        'De 2007 a 2026, según la fuente',
      ),
      date: '2024',
      licence: {
        name: t(
          'Mixed: facts transcribed from public sources, most of which state no licence; see the source of each row',
          'Mixte : faits transcrits de sources publiques, dont la plupart ne mentionnent aucune licence ; voir la source de chaque ligne',
          'Mixta: datos transcritos de fuentes públicas, la mayoría de las cuales no indica licencia; véase la fuente de cada fila',
        ),
        url: 'https://www.cec.org/north-american-environmental-atlas/',
      },
      citation: t(
        'Parks Canada; Comisión Nacional de Áreas Naturales Protegidas (CONANP); U.S. National Park Service; others. 2024. Selection of protected areas.',
        'Parcs Canada ; Comisión Nacional de Áreas Naturales Protegidas (CONANP) ; National Park Service des États-Unis ; autres. 2024. Sélection d’aires protégées.',
        'Parques Canadá (Parks Canada); Comisión Nacional de Áreas Naturales Protegidas (CONANP); Servicio de Parques Nacionales de Estados Unidos (NPS); otros. 2024. Selección de áreas protegidas.',
      ),
    },
    symbology: {
      kind: 'categories',
      field: 'realm',
      classes: [
        pointClass(
          'terrestrial',
          REALMS.terrestrial,
          ['terrestrial'],
          'hollow circle',
          '#5a9a1f',
          '#93cf4a',
        ),
        pointClass('both', REALMS.both, ['both'], 'star', '#5a9a1f', '#93cf4a'),
        pointClass('marine', REALMS.marine, ['marine'], 'hollow diamond', '#0066aa', '#74bdf2'),
      ],
      labels: {
        ...nameLabels(5),
        fields: { en: 'name_en', fr: 'name_fr', es: 'name_es' },
        fallback: 'name',
      },
    },
  },
})
