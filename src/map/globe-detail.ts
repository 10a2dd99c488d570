import type { Map as MapLibreMap } from 'maplibre-gl'

/** Into how many parts the side of a tile is cut: halved with each zoom from the first on, down to the least. */
type Subdivision = readonly [atZoom0: number, least: number]

/**
 * How finely the globe's shapes are cut to follow its curve. The library cuts a tile of zoom 2 into 32 by 32
 * squares, for each fill and for the mask of each source: most of what a globe of many layers draws. With
 * half of that the middle of a square's side lies below the sphere by 1 - cos(2.8°) of its radius, half a
 * pixel for a whole continent on a screen, and the least numbers keep it so as the map is enlarged.
 */
const SUBDIVISIONS: Readonly<Record<'fill' | 'stencil' | 'tile' | 'line', Subdivision>> = {
  fill: [64, 8],
  // The masks of tiles have to be cut as their fills are, or gaps open between them.
  stencil: [64, 8],
  tile: [64, 8],
  line: [128, 16],
}

/**
 * Sets how finely the map cuts the shapes of its globe. The library has no option for it; these are its own
 * settings, there as soon as the globe is, and the same for all maps.
 */
export function setGlobeDetail(map: MapLibreMap): void {
  map.on('projectiontransition', () => {
    const { projection } = map.style
    if (!projection?.useSubdivision) return
    const settings = projection.subdivisionGranularity
    const Expression = settings.fill.constructor as new (
      ...subdivision: Subdivision
    ) => typeof settings.fill
    for (const [name, subdivision] of Object.entries(SUBDIVISIONS)) {
      Object.assign(settings, { [name]: new Expression(...subdivision) })
    }
  })
}
