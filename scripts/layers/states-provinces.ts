import { supplement, words } from '../catalog/common.ts'
import { Tally, toMultiPolygon } from '../pipeline/geometry.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { DETAIL_BITS } from '../pipeline/snap.ts'
import { noteClean, roundPolygons } from '../pipeline/steps.ts'
import { dropSmallParts, type SharedBorders } from '../pipeline/topology.ts'
import { toText } from './shared/natural-earth-files.ts'
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

/** Named on every map: so far from the others there is nothing else to say what the islands are. */
const FAR_STATES: readonly string[] = ['US-HI']

function toStates(
  units: SharedBorders,
  bits: number,
  tally: Tally,
  minimumSquareMeters = 0,
): PipelineFeature[] {
  const properties = new Map(
    units.features().map((unit) => [String(unit.properties.iso_3166_2), unit.properties]),
  )
  const isState = ({ adm0_a3, iso_3166_2, name }: PipelineFeature['properties']) =>
    PARTIES.includes(String(adm0_a3)) && name && iso_3166_2 ? String(iso_3166_2) : null
  const dissolved = [...units.dissolve(isState)].sort(([a], [b]) => (a < b ? -1 : 1))
  const kept = dropSmallParts(
    dissolved.map(([, polygons]) => roundPolygons(polygons, bits, tally)),
    minimumSquareMeters,
    true,
  )
  return dissolved.flatMap(([code, polygons], i) => {
    if (kept[i]!.length === 0) return []
    const { adm0_a3, type_en, ...unit } = properties.get(code)!
    const names = {
      name: toText(unit.name),
      name_en: toText(unit.name_en),
      name_fr: toText(unit.name_fr),
      name_es: toText(unit.name_es),
    }
    const area = polygons.reduce((sum, rings) => sum + polygonAreaSquareMeters(rings), 0)
    return [
      {
        geometry: toMultiPolygon(kept[i]!),
        properties: {
          iso_3166_2: code,
          country: adm0_a3 ?? null,
          kind: type_en ?? null,
          ...toNames(code, names),
          label_rank: FAR_STATES.includes(code) ? 0 : Math.round(1e6 / Math.sqrt(area)),
          min_zoom: FAR_STATES.includes(code) ? 0 : labelZoom(area),
        },
      },
    ]
  })
}

type Names = Readonly<Record<'name' | 'name_en' | 'name_fr' | 'name_es', string | null>>

/**
 * Names that the source has wrong: to the federal district of the United States it gives the translated names
 * of the city in it, and that of Mexico has had the city's name since 2016.
 */
const MENDED: Readonly<Record<string, Names>> = {
  'US-DC': {
    name: 'District of Columbia',
    name_en: 'District of Columbia',
    name_fr: 'District de Columbia',
    name_es: 'Distrito de Columbia',
  },
  'MX-CMX': {
    name: 'Ciudad de México',
    name_en: 'Mexico City',
    name_fr: 'Mexico',
    name_es: 'Ciudad de México',
  },
}

/** In Spanish the source has Mexico's states now by their short names, now by their full ones. */
function toNames(code: string, { name, name_en, name_fr, name_es }: Names): Names {
  const isShort = code.startsWith('MX-') && code !== 'MX-MEX'
  return MENDED[code] ?? { name, name_en, name_fr, name_es: isShort ? name : name_es }
}

/** A state's name is drawn once the state is some 70 pixels wide. */
function labelZoom(areaSquareMeters: number): number {
  const zoom = Math.log2((70 * 23_437.5) / Math.sqrt(areaSquareMeters))
  return Math.round(Math.max(1.5, Math.min(7, zoom)) * 10) / 10
}

