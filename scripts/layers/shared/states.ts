import { booleanPointInPolygon } from '@turf/turf'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import { type Bbox, EMPTY_BBOX, union } from '../../../src/geo/bbox.ts'
import { eachPosition } from '../../../src/geo/positions.ts'
import type { BuildContext } from '../../pipeline/recipe.ts'
import { readUnits } from './natural-earth-units.ts'

/** A state, province or territory of the three countries. */
interface State {
  readonly code: string
  readonly country: string
  readonly bbox: Bbox
  readonly geometry: Polygon | MultiPolygon
}

export interface StateFinder {
  /** The state that a place lies in, or `null` at sea and abroad. */
  find(lon: number, lat: number): Pick<State, 'code' | 'country'> | null
}

const COUNTRIES = new Set(['CAN', 'MEX', 'USA'])

/** Finds in which state or province a place lies; made once in a run of the pipeline. */
export function readStateFinder(context: BuildContext): Promise<StateFinder> {
  return context.once('state-finder', async (inner) => {
    const units = await readUnits(inner)
    const states = units.features().flatMap(({ geometry, properties }): State[] => {
      const { iso_3166_2: code, adm0_a3: country } = properties
      if (typeof code !== 'string' || typeof country !== 'string') return []
      if (!COUNTRIES.has(country) || !isArea(geometry)) return []
      return [{ code, country, bbox: bboxOf(geometry), geometry }]
    })
    return {
      find(lon, lat) {
        const state = states.find(
          ({ bbox: [west, south, east, north], geometry }) =>
            lon >= west &&
            lon <= east &&
            lat >= south &&
            lat <= north &&
            booleanPointInPolygon([lon, lat], geometry),
        )
        return state ?? null
      },
    }
  })
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
