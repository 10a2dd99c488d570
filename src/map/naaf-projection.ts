import { addProjection } from 'maplibre-gl'
import { fromNaaf, NAAF_CRS_NAME, NAAF_EXTENT, NAAF_PROJ, toNaaf } from '../geo/naaf.ts'

let registered = false

/** Registers the Framework's projection with the map library, once. */
export function registerNaafProjection(): void {
  if (registered) return
  registered = true
  addProjection({
    name: NAAF_CRS_NAME,
    projection: {
      forward: ([lon, lat]) => toNaaf(lon!, lat!),
      inverse: ([x, y]) => fromNaaf(x!, y!),
    },
    tileMatrixSet: {
      origin: [NAAF_EXTENT[0], NAAF_EXTENT[3]],
      extentAtZoom0: NAAF_EXTENT[2] - NAAF_EXTENT[0],
    },
    definition: NAAF_PROJ,
  })
}
