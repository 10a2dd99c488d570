import { supplement, words } from '../catalog/common.ts'
import { GEONAMES_CITIES_1000 } from '../gazetteer/geonames.ts'
import { toOneApostrophe } from '../pipeline/apostrophes.ts'
import { CLDR_CITY_SOURCES, readCityNames } from '../pipeline/cldr.ts'
import { isInFramework } from '../pipeline/framework-region.ts'
import { withKeys } from '../pipeline/keys.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { DETAIL_BITS, snapPosition } from '../pipeline/snap.ts'
import { GEONAMES_CITIES, readCitySpellings, SAME_CITY_METERS } from './shared/city-spellings.ts'
import { readCityPopulations } from './shared/geonames-populations.ts'
import { naturalEarth, PLACES_10M, readShapefile, toText } from './shared/natural-earth-files.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, NAME_FIELDS, NAME_LABELS, text } from './shared/texts.ts'

/** The scale rank of the source as the zoom at which a place is drawn. */
const ZOOM_OF_RANK = [0, 0.8, 1.6, 2.4, 3, 3.3, 3.6, 4.4, 5.2, 5.8, 6.4]

const KIND_OF_CLASS: Readonly<Record<string, string>> = {
  'Admin-0 capital': 'national-capital',
  'Admin-0 capital alt': 'national-capital',
  'Admin-1 capital': 'state-capital',
  'Admin-1 region capital': 'state-capital',
}

const PARTIES = ['CAN', 'MEX', 'USA']

function minZoom(kind: string, rank: number, country: string | null): number {
  const isParty = country !== null && PARTIES.includes(country)
  // Before all that is there from zoom 0 on, where their names collide.
  if (kind === 'national-capital') return isParty ? -1 : 2.2
  const zoom = ZOOM_OF_RANK[rank] ?? 6.4
  // Capitals of states and provinces come in time to orient by, other countries' places later.
  if (kind === 'state-capital' && isParty) return Math.min(zoom, 3)
  return isParty ? zoom : Math.max(3, zoom + 0.8)
}

/** Names of the source that GeoNames does not have in its letters, as their local authorities write them. */
const MENDED: Readonly<Record<string, string>> = {
  'CAN Grand Prairie': 'Grande Prairie',
  'CAN St-Augustin': 'Saint-Augustin',
  'CAN St.-Jerome': 'Saint-Jérôme',
  "CAN Val d'Or": 'Val-d’Or',
  'MEX Paraiso': 'Paraíso',
  'MEX Teziutlan': 'Teziutlán',
  'MEX Tuxtla Gutierrez': 'Tuxtla Gutiérrez',
}

/** The name of a state as it is now: the capital of Mexico has had its own since 2016. */
function toStateName(name: string | null): string | null {
  return name === 'Distrito Federal' ? 'Ciudad de México' : name
}

/** What the source writes for a population that it does not know. */
const PLACEHOLDER = 10

/** From this rank on a place of the source is no centre that a larger city could be called after. */
const SMALL_RANK = 7

/** How many times its own inhabitants a town's urban area has at most. */
const MAX_RATIO = 10

const PLACES_PROVENANCE = naturalEarth(
  'Populated places, simple, 1:10m Cultural Vectors',
  text(
    'The source names no version',
    'La source ne donne aucun numéro de version',
    'La fuente no indica versión',
  ),
  '2013',
)

