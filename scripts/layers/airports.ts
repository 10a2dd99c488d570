import { z } from 'zod'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import type { Recipe, Source } from '../pipeline/recipe.ts'
import {
  latitude,
  longitude,
  optionalNumber,
  optionalText,
  requiredText,
} from './shared/columns.ts'
import { toCurrentCode } from './shared/natural-earth-units.ts'
import {
  COUNTRY_FIELD,
  MUNICIPALITY_FIELD,
  NAME_FIELD,
  nameLabels,
  pointClass,
  STATE_FIELD,
  toPoints,
} from './shared/points.ts'
import { readCsv } from './shared/read-csv.ts'

const SOURCE: Source = {
  kind: 'npm',
  name: '@cyanheads/ourairports-mcp-server',
  version: '0.2.3',
  integrity:
    'sha512-xXtwbJzBTXyGwXQSlBnLNkEy0pvARwVaffx3s0HTFCskhyo51w8Mz9ZHsCy0KGJ/lbM4vrO0uc4suPnLqgDW1Q==',
  path: 'data/airports.csv',
}

const COUNTRIES: Readonly<Record<string, string>> = { CA: 'CAN', MX: 'MEX', US: 'USA' }

const TYPES = {
  large_airport: t('Large airport', 'Grand aéroport', 'Aeropuerto grande'),
  medium_airport: t('Medium airport', 'Aéroport moyen', 'Aeropuerto mediano'),
} as const

const METERS_PER_FOOT = 0.3048

const row = z.object({
  ident: requiredText,
  type: z.string(),
  name: requiredText,
  latitude_deg: latitude,
  longitude_deg: longitude,
  elevation_ft: optionalNumber,
  iso_country: z.string(),
  iso_region: z.string(),
  municipality: optionalText,
  scheduled_service: z.enum(['yes', 'no']),
  icao_code: optionalText,
  iata_code: optionalText,
})

export const airports: Recipe = {
  id: 'airports',
  group: 'reference',
  state: 'bundled',
  modified: '2026-11-27',
  record: supplement({
    editions: [{ name: '2026', year: 2026 }],
    projects: [...provides('1'), ...uses('6A')],
    keywords: words(
      'aviation, transport, air traffic, aerodromes, IATA, ICAO',
      'aviation, transport, trafic aérien, aérodromes, IATA, OACI',
      'aviación, transporte, tráfico aéreo, aeródromos, IATA, OACI',
    ),
  }),
  title: t('Airports', 'Aéroports', 'Aeropuertos'),
  abstract: t(
    'Large and medium airports of Canada, Mexico and the United States, with their codes, height above the sea and whether scheduled flights serve them.',
    'Les grands et moyens aéroports du Canada, du Mexique et des États-Unis, avec leurs codes, leur altitude et la présence de vols réguliers.',
    'Los aeropuertos grandes y medianos de Canadá, Estados Unidos y México, con sus códigos, altitud y si tienen vuelos regulares.',
  ),
  limitations: t(
    'Kept up by volunteers, small airports and heliports left out. Not for navigation.',
    'Tenue à jour par des bénévoles ; les petits aéroports et les héliports sont exclus. Ne convient pas à la navigation.',
    'Mantenida por voluntarios; se excluyen los aeropuertos pequeños y helipuertos. No sirve para navegar.',
  ),
  geometryType: 'Point',
  fields: [
    NAME_FIELD,
    { name: 'type', type: 'string', title: t('Size', 'Taille', 'Tamaño'), codes: TYPES },
    { name: 'iata', type: 'string', title: t('IATA code', 'Code IATA', 'Código IATA') },
    { name: 'icao', type: 'string', title: t('ICAO code', 'Code OACI', 'Código OACI') },
    {
      name: 'scheduled',
      type: 'boolean',
      title: t('Scheduled flights', 'Vols réguliers', 'Vuelos regulares'),
    },
    {
      name: 'elevation_m',
      type: 'double',
      unit: 'm',
      title: t('Elevation', 'Altitude', 'Altitud'),
    },
    MUNICIPALITY_FIELD,
    STATE_FIELD,
    COUNTRY_FIELD,
  ],
  countryField: 'country',
  sources: [SOURCE],
  provenance: {
    publisher: 'OurAirports',
    dataset: 'OurAirports airports.csv',
    edition: t(
      'Extract in version 0.2.3 of the package that carries it',
      'Extrait contenu dans la version 0.2.3 du paquet qui le distribue',
      'Extracto incluido en la versión 0.2.3 del paquete que lo distribuye',
    ),
    date: '2026',
    licence: {
      name: t('Public domain', 'Domaine public', 'Dominio público'),
      url: 'https://ourairports.com/data/',
    },
    citation: 'OurAirports. 2026. Open data downloads: airports. https://ourairports.com/data/',
  },
  symbology: {
    kind: 'categories',
    field: 'type',
    classes: [
      {
        ...pointClass(
          'large',
          TYPES.large_airport,
          ['large_airport'],
          'cross',
          '#3d4f8a',
          '#a9b8f0',
        ),
      },
      {
        ...pointClass(
          'medium',
          TYPES.medium_airport,
          ['medium_airport'],
          'cross',
          '#7d8cc0',
          '#7686c4',
        ),
        minZoom: 3,
      },
    ],
    labels: nameLabels(6),
  },
  async build(context) {
    const rows = readCsv(await context.read(SOURCE), row)
    const kept = rows.filter(({ type, iso_country }) => type in TYPES && iso_country in COUNTRIES)
    context.log.add(
      {
        en: 'Of {{all}} places of the world, the {{kept}} large and medium airports of the three countries were taken; feet were converted to metres, to a tenth.',
        fr: 'Des {{all}} lieux du monde, les {{kept}} grands et moyens aéroports des trois pays ont été retenus ; les pieds ont été convertis en mètres, au dixième.',
        es: 'De los {{all}} lugares del mundo se tomaron los {{kept}} aeropuertos grandes y medianos de los tres países; los pies se convirtieron a metros, con un decimal.',
      },
      { all: rows.length, kept: kept.length },
    )
    return {
      features: toPoints(
        context,
        kept.map((airport) => ({
          lon: airport.longitude_deg,
          lat: airport.latitude_deg,
          properties: {
            [KEY_COLUMN]: airport.ident,
            name: airport.name,
            type: airport.type,
            iata: airport.iata_code,
            icao: airport.icao_code,
            scheduled: airport.scheduled_service === 'yes',
            elevation_m:
              airport.elevation_ft === null
                ? null
                : Math.round(airport.elevation_ft * METERS_PER_FOOT * 10) / 10,
            municipality: airport.municipality,
            state_province: toCurrentCode(airport.iso_region),
            country: COUNTRIES[airport.iso_country]!,
          },
        })),
      ),
    }
  },
}
