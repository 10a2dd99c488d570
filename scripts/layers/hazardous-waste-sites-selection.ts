import { z } from 'zod'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import { optionalNumber, optionalText, requiredText } from './shared/columns.ts'
import {
  COUNTRY_FIELD,
  MUNICIPALITY_FIELD,
  nameLabels,
  pointClass,
  STATE_FIELD,
} from './shared/points.ts'
import { selectionRecipe } from './shared/selection.ts'

const KINDS = {
  'superfund-npl': t(
    'National Priorities List (Superfund)',
    'Liste des priorités nationales (Superfund)',
    'Lista de Prioridades Nacionales (Superfund)',
  ),
  'contaminated-site': t('Contaminated site', 'Site contaminé', 'Sitio contaminado'),
  treatment: t('Waste treatment', 'Traitement des déchets', 'Tratamiento de residuos'),
  recycling: t('Waste recycling', 'Recyclage des déchets', 'Reciclaje de residuos'),
  disposal: t('Final disposal', 'Élimination finale', 'Disposición final'),
} as const

const columns = {
  name: requiredText,
  kind: z.enum(Object.keys(KINDS) as (keyof typeof KINDS)[]),
  municipality: optionalText,
  state_province: requiredText,
  status: optionalText,
  year: optionalNumber,
} as const

