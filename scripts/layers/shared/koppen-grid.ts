import { fromNaaf, NAAF_EXTENT } from '../../../src/geo/naaf.ts'
import { localize as t } from '../../catalog/common.ts'
import type { BuildContext } from '../../pipeline/recipe.ts'
import type { ClassGrid } from './class-grid.ts'
import { CELL_DEGREES, type KoppenClass, readKoppenCells } from './koppen.ts'
import type { PlacedGrid } from './land-cover-grid.ts'
import { OVERVIEW_SCALES, readLandOverview } from './natural-earth-units.ts'

const HALF = NAAF_EXTENT[2]
/** A sixth of a cell of the source at 45° N, so that borders can run aslant within a cell. */
export const CELL_METERS = 8_000
const SIDE = Math.round((2 * HALF) / CELL_METERS)

/** How far a shore or an island may lie from the cell of which it takes the climate. */
export const NEAR_DEGREES = 1.5

const COLUMNS = Math.round(360 / CELL_DEGREES)
const ROWS = Math.round(180 / CELL_DEGREES)
const REACH = Math.ceil(NEAR_DEGREES / CELL_DEGREES)

/**
 * The Framework's square in cells of 8 km, each with what `toValue` makes of the climate of its middle (0 where
 * none is known within `NEAR_DEGREES`): also at sea, since the layers are cut to the land's own shores after.
 */
export async function toClimateGrid(
  context: BuildContext,
  toValue: (zone: KoppenClass, lon: number, lat: number) => number,
): Promise<PlacedGrid> {
  const zoneAt = toZoneFinder(await readKoppenCells(context))
  const values = new Uint8Array(SIDE * SIDE)
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const [lon, lat] = fromNaaf(
        -HALF + (column + 0.5) * CELL_METERS,
        HALF - (row + 0.5) * CELL_METERS,
      )!
      const zone = zoneAt(lon, lat)
      if (zone) values[row * SIDE + column] = toValue(zone, lon, lat)
    }
  }
  const grid: ClassGrid = { columns: SIDE, rows: SIDE, values }
  return {
    grid,
    cellMeters: CELL_METERS,
    toLonLat: (column, row) => fromNaaf(-HALF + column * CELL_METERS, HALF - row * CELL_METERS)!,
  }
}

/**
 * The weights of a cell and its two neighbours for a place so far from its middle, in cells: the quadratic
 * B-spline, with which a cell keeps its own middle whatever is around it, and corners become round.
 */
function spread(offset: number): readonly (readonly [step: number, weight: number])[] {
  return [
    [-1, (0.5 - offset) ** 2 / 2],
    [0, 0.75 - offset ** 2],
    [1, (0.5 + offset) ** 2 / 2],
  ]
}

/**
 * The zone of a place: that with the greatest weight among the nine nearest cells, which makes borders run
 * smooth instead of along cells; where none of them is land, that of the nearest cell. `null` where that one is
 * farther off than `NEAR_DEGREES`, or of another continent.
 */
export function toZoneFinder(
  cells: readonly {
    readonly lon: number
    readonly lat: number
    readonly zone: KoppenClass | null
  }[],
): (lon: number, lat: number) => KoppenClass | null {
  const zones: (KoppenClass | null | undefined)[] = new Array(COLUMNS * ROWS)
  const indexOf = (column: number, row: number): number =>
    row * COLUMNS + (((column % COLUMNS) + COLUMNS) % COLUMNS)
  for (const { lon, lat, zone } of cells) {
    const column = Math.floor((lon + 180) / CELL_DEGREES)
    zones[indexOf(column, Math.floor((lat + 90) / CELL_DEGREES))] = zone
  }
  return (lon, lat) => {
    const x = (lon + 180) / CELL_DEGREES - 0.5
    const y = (lat + 90) / CELL_DEGREES - 0.5
    const [column, row] = [Math.round(x), Math.round(y)]
    const weights = new Map<KoppenClass | null, number>()
    for (const [east, acrossWeight] of spread(x - column)) {
      for (const [north, upWeight] of spread(y - row)) {
        const zone = zones[indexOf(column + east, row + north)]
        if (zone === undefined) continue
        weights.set(zone, (weights.get(zone) ?? 0) + acrossWeight * upWeight)
      }
    }
    const [heaviest] = [...weights].sort(
      ([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1),
    )
    return heaviest ? heaviest[0] : nearest(x, y, column, row, lat)
  }

  function nearest(x: number, y: number, column: number, row: number, lat: number) {
    const shrink = Math.cos((lat * Math.PI) / 180)
    let found: KoppenClass | null = null
    let least = (NEAR_DEGREES / CELL_DEGREES) ** 2
    const reach = Math.min(COLUMNS / 2, Math.ceil(REACH / Math.max(0.02, shrink)))
    for (let north = row - REACH; north <= row + REACH + 1; north++) {
      if (north < 0 || north >= ROWS) continue
      for (let east = column - reach; east <= column + reach + 1; east++) {
        const zone = zones[indexOf(east, north)]
        if (zone === undefined) continue
        const distance = ((east - x) * shrink) ** 2 + (north - y) ** 2
        if (distance < least) [least, found] = [distance, zone]
      }
    }
    return found
  }
}

/** The scales of the layers on climate: that of the coast for small scales, and one for all others. */
export const CLIMATE_SCALES = {
  bits: 12,
  overviews: [{ zooms: [0, 2.99], factor: 2, bits: 9 }],
} as const

/** The land at the scales of the layers on climate. */
export async function readClimateLand(context: BuildContext) {
  const [, coast, fine] = OVERVIEW_SCALES
  return {
    full: await readLandOverview(context, fine),
    overviews: [await readLandOverview(context, coast)],
  }
}

/** Says how the climate of each cell of the grid was found. */
export function noteClimateGrid({ log }: Pick<BuildContext, 'log'>): void {
  log.add(
    t(
      'Each cell of {{km}} km of the Framework’s plane was given the climate zone that weighs most among the nine nearest cells of half a degree (quadratic B-spline), so that borders run smooth within a cell; shores and islands that none of them covers take that of the nearest cell, up to {{degrees}}° away.',
      'Chaque cellule de {{km}} km du plan du Cadre a reçu la zone climatique de plus grand poids parmi les neuf cellules les plus proches d’un demi-degré (B-spline quadratique), de sorte que les limites sont lissées dans une cellule ; les rivages et les îles qu’aucune ne couvre prennent celle de la cellule la plus proche, jusqu’à {{degrees}}°.',
      'A cada celda de {{km}} km del plano del Marco se le dio la zona climática de mayor peso entre las nueve celdas más cercanas de medio grado (B-spline cuadrática), de modo que los límites se suavizan dentro de una celda; las orillas e islas que ninguna cubre toman la de la celda más cercana, hasta {{degrees}}°.',
    ),
    { km: CELL_METERS / 1000, degrees: NEAR_DEGREES },
  )
}
