import { localize as t } from '../../catalog/common.ts'

/**
 * The legend of the North American Land Change Monitoring System, level II: 19 classes that the three
 * countries agreed on, with the colours in which the CEC publishes them; the same on the light and on
 * the dark map.
 */
export const NALCMS_CLASSES = [
  {
    code: 1,
    color: '#003d00',
    title: t(
      'Temperate or sub-polar needleleaf forest',
      'Forêt de conifères tempérée ou subpolaire',
      'Bosque de coníferas templado o subpolar',
    ),
  },
  {
    code: 2,
    color: '#949c70',
    title: t(
      'Sub-polar taiga needleleaf forest',
      'Forêt de conifères subpolaire (taïga)',
      'Bosque de coníferas subpolar (taiga)',
    ),
  },
  {
    code: 3,
    color: '#006300',
    title: t(
      'Tropical or sub-tropical broadleaf evergreen forest',
      'Forêt de feuillus sempervirents tropicale ou subtropicale',
      'Bosque latifoliado perennifolio tropical o subtropical',
    ),
  },
  {
    code: 4,
    color: '#1eab05',
    title: t(
      'Tropical or sub-tropical broadleaf deciduous forest',
      'Forêt de feuillus décidus tropicale ou subtropicale',
      'Bosque latifoliado caducifolio tropical o subtropical',
    ),
  },
  {
    code: 5,
    color: '#148c3d',
    title: t(
      'Temperate or sub-polar broadleaf deciduous forest',
      'Forêt de feuillus décidus tempérée ou subpolaire',
      'Bosque latifoliado caducifolio templado o subpolar',
    ),
  },
  { code: 6, color: '#5c752b', title: t('Mixed forest', 'Forêt mixte', 'Bosque mixto') },
  {
    code: 7,
    color: '#b39e2b',
    title: t(
      'Tropical or sub-tropical shrubland',
      'Arbustaie tropicale ou subtropicale',
      'Matorral tropical o subtropical',
    ),
  },
  {
    code: 8,
    color: '#b38a33',
    title: t(
      'Temperate or sub-polar shrubland',
      'Arbustaie tempérée ou subpolaire',
      'Matorral templado o subpolar',
    ),
  },
  {
    code: 9,
    color: '#e8dc5e',
    title: t(
      'Tropical or sub-tropical grassland',
      'Prairie tropicale ou subtropicale',
      'Pastizal tropical o subtropical',
    ),
  },
  {
    code: 10,
    color: '#e1cf8a',
    title: t(
      'Temperate or sub-polar grassland',
      'Prairie tempérée ou subpolaire',
      'Pastizal templado o subpolar',
    ),
  },
  {
    code: 11,
    color: '#9c7554',
    title: t(
      'Sub-polar or polar shrubland-lichen-moss',
      'Arbustaie à lichens et mousses subpolaire ou polaire',
      'Matorral de líquenes y musgos subpolar o polar',
    ),
  },
  {
    code: 12,
    color: '#bad48f',
    title: t(
      'Sub-polar or polar grassland-lichen-moss',
      'Prairie à lichens et mousses subpolaire ou polaire',
      'Pastizal de líquenes y musgos subpolar o polar',
    ),
  },
  {
    code: 13,
    color: '#408a70',
    title: t(
      'Sub-polar or polar barren-lichen-moss',
      'Terrain dénudé à lichens et mousses subpolaire ou polaire',
      'Suelo desnudo con líquenes y musgos subpolar o polar',
    ),
  },
  { code: 14, color: '#6ba38a', title: t('Wetland', 'Milieu humide', 'Humedal') },
  { code: 15, color: '#e6ae66', title: t('Cropland', 'Terres cultivées', 'Tierras de cultivo') },
  { code: 16, color: '#a8abae', title: t('Barren land', 'Terrain dénudé', 'Suelo desnudo') },
  {
    code: 17,
    color: '#dc2126',
    title: t('Urban and built-up', 'Zones urbaines et bâties', 'Zonas urbanas y construidas'),
  },
  { code: 18, color: '#4c70a3', title: t('Water', 'Eau', 'Agua') },
  { code: 19, color: '#fffaff', title: t('Snow and ice', 'Neige et glace', 'Nieve y hielo') },
] as const

const BY_CODE = new Map<number, (typeof NALCMS_CLASSES)[number]>(
  NALCMS_CLASSES.map((entry) => [entry.code, entry]),
)

export function isNalcmsCode(code: number): boolean {
  return BY_CODE.has(code)
}

/** The field that holds the class. */
export const NALCMS_FIELD = {
  name: 'class',
  type: 'integer' as const,
  title: t('Land cover class', 'Classe de couverture terrestre', 'Clase de cobertura del suelo'),
  codes: Object.fromEntries(NALCMS_CLASSES.map(({ code, title }) => [String(code), title])),
}

/** The legend, of all classes or of those that a layer can have. */
export function nalcmsSymbology(codes: readonly number[] = [...BY_CODE.keys()]) {
  return {
    ground: 'cover' as const,
    kind: 'categories' as const,
    field: 'class',
    classes: codes.map((code) => {
      const { color, title } = BY_CODE.get(code)!
      return {
        id: `class-${code}`,
        label: title,
        values: [code],
        symbol: { fill: { light: color, dark: color }, fillOpacity: 0.7 },
      }
    }),
  }
}
