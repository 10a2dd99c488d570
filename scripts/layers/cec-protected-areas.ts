import { localize as t } from '../catalog/common.ts'
import { cecSource, cecVectorRecipe } from './shared/cec.ts'

const MEASURES = {
  protected: t('Protected area', 'Aire protégée', 'Área protegida'),
  oecm: t(
    'Other effective conservation measure',
    'Autre mesure de conservation efficace',
    'Otra medida eficaz de conservación',
  ),
} as const

/**
 * Protected areas of the three countries. The archive holds several shapefiles, of areas with IUCN
 * categories and of other effective conservation measures; their names tell them apart.
 */
export const cecProtectedAreas = cecVectorRecipe({
  id: 'cec-protected-areas',
  source: cecSource('cec-protected-areas'),
  pick: /IUCN|OECM|protected/i,
  geometryType: 'MultiPolygon',
  fields: [
    { name: 'PA_NAME', type: 'string', title: t('Name', 'Nom', 'Nombre') },
    {
      name: 'measure',
      type: 'string',
      title: t('Kind of measure', 'Type de mesure', 'Tipo de medida'),
      codes: MEASURES,
    },
    {
      name: 'TYPE_PA',
      type: 'string',
      title: t('Designation', 'Désignation', 'Designación'),
      optional: true,
    },
    {
      name: 'IUCN_CAT',
      type: 'string',
      title: t('IUCN category', 'Catégorie de l’UICN', 'Categoría de la UICN'),
      optional: true,
    },
    {
      name: 'MGMT_AGNCY',
      type: 'string',
      title: t('Managing agency', 'Organisme gestionnaire', 'Organismo gestor'),
      optional: true,
    },
    {
      name: 'STATE_PROV',
      type: 'string',
      title: t('State or province', 'État ou province', 'Estado o provincia'),
      optional: true,
    },
    { name: 'COUNTRY', type: 'string', title: t('Country', 'Pays', 'País'), optional: true },
  ],
  derive: ({ name }) => ({ measure: /OECM/i.test(name) ? 'oecm' : 'protected' }),
  countryField: 'COUNTRY',
  generalise: { kind: 'single', toleranceMeters: 250 },
  symbology: {
    kind: 'categories',
    field: 'measure',
    classes: [
      {
        id: 'protected',
        label: MEASURES.protected,
        values: ['protected'],
        symbol: {
          fill: { light: '#3d8f5f', dark: '#57b57f' },
          fillOpacity: 0.5,
          line: { light: '#22603c', dark: '#8fd8ae' },
          lineWidth: 0.6,
        },
      },
      {
        id: 'oecm',
        label: MEASURES.oecm,
        values: ['oecm'],
        symbol: {
          fill: { light: '#c28a2c', dark: '#dcae5c' },
          fillOpacity: 0.45,
          line: { light: '#855a12', dark: '#f0d199' },
          lineWidth: 0.6,
          lineDash: [3, 1.5],
        },
      },
    ],
    labels: {
      fields: { en: 'PA_NAME', fr: 'PA_NAME', es: 'PA_NAME' },
      color: { light: '#1f4a30', dark: '#cdeeda' },
      halo: { light: '#ffffff', dark: '#10181f' },
      size: 11,
      placement: 'area',
      minZoom: 5,
    },
  },
})