export const hazardousWasteSitesSelection = selectionRecipe({
  table: {
    name: 'hazardous-waste-sites.csv',
    integrity: 'sha256:d053fbb7e1657114f90373cbd89591d660d99e3ad947a15618aa3717b5a359fb',
  },
  columns,
  described: {
    id: 'hazardous-waste-sites-selection',
    modified: '2026-11-27',
    group: 'pollution-and-waste',
    title: t(
      'Hazardous Waste Sites: a selection',
      'Sites de déchets dangereux : une sélection',
      'Sitios de residuos peligrosos: una selección',
    ),
    abstract: t(
      'Sites where hazardous waste lies or is handled: Superfund sites of the United States, federal contaminated sites of Canada, and establishments in Mexico that treat, recycle or dispose of it.',
      'Des lieux où se trouvent ou se traitent des déchets dangereux : sites Superfund des États-Unis, sites contaminés fédéraux du Canada et établissements mexicains qui les traitent, les recyclent ou les éliminent.',
      'Lugares donde hay o se manejan residuos peligrosos: sitios Superfund de Estados Unidos, sitios contaminados federales de Canadá y establecimientos de México que los tratan, los reciclan o les dan disposición final.',
    ),
    limitations: t(
      'A selection: three sources that mean three different things. The data of the United States are as of late 2019; the kind of a Mexican establishment was read from its declared activity; the year means listing, record or report, by source. Not to be counted or compared between countries.',
      'Une sélection : trois sources qui désignent trois choses différentes. Les données des États-Unis datent de la fin de 2019 ; le type d’un établissement mexicain a été déduit de son activité déclarée ; l’année est celle de l’inscription, de la fiche ou de la déclaration, selon la source. Ne pas dénombrer ni comparer entre pays.',
      'Una selección: tres fuentes que significan tres cosas distintas. Los datos de Estados Unidos son de finales de 2019; el tipo de un establecimiento mexicano se dedujo de su actividad declarada; el año es el de inscripción, registro o reporte, según la fuente. No debe contarse ni compararse entre países.',
    ),
    fields: [
      { name: 'kind', type: 'string', title: t('Kind', 'Type', 'Tipo'), codes: KINDS },
      MUNICIPALITY_FIELD,
      STATE_FIELD,
      COUNTRY_FIELD,
      {
        name: 'status',
        type: 'string',
        title: t(
          'Status, as the source states it',
          'État, selon la source',
          'Estado, según la fuente',
        ),
      },
      {
        name: 'year',
        type: 'integer',
        title: t(
          'Year (its meaning differs by source)',
          'Année (le sens varie selon la source)',
          'Año (su significado varía según la fuente)',
        ),
      },
    ],
    record: supplement({
      editions: [{ name: '2013–2022', year: 2013, yearTo: 2022 }],
      projects: [...provides('8'), ...uses('1')],
      comparability: [
        t(
          'The three countries’ sources list different things: Superfund sites, federal contaminated sites, waste handlers. Their numbers must not be compared.',
          'Les sources des trois pays recensent des choses différentes : sites Superfund, sites contaminés fédéraux, gestionnaires de déchets. Leurs nombres ne doivent pas être comparés.',
          'Las fuentes de los tres países enumeran cosas distintas: sitios Superfund, sitios contaminados federales, gestores de residuos. Sus números no deben compararse.',
        ),
      ],
      keywords: words(
        'toxic waste, Superfund, contaminated sites, recycling, disposal, lead, mercury',
        'déchets toxiques, Superfund, sites contaminés, recyclage, élimination, plomb, mercure',
        'desechos tóxicos, Superfund, sitios contaminados, reciclaje, disposición, plomo, mercurio',
      ),
    }),
    provenance: {
      publisher: t(
        'U.S. Environmental Protection Agency; Treasury Board of Canada Secretariat; SEMARNAT; others named by row',
        'Environmental Protection Agency des États-Unis ; Secrétariat du Conseil du Trésor du Canada ; SEMARNAT ; autres, nommés à chaque ligne',
        'Agencia de Protección Ambiental de Estados Unidos (EPA); Secretaría de la Junta del Tesoro de Canadá; SEMARNAT; otros, indicados en cada fila',
      ),
      dataset: t(
        'National Priorities List; Federal Contaminated Sites Inventory; RETC: sites transcribed from stored copies',
        'National Priorities List ; Inventaire des sites contaminés fédéraux ; RETC : sites transcrits de copies archivées',
        'Lista de Prioridades Nacionales; Inventario Federal de Sitios Contaminados; RETC: sitios transcritos de copias archivadas',
      ),
      edition: t(
        '2013 to 2022, by source',
        'De 2013 à 2022, selon la source',
        'De 2013 a 2022, según la fuente',
      ),
      date: '2022',
      licence: {
        name: t(
          'Public registers; the copies read state no licence: check the publisher’s terms',
          'Registres publics ; les copies consultées ne mentionnent aucune licence : vérifiez les conditions de l’organisme',
          'Registros públicos; las copias consultadas no indican licencia: verifique las condiciones del organismo',
        ),
        url: 'https://www.cec.org/north-american-environmental-atlas/',
      },
      citation: t(
        'U.S. Environmental Protection Agency, National Priorities List (late 2019); Treasury Board of Canada Secretariat, Federal Contaminated Sites Inventory (2013–2016); SEMARNAT, Registro de Emisiones y Transferencia de Contaminantes (2022). Selection of sites.',
        'Environmental Protection Agency des États-Unis, National Priorities List (fin 2019) ; Secrétariat du Conseil du Trésor du Canada, Inventaire des sites contaminés fédéraux (2013–2016) ; SEMARNAT, Registro de Emisiones y Transferencia de Contaminantes (2022). Sélection de sites.',
        'Agencia de Protección Ambiental de Estados Unidos, Lista de Prioridades Nacionales (fines de 2019); Secretaría de la Junta del Tesoro de Canadá, Inventario Federal de Sitios Contaminados (2013-2016); SEMARNAT, Registro de Emisiones y Transferencia de Contaminantes (2022). Selección de sitios.',
      ),
    },
    symbology: {
      kind: 'categories',
      field: 'kind',
      classes: [
        pointClass(
          'superfund',
          KINDS['superfund-npl'],
          ['superfund-npl'],
          'square',
          '#4d2c00',
          '#ffeabf',
        ),
        pointClass(
          'contaminated',
          KINDS['contaminated-site'],
          ['contaminated-site'],
          'triangle',
          '#4d2c00',
          '#ffeabf',
        ),
        pointClass(
          'treatment',
          KINDS.treatment,
          ['treatment'],
          'hollow triangle',
          '#4d2c00',
          '#ffeabf',
        ),
        pointClass(
          'recycling',
          KINDS.recycling,
          ['recycling'],
          'hollow diamond',
          '#4d2c00',
          '#ffeabf',
        ),
        pointClass('disposal', KINDS.disposal, ['disposal'], 'cross', '#4d2c00', '#ffeabf'),
      ],
      labels: nameLabels(7),
    },
  },
})