export const populatedPlaces: Recipe = {
  id: 'populated-places',
  group: 'reference',
  state: 'bundled',
  title: text('Populated Places', 'Lieux habités', 'Localidades'),
  abstract: text(
    'Capitals, cities and towns by rank, with the population that the source gives to the urban area.',
    'Capitales, villes et localités selon leur rang, avec la population que la source attribue à l’agglomération.',
    'Capitales, ciudades y localidades según su rango, con la población que la fuente atribuye a la zona urbana.',
  ),
  limitations: text(
    'A selection for maps at about 1:10,000,000; populations are estimates of several years before 2013. Names are the source’s, with the accents that GeoNames gives them; French and Spanish ones are there where the Unicode CLDR has them.',
    'Une sélection pour des cartes à environ 1/10 000 000 ; les populations sont des estimations de diverses années antérieures à 2013. Les noms sont ceux de la source, avec les accents que GeoNames leur donne ; les noms français et espagnols y sont lorsque le CLDR d’Unicode les donne.',
    'Una selección para mapas a una escala cercana a 1:10,000,000; las poblaciones son estimaciones de varios años anteriores a 2013. Los nombres son los de la fuente, con los acentos que les da GeoNames; los franceses y españoles están cuando el CLDR de Unicode los da.',
  ),
  geometryType: 'Point',
  fields: [
    ...NAME_FIELDS,
    {
      name: 'kind',
      type: 'string',
      title: text('Kind', 'Type', 'Tipo'),
      codes: {
        'national-capital': text('National capital', 'Capitale nationale', 'Capital nacional'),
        'state-capital': text(
          'Capital of a state or province',
          'Capitale d’État ou de province',
          'Capital estatal o provincial',
        ),
        place: text('City or town', 'Ville ou localité', 'Ciudad o localidad'),
      },
    },
    FIELDS.country,
    {
      name: 'admin1',
      type: 'string',
      title: text('State or province', 'État ou province', 'Estado o provincia'),
    },
    {
      name: 'population',
      type: 'integer',
      title: text(
        'Population of the urban area',
        'Population de l’agglomération',
        'Población de la zona urbana',
      ),
      unit: '{person}',
    },
    FIELDS.rank,
    FIELDS.min_zoom,
  ],
  countryField: 'country',
  modified: '2026-11-27',
  record: supplement({
    editions: [{ name: 'Natural Earth', year: 2013 }],
    keywords: words(
      'cities, towns, settlements, population',
      'villes, villages, agglomérations, population',
      'ciudades, pueblos, asentamientos, población',
    ),
  }),
  provenance: {
    ...PLACES_PROVENANCE,
    licence: {
      name: text(
        'Public domain; accents of names and some populations from GeoNames, CC BY 4.0',
        'Domaine public ; accents des noms et quelques populations tirés de GeoNames, CC BY 4.0',
        'Dominio público; acentos de los nombres y algunas poblaciones tomados de GeoNames, CC BY 4.0',
      ),
      url: 'https://creativecommons.org/licenses/by/4.0/',
    },
    citation: text(
      `${PLACES_PROVENANCE.citation}. Accents of names and some populations: GeoNames, https://www.geonames.org. Names in other languages: Unicode Common Locale Data Repository 48.2.`,
      `${PLACES_PROVENANCE.citation}. Accents des noms et quelques populations : GeoNames, https://www.geonames.org. Noms dans d’autres langues : Unicode Common Locale Data Repository 48.2.`,
      `${PLACES_PROVENANCE.citation}. Acentos de los nombres y algunas poblaciones: GeoNames, https://www.geonames.org. Nombres en otros idiomas: Unicode Common Locale Data Repository 48.2.`,
    ),
  },
  sources: [
    PLACES_10M.shp,
    PLACES_10M.dbf,
    GEONAMES_CITIES,
    GEONAMES_CITIES_1000,
    ...CLDR_CITY_SOURCES,
  ],
  symbology: {
    kind: 'categories',
    field: 'kind',
    classes: [
      {
        id: 'national-capital',
        label: text('National capital', 'Capitale nationale', 'Capital nacional'),
        values: ['national-capital'],
        symbol: {
          marker: 'star',
          fill: PALETTE.place,
          line: PALETTE.halo,
          lineWidth: 1,
          markerRadius: 5.5,
        },
      },
      {
        id: 'state-capital',
        label: text(
          'Capital of a state or province',
          'Capitale d’État ou de province',
          'Capital estatal o provincial',
        ),
        values: ['state-capital'],
        symbol: {
          marker: 'square',
          fill: PALETTE.placeFill,
          line: PALETTE.place,
          lineWidth: 1.2,
          markerRadius: 3,
        },
      },
    ],
    other: {
      id: 'place',
      label: text('City or town', 'Ville ou localité', 'Ciudad o localidad'),
      symbol: {
        fill: PALETTE.placeFill,
        line: PALETTE.place,
        lineWidth: 1.1,
        markerRadius: [
          [0, 2.2],
          [6, 3.2],
        ],
      },
    },
    minZoomField: 'min_zoom',
    labels: {
      ...NAME_LABELS,
      color: PALETTE.text,
      halo: PALETTE.halo,
      size: [
        [0, 11.5],
        [4, 12.5],
        [8, 14.5],
      ],
      placement: 'point',
      priorityField: 'min_zoom',
      firstClasses: ['national-capital'],
      markersFrom: 4,
    },
  },
  async build(context) {
    const raw = await readShapefile(context, PLACES_10M)
    const cityNames = await readCityNames(context)
    const spellingOf = await readCitySpellings(context)
    const populationOf = await readCityPopulations(context)
    const corrected: string[] = []
    const emptied: string[] = []
    let translated = 0
    let accented = 0
    let mendedNames = 0
    const taken = raw.flatMap(({ geometry, properties }): PipelineFeature[] => {
      if (geometry?.type !== 'Point') return []
      const [lon, lat] = geometry.coordinates as [number, number]
      if (!isInFramework(lon, lat)) return []
      const sourceName = toText(properties.name)
      const country = toText(properties.adm0_a3)
      const names = namesOf(sourceName, country, cityNames)
      if (names) translated++
      const alpha2 = toText(properties.iso_a2)
      const mended = MENDED[`${country} ${sourceName}`]
      const spelling =
        mended ??
        (sourceName &&
          alpha2 &&
          spellingOf({ name: sourceName, country: alpha2, place: [lon, lat] }))
      if (mended) mendedNames++
      else if (spelling) accented++
      const kind = KIND_OF_CLASS[toText(properties.featurecla) ?? ''] ?? 'place'
      const rank = Number(properties.scalerank)
      const population = toPopulation(Number(properties.pop_max))
      function toPopulation(stated: number): number | null {
        // The source writes -99 where it knows none.
        if (!(stated > 0)) return null
        const own =
          sourceName && alpha2
            ? populationOf({ name: sourceName, country: alpha2, place: [lon, lat] })
            : null
        const isPlaceholder = stated === PLACEHOLDER
        // Of a town within a larger one the source has the inhabitants of all.
        const isOfAll = country !== null && PARTIES.includes(country) && rank >= SMALL_RANK
        if (!isPlaceholder && !(isOfAll && own && stated > own * MAX_RATIO)) return stated
        if (own) corrected.push(sourceName ?? '')
        else emptied.push(sourceName ?? '')
        return own
      }
      return [
        {
          geometry: { type: 'Point', coordinates: snapPosition([lon, lat], DETAIL_BITS) },
          properties: {
            name: spelling || sourceName,
            name_en: names?.en ?? null,
            name_fr: names?.fr ?? null,
            name_es: names?.es ?? null,
            kind,
            country,
            admin1: toStateName(toText(properties.adm1name)),
            population,
            rank,
            min_zoom: minZoom(kind, rank, country),
          },
        },
      ]
    })
    const features = withKeys(taken)
    context.log.add(
      {
        en: 'Of {{all}} places of the world, the {{kept}} inside the Framework’s square were taken; {{translated}} have names in all three languages from the Unicode CLDR.',
        fr: 'Des {{all}} lieux du monde, les {{kept}} situés dans le carré du Cadre ont été retenus ; {{translated}} ont des noms dans les trois langues tirés du CLDR d’Unicode.',
        es: 'De los {{all}} lugares del mundo se tomaron los {{kept}} que están en el cuadrado del Marco; {{translated}} tienen nombres en los tres idiomas tomados del CLDR de Unicode.',
      },
      { all: raw.length, kept: features.length, translated },
    )
    context.log.add(
      {
        en: '{{accented}} names were given the accents, and with them the capitals, that they have in GeoNames, within {{km}} km in the same country; the source writes most without; {{mended}} others were misspelt and mended.',
        fr: '{{accented}} noms ont reçu les accents, et avec eux les majuscules, qu’ils ont dans GeoNames, à moins de {{km}} km dans le même pays ; la source les écrit pour la plupart sans accents ; {{mended}} autres, mal orthographiés, ont été rétablis.',
        es: '{{accented}} nombres recibieron los acentos, y con ellos las mayúsculas, que tienen en GeoNames, a menos de {{km}} km en el mismo país; la fuente escribe la mayoría sin acentos; se corrigieron otros {{mended}} mal escritos.',
      },
      { accented, km: SAME_CITY_METERS / 1000, mended: mendedNames },
    )
    context.log.add(
      {
        en: 'Populations that cannot be the place’s own taken from GeoNames instead ({{corrected}}), or left empty where GeoNames has none ({{emptied}}): the source writes 10 where it knows none, and of small towns within a large city the inhabitants of all of it (more than {{ratio}} times their own).',
        fr: 'Populations qui ne peuvent être celles du lieu remplacées par celles de GeoNames ({{corrected}}), ou laissées vides si GeoNames n’en a pas ({{emptied}}) : la source écrit 10 lorsqu’elle l’ignore et, pour de petites villes d’une grande agglomération, la population de celle-ci (plus de {{ratio}} fois la leur).',
        es: 'Poblaciones que no pueden ser las del lugar sustituidas por las de GeoNames ({{corrected}}), o vacías si GeoNames no la da ({{emptied}}): la fuente escribe 10 cuando la desconoce y, para poblaciones pequeñas de una gran ciudad, la población de toda ella (más de {{ratio}} veces la propia).',
      },
      {
        corrected: corrected.toSorted().map(toOneApostrophe).join(', ') || '–',
        emptied: emptied.toSorted().map(toOneApostrophe).join(', ') || '–',
        ratio: MAX_RATIO,
      },
    )
    const small = features.filter(({ properties }) => Number(properties.min_zoom) < 3)
    return { features, overviews: [{ zooms: [0, 2.99], toleranceMeters: 1, features: small }] }
  },
}

type CityNames = Awaited<ReturnType<typeof readCityNames>>

/** The CLDR's names go by time zone: those of a city in the Americas with just that name. */
function namesOf(name: string | null, country: string | null, cityNames: CityNames) {
  if (!name || !country || !AMERICAS.has(country)) return null
  return cityNames(name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(' ', '_'))
}

const AMERICAS = new Set([
  ...PARTIES,
  ...['BHS', 'BLZ', 'COL', 'CRI', 'CUB', 'DOM', 'ECU', 'GRL', 'GTM', 'GUY', 'HND', 'HTI', 'JAM'],
  ...['NIC', 'PAN', 'PER', 'PRI', 'SLV', 'SUR', 'TTO', 'VEN', 'BRA', 'BOL'],
])
