import { localize as t } from '../catalog/common.ts'
import { cecSource, cecVectorRecipe } from './shared/cec.ts'

/** The seas that basins drain to, as the file names them, with the colours of this layer's legend. */
const SEAS = [
  [
    'arctic',
    'Arctic Ocean',
    t('Arctic Ocean', 'Océan Arctique', 'Océano Ártico'),
    '#9fb8d8',
    '#44618a',
  ],
  [
    'atlantic',
    'Atlantic Ocean',
    t('Atlantic Ocean', 'Océan Atlantique', 'Océano Atlántico'),
    '#88ccaa',
    '#2f7558',
  ],
  [
    'gulf',
    'Gulf of Mexico',
    t('Gulf of Mexico', 'Golfe du Mexique', 'Golfo de México'),
    '#e6c17a',
    '#8a6a24',
  ],
  [
    'hudson',
    'Hudson Bay',
    t('Hudson Bay', 'Baie d’Hudson', 'Bahía de Hudson'),
    '#c9a0c8',
    '#77487a',
  ],
  [
    'pacific',
    'Pacific Ocean',
    t('Pacific Ocean', 'Océan Pacifique', 'Océano Pacífico'),
    '#e8a08a',
    '#93503c',
  ],
] as const

const line = { light: '#5b7286', dark: '#a9bdcc' }

const level = (n: 1 | 2 | 3 | 4) => ({
  name: `NAW${n}_EN`,
  type: 'string' as const,
  title: t(
    `Name at level ${n}, in English`,
    `Nom au niveau ${n}, en anglais`,
    `Nombre en el nivel ${n}, en inglés`,
  ),
})

/** The basins of the continent at four nested levels, one feature for each of the finest. */
export const cecWatersheds = cecVectorRecipe({
  id: 'cec-watersheds',
  source: cecSource('cec-watersheds'),
  geometryType: 'MultiPolygon',
  fields: [
    level(1),
    { ...level(2), optional: true },
    { ...level(3), optional: true },
    { ...level(4), optional: true },
    { name: 'COUNTRY', type: 'string', title: t('Country', 'Pays', 'País'), optional: true },
  ],
  countryField: 'COUNTRY',
  isCoverage: true,
  generalise: { kind: 'shared', toleranceMeters: 250 },
  symbology: {
    kind: 'categories',
    field: 'NAW1_EN',
    classes: SEAS.map(([id, value, label, light, dark]) => ({
      id,
      label,
      values: [value],
      symbol: { fill: { light, dark }, fillOpacity: 0.6, line, lineWidth: 0.5 },
    })),
    other: {
      id: 'other',
      label: t('Another sea, or none', 'Autre mer ou aucune', 'Otro mar o ninguno'),
      symbol: {
        fill: { light: '#c9c9c2', dark: '#55564f' },
        fillOpacity: 0.6,
        line,
        lineWidth: 0.5,
      },
    },
    labels: {
      fields: { en: 'NAW4_EN', fr: 'NAW4_EN', es: 'NAW4_EN' },
      fallback: 'NAW1_EN',
      color: { light: '#33414d', dark: '#d5dee6' },
      halo: { light: '#ffffff', dark: '#10181f' },
      size: 11,
      placement: 'area',
      minZoom: 5,
    },
  },
})
