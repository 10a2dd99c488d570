import { contours } from 'd3-contour'
import type { Position } from 'geojson'
import { NetCDFReader } from 'netcdfjs'
import { fromNaaf, NAAF_EXTENT } from '../../../src/geo/naaf.ts'
import type { Localized } from '../../../src/model/schema.ts'
import { assemble } from '../../pipeline/clean.ts'
import { type Line, type Rings, Tally, toMultiPolygon } from '../../pipeline/geometry.ts'
import { note } from '../../pipeline/notes.ts'
import type { BuildContext, PipelineFeature, Recipe, Source } from '../../pipeline/recipe.ts'
import { noteClean, noteSnap, roundPolygons } from '../../pipeline/steps.ts'
import { toLonLat } from './plane.ts'
import { text } from './texts.ts'

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
  edition: text(
    '1993 (CD-ROM of 29 April 1993)',
    '1993 (CD-ROM du 29 avril 1993)',
    '1993 (CD-ROM del 29 de abril de 1993)',
  ),
  date: '1993',
  licence: {
    name: text(
      'Public domain (work of the United States Government)',
      'Domaine public (œuvre du gouvernement des États-Unis)',
      'Dominio público (obra del gobierno de Estados Unidos)',
    ),
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

/** The height of any place above the sea in metres, interpolated between the grid's values. */
export async function readElevation(
  context: BuildContext,
): Promise<(lon: number, lat: number) => number> {
  const grid = await readGrid(context)
  return (lon, lat) => elevationAt(grid, lon, lat)
}

interface Band {
  /** In metres above the sea; `null` for an open end. */
  readonly from: number | null
  readonly to: number | null
  readonly polygons: readonly Rings[]
}

/** How a layer of bands is drawn from the relief at one scale. */
export interface BandScale {
  /** Runs of the binomial filter over the cells. */
  readonly smoothing: number
  readonly toleranceMeters: number
  /** Smaller rings are left out. */
  readonly minimumSquareMeters: number
  readonly bits: number
}

export interface BandLayerOptions {
  /** Where bands begin, from the sea's level away, in metres of depth or of height. */
  readonly limits: readonly number[]
  /** Whether the limits are depths; heights else. */
  readonly isDepth: boolean
  /** The fields of a band's two limits. */
  readonly fields: readonly [nearer: string, farther: string]
  /** The colours of the bands in the order of their limits. */
  readonly light: readonly string[]
  readonly dark: readonly string[]
  readonly detail: BandScale
  readonly overview: BandScale
}

/** What bathymetry and elevation have in common: classes by the limits of bands, and their making. */
export function bandLayer(
  options: BandLayerOptions,
): Pick<Recipe, 'provenance' | 'sources' | 'symbology' | 'build' | 'geometryType'> {
  const { limits, fields, light, dark, detail, overview, isDepth } = options
  return {
    geometryType: 'MultiPolygon',
    provenance: ETOPO5_PROVENANCE,
    sources: [ETOPO5],
    symbology: {
      kind: 'graduated',
      field: fields[0],
      unit: 'm',
      classes: limits.map((from, index) => ({
        id: `from-${from}`,
        label: toLabel(from, limits[index + 1]),
        from,
        ...(limits[index + 1] !== undefined && { to: limits[index + 1] }),
        symbol: { fill: { light: light[index]!, dark: dark[index]! } },
      })),
    },
    async build(context) {
      const tally = new Tally()
      const features = await toBandFeatures(context, options, detail, tally)
      context.log.add(isDepth ? NOTES.isobaths : NOTES.contours, {
        kilometers: detail.toleranceMeters / 1000,
        area: detail.minimumSquareMeters / 1e6,
      })
      noteSnap(context.log, tally, detail.bits)
      noteClean(context.log, tally)
      return {
        features,
        overviews: [
          {
            zooms: [0, 2.99],
            toleranceMeters: overview.toleranceMeters,
            features: await toBandFeatures(context, options, overview, new Tally()),
          },
        ],
      }
    },
  }
}

const NOTES = {
  isobaths: text(
    'The grid was sampled onto cells of 8 km in the Framework’s equal-area plane, smoothed, contoured, generalised with a tolerance of {{kilometers}} km, and cut along the antimeridian; rings under {{area}} km² left out.',
    'La grille a été échantillonnée sur des mailles de 8 km dans le plan équivalent du Cadre, lissée, tracée en isobathes, généralisée avec une tolérance de {{kilometers}} km et coupée le long de l’antiméridien ; anneaux de moins de {{area}} km² exclus.',
    'La cuadrícula se muestreó en celdas de 8 km en el plano equivalente del Marco, se suavizó, se trazaron isobatas, se generalizó con una tolerancia de {{kilometers}} km y se cortó a lo largo del antimeridiano; se excluyen anillos menores de {{area}} km².',
  ),
  contours: text(
    'The grid was sampled onto cells of 8 km in the Framework’s equal-area plane, smoothed, contoured, generalised with a tolerance of {{kilometers}} km, and cut along the antimeridian; rings under {{area}} km² left out.',
    'La grille a été échantillonnée sur des mailles de 8 km dans le plan équivalent du Cadre, lissée, tracée en courbes de niveau, généralisée avec une tolérance de {{kilometers}} km et coupée le long de l’antiméridien ; anneaux de moins de {{area}} km² exclus.',
    'La cuadrícula se muestreó en celdas de 8 km en el plano equivalente del Marco, se suavizó, se trazaron curvas de nivel, se generalizó con una tolerancia de {{kilometers}} km y se cortó a lo largo del antimeridiano; se excluyen anillos menores de {{area}} km².',
  ),
}

/** The label of a band in each language; the last one has no farther limit. */
function toLabel(from: number, to: number | undefined): Localized {
  return to === undefined
    ? note(text('Over {{from}} m', 'Plus de {{from}} m', 'Más de {{from}} m'), { from })
    : note(text('{{from}}–{{to}} m', '{{from}}–{{to}} m', '{{from}}–{{to}} m'), { from, to })
}

async function toBandFeatures(
  context: BuildContext,
  { limits, isDepth, fields }: BandLayerOptions,
  scale: BandScale,
  tally: Tally,
): Promise<PipelineFeature[]> {
  // Depths count downwards; the sea's level itself is no contour, the coast bounds the band.
  const levels = isDepth ? limits.slice(1).map((depth) => -depth) : [...limits]
  const bands = await readBands(
    context,
    levels.sort((a, b) => a - b),
    scale,
  )
  return bands
    .filter(({ from }) => isDepth || from !== null)
    .flatMap(({ from, to, polygons }) => {
      const [nearer, farther] = isDepth
        ? [to === null ? 0 : -to, from === null ? null : -from]
        : [from, to]
      return roundPolygons(polygons, scale.bits, tally).map((rings) => ({
        geometry: toMultiPolygon([rings]),
        properties: { [fields[0]]: nearer, [fields[1]]: farther },
      }))
    })
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
 */
async function readBands(
  context: BuildContext,
  levels: readonly number[],
  { smoothing, toleranceMeters, minimumSquareMeters }: BandScale,
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
