declare module 'shpjs' {
  import type { Geometry } from 'geojson'
  export function parseShp(shp: Uint8Array, prj?: string): (Geometry | null)[]
  export function parseDbf(dbf: Uint8Array, encoding?: string): Record<string, unknown>[]
  /** The layers of a zipped shapefile. */
  export function getShapefile(zip: ArrayBuffer): Promise<unknown>
}
