import { describe, expect, it } from 'vitest'
import { recipes } from '../layers/index.ts'
import { publishedLayers } from './unbundled.ts'

describe('recipes that entries of the catalogue name', () => {
  const named = publishedLayers.flatMap(({ id, recipe }) => (recipe ? [{ id, recipe }] : []))

  it('exist, and make the layer of the entry', () => {
    const known = new Map(recipes.map((recipe) => [recipe.id, recipe]))
    for (const { id, recipe } of named) {
      expect(recipe).toContain(`npm run layers -- build ${id}`)
      expect(known.get(id)?.state, id).toBe('available')
    }
  })

  it('are named by the entry of each layer that has one', () => {
    const ids = new Set(named.map(({ id }) => id))
    const published = new Set(publishedLayers.map(({ id }) => id))
    const unnamed = recipes.filter(({ id }) => published.has(id) && !ids.has(id))
    expect(unnamed.map(({ id }) => id)).toEqual([])
  })
})
