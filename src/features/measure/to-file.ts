import { toGeometry } from '../../shell/drawing/to-geometry.ts'
import type { Drawing } from '../../state/drawings.ts'
import { toMeasures } from './to-measures.ts'

/** Metres and square metres to the millimetre and the square metre: finer than anything that is drawn. */
const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/**
 * Drawings as a GeoJSON file (RFC 7946), with their measures on WGS 84 as fields; those that enclose nothing have
 * no geometry.
 */
export function toFile(
  drawings: readonly Drawing[],
  nameOf: (drawing: Drawing, place: number) => string,
  fileName: string,
): File {
  const features = drawings.map((drawing, place) => {
    const { lengthMeters, areaSquareMeters, perimeterMeters, radiusMeters, bearingDegrees } =
      toMeasures(drawing)
    return {
      type: 'Feature',
      geometry: toGeometry(drawing),
      properties: {
        name: nameOf(drawing, place),
        kind: drawing.kind,
        length_m: lengthMeters ? round(lengthMeters.ellipsoid, 3) : null,
        area_m2: areaSquareMeters ? round(areaSquareMeters.ellipsoid, 0) : null,
        perimeter_m: perimeterMeters ? round(perimeterMeters.ellipsoid, 3) : null,
        radius_m: radiusMeters ? round(radiusMeters.ellipsoid, 3) : null,
        bearing_deg: bearingDegrees === undefined ? null : round(bearingDegrees, 4),
      },
    }
  })
  const text = JSON.stringify({ type: 'FeatureCollection', features }, null, 1)
  return new File([text], fileName, { type: 'application/geo+json' })
}
