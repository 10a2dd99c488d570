import { localize as t } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { cecSource, cecVectorRecipe, type ExpectedField } from './shared/cec.ts'

/**
 * The regions of level I (CEC 1997, Ecological Regions of North America; codes as in the file), with
 * the colours of this legend: cold to warm from blue over green to ochre.
 */
const REGIONS = [
  ['0', t('Water', 'Eau', 'Agua'), '#bcd4e6', '#2b4a63'],
  ['1', t('Arctic Cordillera', 'Cordillère arctique', 'Cordillera Ártica'), '#dfe7f2', '#7f93b0'],
  ['2', t('Tundra', 'Toundra', 'Tundra'), '#a9c3dd', '#4d7299'],
  ['3', t('Taiga', 'Taïga', 'Taiga'), '#7fb7b2', '#2f7671'],
  ['4', t('Hudson Plain', 'Plaine d’Hudson', 'Planicie de Hudson'), '#5e9fb8', '#2c6680'],
  [
    '5',
    t('Northern Forests', 'Forêts septentrionales', 'Bosques Septentrionales'),
    '#4f9a6a',
    '#2d6b45',
  ],
  [
    '6',
    t(
      'Northwestern Forested Mountains',
      'Montagnes boisées du nord-ouest',
      'Montañas Boscosas Noroccidentales',
    ),
    '#2f7a4e',
    '#3f8f62',
  ],
  [
    '7',
    t(
      'Marine West Coast Forest',
      'Forêts maritimes de la côte occidentale',
      'Bosques Costeros Occidentales',
    ),
    '#1f5f5b',
    '#3a8c86',
  ],
  [
    '8',
    t('Eastern Temperate Forests', 'Forêts tempérées de l’Est', 'Bosques Templados del Este'),
    '#8fbf5f',
    '#5d8a33',
  ],
  ['9', t('Great Plains', 'Grandes Plaines', 'Grandes Planicies'), '#ead98b', '#9a8a3a'],
  [
    '10',
    t('North American Deserts', 'Déserts de l’Amérique du Nord', 'Desiertos de América del Norte'),
    '#f0b67a',
    '#a8682c',
  ],
  [
    '11',
    t('Mediterranean California', 'Californie méditerranéenne', 'California Mediterránea'),
    '#d98f6a',
    '#9c4f2e',
  ],
  [
    '12',
    t(
      'Southern Semiarid Highlands',
      'Hautes terres semi-arides méridionales',
      'Elevaciones Semiáridas Meridionales',
    ),
    '#c99a5b',
    '#7d5a24',
  ],
  ['13', t('Temperate Sierras', 'Sierras tempérées', 'Sierras Templadas'), '#a8764a', '#c79468'],
  [
    '14',
    t('Tropical Dry Forests', 'Forêts tropicales sèches', 'Selvas Cálido-Secas'),
    '#c77f8f',
    '#8f4a5b',
  ],
  [
    '15',
    t('Tropical Wet Forests', 'Forêts tropicales humides', 'Selvas Cálido-Húmedas'),
    '#8f4f86',
    '#b677ad',
  ],
] as const

/** Code and names of a level; the file has names in the three languages, of which English is certain. */
function level(n: 1 | 2 | 3, needed: boolean): ExpectedField[] {
  const given = needed ? {} : { optional: true as const }
  const name = (ending: string, en: string, fr: string, es: string): ExpectedField => ({
    name: `NameL${n}_${ending}`,
    type: 'string',
    title: t(
      `Name at level ${n}, ${en}`,
      `Nom au niveau ${n}, ${fr}`,
      `Nombre en el nivel ${n}, ${es}`,
    ),
    ...(ending === 'En' ? given : { optional: true as const }),
  })
  return [
    {
      name: `LEVEL${n}`,
      type: 'string',
      title: t(`Code of level ${n}`, `Code du niveau ${n}`, `Clave del nivel ${n}`),
      ...(n === 1 && { codes: Object.fromEntries(REGIONS.map(([code, title]) => [code, title])) }),
      ...given,
    },
    name('En', 'in English', 'en anglais', 'en inglés'),
    name('Fr', 'in French', 'en français', 'en francés'),
    name('Es', 'in Spanish', 'en espagnol', 'en español'),
  ]
}

function ecoregions(digit: 1 | 3): Recipe {
  const id = `cec-terrestrial-ecoregions-${digit}`
  return cecVectorRecipe({
    id,
    source: cecSource(id),
    geometryType: 'MultiPolygon',
    fields:
      digit === 1 ? level(1, true) : [...level(3, true), ...level(2, false), ...level(1, true)],
    isCoverage: true,
    generalise: { kind: 'shared', toleranceMeters: 250 },
    symbology: {
      kind: 'categories',
      field: 'LEVEL1',
      classes: REGIONS.map(([code, label, light, dark]) => ({
        id: `region-${code}`,
        label,
        values: [code],
        symbol: {
          fill: { light, dark },
          fillOpacity: 0.7,
          line: { light: '#ffffff', dark: '#10181f' },
          lineWidth: digit === 1 ? 1 : 0.4,
        },
      })),
      other: {
        id: 'other',
        label: t('Another region', 'Autre région', 'Otra región'),
        symbol: { fill: { light: '#b9b9b9', dark: '#6a6a6a' }, fillOpacity: 0.7 },
      },
      labels: {
        fields: { en: `NameL${digit}_En`, fr: `NameL${digit}_Fr`, es: `NameL${digit}_Es` },
        fallback: `NameL${digit}_En`,
        color: { light: '#1f2a33', dark: '#eef4f8' },
        halo: { light: '#ffffff', dark: '#10181f' },
        size: 11,
        placement: 'area',
        minZoom: digit === 1 ? 1 : 4,
      },
    },
  })
}

export const cecTerrestrialEcoregions1 = ecoregions(1)
export const cecTerrestrialEcoregions3 = ecoregions(3)
