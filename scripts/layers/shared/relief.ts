import { contours } from 'd3-contour'
import type { Position } from 'geojson'
import { NetCDFReader } from 'netcdfjs'
import { intersection } from 'polyclip-ts'
import { fromNaaf, NAAF_CENTER, NAAF_EXTENT, toNaaf } from '../../../src/geo/naaf.ts'
import { assemble } from '../../pipeline/clean.ts'
import { type Line, type Rings, Tally } from '../../pipeline/geometry.ts'
import type { BuildContext, Recipe, Source } from '../../pipeline/recipe.ts'

/** Relief of the surface of the Earth every five minutes of arc, metres above the sea. */
export const ETOPO5: Source = {
  kind: 'debian',
  name: 'ferret-datasets',
  version: '7.6.0-5',
  integrity: 'sha256:e5770222647ebfe2ab77b845e07a7e05cb6fed7b12dec9ae287a1f8046031744',
  path: 'usr/share/ferret-vis/data/etopo5.cdf',
}

export const ETOPO5_PROVENANCE: Recipe['provenance'] = {
  publisher: 'NOAA National Geophysical Data Center',
  dataset: 'ETOPO5, 5-minute gridded global relief data',
  edition: '1993 (CD-ROM of 29 April 1993)',
  date: '1993',
  licence: {
    name: 'Public domain (work of the United States Government)',
    url: 'https://www.ngdc.noaa.gov/mgg/global/etopo5.HTML',
  },
  citation:
    'National Geophysical Data Center. 1993. 5-minute Gridded Global Relief Data (ETOPO5). NOAA. https://doi.org/10.7289/V5D798BF',
}

interface Grid {
  /** Elevations in metres, row by row from the north, west to east from longitude 0. */
  readonly values: Float32Array
  readonly columns: number
  readonly rows: number
}

function readGrid(context: BuildContext): Promise<Grid> {
  return context.once('etopo5', async ({ read }) => {
    const reader = new NetCDFReader(await read(ETOPO5))
    const southUp = reader.getDataVariable('ROSE') as number[]
    const columns = 4320
    const rows = 2161
    if (southUp.length !== columns * rows) {
      throw new Error(`ETOPO5 has ${southUp.length} values, not ${columns} × ${rows}`)
    }
    const values = new Float32Array(southUp.length)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        values[row * columns + column] = southUp[(rows - 1 - row) * columns + column]!
      }
    }
    return { values, columns, rows }
  })
}

/** Bilinear interpolation at a place. */
function elevationAt({ values, columns, rows }: Grid, lon: number, lat: number): number {
  const column = ((((lon % 360) + 360) % 360) / 360) * columns
  const row = Math.min(rows - 1, Math.max(0, ((90 - lat) / 180) * (rows - 1)))
  const west = Math.floor(column) % columns
  const east = (west + 1) % columns
  const north = Math.floor(row)
  const south = Math.min(rows - 1, north + 1)
  const at = (r: number, c: number) => values[r * columns + c]!
  const across = column - Math.floor(column)
  const down = row - north
  return (
    (at(north, west) * (1 - across) + at(north, east) * across) * (1 - down) +
    (at(south, west) * (1 - across) + at(south, east) * across) * down
  )
}

export interface Band {
  /** In metres above the sea; `null` for an open end. */
  readonly from: number | null
  readonly to: number | null
  readonly polygons: readonly Rings[]
}

/** The side of the cells in the Framework's plane: about the spacing of the source at 45° N. */
const CELL_METERS = 8000

/**
 * Around the square lie this many more cells, in which the ground is made to fall away steeply: every
 * contour then closes there, inside the contours of all lower levels, and is cut off with the margin.
 */
const MARGIN_CELLS = 40
const RAMP_TOP_METERS = 9000
const RAMP_STEP_METERS = 550

const HALF = NAAF_EXTENT[2]
const OUTER = HALF + MARGIN_CELLS * CELL_METERS

/**
 * Bands of elevation between levels (ascending), which neither overlap nor leave gaps. The grid is
 * sampled onto cells of the Framework's equal-area plane and smoothed there, so that contours are as
 * fine in the north as in the south and nothing wraps; contours are drawn by marching squares with
 * linear interpolation, generalised, and each ring bounds the bands on both of its sides. The plane is
 * parted along the antimeridian before it goes back to longitude and latitude.
 *
 * `side` tells what lies past the outermost level: above it for elevation, below it for depth.
 */
