import { addProjection } from 'maplibre-gl'
import { PROJECTIONS } from '../../geo/projections/all.ts'

const registered = new Set<string>()

/** Makes the planes of the projections known to the map library, each once. */
export function registerProjections(): void {
  for (const { mapType, plane } of PROJECTIONS) {
    if (!plane || registered.has(mapType)) continue
    registered.add(mapType)
    addProjection({
      name: mapType,
      projection: {
        forward: ([lon, lat]) => plane.toPlane(lon!, lat!),
        inverse: ([x, y]) => plane.fromPlane(x!, y!),
      },
      tileMatrixSet: { origin: [...plane.origin], extentAtZoom0: plane.side },
      definition: plane.definition,
    })
  }
}
