import type { Bbox } from '../geo/bbox.ts'
import { type ProjectionName, projectionOf } from '../geo/projections/all.ts'
import {
  frameworkPixelMeters,
  type Projection,
  TILE_PIXELS,
  type TileGrid,
} from '../geo/projections/projection.ts'
import { tileFootprint } from '../tiles/footprint.ts'
import { GLOBE_METERS, toGlobeGrid } from './globe-grid.ts'
import { type Box, POINTS_PER_MILLIMETER } from './paper.ts'

const POINTS_PER_METER = POINTS_PER_MILLIMETER * 1000

/** What of the ground a map on a page shows. */
export interface FrameView {
  readonly projection: ProjectionName
  /** Longitude, latitude of the middle of the frame. */
  readonly center: readonly [lon: number, lat: number]
  /** The denominator of the scale: 10 000 000. */
  readonly scale: number
}

/** A map on a page: where it is, and which place is where in it. */
export interface Frame extends FrameView {
  readonly box: Box
  readonly grid: TileGrid
  /** The unit square's coordinates of the box's upper left corner. */
  readonly origin: readonly [u: number, v: number]
  readonly pointsPerUnit: number
  /** The rim of a globe, beyond which there is nothing; `null` in a plane. */
  readonly rim: { readonly x: number; readonly y: number; readonly radius: number } | null
}

/**
 * The frame of a box of a page. In the Framework's plane the scale is that of the projection's centre, which it keeps
 * on average over all directions everywhere; in Web Mercator and on the globe it is that of the frame's middle.
 */
export function toFrame(view: FrameView, box: Box): Frame {
  const projection = projectionOf(view.projection)
  const [lon, lat] = view.center
  const { isSphere } = projection
  const grid = isSphere ? toGlobeGrid(view.center) : projection.grid
  const meters = isSphere ? GLOBE_METERS : unitMeters(projection, lat)
  const pointsPerUnit = (meters / view.scale) * POINTS_PER_METER
  const [u, v] = grid.toUnit(lon, lat)
  const origin = [u - box.width / 2 / pointsPerUnit, v - box.height / 2 / pointsPerUnit] as const
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const rim = isSphere ? { ...middle, radius: pointsPerUnit / 2 } : null
  return { ...view, box, grid, origin, pointsPerUnit, rim }
}

/** Metres on the ground over the side of the unit square, at a latitude. */
function unitMeters(projection: Projection, lat: number): number {
  return projection.pixelMeters(0, lat) * TILE_PIXELS
}

/** Where a position of the unit square is on the page. */
export function toPage({ box, origin, pointsPerUnit }: Frame, u: number, v: number) {
  return [box.x + (u - origin[0]) * pointsPerUnit, box.y + (v - origin[1]) * pointsPerUnit] as const
}

/** The place at a point of the page; `null` where there is none on Earth. */
export function toPlace(frame: Frame, x: number, y: number): [lon: number, lat: number] | null {
  const { box, origin, pointsPerUnit, grid } = frame
  return grid.fromUnit(
    origin[0] + (x - box.x) / pointsPerUnit,
    origin[1] + (y - box.y) / pointsPerUnit,
  )
}

/** Whether a point of the page is on the globe; in a plane all are. */
export function isWithinRim({ rim }: Frame, x: number, y: number): boolean {
  return rim === null || Math.hypot(x - rim.x, y - rim.y) <= rim.radius
}

/**
 * The part of the frame that the grid's unit square covers: beyond it nothing is drawn. A world that wraps goes on over
 * its edges, but is not seen twice.
 */
export function mappedBox(frame: Frame): Box {
  const { box, grid, pointsPerUnit } = frame
  const [left, top] = toPage(frame, 0, 0)
  const [right, bottom] = toPage(frame, 1, 1)
  const goesOn = grid.wraps && box.width <= pointsPerUnit
  const x = goesOn ? box.x : Math.max(box.x, left)
  const y = Math.max(box.y, top)
  const end = goesOn ? box.x + box.width : Math.min(box.x + box.width, right)
  return {
    x,
    y,
    width: Math.max(0, end - x),
    height: Math.max(0, Math.min(box.y + box.height, bottom) - y),
  }
}

/** The WGS 84 box of the ground that the frame shows, with a margin for symbols; a square around it may be more. */
export function frameFootprint({ box, origin, pointsPerUnit, grid, rim }: Frame): Bbox {
  // Half of the Earth has no box of its own, and poles may lie in any part of it.
  if (rim) return [-180, -90, 180, 90]
  const side = Math.max(box.width, box.height) / pointsPerUnit
  const z = -Math.log2(side)
  return tileFootprint(grid, { z, x: origin[0] / side, y: origin[1] / side }, 0.02)
}

/** How far, in units, the world is to be shifted to be seen in the frame: where it wraps, more than once. */
export function worldShifts({ grid, box, origin, pointsPerUnit }: Frame): number[] {
  if (!grid.wraps) return [0]
  const first = Math.floor(origin[0])
  const last = Math.floor(origin[0] + box.width / pointsPerUnit)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** The zoom of the Framework's grid of the frame's scale, where a CSS pixel is a 96th of an inch. */
export function frameworkZoomOf(scale: number): number {
  const pixelMeters = (scale * 0.0254) / 96
  return Math.log2(frameworkPixelMeters(0) / pixelMeters)
}

/** How far past its scale a print shows detail: paper has some three times the pixels of a screen. */
const PRINT_ZOOMS = 1.5

/** The zoom for which the file of a layer is chosen that is drawn in a frame. */
export function detailZoomOf(scale: number): number {
  return Math.max(0, frameworkZoomOf(scale) + PRINT_ZOOMS)
}