export const statesProvinces: Recipe = {
  id: 'states-provinces',
  group: 'reference',
  state: 'bundled',
  title: text(
    'States, Provinces and Territories',
    'États, provinces et territoires',
    'Estados, provincias y territorios',
  ),
  abstract: text(
    'The first-level divisions of Canada (10 provinces, 3 territories), Mexico (31 states, 1 federal entity) and the United States (50 states, 1 district).',
    'Les divisions de premier niveau du Canada (10 provinces, 3 territoires), du Mexique (31 États, 1 entité fédérative) et des États-Unis (50 États, 1 district).',
    'Las divisiones de primer nivel de Canadá (10 provincias, 3 territorios), Estados Unidos (50 estados, 1 distrito) y México (31 estados, 1 entidad federativa).',
  ),
  limitations: DISPUTES_LIMITATION,
  geometryType: 'MultiPolygon',
  keyField: 'iso_3166_2',
  fields: [
    {
      name: 'iso_3166_2',
      type: 'string',
      title: text('Code (ISO 3166-2)', 'Code (ISO 3166-2)', 'Código (ISO 3166-2)'),
    },
    FIELDS.country,
    {
      name: 'kind',
      type: 'string',
      title: text('Kind', 'Type', 'Tipo'),
      codes: {
        State: text('State', 'État', 'Estado'),
        Province: text('Province', 'Province', 'Provincia'),
        Territory: text('Territory', 'Territoire', 'Territorio'),
        'Federal District': text('Federal district', 'District fédéral', 'Distrito federal'),
      },
    },
    ...NAME_FIELDS,
    {
      name: 'label_rank',
      type: 'integer',
      title: text(
        'Order of labels, by area',
        'Ordre des étiquettes, selon la superficie',
        'Orden de las etiquetas, según la superficie',
      ),
    },
    FIELDS.min_zoom,
  ],
  countryField: 'country',
  isCoverage: true,
  modified: '2026-11-27',
  record: supplement({
    editions: [{ name: 'Natural Earth 5', year: 2022 }],
    keywords: words(
      'states, provinces, territories, administrative units, political boundaries',
      'États, provinces, territoires, unités administratives, frontières politiques',
      'estados, provincias, territorios, unidades administrativas, límites políticos',
    ),
  }),
  provenance: UNITS_PROVENANCE,
  sources: [UNITS_SOURCE],
  symbology: {
    kind: 'simple',
    symbol: {},
    minZoomField: 'min_zoom',
    labels: {
      ...NAME_LABELS,
      color: PALETTE.quietText,
      halo: PALETTE.halo,
      size: [
        [2, 9.5],
        [5, 13],
        [7, 15],
      ],
      placement: 'area',
      style: 'spaced',
      priorityField: 'label_rank',
    },
  },
  async build(context) {
    const tally = new Tally()
    const features = toStates(await readUnits(context), DETAIL_BITS, tally)
    context.log.add({
      en: 'First-level units of Canada, Mexico and the United States taken; units without a name and code of their own (a reef) left out. The District of Columbia, whose translated names in the source are the city’s, has its own; Distrito Federal was renamed Mexico City, as it is called since 2016, with its code of 2017, MX-CMX; Mexican states have their short names in Spanish.',
      fr: 'Unités de premier niveau du Canada, du Mexique et des États-Unis retenues ; celles sans nom ni code propres (un récif) exclues. Le District de Columbia, dont les noms traduits dans la source sont ceux de la ville, porte les siens ; Distrito Federal a été renommé Mexico, son nom depuis 2016, avec son code de 2017, MX-CMX ; les États mexicains portent leur nom court en espagnol.',
      es: 'Se tomaron las unidades de primer nivel de Canadá, Estados Unidos y México; se excluyen las que no tienen nombre ni código propios (un arrecife). El Distrito de Columbia, cuyos nombres traducidos en la fuente son los de la ciudad, lleva los suyos; el Distrito Federal pasó a llamarse Ciudad de México, su nombre desde 2016, con su código de 2017, MX-CMX; los estados mexicanos llevan su nombre corto en español.',
    })
    noteClean(context.log, tally)
    const overviews = []
    for (const scale of NAME_SCALES) {
      const units = await readSimplifiedUnits(context, scale)
      overviews.push({
        ...scale,
        features: toStates(units, scale.bits, new Tally(), scale.minimumSquareMeters),
      })
    }
    return { features, overviews }
  },
}
