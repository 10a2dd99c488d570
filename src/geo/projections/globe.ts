import { mercatorGrid, mercatorPixelMeters } from './mercator.ts'
import { frameworkHome } from './naaf.ts'
import { frameworkZoomShift, type Projection } from './projection.ts'

/** The rim needs some air around it: zooms. */
const AIR = 0.19

/** The globe, drawn from Web Mercator's tiles. It floats in the page's own background. */
export const projection: Projection = {
  id: 'globe',
  place: 3,
  grid: mercatorGrid,
  mapType: 'globe',
  pixelMeters: mercatorPixelMeters,
  homeCamera(viewport) {
    const { center, zoom } = frameworkHome(viewport)
    return { center, zoom: zoom + frameworkZoomShift(projection, center[1]) - AIR }
  },
  isSphere: true,
  sea: 'everywhere',
  beyond: 'page',
  neatLinePixels: 1,
}
