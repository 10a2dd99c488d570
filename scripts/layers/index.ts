import { readdir } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Recipe } from '../pipeline/recipe.ts'

/**
 * The order of the catalogue, in which layers are listed and, from the last to the first, drawn. A recipe that
 * is not named here comes last, by its id.
 */
const ORDER = `
  countries international-boundaries states-provinces state-boundaries land coastline populated-places
  lakes rivers glaciers bathymetry elevation seas railroads graticule context-land
  airports ports protected-areas-selection species-habitat potential-land-cover climate-zones summer-rainfall-stations
  prtr-facilities-selection hazardous-waste-sites-selection power-plants renewable-capacity wind-farms
  iron-steel-plants prtr-releases
  cec-roads cec-glaciers-and-sea-ice cec-watersheds cec-land-cover-30m cec-land-cover-250m
  cec-protected-areas cec-terrestrial-ecoregions-1 cec-terrestrial-ecoregions-3 cec-climate-zones
`
  .trim()
  .split(/\s+/)

/** Every recipe: those that the files of this folder export, in the order of the catalogue. */
export const recipes: readonly Recipe[] = (await readRecipes()).sort(
  (a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1),
)

async function readRecipes(): Promise<Recipe[]> {
  const names = (await readdir(import.meta.dirname)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts',
  )
  const modules = await Promise.all(
    names.map(
      (name): Promise<Record<string, unknown>> =>
        import(/* @vite-ignore */ pathToFileURL(`${import.meta.dirname}/${name}`).href),
    ),
  )
  return modules.flatMap((module) => Object.values(module)).filter(isRecipe)
}

function isRecipe(value: unknown): value is Recipe {
  return typeof value === 'object' && value !== null && 'sources' in value && 'build' in value
}

function placeOf({ id }: Recipe): number {
  const place = ORDER.indexOf(id)
  return place < 0 ? ORDER.length : place
}
