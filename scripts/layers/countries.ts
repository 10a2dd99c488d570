import type { FieldValue } from '../../src/model/feature.ts'
import type { Localized } from '../../src/model/schema.ts'
import { supplement, words } from '../catalog/common.ts'
import { CLDR_TERRITORY_SOURCES, readTerritoryNames } from '../pipeline/cldr.ts'
import { Tally, toMultiPolygon } from '../pipeline/geometry.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import { noteClean, roundPolygons } from '../pipeline/steps.ts'
import { dropSmallParts, type SharedBorders } from '../pipeline/topology.ts'
import {
  NAME_SCALES,
  PARTIES,
  readSimplifiedUnits,
  readUnits,
  UNITS_PROVENANCE,
  UNITS_SOURCE,
} from './shared/natural-earth-units.ts'
import { PALETTE } from './shared/palette.ts'
import { DISPUTES_LIMITATION, FIELDS, NAME_FIELDS, NAME_LABELS, text } from './shared/texts.ts'

/** The map draws names alone from this layer: 0.1 mm at 1:10,000,000 is fine enough for its areas. */
const TOLERANCE_METERS = 1000

/**
 * Places to which the source gives the ISO code of a country that they are no part of, or far from: they are
 * called what they are, by a code of the CLDR that is theirs or by a name of the Atlas's own.
 */
const OWN_NAMES: Readonly<Record<string, string | Localized>> = {
  CLP: 'CP',
  USG: text(
    'Guantánamo Bay (US naval base)',
    'Baie de Guantánamo (base navale des États-Unis)',
    'Bahía de Guantánamo (base naval de Estados Unidos)',
  ),
}

type Names = Map<string, PipelineFeature['properties']>