export async function readBands(
  context: BuildContext,
  levels: readonly number[],
  {
    smoothing,
    toleranceMeters,
    minimumSquareMeters,
  }: {
    readonly smoothing: number
    readonly toleranceMeters: number
    readonly minimumSquareMeters: number
  },
): Promise<Band[]> {
  const grid = await readGrid(context)
  const size = Math.round((2 * OUTER) / CELL_METERS)
  const plane = smooth(samplePlane(grid, size), size, smoothing)
  const generator = contours().size([size, size]).smooth(true)
  const ringsOf = (level: number): Line[] =>
    generator
      .contour(plane as unknown as number[], level)
      .coordinates.flat()
      .map((ring) => ring.map(([column, row]) => toPlane(column!, row!)))
      .map((ring) => simplifyRing(ring, toleranceMeters))
      .filter((ring) => ring.length >= 4 && planarArea(ring) >= minimumSquareMeters)
  const above = [[squareRing(OUTER)], ...levels.map(ringsOf), []]
  return above.slice(0, -1).map((rings, index) => ({
    from: index === 0 ? null : levels[index - 1]!,
    to: levels[index] ?? null,
    // What is above this level and not above the next: a place inside an odd number of the rings.
    polygons: assemble([...rings, ...above[index + 1]!], undefined, new Tally()).flatMap(toLonLat),
  }))
}

function squareRing(half: number): Line {
  return [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
    [-half, -half],
  ]
}

/** d3-contour counts from the corner of the first cell; values stand in the cells' middles. */
function toPlane(column: number, row: number): Position {
  return [Math.round(-OUTER + column * CELL_METERS), Math.round(OUTER - row * CELL_METERS)]
}

function samplePlane(grid: Grid, size: number): Float32Array {
  const plane = new Float32Array(size * size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = -OUTER + (column + 0.5) * CELL_METERS
      const y = OUTER - (row + 0.5) * CELL_METERS
      const [lon, lat] = fromNaaf(x, y)!
      const outside = (Math.max(Math.abs(x), Math.abs(y)) - HALF) / CELL_METERS
      const ramp = outside > 0 ? RAMP_TOP_METERS - outside * RAMP_STEP_METERS : RAMP_TOP_METERS
      plane[row * size + column] = Math.min(elevationAt(grid, lon, lat), ramp)
    }
  }
  return plane
}

/** Runs of the binomial filter 1-2-1 along rows and columns. */
function smooth(plane: Float32Array, size: number, runs: number): Float32Array {
  let current = plane
  for (let run = 0; run < runs; run++) {
    for (const stride of [1, size]) {
      const next = new Float32Array(current.length)
      for (let index = 0; index < current.length; index++) {
        const along = stride === 1 ? index % size : Math.floor(index / size)
        const before = along > 0 ? current[index - stride]! : current[index]!
        const after = along < size - 1 ? current[index + stride]! : current[index]!
        next[index] = (before + 2 * current[index]! + after) / 4
      }
      current = next
    }
  }
  return current
}

function planarArea(ring: Line): number {
  let doubled = 0
  for (let index = 1; index < ring.length; index++) {
    const [x0, y0] = ring[index - 1]!
    const [x1, y1] = ring[index]!
    doubled += x0! * y1! - x1! * y0!
  }
  return Math.abs(doubled) / 2
}

/**
 * Visvalingam and Whyatt's method on one ring, from its westernmost vertex, so that the ring comes out
 * the same for the bands on both of its sides.
 */
function simplifyRing(ring: Line, toleranceMeters: number): Line {
  const open = ring.slice(0, -1)
  const least = toleranceMeters ** 2
  const kept = open.map(() => true)
  const neighbour = (from: number, step: number) => {
    let index = from
    do index = (index + step + open.length) % open.length
    while (!kept[index])
    return index
  }
  const areaAt = (index: number): number => {
    const [ax, ay] = open[neighbour(index, -1)]!
    const [bx, by] = open[index]!
    const [cx, cy] = open[neighbour(index, 1)]!
    return Math.abs((bx! - ax!) * (cy! - ay!) - (by! - ay!) * (cx! - ax!)) / 2
  }
  let left = open.length
  // Several passes with a growing threshold come close to taking the least triangle each time.
  for (let share = 1 / 8; share <= 1; share *= 2) {
    let removed = true
    while (removed && left > 4) {
      removed = false
      for (let index = 0; index < open.length && left > 4; index++) {
        if (!kept[index] || areaAt(index) >= least * share) continue
        kept[index] = false
        left--
        removed = true
        // Its neighbours' triangles have grown: they wait for the next round.
        index = Math.max(index, neighbour(index, 1) - 1)
      }
    }
  }
  const simplified = open.filter((_, index) => kept[index])
  return [...simplified, simplified[0]!]
}

