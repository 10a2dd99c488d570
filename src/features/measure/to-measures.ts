import { type Figure, toEnclosedArea, toGeodesic } from '../../geo/geodesic.ts'
import { toEdges } from '../../shell/drawing/to-edges.ts'
import type { Drawing } from '../../state/drawings.ts'

/** One quantity on the two figures of the Earth that are measured on. */
export type Both = Readonly<Record<Figure, number>>

/** What can be measured of a drawing, in metres, square metres and degrees. */
export interface Measures {
  readonly lengthMeters?: Both
  readonly areaSquareMeters?: Both
  readonly perimeterMeters?: Both
  readonly radiusMeters?: Both
  /** The direction in which a line sets out, clockwise from true north. */
  readonly bearingDegrees?: number
}

const onBoth = (measure: (figure: Figure) => number): Both => ({
  ellipsoid: measure('ellipsoid'),
  sphere: measure('sphere'),
})

/** Parallels are followed by their places: so short ways between those are as good as the parallel. */
const PARALLEL_STEP_METERS = 1000

/** The measures of a drawing over the ground, on the ellipsoid of WGS 84 and on the Framework's sphere. */
export function toMeasures({ kind, places }: Pick<Drawing, 'kind' | 'places'>): Measures {
  const [first, second] = places
  if (!first || !second) return {}
  const { bearingDegrees } = toGeodesic(first, second)
  if (kind === 'line') {
    const lengthMeters = onBoth((figure) =>
      places
        .slice(1)
        .reduce((sum, place, index) => sum + toGeodesic(places[index]!, place, figure).meters, 0),
    )
    return { lengthMeters, bearingDegrees }
  }
  const radiusMeters = onBoth((figure) => toGeodesic(first, second, figure).meters)
  if (kind === 'circle' && radiusMeters.ellipsoid === 0) return { radiusMeters }
  if (kind === 'polygon' && places.length < 3) return { perimeterMeters: radiusMeters }
  const corners =
    kind === 'polygon' ? places : toEdges(kind, places, PARALLEL_STEP_METERS).slice(0, -1)
  const enclosed = (figure: Figure) => toEnclosedArea(corners, figure)
  return {
    areaSquareMeters: onBoth((figure) => enclosed(figure).squareMeters),
    perimeterMeters: onBoth((figure) => enclosed(figure).perimeterMeters),
    ...(kind === 'circle' && { radiusMeters }),
  }
}
