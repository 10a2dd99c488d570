import { booleanPointInPolygon } from '@turf/turf'
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import { type Bbox, EMPTY_BBOX, union } from '../../../src/geo/bbox.ts'
import { eachPosition } from '../../../src/geo/positions.ts'
import type { BuildContext } from '../../pipeline/recipe.ts'
import { PARTIES, readUnits } from './natural-earth-units.ts'

/** A state, province or territory of the three countries. */
export interface State {
  readonly code: string
  readonly country: string
  readonly bbox: Bbox
  readonly geometry: Polygon | MultiPolygon
}

export interface StateFinder {
  /** The state that a place lies in, or `null` at sea and abroad. */
  find(lon: number, lat: number): Pick<State, 'code' | 'country'> | null
  /**
   * The state of a country that a place belongs to: the one that it lies in, else the nearest one within
   * `NEAR_METERS`, since outlines for 1:10,000,000 put quays, islets and the banks of border rivers on the
   * wrong side. `null` farther off.
   */
  findOf(country: string, lon: number, lat: number): StateOf | null
}

export interface StateOf {
  readonly code: string
  /** Whether the place lies beyond the outline of the state. */
  readonly isNear: boolean
}

/** How far beyond a state's outline a place is still taken for one of its own. */
export const NEAR_METERS = 5_000

/** The territories that ISO 3166-2 counts among the subdivisions of the United States. */
const US_TERRITORIES: Readonly<Record<string, string>> = { PRI: 'US-PR', VIR: 'US-VI' }

/** Finds in which state or province a place lies; made once in a run of the pipeline. */
export function readStateFinder(context: BuildContext): Promise<StateFinder> {
  return context.once('state-finder', async (inner) => {
    const units = await readUnits(inner)
    const states = units.features().flatMap(({ geometry, properties }): State[] => {
      return toState(geometry, properties.adm0_a3, properties.iso_3166_2)
    })
    return toStateFinder(states)
  })
}

/** A state of one of the three countries, or a territory that counts as one; nothing of other countries. */
export function toState(geometry: Geometry | null, unit: unknown, stateCode: unknown): State[] {
  const territory = US_TERRITORIES[String(unit)]
  const code = territory ?? stateCode
  const country = territory ? 'USA' : unit
  if (typeof code !== 'string' || typeof country !== 'string') return []
  if (!PARTIES.includes(country) || !geometry || !isArea(geometry)) return []
  return [{ code, country, bbox: bboxOf(geometry), geometry }]
}

/** Finds places among states whose outlines are at hand. */
export function toStateFinder(states: readonly State[]): StateFinder {
  const find = (lon: number, lat: number) =>
    states.find(
      ({ bbox, geometry }) =>
        isInBox(lon, lat, bbox, 0) && booleanPointInPolygon([lon, lat], geometry),
    ) ?? null
  return {
    find,
    findOf(country, lon, lat) {
      const own = find(lon, lat)
      if (own?.country === country) return { code: own.code, isNear: false }
      const near = states
        .filter((state) => state.country === country && isInBox(lon, lat, state.bbox, 0.25))
        .map(({ code, geometry }) => ({ code, meters: metersToOutline(lon, lat, geometry) }))
        .sort((a, b) => a.meters - b.meters)[0]
      return near && near.meters <= NEAR_METERS ? { code: near.code, isNear: true } : null
    },
  }
}

/** Where places of a country were found to belong, counted, and those that belong nowhere by name. */
export class StateTally {
  near = 0
  readonly without: string[] = []

  /** The code of the state that `finder` gives a place, which is counted. */
  codeOf(
    finder: StateFinder,
    place: {
      readonly name: string | null
      readonly country: string
      readonly lon: number
      readonly lat: number
    },
  ): string | null {
    const state = finder.findOf(place.country, place.lon, place.lat)
    if (state?.isNear) this.near += 1
    if (!state) this.without.push(place.name ?? '–')
    return state?.code ?? null
  }

  note({ log }: Pick<BuildContext, 'log'>): void {
    log.add(
      {
        en: 'Each was given the state, province or territory of its own country that it lies in, or the nearest one within {{km}} km ({{near}} of them: quays, islets, banks of border rivers).',
        fr: 'À chacun a été attribué l’État, la province ou le territoire de son propre pays où il se trouve, ou le plus proche à moins de {{km}} km ({{near}} d’entre eux : quais, îlots, rives de cours d’eau frontaliers).',
        es: 'A cada uno se le asignó el estado, la provincia o el territorio de su propio país en que está, o el más cercano a menos de {{km}} km ({{near}} de ellos: muelles, islotes, orillas de ríos fronterizos).',
      },
      { km: NEAR_METERS / 1000, near: this.near },
    )
    if (this.without.length === 0) return
    log.add(
      {
        en: 'Without a state, farther off: {{count}} ({{names}}).',
        fr: 'Sans État, plus au large : {{count}} ({{names}}).',
        es: 'Sin estado, más lejos: {{count}} ({{names}}).',
      },
      { count: this.without.length, names: this.without.toSorted().join(', ') },
    )
  }
}

function isInBox(
  lon: number,
  lat: number,
  [west, south, east, north]: Bbox,
  degrees: number,
): boolean {
  return (
    lon >= west - degrees &&
    lon <= east + degrees &&
    lat >= south - degrees &&
    lat <= north + degrees
  )
}

const METERS_PER_DEGREE = 111_195

/** The distance from a place to the nearest edge, on a plane that touches the sphere at the place. */
function metersToOutline(lon: number, lat: number, geometry: Polygon | MultiPolygon): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const shrink = Math.cos((lat * Math.PI) / 180)
  const toPlane = ([x, y]: Position): [number, number] => [(x! - lon) * shrink, y! - lat]
  let nearest = Number.POSITIVE_INFINITY
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = toPlane(ring[i - 1]!)
      const [bx, by] = toPlane(ring[i]!)
      const [dx, dy] = [bx - ax, by - ay]
      const length = dx * dx + dy * dy
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length))
      nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy))
    }
  }
  return nearest * METERS_PER_DEGREE
}

function isArea(geometry: Geometry): geometry is Polygon | MultiPolygon {
  return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
}

function bboxOf(geometry: Geometry): Bbox {
  let bbox = EMPTY_BBOX
  eachPosition(geometry, ([lon, lat]) => {
    bbox = union(bbox, [lon!, lat!, lon!, lat!])
  })
  return bbox
}
