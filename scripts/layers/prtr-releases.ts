import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import { PRTR_COMPARABILITY } from '../catalog/published-pressures.ts'
import { Tally } from '../pipeline/geometry.ts'
import type { BuildContext, Recipe, Source } from '../pipeline/recipe.ts'
import { readNpri } from './prtr/read-npri.ts'
import { readRetc } from './prtr/read-retc.ts'
import { readTri } from './prtr/read-tri.ts'
import type { Register, Release } from './prtr/release.ts'
import { SECTOR_TITLES, toSector } from './prtr/sectors.ts'
import {
  COUNTRY_FIELD,
  type LocatedRow,
  MUNICIPALITY_FIELD,
  nameLabels,
  pointClass,
  STATE_FIELD,
  toPoints,
} from './shared/points.ts'

/** One year for all three, since programmes and substances change from year to year. */
const YEAR = 2022

const NPRI_FOLDER =
  '/substances/plansreports/reporting-facilities-pollutant-release-and-transfer-data/bulk-data-files-for-all-years-releases-disposals-transfers-and-facility-locations/'

const npri = (file: string): string =>
  `https://data-donnees.az.ec.gc.ca/api/file?path=${encodeURIComponent(NPRI_FOLDER + file)}`

const SOURCES = {
  tri: {
    kind: 'https',
    url: `https://data.epa.gov/efservice/downloads/tri/mv_tri_basic_download/${YEAR}_US/csv`,
    key: 'prtr-releases.tri',
  },
  npriReleases: {
    kind: 'https',
    url: npri('NPRI-INRP_ReleasesRejets_1993-present.csv'),
    key: 'prtr-releases.npri-releases',
  },
  npriPlaces: {
    kind: 'https',
    url: npri('NPRI-INRP_GeolocationsGeolocalisation_1993-present.csv'),
    key: 'prtr-releases.npri-places',
  },
  retcEstablishments: {
    kind: 'asked',
    key: 'prtr-releases.retc-establishments',
    what: `the establishments (emisoras) of RETC for ${YEAR}, as text parted by tabs`,
  },
  retcEmissions: {
    kind: 'asked',
    key: 'prtr-releases.retc-emissions',
    what: `the emissions (emisiones) of RETC for ${YEAR}, as text parted by tabs`,
  },
} as const satisfies Record<string, Source>

const REGISTERS = {
  NPRI: t('NPRI (Canada)', 'INRP (Canada)', 'NPRI (Canadá)'),
  RETC: t('RETC (Mexico)', 'RETC (Mexique)', 'RETC (México)'),
  TRI: t('TRI (United States)', 'TRI (États-Unis)', 'TRI (Estados Unidos)'),
} as const

const NOTES = {
  tri: t(
    'TRI: {{forms}} forms, of which {{formsA}} Forms A without quantities left out; {{unequal}} forms whose media do not add up to their own total on site stay as they are.',
    'TRI : {{forms}} formulaires, dont {{formsA}} formulaires A sans quantité écartés ; {{unequal}} formulaires dont les milieux ne totalisent pas leur propre total sur place restent inchangés.',
    'TRI: {{forms}} formularios, de los que {{formsA}} formularios A sin cantidades se dejaron fuera; {{unequal}} formularios cuyos medios no suman su propio total en sitio quedan como están.',
  ),
  npri: t(
    'NPRI: {{otherYears}} rows of other years and {{unknown}} of no known group or quantity left out; {{added}} rows added to others of the same facility, substance and medium.',
    'INRP : {{otherYears}} lignes d’autres années et {{unknown}} sans groupe ou quantité connus écartées ; {{added}} lignes ajoutées à d’autres du même établissement, de la même substance et du même milieu.',
    'NPRI: {{otherYears}} filas de otros años y {{unknown}} sin grupo o cantidad conocidos se dejaron fuera; {{added}} filas se sumaron a otras del mismo establecimiento, sustancia y medio.',
  ),
  units: t(
    '{{register}}: quantities converted to kilograms from {{units}}; {{rounded}} of them rounded to six significant figures, {{unknown}} in an unknown unit left out.',
    '{{register}} : quantités converties en kilogrammes à partir de {{units}} ; {{rounded}} arrondies à six chiffres significatifs, {{unknown}} d’unité inconnue écartées.',
    '{{register}}: cantidades convertidas a kilogramos desde {{units}}; {{rounded}} de ellas redondeadas a seis cifras significativas, {{unknown}} de unidad desconocida excluidas.',
  ),
  places: t(
    '{{register}}: places that could not be read {{unreadable}}, at longitude and latitude 0 {{zero}}, outside the country {{foreign}}: left out, not mended; facilities with releases but without a place {{without}}.',
    '{{register}} : emplacements illisibles {{unreadable}}, à la longitude et à la latitude 0 {{zero}}, hors du pays {{foreign}} : écartés, non corrigés ; établissements avec rejets mais sans emplacement {{without}}.',
    '{{register}}: ubicaciones ilegibles {{unreadable}}, en longitud y latitud 0 {{zero}}, fuera del país {{foreign}}: excluidas, no corregidas; establecimientos con emisiones pero sin ubicación {{without}}.',
  ),
}