const ANTIMERIDIAN = 180
/** The meridian opposite the central one. */
const OPPOSITE = NAAF_CENTER.lon + 180

/**
 * The two parts of the square that the meridian opposite the central one (a straight line from the pole
 * to the upper edge) and the antimeridian bound: in the eastern part longitudes are from 80° to 180°,
 * in the other from −180° to 80°. Both rings go through the pole.
 */
function halves(): Readonly<Record<'eastern' | 'western', Line>> {
  const pole: Position = [0, toNaaf(0, 90)[1]]
  const antimeridian: Position[] = []
  for (let lat = 89.75; ; lat -= 0.25) {
    const [x, y] = toNaaf(ANTIMERIDIAN, lat)
    if (x < -HALF) {
      // Where the antimeridian leaves the square by its left side.
      const [lastX, lastY] = antimeridian.at(-1)!
      const share = (-HALF - lastX!) / (x - lastX!)
      antimeridian.push([-HALF, lastY! + share * (y - lastY!)])
      break
    }
    antimeridian.push([x, y])
  }
  return {
    eastern: [pole, ...antimeridian, [-HALF, HALF], [0, HALF], pole],
    western: [
      pole,
      [0, HALF],
      [HALF, HALF],
      [HALF, -HALF],
      [-HALF, -HALF],
      ...antimeridian.toReversed(),
      pole,
    ],
  }
}

let parts: ReturnType<typeof halves> | undefined

/** A polygon of the plane in longitude and latitude, clipped to the square, cut along the antimeridian. */
function toLonLat(rings: Rings): Rings[] {
  parts ??= halves()
  const exterior = rings[0]!
  const isInside = exterior.every(([x, y]) => Math.max(Math.abs(x!), Math.abs(y!)) <= HALF)
  const mayCross = exterior.some(
    ([x, y]) => x! <= 0 && y! > 0 && fromNaaf(x!, y!)![0] > OPPOSITE - 5,
  )
  if (isInside && !mayCross) {
    return [rings.map((ring) => densify(ring).map((position) => place(position, 'western')))]
  }
  return (['eastern', 'western'] as const).flatMap((part) =>
    intersection(rings as [number, number][][], [parts![part]] as [number, number][][]).map(
      (polygon) => polygon.map((ring) => aroundPole(densify(ring), part)),
    ),
  )
}

const POLE_Y = toNaaf(0, 90)[1]

/**
 * Puts vertices on long edges, which are straight in the plane but not in longitude and latitude: every
 * 60 km, and closer towards the pole.
 */
function densify(ring: Line): Line {
  return ring.flatMap((end, index): Position[] => {
    const start = ring[index - 1]
    if (!start) return [end]
    const [x0, y0] = start
    const [x1, y1] = end
    const fromPole = Math.hypot((x0! + x1!) / 2, (y0! + y1!) / 2 - POLE_Y)
    const step = Math.max(4000, Math.min(60_000, fromPole / 20))
    const pieces = Math.ceil(Math.hypot(x1! - x0!, y1! - y0!) / step)
    const between = Array.from({ length: pieces - 1 }, (_, piece): Position => {
      const share = (piece + 1) / pieces
      return [Math.round(x0! + (x1! - x0!) * share), Math.round(y0! + (y1! - y0!) * share)]
    })
    return [...between, end]
  })
}

function place([x, y]: Position, part: 'eastern' | 'western'): Position {
  const [lon, lat] = fromNaaf(x!, y!)!
  // Vertices on the cut were rounded to metres.
  const isSeam = 180 - Math.abs(lon) < 1e-4 / Math.max(1e-6, Math.cos((lat * Math.PI) / 180))
  return isSeam ? [part === 'eastern' ? 180 : -180, lat] : [lon, lat]
}

/** A ring through the pole runs along the 90th parallel from one of its meridians to the other. */
function aroundPole(ring: Line, part: 'eastern' | 'western'): Line {
  const isPole = ([x, y]: Position) => Math.hypot(x!, y! - POLE_Y) < 2
  const meridianOf = (position: Position) => {
    const [lon] = place(position, part)
    return lon! > 130 || lon! < -130 ? (part === 'eastern' ? 180 : -180) : OPPOSITE
  }
  return ring.flatMap((position, index): Position[] => {
    if (!isPole(position)) return [place(position, part)]
    const before = ring[index > 0 ? index - 1 : ring.length - 2]!
    const after = ring[index < ring.length - 1 ? index + 1 : 1]!
    return [
      [meridianOf(before), 90],
      [meridianOf(after), 90],
    ]
  })
}
