import { supplement, words } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import type { SharedBorders } from '../pipeline/topology.ts'
import { STATE_CODES } from './shared/codes.ts'
import {
  OVERVIEW_SCALES,
  PARTIES,
  readSimplifiedUnits,
  readUnits,
  toBoundaries,
  UNITS_PROVENANCE,
  UNITS_SOURCE,
} from './shared/natural-earth-units.ts'
import { PALETTE } from './shared/palette.ts'
import { DISPUTES_LIMITATION, FIELDS, text } from './shared/texts.ts'

/** The ISO 3166-1 alpha-3 code of each country by the alpha-2 code with which ISO 3166-2 begins. */
const COUNTRY_OF_PREFIX: Readonly<Record<string, string>> = { CA: 'CAN', MX: 'MEX', US: 'USA' }

function toStateLines(units: SharedBorders, bits: number) {
  return toBoundaries(
    units,
    bits,
    {
      key: ({ adm0_a3, iso_3166_2 }) =>
        PARTIES.includes(String(adm0_a3)) ? String(iso_3166_2) : '',
      keep: ([a, b]) => a !== '' && a.slice(0, 2) === b.slice(0, 2),
    },
    ([state_a, state_b]) => ({
      state_a,
      state_b,
      country: COUNTRY_OF_PREFIX[state_a.slice(0, 2)] ?? null,
    }),
  )
}

export const stateBoundaries: Recipe = {
  id: 'state-boundaries',
  group: 'reference',
  state: 'bundled',
  title: text(
    'State and Provincial Boundaries',
    'Limites des États et des provinces',
    'Límites estatales y provinciales',
  ),
  abstract: text(
    'The boundaries inside Canada, Mexico and the United States between states, provinces and territories, one feature for each pair of neighbours.',
    'Les limites entre les États, provinces et territoires à l’intérieur du Canada, du Mexique et des États-Unis, une entité par paire de voisins.',
    'Los límites entre estados, provincias y territorios dentro de Canadá, Estados Unidos y México, un elemento por cada par de vecinos.',
  ),
  limitations: DISPUTES_LIMITATION,
  geometryType: 'MultiLineString',
  fields: [
    {
      name: 'state_a',
      type: 'string',
      title: text('One side (ISO 3166-2)', 'Un côté (ISO 3166-2)', 'Un lado (ISO 3166-2)'),
      codes: STATE_CODES,
    },
    {
      name: 'state_b',
      type: 'string',
      title: text(
        'The other side (ISO 3166-2)',
        'L’autre côté (ISO 3166-2)',
        'El otro lado (ISO 3166-2)',
      ),
      codes: STATE_CODES,
    },
    FIELDS.country,
  ],
  countryField: 'country',
  modified: '2026-11-23',
  record: supplement({
    editions: [{ name: 'Natural Earth 5', year: 2022 }],
    keywords: words(
      'states, provinces, borders, administrative boundaries',
      'États, provinces, limites, limites administratives',
      'estados, provincias, límites, límites administrativos',
    ),
  }),
  provenance: UNITS_PROVENANCE,
  sources: [UNITS_SOURCE],
  symbology: {
    ground: 'detail',
    kind: 'simple',
    symbol: {
      line: PALETTE.stateBoundary,
      lineWidth: [
        [0, 0.4],
        [3, 0.8],
        [7, 1.3],
      ],
      lineDash: [4, 2],
    },
  },
  async build(context) {
    const features = toStateLines(await readUnits(context), DETAIL_BITS)
    context.log.add(
      {
        en: 'Borders shared by two units of one of the three countries taken, {{count}} pairs of neighbours.',
        fr: 'Limites communes à deux unités d’un même pays, parmi les trois, retenues : {{count}} paires de voisins.',
        es: 'Se tomaron los límites compartidos por dos unidades de uno de los tres países: {{count}} pares de vecinos.',
      },
      { count: features.length },
    )
    const overviews = []
    for (const scale of OVERVIEW_SCALES) {
      const units = await readSimplifiedUnits(context, scale)
      overviews.push({ ...scale, features: toStateLines(units, scale.bits) })
    }
    return { features, overviews }
  },
}
