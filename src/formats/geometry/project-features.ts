import type { Geometry, Position } from 'geojson'
import type { Crs } from '../../geo/crs.ts'
import { type Feature, withGeometry } from '../../model/feature.ts'
import type { Tally } from '../contract/tally.ts'
import type { FeatureStream } from '../contract/writer.ts'

/**
 * Features of WGS 84 in another CRS, as they pass by. A geometry with a position that the CRS has no
 * place for is left out of its feature, and counted.
 */
export function projectFeatures(features: FeatureStream, crs: Crs, tally: Tally): FeatureStream {
  if (crs.isWgs84) return features
  return Symbol.iterator in features
    ? projectSync(features, crs, tally)
    : projectAsync(features, crs, tally)
}

function* projectSync(features: Iterable<Feature>, crs: Crs, tally: Tally): Generator<Feature> {
  for (const feature of features) yield projectFeature(feature, crs, tally)
}

async function* projectAsync(
  features: AsyncIterable<Feature>,
  crs: Crs,
  tally: Tally,
): AsyncGenerator<Feature> {
  for await (const feature of features) yield projectFeature(feature, crs, tally)
}

function projectFeature(feature: Feature, crs: Crs, tally: Tally): Feature {
  if (!feature.geometry) return feature
  const geometry = projectGeometry(feature.geometry, crs)
  if (!geometry) {
    tally.add({
      code: 'outside-crs',
      message: `Geometries that reach where ${crs.name} has no place were left out; their features keep their values`,
      values: { crs: crs.name },
    })
  }
  return withGeometry(feature, geometry)
}

/** The geometry in a CRS, heights and measures as they are; `null` where it has no place in it. */
export function projectGeometry(geometry: Geometry, crs: Crs): Geometry | null {
  let isWhole = true
  const project = (position: Position): Position => {
    const [x, y] = crs.fromWgs84(position[0]!, position[1]!)
    // Formulas give a place for any two numbers; only these are a longitude and a latitude.
    if (Math.abs(position[0]!) > 540 || Math.abs(position[1]!) > 90) isWhole = false
    if (!Number.isFinite(x) || !Number.isFinite(y)) isWhole = false
    return position.length > 2 ? [x, y, ...position.slice(2)] : [x, y]
  }
  const projected = mapPositions(geometry, project)
  return isWhole ? projected : null
}

function mapPositions(geometry: Geometry, project: (position: Position) => Position): Geometry {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length === 0
        ? geometry
        : { type: 'Point', coordinates: project(geometry.coordinates) }
    case 'MultiPoint':
    case 'LineString':
      return { type: geometry.type, coordinates: geometry.coordinates.map(project) }
    case 'MultiLineString':
    case 'Polygon':
      return {
        type: geometry.type,
        coordinates: geometry.coordinates.map((part) => part.map(project)),
      }
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((polygon) =>
          polygon.map((ring) => ring.map(project)),
        ),
      }
    case 'GeometryCollection':
      return {
        type: 'GeometryCollection',
        geometries: geometry.geometries.map((part) => mapPositions(part, project)),
      }
  }
}