/** Readings of the three registers, each with what it counted on the way. */
const REGISTER_READERS: Readonly<
  Record<Register, (context: BuildContext, tally: Tally) => Promise<AsyncIterable<Release>>>
> = {
  NPRI: async ({ locate }, tally) =>
    readNpri(
      { releases: await locate(SOURCES.npriReleases), places: await locate(SOURCES.npriPlaces) },
      YEAR,
      tally,
    ),
  RETC: async ({ locate }, tally) =>
    readRetc(
      {
        establishments: await locate(SOURCES.retcEstablishments),
        emissions: await locate(SOURCES.retcEmissions),
      },
      YEAR,
      tally,
    ),
  TRI: async ({ locate }, tally) => readTri(await locate(SOURCES.tri), tally),
}

export const prtrReleases: Recipe = {
  id: 'prtr-releases',
  group: 'pollution-and-waste',
  state: 'available',
  modified: '2026-11-23',
  record: supplement({
    scaleDenominator: undefined,
    editions: [{ name: '2022', year: 2022 }],
    projects: [...provides('12'), ...uses('1', '4', '8', '9')],
    comparability: [
      PRTR_COMPARABILITY,
      t(
        'Quantities stand in one unit, but not for one thing: a register’s thresholds, sectors and substances decide what is in it, and toxic equivalents of dioxins are no mass.',
        'Les quantités sont dans une même unité, mais ne désignent pas une même chose : les seuils, secteurs et substances de chaque registre déterminent ce qu’il contient, et les équivalents toxiques des dioxines ne sont pas une masse.',
        'Las cantidades están en una misma unidad, pero no significan lo mismo: los umbrales, sectores y sustancias de cada registro deciden qué contiene, y los equivalentes tóxicos de dioxinas no son masa.',
      ),
    ],
    recipe:
      'npm run layers -- build prtr-releases --from prtr-releases.retc-establishments=<file> --from prtr-releases.retc-emissions=<file>',
    keywords: words(
      'pollutants, toxic releases, mercury, lead, dioxins, industry, emissions, NPRI, RETC, TRI, Taking Stock',
      'polluants, rejets toxiques, mercure, plomb, dioxines, industrie, émissions, INRP, RETC, TRI, À l’heure des comptes',
      'contaminantes, emisiones tóxicas, mercurio, plomo, dioxinas, industria, emisiones, NPRI, RETC, TRI, En balance',
    ),
  }),
  title: t(
    `Releases by the Pollutant Registers, ${YEAR}`,
    `Rejets selon les registres de polluants, ${YEAR}`,
    `Emisiones según los registros de contaminantes, ${YEAR}`,
  ),
  abstract: t(
    'What facilities of the three countries reported to have released on their sites into air, water and land, from the full registers NPRI, RETC and TRI in one form: facility, register, sector, substance, medium, kilograms, year.',
    'Ce que les établissements des trois pays ont déclaré avoir rejeté sur place dans l’air, l’eau et le sol, d’après les registres complets INRP, RETC et TRI sous une même forme : établissement, registre, secteur, substance, milieu, kilogrammes, année.',
    'Lo que los establecimientos de los tres países reportaron haber emitido en sitio al aire, al agua y al suelo, según los registros completos NPRI, RETC y TRI en una misma forma: establecimiento, registro, sector, sustancia, medio, kilogramos, año.',
  ),
  limitations: t(
    'One form does not make one meaning: who must report, which substances and from which amount on differ by country. Do not sum or rank across registers. Toxic equivalents of dioxins (basis “teq”) are no mass. Quantities are the facilities’ own; some are gross errors. Transfers and disposals are not in it.',
    'Une même forme ne fait pas un même sens : qui doit déclarer, quelles substances et à partir de quelle quantité varient selon le pays. Ne pas additionner ni classer d’un registre à l’autre. Les équivalents toxiques des dioxines (base « teq ») ne sont pas une masse. Les quantités sont celles des établissements ; certaines sont des erreurs manifestes. Les transferts et éliminations n’y figurent pas.',
    'Una misma forma no da un mismo significado: quién debe reportar, qué sustancias y desde qué cantidad difieren por país. No se deben sumar ni ordenar entre registros. Los equivalentes tóxicos de dioxinas (base “teq”) no son masa. Las cantidades son de los propios establecimientos; algunas son errores evidentes. No incluye transferencias ni disposición.',
  ),
  geometryType: 'Point',
  fields: [
    {
      name: 'facility',
      type: 'string',
      title: t('Facility', 'Établissement', 'Establecimiento'),
    },
    {
      name: 'facility_id',
      type: 'string',
      title: t('Number in the register', 'Numéro au registre', 'Número en el registro'),
    },
    {
      name: 'register',
      type: 'string',
      title: t('Register', 'Registre', 'Registro'),
      codes: REGISTERS,
    },
    {
      name: 'sector',
      type: 'string',
      title: t('Sector (NAICS)', 'Secteur (SCIAN)', 'Sector (SCIAN)'),
      codes: SECTOR_TITLES,
    },
    {
      name: 'naics',
      type: 'string',
      title: t('Industry (NAICS code)', 'Secteur (code SCIAN)', 'Rama (código SCIAN)'),
    },
    {
      name: 'substance',
      type: 'string',
      title: t(
        'Substance, as the register names it',
        'Substance, selon le registre',
        'Sustancia, según el registro',
      ),
    },
    {
      name: 'cas',
      type: 'string',
      title: t('CAS number', 'Numéro CAS', 'Número CAS'),
    },
    {
      name: 'medium',
      type: 'string',
      title: t('Released to', 'Milieu récepteur', 'Medio receptor'),
      codes: {
        air: t('Air', 'Air', 'Aire'),
        water: t('Water', 'Eau', 'Agua'),
        land: t('Land', 'Sol', 'Suelo'),
        underground: t('Underground', 'Sous-sol', 'Subsuelo'),
        total: t('Not parted, or none', 'Non réparti ou aucun', 'Sin desglosar o ninguno'),
      },
    },
    { name: 'kg', type: 'double', unit: 'kg', title: t('Quantity', 'Quantité', 'Cantidad') },
    {
      name: 'basis',
      type: 'string',
      title: t('Basis of the quantity', 'Base de la quantité', 'Base de la cantidad'),
      codes: {
        mass: t('Mass', 'Masse', 'Masa'),
        teq: t('Toxic equivalents', 'Équivalents toxiques', 'Equivalentes tóxicos'),
      },
    },
    {
      name: 'year',
      type: 'integer',
      title: t('Reporting year', 'Année de déclaration', 'Año de reporte'),
    },
    MUNICIPALITY_FIELD,
    STATE_FIELD,
    COUNTRY_FIELD,
  ],
  countryField: 'country',
  sources: Object.values(SOURCES),
  provenance: {
    publisher: t(
      'Environment and Climate Change Canada; SEMARNAT; U.S. Environmental Protection Agency',
      'Environnement et Changement climatique Canada ; SEMARNAT ; Environmental Protection Agency des États-Unis',
      'Ministerio de Medio Ambiente y Cambio Climático de Canadá (ECCC); SEMARNAT; Agencia de Protección Ambiental de Estados Unidos (EPA)',
    ),
    dataset: t(
      'National Pollutant Release Inventory; RETC; Toxics Release Inventory basic data file',
      'Inventaire national des rejets de polluants ; RETC ; fichier de données de base du Toxics Release Inventory',
      'Inventario Nacional de Emisiones de Contaminantes (NPRI); RETC; archivo de datos básicos del Inventario de Emisiones Tóxicas (TRI)',
    ),
    edition: String(YEAR),
    date: String(YEAR),
    licence: {
      name: t(
        'Public registers; see the terms of each publisher (Canada: Open Government Licence)',
        'Registres publics ; voir les conditions de chaque organisme (Canada : Licence du gouvernement ouvert)',
        'Registros públicos; véanse las condiciones de cada organismo (Canadá: Licencia de Gobierno Abierto)',
      ),
      url: 'https://open.canada.ca/en/open-government-licence-canada',
    },
    citation: `Environment and Climate Change Canada, National Pollutant Release Inventory; SEMARNAT, Registro de Emisiones y Transferencia de Contaminantes; U.S. Environmental Protection Agency, Toxics Release Inventory. Releases of ${YEAR}.`,
  },
  symbology: {
    kind: 'categories',
    field: 'register',
    classes: [
      pointClass('npri', REGISTERS.NPRI, ['NPRI'], 'square', '#aa3377', '#dd88bb'),
      pointClass('retc', REGISTERS.RETC, ['RETC'], 'triangle', '#228833', '#77cc88'),
      pointClass('tri', REGISTERS.TRI, ['TRI'], 'circle', '#4477aa', '#88bbee'),
    ],
    labels: { ...nameLabels(8), fields: { en: 'facility', fr: 'facility', es: 'facility' } },
  },
  async build(context) {
    const rows: LocatedRow[] = []
    for (const [register, read] of Object.entries(REGISTER_READERS)) {
      const tally = new Tally()
      for await (const release of await read(context, tally)) rows.push(toReleaseRow(release))
      noteRegister(context, register as Register, tally)
    }
    return { features: toPoints(context, rows) }
  },
}

