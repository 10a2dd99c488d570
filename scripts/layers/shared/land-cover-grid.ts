import { basename } from 'node:path'
import type { Position } from 'geojson'
import { fromFile, type GeoTIFFImage } from 'geotiff'
import type { Crs } from '../../../src/geo/crs.ts'
import { ProblemError } from '../../../src/model/problem.ts'
import { localize as t } from '../../catalog/common.ts'
import { type Rings, Tally, toPolygon } from '../../pipeline/geometry.ts'
import { noteOf } from '../../pipeline/notes.ts'
import type { BuildContext, LayerData, PipelineFeature, Source } from '../../pipeline/recipe.ts'
import { finishFeatures, noteClean, noteFinish } from '../../pipeline/steps.ts'
import { simplifyFeatures } from '../../pipeline/topology.ts'
import { unpackOne } from '../../pipeline/unpack.ts'
import { ClassCounter, type ClassGrid, coarsen, sieve, toPolygons } from './class-grid.ts'
import { clipToLand } from './clip-to-land.ts'
import { parseGeoKeys } from './geotiff-crs.ts'
import { cutAtAntimeridian } from './vector-file.ts'

/** A grid of classes and where it lies. */
export interface PlacedGrid {
  readonly grid: ClassGrid
  readonly cellMeters: number
  /** The longitude and latitude of a corner of cells, from the upper left one. */
  readonly toLonLat: (column: number, row: number) => Position
}

const NOTES = {
  read: t(
    '{{columns}} × {{rows}} cells of {{from}} m were brought to cells of {{to}} m, each with the class that covers most of it; {{foreign}} cells with a value that is no class of the legend were taken as empty.',
    '{{columns}} × {{rows}} cellules de {{from}} m ont été ramenées à des cellules de {{to}} m, chacune portant la classe qui en couvre la plus grande part ; {{foreign}} cellules dont la valeur n’est pas une classe de la légende ont été tenues pour vides.',
    '{{columns}} × {{rows}} celdas de {{from}} m se llevaron a celdas de {{to}} m, cada una con la clase que cubre su mayor parte; {{foreign}} celdas con un valor que no es clase de la leyenda se tomaron como vacías.',
  ),
  sieve: t(
    'Patches under {{cells}} cells took the class with which they share the longest edge: {{changed:cell|cells}} changed.',
    'Les taches de moins de {{cells}} cellules ont pris la classe avec laquelle elles partagent le plus long côté : {{changed:cellule modifiée|cellules modifiées}}.',
    'Las manchas de menos de {{cells}} celdas tomaron la clase con la que comparten el borde más largo: {{changed:celda cambiada|celdas cambiadas}}.',
  ),
  polygons: t(
    'Cells of one class that hang together were made {{count}} polygons; the steps of their edges were generalised with a tolerance of {{meters}} m, borders kept in common.',
    'Les cellules contiguës d’une même classe ont formé {{count}} polygones ; les marches de leurs bords ont été généralisées avec une tolérance de {{meters}} m, limites communes conservées.',
    'Las celdas contiguas de una misma clase formaron {{count}} polígonos; los escalones de sus bordes se generalizaron con una tolerancia de {{meters}} m, conservando los límites comunes.',
  ),
  land: t(
    'Cut to the land of the Framework, so that shores are those of the coastline',
    'Découpage selon les terres du Cadre, de sorte que les rivages sont ceux du littoral',
    'Recorte según las tierras del Marco, de modo que las orillas son las de la línea de costa',
  ),
  offLand: t(
    '{{count:patch that lies on no land|patches that lie on no land}} dropped',
    '{{count:tache hors des terres écartée|taches hors des terres écartées}}',
    '{{count:mancha fuera de tierra descartada|manchas fuera de tierra descartadas}}',
  ),
  vanished: t(
    '{{count:patch of a single cell amid empty ones was|patches of a single cell amid empty ones were}} lost in that.',
    '{{count:tache d’une seule cellule entourée de vide s’y est perdue|taches d’une seule cellule entourées de vide s’y sont perdues}}.',
    '{{count:mancha de una sola celda rodeada de vacío se perdió|manchas de una sola celda rodeadas de vacío se perdieron}} en ello.',
  ),
}

/** A hectare of a class by itself is seen at no scale of the map. */
const MIN_SHORE_SQUARE_METERS = 10_000

/** So many cells of the source are held at a time. */
const STRIP_CELLS = 32_000_000

/**
 * Reads a categorical GeoTIFF (or the one in an archive) by strips, each block of cells with the class
 * that covers most of it: a grid of a continent in cells of 30 m has twelve thousand million.
 *
 * @param isClass whether a value is a class of the legend
 * @throws ProblemError `raster-not-categories`, `raster-crs-unknown`
 */
export async function readLandCover(
  context: BuildContext,
  source: Source,
  { cellMeters, isClass }: { readonly cellMeters: number; isClass(value: number): boolean },
): Promise<PlacedGrid> {
  const path = await unpackOne(await context.locate(source), /\.tiff?$/i, context.scratch)
  const name = basename(path)
  const tiff = await fromFile(path)
  try {
    const image = await tiff.getImage()
    const crs = await parseGeoKeys(image.getGeoKeys() ?? {}, name)
    const size = cellSize(image, name)
    const factor = Math.max(1, Math.round(cellMeters / size))
    const { grid, foreign } = await readBlocks(image, factor, isClass)
    context.log.add(NOTES.read, {
      columns: image.getWidth(),
      rows: image.getHeight(),
      from: size,
      to: size * factor,
      foreign,
    })
    const [left, top] = image.getOrigin() as [number, number]
    return {
      grid,
      cellMeters: size * factor,
      toLonLat: (column, row) =>
        place(crs, left + column * size * factor, top - row * size * factor, name),
    }
  } finally {
    tiff.close()
  }
}

