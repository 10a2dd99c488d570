import { localize as t } from '../catalog/common.ts'
import { cecSource, cecVectorRecipe } from './shared/cec.ts'
import { KOPPEN_CLASSES, toKoppenClasses } from './shared/koppen.ts'

/** The CEC's own climate zones, in the colours of the scheme's authors. */
export const cecClimateZones = cecVectorRecipe({
  id: 'cec-climate-zones',
  source: cecSource('cec-climate-zones'),
  geometryType: 'MultiPolygon',
  fields: [
    {
      name: 'Code',
      type: 'string',
      title: t('Climate zone', 'Zone climatique', 'Zona climática'),
      codes: Object.fromEntries(
        Object.entries(KOPPEN_CLASSES).map(([zone, { title }]) => [zone, title]),
      ),
    },
    {
      name: 'Climate',
      type: 'string',
      title: t('Name, as the source has it', 'Nom, selon la source', 'Nombre, según la fuente'),
      optional: true,
    },
  ],
  isCoverage: true,
  generalise: { kind: 'shared', toleranceMeters: 250 },
  symbology: {
    kind: 'categories',
    field: 'Code',
    classes: toKoppenClasses(),
    other: {
      id: 'other',
      label: t('Another zone', 'Autre zone', 'Otra zona'),
      symbol: { fill: { light: '#b9b9b9', dark: '#6a6a6a' }, fillOpacity: 0.75 },
    },
    labels: {
      fields: { en: 'Code', fr: 'Code', es: 'Code' },
      color: { light: '#1f2a33', dark: '#ffffff' },
      halo: { light: '#ffffff', dark: '#10181f' },
      size: 12,
      placement: 'area',
      minZoom: 3,
    },
  },
})
