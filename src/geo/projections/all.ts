import { globe } from './globe.ts'
import { mercator } from './mercator.ts'
import { naaf } from './naaf.ts'
import type { Projection, TileGrid } from './projection.ts'

/** The projections of the Atlas, as the reader finds them listed; it opens in the first. */
const LISTED = [naaf, mercator, globe] as const

/** The name of a projection, as in the address of the page. */
export type ProjectionName = (typeof LISTED)[number]['id']

export const PROJECTIONS: readonly Projection<ProjectionName>[] = LISTED

/** The projection of a name. */
export function projectionOf(name: ProjectionName): Projection<ProjectionName> {
  return PROJECTIONS.find(({ id }) => id === name)!
}

/** The grids of their tiles, one for each name: projections may share one. */
export function tileGrids(): TileGrid[] {
  return [...new Set(PROJECTIONS.map(({ grid }) => grid))]
}

/** The grid of a name. Throws where there is none: names of grids come from here alone. */
export function tileGridOf(name: string): TileGrid {
  const grid = tileGrids().find((candidate) => candidate.name === name)
  if (!grid) throw new Error(`There is no tile grid of the name ${name}`)
  return grid
}