/** A release with the fields of the layer. */
export function toReleaseRow(release: Release): LocatedRow {
  const { lon, lat, facilityId, stateProvince, naics } = release
  return {
    lon,
    lat,
    properties: {
      facility: release.facility,
      facility_id: facilityId,
      register: release.register,
      sector: toSector(naics),
      naics,
      substance: release.substance,
      cas: release.cas,
      medium: release.medium,
      kg: release.kg,
      basis: release.basis,
      year: release.year,
      municipality: release.municipality,
      state_province: stateProvince,
      country: release.country,
    },
  }
}

function noteRegister({ log }: BuildContext, register: Register, tally: Tally): void {
  if (register === 'TRI') {
    log.add(NOTES.tri, {
      forms: tally.get('forms'),
      formsA: tally.get('formsA'),
      unequal: tally.get('unequalTotals'),
    })
  }
  if (register === 'NPRI') {
    log.add(NOTES.npri, {
      otherYears: tally.get('otherYears'),
      unknown: tally.get('unknownGroups'),
      added: tally.get('addedRows'),
    })
  }
  const units = tally
    .names()
    .filter((name) => name.startsWith('unit '))
    .map((name) => `${name.slice(5)} (${tally.get(name)})`)
  log.add(NOTES.units, {
    register,
    units: units.join(', ') || '–',
    rounded: tally.get('rounded'),
    unknown: tally.get('unknownUnits'),
  })
  log.add(NOTES.places, {
    register,
    unreadable: tally.get('unreadablePlaces'),
    zero: tally.get('zeroPlaces'),
    foreign: tally.get('foreignPlaces'),
    without: tally.get('facilitiesWithoutPlace'),
  })
}
