import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { booleanPointInPolygon } from '@turf/turf'
import type { MultiPolygon, Polygon } from 'geojson'
import { readFlatGeobuf } from '../../src/formats/flatgeobuf/read.ts'
import {
  GAZETTEER_FILES,
  GAZETTEER_VERSION,
  type GazetteerFile,
  type GazetteerRegion,
  type GazetteerRow,
  gazetteerFileSchema,
  type PlaceKind,
  toRow,
} from '../../src/gazetteer/gazetteer-file.ts'
import type { Bbox } from '../../src/geo/bbox.ts'
import { sphereDistanceMeters } from '../../src/geo/distance.ts'
import { eachPosition, geometryBbox } from '../../src/geo/positions.ts'
import type { Feature, FieldValue } from '../../src/model/feature.ts'
import { fold } from '../../src/model/fold.ts'
import type { Localized } from '../../src/model/schema.ts'
import { type GeoNamesPlace, readGeoNames } from './geonames.ts'

/** A layer whose features are looked for by name. */
interface NamedLayer {
  readonly layer: string
  readonly kind: PlaceKind
  readonly isMain: boolean
  /** Codes by which people know a place beside its name. */
  readonly codes?: readonly string[]
  weigh(feature: Feature): number
}

const number = (value: FieldValue | undefined) => Number(value ?? 0)
const byLog = (base: number, value: number) => base + 7 * Math.log10(Math.max(1, value))

const LAYERS: readonly NamedLayer[] = [
  {
    layer: 'populated-places',
    kind: 'town',
    isMain: true,
    weigh: ({ properties: { kind, population } }) =>
      byLog(20, number(population)) + (kind === 'national-capital' ? 10 : 0),
  },
  { layer: 'seas', kind: 'sea', isMain: true, weigh: () => 65 },
  {
    layer: 'lakes',
    kind: 'lake',
    isMain: true,
    weigh: ({ properties }) => byLog(28, number(properties.area_km2)),
  },
  {
    layer: 'rivers',
    kind: 'river',
    isMain: true,
    weigh: ({ properties }) => 65 - 4 * number(properties.rank),
  },
  {
    layer: 'protected-areas-selection',
    kind: 'protected-area',
    isMain: true,
    weigh: ({ properties }) => byLog(32, number(properties.area_km2)),
  },
  {
    layer: 'airports',
    kind: 'airport',
    isMain: true,
    codes: ['iata', 'icao'],
    weigh: ({ properties }) => (properties.type === 'large_airport' ? 50 : 36),
  },
  { layer: 'ports', kind: 'port', isMain: true, codes: ['unlocode'], weigh: () => 36 },
  {
    layer: 'prtr-facilities-selection',
    kind: 'reporting-facility',
    isMain: false,
    weigh: () => 30,
  },
  { layer: 'hazardous-waste-sites-selection', kind: 'waste-site', isMain: false, weigh: () => 30 },
  { layer: 'iron-steel-plants', kind: 'steel-plant', isMain: false, weigh: () => 32 },
  { layer: 'wind-farms', kind: 'wind-farm', isMain: false, weigh: () => 26 },
  {
    layer: 'power-plants',
    kind: 'power-plant',
    isMain: false,
    weigh: ({ properties }) => byLog(14, number(properties.capacity_mw)),
  },
]

const PARTIES: Readonly<Record<string, string>> = { CA: 'CAN', MX: 'MEX', US: 'USA' }

/** Short names by which authorities call a place themselves, which no source lists. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  // Constitución Política de la Ciudad de México, 2017: the city's own sign.
  'Ciudad de México': ['CDMX'],
}

/** Towns of so many people are among what most people look for. */
const MAIN_POPULATION = 10_000
/** Of larger towns all other names are kept; of smaller ones those in which accents are left out are none. */
const KNOWN_POPULATION = 100_000
/** Two gazetteers put a town no farther apart. */
const SAME_TOWN_METERS = 30_000

/**
 * Makes the files in which the page looks for places by name: of the named features of the published layers,
 * by their keys, and of the towns of GeoNames.
 *
 * @param folder where the layers are, and where the files are put
 * @param geoNames the table of GeoNames
 */
export async function writeGazetteer(folder: string, geoNames: string): Promise<void> {
  for (const [name, file] of await toGazetteer(folder, geoNames)) {
    await writeFile(join(folder, name), toText(file))
  }
}

/** One row a line, so that a change of one place is a change of one line. */
function toText({ version, regions, groups }: GazetteerFile): string {
  const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join(',\n')
  const texts = groups.map(
    ({ kind, layer, rows }) =>
      `{"kind":${JSON.stringify(kind)},"layer":${JSON.stringify(layer)},"rows":[\n${lines(rows)}\n]}`,
  )
  return `{"version":${version},"regions":[\n${lines(regions)}\n],"groups":[\n${texts.join(',\n')}\n]}\n`
}

