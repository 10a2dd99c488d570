import type { Projection, TileGrid } from './projection.ts'
import { isBundled, readInNode } from './read-in-node.ts'

/** The name of a projection, as in the address of the page. */
export type ProjectionName = string

const files: readonly Projection[] = isBundled
  ? Object.values(
      import.meta.glob<Projection>(
        ['./*.ts', '!./*.test.ts', '!./all.ts', '!./projection.ts', '!./read-in-node.ts'],
        { eager: true, import: 'projection' },
      ),
    )
  : readInNode()

/** The projections of the Atlas, each a file of this folder, as the reader finds them listed; it opens in the first. */
export const PROJECTIONS: readonly Projection[] = files.toSorted((a, b) => a.place - b.place)

/** The projection of a name. */
export function projectionOf(name: ProjectionName): Projection {
  return PROJECTIONS.find(({ id }) => id === name)!
}

/** The grids of their tiles, one for each name: projections may share one. */
export function tileGrids(): TileGrid[] {
  return [...new Set(PROJECTIONS.map(({ grid }) => grid))]
}

/** The grid of a name, a cap's among them. Throws where there is none: names of grids come from here alone. */
export function tileGridOf(name: string): TileGrid {
  const grids = tileGrids().flatMap((grid) => [grid, ...(grid.cap ? [grid.cap] : [])])
  const grid = grids.find((candidate) => candidate.name === name)
  if (!grid) throw new Error(`There is no tile grid of the name ${name}`)
  return grid
}
