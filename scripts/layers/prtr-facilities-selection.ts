import { z } from 'zod'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import { PRTR_COMPARABILITY } from '../catalog/published-pressures.ts'
import { SUBSTANCE_NAMES, SUBSTANCES } from './prtr/substances.ts'
import { optionalNumber, optionalText, requiredText } from './shared/columns.ts'
import {
  COUNTRY_FIELD,
  MUNICIPALITY_FIELD,
  nameLabels,
  pointClass,
  STATE_FIELD,
} from './shared/points.ts'
import { selectionRecipe } from './shared/selection.ts'

const columns = {
  register: z.enum(['TRI', 'NPRI', 'RETC']),
  facility_id: optionalText,
  name: requiredText,
  municipality: optionalText,
  state_province: requiredText,
  naics: optionalText,
  year: optionalNumber,
  substance: z.enum(['', ...SUBSTANCE_NAMES]).transform((name) => name || null),
  release_kg: optionalNumber,
  medium: z.enum(['', 'air', 'water', 'land', 'total']).transform((text) => text || null),
} as const

export const prtrFacilitiesSelection = selectionRecipe({
  table: {
    name: 'prtr-facilities.csv',
    integrity: 'sha256:4d7e2472537513d561500a7cea80aadcc5a9deaa08787a82d2ccc7a960f1c204',
  },
  columns,
  described: {
    id: 'prtr-facilities-selection',
    modified: '2026-11-28',
    group: 'pollution-and-waste',
    title: t(
      'PRTR Reporting Facilities: a selection',
      'Établissements déclarants des RRTP : une sélection',
      'Establecimientos que reportan al RETC: una selección',
    ),
    abstract: t(
      'About three hundred facilities of the pollutant registers of Canada (NPRI), Mexico (RETC) and the United States (TRI), each with one substance that it reported: an example of what the registers hold, from mercury and lead to carbon dioxide.',
      'Quelque trois cents établissements des registres de polluants du Canada (INRP), du Mexique (RETC) et des États-Unis (TRI), chacun avec une substance déclarée : un exemple de ce que contiennent les registres, du mercure et du plomb au dioxyde de carbone.',
      'Unos trescientos establecimientos de los registros de contaminantes de Canadá (NPRI), México (RETC) y Estados Unidos (TRI), cada uno con una sustancia que reportó: un ejemplo de lo que contienen los registros, del mercurio y el plomo al dióxido de carbono.',
    ),
    limitations: t(
      'A selection, uneven in space: most states have none. A quantity is one substance of one facility in one year, never the facility’s total, and 72 quantities of the NPRI name no substance. Do not sum, rank or compare by facility, state or country. French and Spanish names of substances are the Atlas’s own translations.',
      'Une sélection, inégale dans l’espace : la plupart des États n’ont aucun point. Une quantité correspond à une seule substance d’un établissement pour une année, jamais à son total, et 72 quantités de l’INRP ne nomment pas la substance. Ne pas additionner, classer ni comparer par établissement, État ou pays. Les noms français et espagnols des substances ont été traduits pour l’Atlas.',
      'Una selección, desigual en el espacio: la mayoría de los estados no tienen ninguno. Una cantidad es una sustancia de un establecimiento en un año, nunca su total, y 72 cantidades del NPRI no nombran la sustancia. No sume, ordene ni compare por establecimiento, estado o país. Los nombres de las sustancias en francés y en español son traducciones hechas para el Atlas.',
    ),
    fields: [
      {
        name: 'register',
        type: 'string',
        title: t('Register', 'Registre', 'Registro'),
        codes: {
          NPRI: t(
            'National Pollutant Release Inventory (Canada)',
            'Inventaire national des rejets de polluants (Canada)',
            'Inventario Nacional de Emisiones de Contaminantes (Canadá)',
          ),
          RETC: t(
            'Pollutant Release and Transfer Register (Mexico)',
            'Registre des rejets et des transferts de polluants (Mexique)',
            'Registro de Emisiones y Transferencia de Contaminantes (México)',
          ),
          TRI: t(
            'Toxics Release Inventory (United States)',
            'Inventaire des rejets toxiques (États-Unis)',
            'Inventario de Emisiones Tóxicas (Estados Unidos)',
          ),
        },
      },
      {
        name: 'facility_id',
        type: 'string',
        title: t('Number in the register', 'Numéro au registre', 'Número en el registro'),
      },
      MUNICIPALITY_FIELD,
      STATE_FIELD,
      COUNTRY_FIELD,
      {
        name: 'naics',
        type: 'string',
        title: t('Industry (NAICS code)', 'Secteur (code SCIAN)', 'Sector (código SCIAN)'),
      },
      {
        name: 'year',
        type: 'integer',
        title: t('Reporting year', 'Année de déclaration', 'Año de reporte'),
      },
      {
        name: 'substance',
        type: 'string',
        title: t('Substance', 'Substance', 'Sustancia'),
        codes: SUBSTANCES,
        codesAreOpen: true,
      },
      {
        name: 'release_kg',
        type: 'double',
        unit: 'kg',
        title: t(
          'Release of this one substance',
          'Rejet de cette seule substance',
          'Emisión de esta única sustancia',
        ),
      },
      {
        name: 'medium',
        type: 'string',
        title: t('Released to', 'Milieu récepteur', 'Medio receptor'),
        codes: {
          air: t('Air', 'Air', 'Aire'),
          water: t('Water', 'Eau', 'Agua'),
          land: t('Land', 'Sol', 'Suelo'),
          total: t('Several', 'Plusieurs', 'Varios'),
        },
      },
    ],
    record: supplement({
      editions: [{ name: '2013–2024', year: 2013, yearTo: 2024 }],
      projects: [...provides('12'), ...uses('1', '4', '8', '9')],
      comparability: [PRTR_COMPARABILITY],
      keywords: words(
        'pollutants, toxic releases, mercury, lead, industry, emissions, NPRI, RETC, TRI, Taking Stock',
        'polluants, rejets toxiques, mercure, plomb, industrie, émissions, INRP, RETC, TRI, À l’heure des comptes',
        'contaminantes, emisiones tóxicas, mercurio, plomo, industria, emisiones, NPRI, RETC, TRI, En balance',
      ),
    }),
    provenance: {
      publisher: t(
        'Environment and Climate Change Canada; SEMARNAT; U.S. Environmental Protection Agency',
        'Environnement et Changement climatique Canada ; SEMARNAT ; Environmental Protection Agency des États-Unis',
        'Ministerio de Medio Ambiente y Cambio Climático de Canadá (ECCC); SEMARNAT; Agencia de Protección Ambiental de Estados Unidos (EPA)',
      ),
      dataset: t(
        'NPRI, RETC and TRI: facilities transcribed from stored copies of the registers',
        'INRP, RETC et TRI : établissements transcrits de copies archivées des registres',
        'NPRI, RETC y TRI: establecimientos transcritos de copias archivadas de los registros',
      ),
      edition: t(
        '2013 to 2024, by facility',
        'De 2013 à 2024, selon l’établissement',
        'De 2013 a 2024, según el establecimiento',
      ),
      date: '2024',
      licence: {
        name: t(
          'Public registers; the copies read state no licence: check the publisher’s terms',
          'Registres publics ; les copies consultées ne mentionnent aucune licence : vérifiez les conditions de l’organisme',
          'Registros públicos; las copias consultadas no indican licencia: verifique las condiciones del organismo',
        ),
        url: 'https://www.cec.org/north-american-environmental-atlas/',
      },
      citation: t(
        'Environment and Climate Change Canada, National Pollutant Release Inventory; SEMARNAT, Registro de Emisiones y Transferencia de Contaminantes; U.S. Environmental Protection Agency, Toxics Release Inventory. Selection of facilities, 2013–2024.',
        'Environnement et Changement climatique Canada, Inventaire national des rejets de polluants ; SEMARNAT, Registro de Emisiones y Transferencia de Contaminantes ; Environmental Protection Agency des États-Unis, Toxics Release Inventory. Sélection d’établissements, 2013–2024.',
        'Ministerio de Medio Ambiente y Cambio Climático de Canadá, Inventario Nacional de Emisiones de Contaminantes (NPRI); SEMARNAT, Registro de Emisiones y Transferencia de Contaminantes (RETC); Agencia de Protección Ambiental de Estados Unidos, Inventario de Emisiones Tóxicas (TRI). Selección de establecimientos, 2013-2024.',
      ),
    },
    symbology: {
      kind: 'categories',
      field: 'register',
      classes: [
        pointClass(
          'npri',
          t('Canada: NPRI', 'Canada : INRP', 'Canadá: NPRI'),
          ['NPRI'],
          'square',
          '#aa3377',
          '#dd88bb',
        ),
        pointClass(
          'retc',
          t('Mexico: RETC', 'Mexique : RETC', 'México: RETC'),
          ['RETC'],
          'triangle',
          '#aa3377',
          '#dd88bb',
        ),
        pointClass(
          'tri',
          t('United States: TRI', 'États-Unis : TRI', 'Estados Unidos: TRI'),
          ['TRI'],
          'hollow square',
          '#aa3377',
          '#dd88bb',
        ),
      ],
      labels: nameLabels(7),
    },
  },
})