async function toGazetteer(
  folder: string,
  geoNames: string,
): Promise<[name: string, file: GazetteerFile][]> {
  const read = async (layer: string) =>
    readFlatGeobuf(await readFile(join(folder, `${layer}.fgb`))).features
  const regions = await Regions.read(read)
  const towns = [...readGeoNames(geoNames)]
  const near = toGrid(towns)
  const known = new Set<GeoNamesPlace>()
  const main: GazetteerFile['groups'] = [
    { kind: 'country', layer: 'countries', rows: regions.countryRows },
    { kind: 'state', layer: 'states-provinces', rows: regions.stateRows },
  ]
  const more: GazetteerFile['groups'] = []
  for (const { layer, kind, isMain, codes = [], weigh } of LAYERS) {
    const rows = mergeReaches(await read(layer)).flatMap((feature): GazetteerRow[] => {
      const { properties, key } = feature
      const names = namesOf(feature)
      if (!names || key === undefined) return []
      const bbox = geometryBbox(feature.geometry)
      const place = placeOf(feature, bbox)
      const others = [
        String(properties.name ?? ''),
        ...codes.map((code) => String(properties[code] ?? '')),
        ...(SHORT_NAMES[names.es] ?? []),
      ]
      if (kind === 'town') {
        for (const town of near(place).filter((other) => isSame(names, place, other))) {
          known.add(town)
          others.push(town.name, ...otherNamesOf(town))
        }
      }
      const isPoint = feature.geometry?.type === 'Point'
      const region = isPoint ? regions.find(place, properties) : regions.findAround(feature)
      const row = toRow(names, others, place, region, weigh(feature), key, isPoint ? null : bbox)
      return [row]
    })
    ;(isMain ? main : more).push({ kind, layer, rows })
  }
  const others = towns.filter((town) => town.country in PARTIES && !known.has(town))
  const isMainTown = ({ population }: GeoNamesPlace) => population >= MAIN_POPULATION
  const toTowns = (list: readonly GeoNamesPlace[]) => ({
    kind: 'town' as const,
    layer: null,
    rows: list.map((town) => {
      const names = { en: town.name, fr: town.name, es: town.name }
      const region = regions.find(town.place, { country: PARTIES[town.country]! })
      const weight = byLog(18, town.population)
      return toRow(names, otherNamesOf(town), town.place, region, weight, null, null)
    }),
  })
  main.push(toTowns(others.filter(isMainTown)))
  more.push(toTowns(others.filter((town) => !isMainTown(town))))
  return [main, more].map((groups, index) => [
    GAZETTEER_FILES[index]!,
    gazetteerFileSchema.parse({ version: GAZETTEER_VERSION, regions: regions.list, groups }),
  ])
}

/** A river is drawn in several reaches under one name, a few of them far apart: each run that touches is one. */
function mergeReaches(features: readonly Feature[]): readonly Feature[] {
  const lines = features.filter(({ geometry }) => geometry?.type.endsWith('LineString'))
  if (lines.length === 0) return features
  const merged: Feature[] = []
  for (const line of lines) {
    const [west, south, east, north] = geometryBbox(line.geometry)
    const index = merged.findIndex((other) => {
      const box = geometryBbox(other.geometry)
      return (
        other.properties.name === line.properties.name &&
        west <= box[2] + 1 &&
        east >= box[0] - 1 &&
        south <= box[3] + 1 &&
        north >= box[1] - 1
      )
    })
    const other = merged[index]
    if (!other) merged.push(line)
    else {
      const [first, second] =
        number(line.properties.rank) < number(other.properties.rank) ? [line, other] : [other, line]
      merged[index] = {
        ...first,
        geometry: {
          type: 'MultiLineString',
          coordinates: [first, second].flatMap(({ geometry }) =>
            geometry?.type === 'LineString'
              ? [geometry.coordinates]
              : geometry?.type === 'MultiLineString'
                ? geometry.coordinates
                : [],
          ),
        },
      }
    }
  }
  return merged
}

function namesOf({ properties }: Feature): Localized | null {
  const { name, name_en: en, name_fr: fr, name_es: es } = properties
  const own = String(name ?? en ?? '')
  if (own === '') return null
  return { en: String(en ?? own), fr: String(fr ?? own), es: String(es ?? own) }
}

/** Where its name is put: a point itself, of lines the middle of one of them, of areas the middle of their box. */
function placeOf({ geometry }: Feature, [west, south, east, north]: Bbox): [number, number] {
  if (geometry?.type === 'LineString' || geometry?.type === 'MultiLineString') {
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
    const longest = lines.toSorted((a, b) => b.length - a.length)[0]!
    const middle = longest[Math.floor(longest.length / 2)]!
    return [middle[0]!, middle[1]!]
  }
  return [(west + east) / 2, (south + north) / 2]
}

