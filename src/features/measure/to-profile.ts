import { toGeodesic, toPlaceAt } from '../../geo/geodesic.ts'
import type { FieldValues } from '../../model/feature.ts'
import type { Place } from '../../state/map-commands.ts'

/** So many stretches of one length a line is parted into; in the middle of each it is looked at. */
export const MOST_STRETCHES = 400

/** Layers of 1:10,000,000 say nothing of what is nearer. */
const LEAST_STRETCH_METERS = 500

/** Where a line is looked at, and how far apart. */
export interface ProfilePlaces {
  readonly places: readonly (readonly [lon: number, lat: number])[]
  readonly stretchMeters: number
}

/** The middles of equal stretches along a line over the ground (WGS 84, geodesics); none of a line without length. */
export function toProfilePlaces(corners: readonly Place[]): ProfilePlaces {
  const parts = corners.slice(1).map((to, index) => {
    const from = corners[index]!
    return { from, ...toGeodesic(from, to) }
  })
  const total = parts.reduce((sum, { meters }) => sum + meters, 0)
  if (!(total > 0)) return { places: [], stretchMeters: 0 }
  const count = Math.max(1, Math.min(MOST_STRETCHES, Math.floor(total / LEAST_STRETCH_METERS)))
  const stretchMeters = total / count
  const places: (readonly [number, number])[] = []
  let [part, passed] = [0, 0]
  for (let at = 0; at < count; at++) {
    const meters = (at + 0.5) * stretchMeters
    while (part < parts.length - 1 && meters > passed + parts[part]!.meters) {
      passed += parts[part++]!.meters
    }
    const { from, bearingDegrees } = parts[part]!
    places.push(toPlaceAt(from, bearingDegrees, meters - passed))
  }
  return { places, stretchMeters }
}

/** A band in which the ground lies, metres above the sea; without an end the highest and the deepest. */
export interface Band {
  readonly low: number | null
  readonly high: number | null
}

/** Whether a band lies below the surface of the sea. */
export const isSea = ({ high }: Band): boolean => high !== null && high <= 0

/** A part of a line in one band; `null` where no layer says in which. */
export interface ProfileStep {
  readonly fromMeters: number
  readonly toMeters: number
  readonly band: Band | null
}

/** What the layers say of one place. */
export interface GroundAt {
  /** Of the countries: whether the place is on land. */
  readonly land: FieldValues | null
  readonly elevation: FieldValues | null
  readonly depth: FieldValues | null
}

/** Land that no band of elevation holds lies below the lowest of them. */
const LOWEST_BAND: Band = { low: null, high: 200 }

const toNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function toBand({ land, elevation, depth }: GroundAt): Band | null {
  if (elevation) {
    return { low: toNumber(elevation.elevation_min), high: toNumber(elevation.elevation_max) }
  }
  // The uppermost band of the sea reaches on under the land.
  if (land) return LOWEST_BAND
  if (!depth) return null
  const [least, most] = [toNumber(depth.depth_min), toNumber(depth.depth_max)]
  return { low: most === null ? null : -most, high: least === null ? null : 0 - least }
}

/** The parts of a line by bands, one after the other from its start to its end. */
export function toProfileSteps(
  ground: readonly GroundAt[],
  stretchMeters: number,
): readonly ProfileStep[] {
  const steps: ProfileStep[] = []
  for (const [at, there] of ground.entries()) {
    const band = toBand(there)
    const last = steps.at(-1)
    const toMeters = (at + 1) * stretchMeters
    if (last && last.band?.low === band?.low && last.band?.high === band?.high) {
      steps[steps.length - 1] = { ...last, toMeters }
    } else steps.push({ fromMeters: at * stretchMeters, toMeters, band })
  }
  return steps
}
