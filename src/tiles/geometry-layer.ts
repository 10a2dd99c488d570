import type { Geometry } from 'geojson'
import { keyOfPlace } from '../model/feature-key.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { TileLayer } from './tile-layer.ts'

/** Tiles of plain geometries in longitude and latitude, as of a layer of that name; no fields. */
export function toGeometryLayer(id: string, geometries: readonly Geometry[]): TileLayer {
  const features = geometries.map((geometry, place) => ({
    ...keyOfPlace(place),
    geometry,
    properties: {},
  }))
  return new TileLayer({
    id,
    levels: [
      {
        zooms: [-9, 24],
        resident: true,
        open: async () =>
          new MemorySource({ name: id, geometryType: 'Unknown', fields: [] }, features),
      },
    ],
    parts: ['features', 'outlines'],
    fields: [],
  })
}