function otherNamesOf({ name, otherNames, population }: GeoNamesPlace): readonly string[] {
  const seen = new Set([fold(name)])
  if (population < KNOWN_POPULATION) return []
  return otherNames.filter((other) => {
    const isNew = !seen.has(fold(other))
    seen.add(fold(other))
    return isNew
  })
}

function isSame(names: Localized, place: readonly [number, number], town: GeoNamesPlace): boolean {
  if (sphereDistanceMeters(place, town.place) > SAME_TOWN_METERS) return false
  const own = new Set(Object.values(names).map(fold))
  return [town.name, ...town.otherNames].some((other) => own.has(fold(other)))
}

/** The towns of the cells of one degree around a place. */
function toGrid(towns: readonly GeoNamesPlace[]) {
  const cells = new Map<string, GeoNamesPlace[]>()
  const cellOf = (lon: number, lat: number) => `${Math.floor(lon)} ${Math.floor(lat)}`
  for (const town of towns) {
    const cell = cellOf(...town.place)
    const inCell = cells.get(cell)
    if (inCell) inCell.push(town)
    else cells.set(cell, [town])
  }
  return ([lon, lat]: readonly [number, number]): readonly GeoNamesPlace[] =>
    [-1, 0, 1].flatMap((x) => [-1, 0, 1].flatMap((y) => cells.get(cellOf(lon + x, lat + y)) ?? []))
}

/** Countries and states: rows of their own, and where other places lie. */
class Regions {
  readonly list: GazetteerRegion[] = []
  readonly countryRows: GazetteerRow[] = []
  readonly stateRows: GazetteerRow[] = []
  readonly #places = new Map<string, number>()
  readonly #areas: { readonly bbox: Bbox; readonly area: Polygon | MultiPolygon; at: number }[] = []

  static async read(read: (layer: string) => Promise<readonly Feature[]>): Promise<Regions> {
    const regions = new Regions()
    for (const feature of await read('countries')) {
      const rank = number(feature.properties.rank)
      regions.#add(feature, 'iso_a3', -1, regions.countryRows, rank <= 3 ? 95 : 78)
    }
    for (const feature of await read('states-provinces')) {
      const country = regions.#places.get(String(feature.properties.country)) ?? -1
      regions.#add(feature, 'iso_3166_2', country, regions.stateRows, 75)
    }
    return regions
  }

  #add(feature: Feature, codeField: string, country: number, rows: GazetteerRow[], weight: number) {
    const { geometry, properties, key } = feature
    const names = namesOf(feature)
    if (!names || key === undefined) return
    const code = String(properties[codeField])
    const bbox = geometryBbox(geometry)
    const at = this.list.length
    this.#places.set(code, at)
    this.list.push([code, country, names.en, names.fr, names.es])
    if (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon') {
      this.#areas.push({ bbox, area: geometry, at })
    }
    // People write the last part of a state's code: NY, QC.
    const short = code.includes('-') ? [code, code.split('-')[1]!] : []
    const others = [String(properties.name ?? ''), ...short, ...(SHORT_NAMES[names.es] ?? [])]
    rows.push(toRow(names, others, placeOf(feature, bbox), country, weight, key, bbox))
  }

  /** The smallest region in which a line or an area lies whole, as far as some of its vertices tell; −1 for none. */
  findAround({ geometry, properties }: Feature): number {
    const places: [number, number][] = []
    if (geometry) eachPosition(geometry, ([lon, lat]) => places.push([lon!, lat!]))
    const step = Math.max(1, Math.floor(places.length / 24))
    const found = places
      .filter((_, at) => at % step === 0)
      .map((place) => this.find(place, properties))
      .filter((at) => at >= 0)
    const [first = -1] = found
    if (found.every((at) => at === first)) return first
    const countries = found.map((at) => (this.list[at]![1] >= 0 ? this.list[at]![1] : at))
    return countries.every((at) => at === countries[0]) ? countries[0]! : -1
  }

  /** The region of a feature: by its state, else by where it lies, else by its country. */
  find([lon, lat]: readonly [number, number], properties: Feature['properties']): number {
    const { state_province: state, country } = properties
    const stated = this.#places.get(String(state))
    if (stated !== undefined) return stated
    const inside = this.#areas.filter(
      ({ bbox: [west, south, east, north], area }) =>
        lon >= west &&
        lon <= east &&
        lat >= south &&
        lat <= north &&
        booleanPointInPolygon([lon, lat], area),
    )
    const fits = inside.findLast(({ at }) => {
      const [code, of] = this.list[at]!
      return !country || code === country || this.list[of]?.[0] === country
    })
    return fits?.at ?? this.#places.get(String(country)) ?? -1
  }
}
