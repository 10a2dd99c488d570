import type { LayerEntry } from '../../catalog/device-layer.ts'
import { nameOf } from '../../catalog/name-of.ts'
import { setValue } from '../../model/field-value.ts'
import { type Recipe, toRecipeText } from '../../model/recipe.ts'
import { type Answer, type AnswerRequest, MOST_ANSWER_FEATURES } from '../../query/answer.ts'
import { useAtlas } from '../../state/store.ts'
import { ask } from '../../workers/ask.ts'
import type { DataClient } from '../../workers/data-client.ts'

interface Kept {
  readonly recipe: Recipe
  readonly entry: LayerEntry
  readonly answer: Answer
  readonly request: AnswerRequest
  readonly name: string
}

/**
 * The features of an answer as a GeoJSON file (RFC 7946) with all their fields, the distance and what they were found by;
 * the recipe stands in the file as the member `recipe` of the collection (section 6.1).
 */
export async function toAnswerFile(
  data: DataClient,
  { recipe, entry, answer, request, name }: Kept,
): Promise<File> {
  const { layer } = request
  const [features, all] = await Promise.all([
    ask(data, 'features', { layer, ids: answer.ids }),
    ask(data, 'answer', { ...request, offset: 0, limit: MOST_ANSWER_FEATURES }),
  ])
  const { catalog, language } = useAtlas.getState()
  const near = recipe.near && catalog.get(recipe.near.layer)
  const hits = new Map(all.rows.map(({ id, hit }) => [id, hit]))
  const collection = {
    type: 'FeatureCollection',
    name,
    recipe: JSON.parse(toRecipeText(recipe)) as unknown,
    features: features.map(({ key, id, geometry, properties }) => {
      const hit = hits.get(id)
      const own = { ...properties }
      if (hit) {
        setValue(own, 'ask_distance_m', Number(hit.meters.toFixed(1)))
        if (near) setValue(own, 'ask_found_by', nameOf(near, hit.properties, language) ?? hit.key)
      }
      return { type: 'Feature', id: key, geometry, properties: own }
    }),
  }
  const text = JSON.stringify(collection, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  return new File([text], `${toStem(name, entry.id)}.geojson`, { type: 'application/geo+json' })
}

/** What every file system takes for a name. */
function toStem(name: string, otherwise: string): string {
  return (
    name
      .replaceAll(/[^\p{L}\p{M}\p{N} ().,-]+/gu, ' ')
      .trim()
      .slice(0, 80) || otherwise
  )
}
