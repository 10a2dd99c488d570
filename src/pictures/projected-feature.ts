import type { Geometry } from 'geojson'
import { naafGrid } from '../geo/projections/naaf.ts'
import type { Feature, FieldValues } from '../model/feature.ts'
import { projectGeometry } from '../tiles/project.ts'

/** A feature in the Framework's unit square, with the fields that drawing it needs. */
export interface ProjectedFeature {
  readonly geometry: Geometry
  readonly values: FieldValues
  /** The feature as it was, in longitude and latitude, and how to bring a place into the unit square. */
  readonly source: {
    readonly geometry: Geometry
    toUnit(lon: number, lat: number): [u: number, v: number]
  }
}

/** Features as pictures draw them, of which those without a geometry show nothing. */
export function toProjectedFeatures(
  features: Iterable<Pick<Feature, 'geometry' | 'properties'>>,
  zoom: number,
): ProjectedFeature[] {
  const projected: ProjectedFeature[] = []
  for (const { geometry, properties } of features) {
    if (!geometry) continue
    projected.push({
      geometry: projectGeometry(geometry, naafGrid, Math.ceil(zoom)),
      values: properties,
      source: { geometry, toUnit: naafGrid.toUnit },
    })
  }
  return projected
}
