import { supplement, words } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import type { SharedBorders } from '../pipeline/topology.ts'
import { COUNTRY_CODES } from './shared/codes.ts'
import {
  OVERVIEW_SCALES,
  readSimplifiedUnits,
  readUnits,
  toBoundaries,
  UNITS_PROVENANCE,
  UNITS_SOURCE,
} from './shared/natural-earth-units.ts'
import { PALETTE } from './shared/palette.ts'
import { DISPUTES_LIMITATION, text } from './shared/texts.ts'

function toInternational(units: SharedBorders, bits: number) {
  return toBoundaries(
    units,
    bits,
    { key: ({ adm0_a3 }) => String(adm0_a3) },
    ([country_a, country_b]) => ({ country_a, country_b }),
  )
}

export const internationalBoundaries: Recipe = {
  id: 'international-boundaries',
  group: 'reference',
  state: 'bundled',
  title: text('International Boundaries', 'Frontières internationales', 'Límites internacionales'),
  abstract: text(
    'The boundaries between countries on land and through lakes and rivers, one feature for each pair of neighbours. Maritime boundaries are not in the source.',
    'Les frontières entre pays, terrestres, lacustres et fluviales, une entité par paire de voisins. Les frontières maritimes ne figurent pas dans la source.',
    'Los límites entre países, en tierra y a través de lagos y ríos, un elemento por cada par de vecinos. La fuente no incluye límites marítimos.',
  ),
  limitations: DISPUTES_LIMITATION,
  geometryType: 'MultiLineString',
  fields: [
    {
      name: 'country_a',
      type: 'string',
      title: text(
        'One country (ISO 3166-1 alpha-3)',
        'Un pays (ISO 3166-1 alpha-3)',
        'Un país (ISO 3166-1 alfa-3)',
      ),
      codes: COUNTRY_CODES,
    },
    {
      name: 'country_b',
      type: 'string',
      title: text(
        'The other country (ISO 3166-1 alpha-3)',
        'L’autre pays (ISO 3166-1 alpha-3)',
        'El otro país (ISO 3166-1 alfa-3)',
      ),
      codes: COUNTRY_CODES,
    },
  ],
  modified: '2026-11-23',
  record: supplement({
    editions: [{ name: 'Natural Earth 5', year: 2022 }],
    keywords: words(
      'political boundaries, borders, frontier, maritime boundaries',
      'frontières politiques, limites, frontière, limites maritimes',
      'límites políticos, fronteras, linderos, límites marítimos',
    ),
  }),
  provenance: UNITS_PROVENANCE,
  sources: [UNITS_SOURCE],
  symbology: {
    ground: 'detail',
    kind: 'simple',
    symbol: {
      line: PALETTE.boundary,
      lineWidth: [
        [0, 0.7],
        [3, 1.1],
        [7, 1.8],
      ],
      casing: PALETTE.boundaryCasing,
      casingWidth: [
        [0, 2.2],
        [3, 3.6],
        [7, 6],
      ],
      casingOpacity: 0.55,
    },
  },
  async build(context) {
    const features = toInternational(await readUnits(context), DETAIL_BITS)
    context.log.add(
      {
        en: 'Borders shared by units of two countries taken as boundaries, {{count}} pairs of countries.',
        fr: 'Limites communes à des unités de deux pays prises comme frontières, {{count}} paires de pays.',
        es: 'Límites compartidos por unidades de dos países tomados como fronteras, {{count}} pares de países.',
      },
      { count: features.length },
    )
    const overviews = []
    for (const scale of OVERVIEW_SCALES) {
      const units = await readSimplifiedUnits(context, scale)
      overviews.push({ ...scale, features: toInternational(units, scale.bits) })
    }
    return { features, overviews }
  },
}
