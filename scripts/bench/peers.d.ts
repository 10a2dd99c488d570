/** The package has no types of its own. */
declare module 'shapefile' {
  import type { FeatureCollection } from 'geojson'

  export function read(shp: Uint8Array, dbf?: Uint8Array): Promise<FeatureCollection>
}