function place(crs: Crs, x: number, y: number, name: string): Position {
  const [lon, lat] = crs.toWgs84(x, y)
  if (Number.isFinite(lon) && Number.isFinite(lat)) return [lon, lat]
  throw new ProblemError({
    code: 'raster-off-earth',
    message: `${name} has a class at ${x}, ${y} of ${crs.name}, which is no place on Earth.`,
    values: { name, x, y },
  })
}

/** The side of a cell, which must be a square of whole bytes. */
function cellSize(image: GeoTIFFImage, name: string): number {
  const [width, height] = image.getResolution() as [number, number]
  const isSquare = width > 0 && Math.abs(width + height) < width * 1e-6
  if (isSquare && image.getSamplesPerPixel() === 1 && image.getBitsPerSample() <= 8) return width
  throw new ProblemError({
    code: 'raster-not-categories',
    message: `${name} is not a grid of classes: one band of square cells with values up to 255.`,
    values: { name },
  })
}

async function readBlocks(
  image: GeoTIFFImage,
  factor: number,
  isClass: (value: number) => boolean,
): Promise<{ grid: ClassGrid; foreign: number }> {
  const width = image.getWidth()
  const height = image.getHeight()
  const noData = image.getGDALNoData()
  const counter = new ClassCounter(Math.ceil(width / factor))
  const rows = Math.ceil(height / factor)
  const values = new Uint8Array(counter.columns * rows)
  const stripRows = factor * Math.max(1, Math.floor(STRIP_CELLS / width / factor))
  let foreign = 0
  for (let from = 0; from < height; from += stripRows) {
    const to = Math.min(height, from + stripRows)
    const strip = await image.readRasters({ window: [0, from, width, to], interleave: true })
    for (let row = from; row < to; row++) {
      for (let column = 0; column < width; column++) {
        const value = strip[(row - from) * width + column] as number
        const isKnown = isClass(value)
        if (!isKnown && value !== 0 && value !== noData) foreign++
        counter.count(Math.floor(column / factor), isKnown ? value : 0)
      }
      if ((row + 1) % factor === 0 || row === height - 1) {
        counter.takeRow(values, Math.floor(row / factor))
      }
    }
  }
  return { grid: { columns: counter.columns, rows, values }, foreign }
}

export interface GridScale {
  readonly zooms: readonly [number, number]
  /** How many cells of the layer's grid are one of the overview's on a side. */
  readonly factor: number
  readonly bits: number
}

/**
 * A layer of polygons from a grid of classes: sieved, one feature for each patch, generalised by about
 * half a cell so that the steps of the grid become slopes. Overviews come from coarser grids of the
 * commonest classes, so that nothing is left open at small scales.
 */
export function toClassLayer(
  context: BuildContext,
  placed: PlacedGrid,
  {
    minimumCells,
    bits,
    overviews,
    land,
    toProperties,
  }: {
    /** The land to which the layer, and each overview, is cut; without it, classes end where the grid has none. */
    readonly land?: {
      readonly full: readonly Rings[]
      readonly overviews: readonly (readonly Rings[])[]
    }
    readonly minimumCells: number
    readonly bits: number
    readonly overviews: readonly GridScale[]
    readonly toProperties: (value: number) => PipelineFeature['properties']
  },
): LayerData {
  const { log } = context
  const build = (
    { grid, cellMeters, toLonLat }: PlacedGrid,
    snapBits: number,
    tally: Tally,
    shores: readonly Rings[] | undefined,
  ): { features: PipelineFeature[]; toleranceMeters: number; changed: number } => {
    const sieved = sieve(grid, minimumCells)
    const toleranceMeters = Math.round(cellMeters * TOLERANCE_CELLS)
    const patches = toPolygons(sieved.grid, toLonLat).map(({ value, rings }) => ({
      geometry: cutAtAntimeridian(toPolygon(rings)),
      properties: toProperties(value),
    }))
    const simple = simplifyFeatures(patches, toleranceMeters)
    const cut = shores ? clipToLand(simple, shores, tally) : simple
    const features = finishFeatures(cut, {
      bits: snapBits,
      tally,
      // What a shore leaves of a patch may be too small to be told from nothing.
      ...(shores && { minimumSquareMeters: MIN_SHORE_SQUARE_METERS }),
    })
    return { features, toleranceMeters, changed: sieved.changedCells }
  }
  const tally = new Tally()
  const full = build(placed, bits, tally, land?.full)
  log.add(NOTES.sieve, { cells: minimumCells, changed: full.changed })
  log.add(NOTES.polygons, { count: full.features.length, meters: full.toleranceMeters })
  if (land) log.add(noteOf(NOTES.land, ';', [[NOTES.offLand, tally.get('offLand')]]))
  const vanished = tally.get('droppedFeatures')
  if (vanished > 0) log.add(NOTES.vanished, { count: vanished })
  noteFinish(log, tally, bits)
  noteClean(log, tally)
  return {
    features: full.features,
    overviews: overviews.map(({ zooms, factor, bits: overviewBits }, nth) => {
      const coarse: PlacedGrid = {
        grid: coarsen(placed.grid, factor),
        cellMeters: placed.cellMeters * factor,
        toLonLat: (column, row) => placed.toLonLat(column * factor, row * factor),
      }
      const { features, toleranceMeters } = build(
        coarse,
        overviewBits,
        new Tally(),
        land?.overviews[nth],
      )
      return { zooms, toleranceMeters, features }
    }),
  }
}

/**
 * The triangle of a step of one cell has half a cell of area: less than the square of this share, and it
 * goes; the corner of a patch of several cells stays.
 */
const TOLERANCE_CELLS = 0.75
