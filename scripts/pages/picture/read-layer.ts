import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Geometry } from 'geojson'
import { drawnFields, filesByZoom } from '../../../src/catalog/layer-files.ts'
import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import { naafGrid } from '../../../src/geo/projections/naaf.ts'
import type { FieldValues } from '../../../src/model/feature.ts'
import { projectGeometry } from '../../../src/tiles/project.ts'

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

/** Reads a layer at a zoom of the Framework's grid, from the file that is meant for it. */
export function readLayer(layer: CatalogLayer, zoom: number, folder: string): ProjectedFeature[] {
  const files = filesByZoom(layer)
  const { file } = files.find(({ zooms }) => zoom <= zooms[1]) ?? files.at(-1)!
  const bytes = readFileSync(join(folder, file.path))
  const fields = layer.symbology ? drawnFields(layer.symbology) : []
  return [...new FlatGeobufFile(bytes).features(fields)].flatMap(({ geometry, properties }) =>
    geometry
      ? [
          {
            geometry: projectGeometry(geometry, naafGrid, Math.ceil(zoom)),
            values: properties,
            source: { geometry, toUnit: naafGrid.toUnit },
          },
        ]
      : [],
  )
}
