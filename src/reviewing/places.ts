import Flatbush from 'flatbush'
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import { PreparedArea } from '../geo/area.ts'
import { type Bbox, intersects } from '../geo/bbox.ts'
import { toNaaf } from '../geo/naaf.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { fold, toWords } from '../model/fold.ts'

/** A state, province, territory or department, as the layer `states-provinces` has it. */
export interface Place {
  /** ISO 3166-2. */
  readonly code: string
  /** ISO 3166-1 alpha-3. */
  readonly country: string
  readonly names: readonly string[]
}

interface PlacedArea extends Place {
  readonly area: Polygon | MultiPolygon
  readonly prepared: PreparedArea
  edges: EdgeIndex | null
}

/** The names of the three countries as registers and agencies write them. */
const COUNTRY_NAMES: Readonly<Record<string, readonly string[]>> = {
  CAN: ['CAN', 'CA', 'Canada', 'Canadá', 'Kanada'],
  MEX: ['MEX', 'MX', 'Mexico', 'México', 'Mexique', 'Estados Unidos Mexicanos'],
  USA: [
    'USA',
    'US',
    'U.S.',
    'U.S.A.',
    'United States',
    'United States of America',
    'États-Unis',
    'États-Unis d’Amérique',
    'Estados Unidos',
    'Estados Unidos de América',
    'EUA',
    'EE. UU.',
    'E.U.A.',
  ],
}

/** Names of states that registers use and the map does not, or not of that state alone. */
export const OTHER_STATE_NAMES: Readonly<Record<string, readonly string[]>> = {
  'CA-NL': ['Newfoundland', 'NF', 'Terre-Neuve'],
  'CA-QC': ['PQ', 'Quebec'],
  'CA-YT': ['Yukon Territory', 'YK'],
  'MX-CMX': ['Ciudad de México', 'CDMX', 'Distrito Federal', 'DF', 'Mexico City', 'MX-DIF'],
  'MX-DIF': ['Ciudad de México', 'CDMX', 'Distrito Federal', 'DF', 'Mexico City', 'MX-CMX'],
  'MX-COA': ['Coahuila de Zaragoza', 'Coahuila'],
  'MX-MIC': ['Michoacán de Ocampo', 'Michoacán'],
  'MX-VER': ['Veracruz de Ignacio de la Llave', 'Veracruz', 'Veracruz-Llave'],
  'MX-MEX': ['Estado de México', 'Edo. de México', 'México', 'EDOMEX'],
  'MX-QUE': ['Querétaro de Arteaga', 'Querétaro'],
  'US-DC': ['Washington, D.C.', 'Washington DC'],
}

/** Parts of a country that the map has as countries of their own: Puerto Rico and the Virgin Islands. */
const TERRITORIES: Readonly<Record<string, readonly Bbox[]>> = {
  USA: [[-68.2, 17.4, -64.4, 18.8]],
}

/** A name as names of places are compared. */
const toPlain = (name: string): string => toWords(fold(name)).join(' ')

/** The countries and states of the continent: which holds a position, which a name means, how far off a position is. */
export class Places {
  readonly #areas: readonly PlacedArea[]
  readonly #boxes: Flatbush
  readonly #byName = new Map<string, readonly PlacedArea[]>()
  readonly #countryByName = new Map<string, string>()

