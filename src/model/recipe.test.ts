import { describe, expect, it } from 'vitest'
import { MOST_RECIPE_LENGTH, parseRecipe, type Recipe, toRecipeText } from './recipe.ts'

describe('a recipe', () => {
  it.each<Recipe>([
    { layer: 'ports' },
    {
      layer: 'power-plants',
      filter: 'fuel==Coal',
      near: { layer: 'countries', feature: 'MEX', relation: 'within', km: 50 },
      inside: { layer: 'states-provinces', feature: 'MX-SON' },
      by: { field: 'fuel' },
      sum: 'capacity_mw',
    },
    { layer: 'ports', border: { between: 'CAN-USA', km: 100 }, by: { layer: 'countries' } },
    { layer: 'ports', inside: { drawing: 'polygon:-92,46;-75,50;-70,44' } },
  ])('comes back from its text as it was: $layer', (recipe) => {
    const parsed = parseRecipe(toRecipeText(recipe))
    expect(parsed).toEqual({ ok: true, recipe })
  })

  it.each([
    ['no JSON', '{"layer":'],
    ['a list', '[]'],
    ['no layer', '{}'],
    ['a part that nobody knows', '{"layer":"ports","limit":5}'],
    ['a name that is no layer’s', '{"layer":"../ports"}'],
    ['a filter that cannot be read', '{"layer":"ports","filter":"=="}'],
    [
      'a distance that is none',
      '{"layer":"ports","near":{"layer":"lakes","relation":"within","km":-1}}',
    ],
    [
      'nearness without a distance',
      '{"layer":"ports","near":{"layer":"lakes","relation":"within"}}',
    ],
    [
      'a distance of touching',
      '{"layer":"ports","near":{"layer":"lakes","relation":"meets","km":1}}',
    ],
    [
      'a layer and a border',
      '{"layer":"ports","near":{"layer":"lakes","relation":"meets"},"border":{"between":"CAN-USA","km":9}}',
    ],
    ['more than an address holds', JSON.stringify({ layer: 'ports', filter: 'a'.repeat(MOST_RECIPE_LENGTH) })], // biome-ignore format: one line
  ])('is refused with %s', (_, text) => {
    expect(parseRecipe(text)).toMatchObject({ ok: false })
  })
})