function toCountries(
  units: SharedBorders,
  names: Names,
  bits: number,
  tally: Tally,
  minimumSquareMeters = 0,
): PipelineFeature[] {
  const dissolved = [...units.dissolve(({ adm0_a3 }) => String(adm0_a3))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const kept = dropSmallParts(
    dissolved.map(([, polygons]) => roundPolygons(polygons, bits, tally)),
    minimumSquareMeters,
    true,
  )
  return dissolved.flatMap(([code], i) =>
    kept[i]!.length > 0
      ? [{ geometry: toMultiPolygon(kept[i]!), properties: names.get(code)! }]
      : [],
  )
}

/** Puerto Rico, which the source counts as a country, is the United States’: it is named on every map of the Parties. */
const isOfParties = (code: string) => PARTIES.includes(code) || code === 'PRI'

/** North America beyond the Parties: Central America, the Caribbean and northern America (UN M49 013, 029, 021). */
const NEIGHBOURS: ReadonlySet<string> = new Set([
  ...['BLZ', 'CRI', 'GTM', 'HND', 'NIC', 'PAN', 'SLV'],
  ...['ABW', 'AIA', 'ATG', 'BHS', 'BLM', 'BRB', 'CUB', 'CUW', 'CYM', 'DMA', 'DOM', 'GRD', 'HTI'],
  ...['JAM', 'KNA', 'LCA', 'MAF', 'MSR', 'PRI', 'SXM', 'TCA', 'TTO', 'VCT', 'VGB', 'VIR'],
  ...['BMU', 'GRL', 'SPM'],
])

/** The ranks of names begin here for what lies away from North America, and for places where nobody is at home. */
const AWAY = 1000

export const countries: Recipe = {
  id: 'countries',
  group: 'reference',
  state: 'bundled',
  title: text('Countries', 'Pays', 'Países'),
  abstract: text(
    'Canada, Mexico, the United States and the countries and territories around them that lie in the Framework’s square.',
    'Le Canada, le Mexique, les États-Unis ainsi que les pays et territoires voisins situés dans le carré du Cadre.',
    'Canadá, Estados Unidos, México y los países y territorios vecinos que quedan dentro del cuadrado del Marco.',
  ),
  limitations: DISPUTES_LIMITATION,
  geometryType: 'MultiPolygon',
  keyField: 'iso_a3',
  fields: [
    {
      name: 'iso_a3',
      type: 'string',
      title: text(
        'Code (ISO 3166-1 alpha-3, or the source’s own)',
        'Code (ISO 3166-1 alpha-3, ou celui de la source)',
        'Código (ISO 3166-1 alfa-3, o el de la fuente)',
      ),
    },
    ...NAME_FIELDS,
    {
      name: 'rank',
      type: 'integer',
      title: text(
        'Order of labels: the three Parties and Puerto Rico first, then the others of North America and, from 1000, of elsewhere, by area',
        'Ordre des étiquettes : les trois Parties et Porto Rico d’abord, puis les autres pays d’Amérique du Nord et, à partir de 1000, d’ailleurs, par superficie',
        'Orden de las etiquetas: primero las tres Partes y Puerto Rico, luego los demás de América del Norte y, desde 1000, de otras partes, por superficie',
      ),
    },
    FIELDS.min_zoom,
  ],
  countryField: 'iso_a3',
  isCoverage: true,
  modified: '2026-11-28',
  record: supplement({
    editions: [{ name: 'Natural Earth 5', year: 2022 }],
    keywords: words(
      'political boundaries, nations, borders, Canada, Mexico, United States',
      'frontières politiques, nations, frontières, Canada, Mexique, États-Unis',
      'límites políticos, naciones, fronteras, Canadá, México, Estados Unidos',
    ),
  }),
  provenance: {
    ...UNITS_PROVENANCE,
    citation: text(
      `${UNITS_PROVENANCE.citation}. Names: Unicode Common Locale Data Repository 48.2.`,
      `${UNITS_PROVENANCE.citation}. Noms : Unicode Common Locale Data Repository 48.2.`,
      `${UNITS_PROVENANCE.citation}. Nombres: Unicode Common Locale Data Repository 48.2.`,
    ),
  },
  sources: [UNITS_SOURCE, ...CLDR_TERRITORY_SOURCES],
  symbology: {
    kind: 'simple',
    symbol: {},
    minZoomField: 'min_zoom',
    labels: {
      ...NAME_LABELS,
      color: PALETTE.text,
      halo: PALETTE.halo,
      size: [
        [0, 11],
        [2, 15],
        [5, 20],
      ],
      placement: 'area',
      style: 'spaced',
      priorityField: 'rank',
      minor: [
        { from: PARTIES.length, share: 0.8 },
        { from: AWAY, share: 0.72, color: PALETTE.quietText },
      ],
      ahead: 3,
    },
  },
  async build(context) {
    const units = await readUnits(context)
    const nameOf = await readTerritoryNames(context)
    const names: Names = new Map()
    let unnamed = 0
    const areas = new Map(
      [...units.dissolve(({ adm0_a3 }) => String(adm0_a3))].map(([code, polygons]) => [
        code,
        polygons.reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0),
      ]),
    )
    const order = [...areas].sort(([a, areaA], [b, areaB]) => {
      const first = Number(isOfParties(b)) - Number(isOfParties(a))
      return first || areaB - areaA
    })
    const isAway = (code: string) => !isOfParties(code) && !NEIGHBOURS.has(code)
    for (const { properties } of units.features()) {
      const code = String(properties.adm0_a3)
      if (names.has(code)) continue
      const own = OWN_NAMES[code]
      const localized =
        typeof own === 'string' ? nameOf(own) : (own ?? nameOf(String(properties.iso_a2)))
      if (!localized) unnamed++
      const area = areas.get(code)!
      names.set(code, {
        iso_a3: code,
        name: properties.admin as FieldValue,
        name_en: localized?.en ?? null,
        name_fr: localized ? startLarge(localized.fr) : null,
        name_es: localized?.es ?? null,
        rank: order.findIndex(([key]) => key === code) + (isAway(code) ? AWAY : 0),
        min_zoom: isOfParties(code) ? 0 : labelZoom(area),
      })
    }
    const tally = new Tally()
    // No outline is kept whole, but no island is lost, which may be a country.
    const generalised = units.simplified(TOLERANCE_METERS, () => false)
    const features = toCountries(generalised, names, DETAIL_BITS, tally)
    context.log.add({
      en: 'First-level units dissolved by country; names in English, Canadian French and Mexican Spanish taken from the Unicode CLDR by ISO 3166-1 code. Clipperton and the naval base of Guantánamo, which the source counts with France and Cuba, have names of their own.',
      fr: 'Unités de premier niveau fusionnées par pays ; noms en anglais, en français canadien et en espagnol mexicain tirés du CLDR d’Unicode selon le code ISO 3166-1. Clipperton et la base navale de Guantánamo, que la source rattache à la France et à Cuba, portent leur propre nom.',
      es: 'Unidades de primer nivel disueltas por país; nombres en inglés, francés canadiense y español mexicano tomados del CLDR de Unicode según el código ISO 3166-1. Clipperton y la base naval de Guantánamo, que la fuente atribuye a Francia y a Cuba, llevan su propio nombre.',
    })
    if (unnamed > 0) {
      context.log.add(
        {
          en: '{{unnamed:country|countries}} without a name in the CLDR, under the source’s alone.',
          fr: '{{unnamed:pays absent du CLDR, sous son seul nom|pays absents du CLDR, sous leur seul nom}} dans la source.',
          es: '{{unnamed:país ausente del CLDR, con solo su nombre|países ausentes del CLDR, con solo su nombre}} en la fuente.',
        },
        { unnamed },
      )
    }
    context.log.add(
      {
        en: 'Outlines generalised with a tolerance of {{meters}} m, borders between countries kept shared; the land and boundary layers have them in full.',
        fr: 'Contours généralisés avec une tolérance de {{meters}} m, frontières communes conservées ; les couches des terres et des frontières les donnent en entier.',
        es: 'Contornos generalizados con una tolerancia de {{meters}} m, con fronteras compartidas; las capas de tierras y de límites los contienen completos.',
      },
      { meters: TOLERANCE_METERS },
    )
    noteClean(context.log, tally)
    const overviews = []
    for (const scale of NAME_SCALES.filter(({ zooms }) => zooms[1] < 3)) {
      const units = await readSimplifiedUnits(context, scale)
      const { bits, minimumSquareMeters } = scale
      overviews.push({
        ...scale,
        features: toCountries(units, names, bits, new Tally(), minimumSquareMeters),
      })
    }
    return { features, overviews }
  },
}

/** A name as it stands by itself on a map: the CLDR writes "îles" small, as within a sentence. */
function startLarge(name: string): string {
  return name.charAt(0).toLocaleUpperCase('fr') + name.slice(1)
}

/** A country's name is drawn once the country is some 60 pixels wide. */
function labelZoom(areaSquareMeters: number): number {
  const zoom = Math.log2((60 * 23_437.5) / Math.sqrt(areaSquareMeters))
  return Math.round(Math.max(0, Math.min(6, zoom)) * 10) / 10
}