  /** Of the features of `states-provinces`. */
  constructor(features: readonly Feature[]) {
    this.#areas = features.flatMap(({ geometry, properties }) => {
      if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return []
      const code = toText(properties.iso_3166_2)
      const short = code.slice(3)
      const names = [
        code,
        short,
        ...['name', 'name_en', 'name_fr', 'name_es'].map((field) => toText(properties[field])),
        ...(OTHER_STATE_NAMES[code] ?? []),
      ].filter((name) => name !== '')
      return [
        {
          code,
          country: toText(properties.country),
          names,
          area: geometry,
          prepared: new PreparedArea(geometry),
          edges: null,
        },
      ]
    })
    this.#boxes = new Flatbush(Math.max(1, this.#areas.length))
    for (const { prepared } of this.#areas) this.#boxes.add(...prepared.bbox)
    if (this.#areas.length === 0) this.#boxes.add(0, 0, 0, 0)
    this.#boxes.finish()
    for (const area of this.#areas) {
      for (const name of area.names.map(toPlain)) {
        const known = this.#byName.get(name) ?? []
        if (!known.includes(area)) this.#byName.set(name, [...known, area])
      }
    }
    for (const [code, names] of Object.entries(COUNTRY_NAMES)) {
      for (const name of names) this.#countryByName.set(toPlain(name), code)
    }
  }

  /** The ISO 3166-1 alpha-3 code of a country that a value names; `null` for one that is none of the three, or unknown. */
  countryOf(value: FieldValue): string | null {
    if (typeof value !== 'string') return null
    return this.#countryByName.get(toPlain(value)) ?? null
  }

  /** The states that a value may mean, of one country where that is known. */
  statesOf(value: FieldValue, country: string | null): readonly Place[] {
    if (typeof value !== 'string' || value === '') return []
    const found = this.#byName.get(toPlain(value)) ?? []
    return country === null ? found : found.filter((place) => place.country === country)
  }

  /** The state that holds a position, its edge included; `null` at sea and outside the three countries. */
  at(lon: number, lat: number): Place | null {
    const point: Geometry = { type: 'Point', coordinates: [lon, lat] }
    for (const nth of this.#boxes.search(lon, lat, lon, lat)) {
      const area = this.#areas[nth]
      if (area?.prepared.meets(point)) return area
    }
    return null
  }

  isIn(lon: number, lat: number, places: readonly Place[]): boolean {
    const point: Geometry = { type: 'Point', coordinates: [lon, lat] }
    if (places.some((place) => (place as PlacedArea).prepared.meets(point))) return true
    const countries = new Set(places.map(({ country }) => country))
    // Only a whole country has territories; one state of it does not.
    return (
      places.length > 1 &&
      [...countries].some((country) =>
        TERRITORIES[country]?.some((box) => intersects(box, [lon, lat, lon, lat])),
      )
    )
  }

  /** The states of a country. */
  ofCountry(country: string): readonly Place[] {
    return this.#areas.filter((area) => area.country === country)
  }

  /** Metres from a position to the nearest edge of some places, in the Framework's plane. */
  distanceMeters(lon: number, lat: number, places: readonly Place[]): number {
    const [x, y] = toNaaf(lon, lat)
    let nearest = Number.POSITIVE_INFINITY
    for (const place of places) {
      const area = place as PlacedArea
      area.edges ??= new EdgeIndex(area.area)
      nearest = Math.min(nearest, area.edges.distance(x, y))
    }
    return nearest
  }
}

const toText = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '')

/** So many of the nearest boxes of edges are measured: the nearest edge is hardly ever in another. */
const MEASURED_EDGES = 12

/** The edges of an area in the Framework's plane, to be asked how far away the nearest is. */
class EdgeIndex {
  readonly #index: Flatbush
  readonly #edges: readonly number[]

  constructor({ type, coordinates }: Polygon | MultiPolygon) {
    const polygons: readonly (readonly Position[][])[] =
      type === 'Polygon' ? [coordinates as Position[][]] : (coordinates as Position[][][])
    const edges: number[] = []
    for (const ring of polygons.flat()) {
      let [x1, y1] = toNaaf(ring[0]![0]!, ring[0]![1]!)
      for (const position of ring.slice(1)) {
        const [x2, y2] = toNaaf(position[0]!, position[1]!)
        edges.push(x1, y1, x2, y2)
        ;[x1, y1] = [x2, y2]
      }
    }
    this.#edges = edges
    this.#index = new Flatbush(edges.length / 4)
    for (let at = 0; at < edges.length; at += 4) {
      this.#index.add(
        Math.min(edges[at]!, edges[at + 2]!),
        Math.min(edges[at + 1]!, edges[at + 3]!),
        Math.max(edges[at]!, edges[at + 2]!),
        Math.max(edges[at + 1]!, edges[at + 3]!),
      )
    }
    this.#index.finish()
  }

  distance(x: number, y: number): number {
    let nearest = Number.POSITIVE_INFINITY
    for (const edge of this.#index.neighbors(x, y, MEASURED_EDGES)) {
      const [x1, y1, x2, y2] = this.#edges.slice(edge * 4, edge * 4 + 4) as [number, number, number, number] // biome-ignore format: one line
      const square = (x2 - x1) ** 2 + (y2 - y1) ** 2
      const along = square === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square
      const share = Math.max(0, Math.min(1, along))
      nearest = Math.min(
        nearest,
        Math.hypot(x1 + share * (x2 - x1) - x, y1 + share * (y2 - y1) - y),
      )
    }
    return nearest
  }
}
