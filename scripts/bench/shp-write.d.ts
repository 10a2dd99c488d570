/** The package describes itself without its answer's type. */
declare module '@mapbox/shp-write' {
  import type { FeatureCollection } from 'geojson'

  const shpwrite: {
    zip(
      collection: FeatureCollection,
      options: { readonly compression: 'STORE' | 'DEFLATE'; readonly outputType: 'uint8array' },
    ): Promise<Uint8Array>
  }
  export default shpwrite
}
