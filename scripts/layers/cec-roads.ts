import { localize as t } from '../catalog/common.ts'
import { cecVectorRecipe } from './shared/cec.ts'

const TYPES = {
  P: t('Primary road', 'Route principale', 'Carretera principal'),
  S: t('Secondary road', 'Route secondaire', 'Carretera secundaria'),
  F: t('Ferry route', 'Liaison par traversier', 'Ruta de transbordador'),
} as const

/**
 * The main roads of the continent, from the CEC's feature service: no address of a shapefile is known.
 * Whoever has one names it with `--from cec-roads=…`.
 */
export const cecRoads = cecVectorRecipe({
  id: 'cec-roads',
  source: {
    kind: 'features',
    url: 'https://services7.arcgis.com/oF9CDB4lUYF7Um9q/ArcGIS/rest/services/North_America_Roads_2020/FeatureServer/8',
    key: 'cec-roads',
  },
  geometryType: 'MultiLineString',
  fields: [
    { name: 'Type', type: 'string', title: t('Class', 'Catégorie', 'Clase'), codes: TYPES },
    {
      name: 'Name_Code',
      type: 'string',
      title: t('Name or number', 'Nom ou numéro', 'Nombre o número'),
      optional: true,
    },
    { name: 'Country', type: 'string', title: t('Country', 'Pays', 'País'), optional: true },
    {
      name: 'LengthKm',
      type: 'double',
      unit: 'km',
      title: t('Length', 'Longueur', 'Longitud'),
      optional: true,
    },
  ],
  countryField: 'Country',
  generalise: { kind: 'shared', toleranceMeters: 250 },
  symbology: {
    kind: 'categories',
    field: 'Type',
    classes: [
      {
        id: 'primary',
        label: TYPES.P,
        values: ['P'],
        symbol: {
          line: { light: '#a3402f', dark: '#e39a86' },
          lineWidth: [
            [2, 0.7],
            [6, 2],
          ],
        },
      },
      {
        id: 'secondary',
        label: TYPES.S,
        values: ['S'],
        minZoom: 3,
        symbol: {
          line: { light: '#8a7f73', dark: '#8f867b' },
          lineWidth: [
            [3, 0.4],
            [6, 1.2],
          ],
        },
      },
      {
        id: 'ferry',
        label: TYPES.F,
        values: ['F'],
        minZoom: 3,
        symbol: {
          line: { light: '#1d5fa8', dark: '#8fc1f2' },
          lineWidth: [
            [3, 0.6],
            [6, 1.4],
          ],
          lineDash: [3, 2],
        },
      },
    ],
    labels: {
      fields: { en: 'Name_Code', fr: 'Name_Code', es: 'Name_Code' },
      color: { light: '#5f4a3f', dark: '#d9cfc3' },
      halo: { light: '#ffffff', dark: '#10181f' },
      size: 10,
      placement: 'line',
      minZoom: 5,
    },
  },
})
