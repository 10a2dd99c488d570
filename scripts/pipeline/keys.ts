import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { eachPosition } from '../../src/geo/positions.ts'
import type { Feature } from '../../src/model/feature.ts'
import { type FeatureKey, toFeatureId } from '../../src/model/feature-key.ts'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { Overview, PipelineFeature, Recipe } from './recipe.ts'

/**
 * How features come by their keys: by the recipe's `keyField`; or by a value under `KEY_COLUMN` that a step
 * has given them (`withKeys`), which goes with a feature through all steps as its other values do; or else by
 * their number in the order of the recipe, from 1. Overviews that are not made of the layer's own features,
 * but dissolved or drawn anew from the same source, are named by place (`keyByPlace`).
 */

/**
 * Features with keys: the source's ids, or without `toKey` their numbers, from 1. To be called before an
 * overview is made of them.
 */
export function withKeys(
  features: readonly PipelineFeature[],
  toKey: (feature: PipelineFeature, place: number) => FeatureKey = (_, place) => String(place + 1),
): PipelineFeature[] {
  return features.map((feature, place) => ({
    ...feature,
    properties: { ...feature.properties, [KEY_COLUMN]: toKey(feature, place) },
  }))
}

/** A layer's features, its overviews' after them, as they are written. */
export interface KeyedLayer {
  readonly features: readonly Feature[]
  readonly overviews: readonly (readonly Feature[])[]
}

/**
 * Gives each feature of a layer and of its overviews its key. Throws the `ProblemError` `feature-key-missing`
 * where only some features have one, and `overview-feature-unknown` where a feature of an overview is none
 * of the layer's. That no key is there twice is seen to where the layer is written.
 */
export function toKeyedLayer(
  recipe: Pick<Recipe, 'id' | 'keyField' | 'symbology'>,
  features: readonly PipelineFeature[],
  overviews: readonly Overview[],
): KeyedLayer {
  const { id, keyField = KEY_COLUMN, symbology } = recipe
  const isKeyed = (some: readonly PipelineFeature[]) =>
    some.some(({ properties }) => (properties[keyField] ?? null) !== null)
  const full = keyField !== KEY_COLUMN || isKeyed(features) ? features : withKeys(features)
  const keyed = full.map((feature, place) => toKeyed(id, feature, place, keyField))
  const keys = new Set(keyed.map(({ key }) => key))
  const classField = symbology && 'field' in symbology ? symbology.field : undefined
  return {
    features: keyed,
    overviews: overviews.map((overview) => {
      const isNamed = !overview.joined && isKeyed(overview.features)
      const named = isNamed ? overview.features : keyByPlace(overview.features, keyed, classField)
      return named.map((feature, place) => {
        const of = toKeyed(id, feature, place, overview.joined ? KEY_COLUMN : keyField)
        if (!keys.has(of.key)) throw unknown(id, of.key, overview)
        return of
      })
    }),
  }
}

function toKeyed(
  layer: string,
  feature: PipelineFeature,
  place: number,
  keyField: string,
): Feature {
  const value = feature.properties[keyField] ?? null
  if (value === null) {
    throw new ProblemError({
      code: 'feature-key-missing',
      message: `Feature ${place} of ${layer} has no value in ${keyField}, which names the features: correct the recipe.`,
      values: { layer, field: keyField, feature: place },
    })
  }
  const key = String(value)
  return { key, id: toFeatureId(key), ...feature }
}

function unknown(layer: string, key: FeatureKey, { zooms }: Overview): ProblemError {
  const [from, to] = zooms
  return new ProblemError({
    code: 'overview-feature-unknown',
    message: `The overview of ${layer} for the zooms ${from} to ${to} has a feature ${key} that the layer does not have: correct the recipe.`,
    values: { layer, key, from, to },
  })
}

/** So many positions of a feature are asked for what they lie nearest to. */
const ASKED_POSITIONS = 48

/**
 * Names each feature of an overview after the layer's feature that it shows most of: the one, of the same
 * value in `classField`, that most of its positions lie nearest to. Where an overview joins several into
 * one, that is the one with the longest share in its outline; where it shows one in pieces, each piece has
 * its name.
 */
function keyByPlace(
  overview: readonly PipelineFeature[],
  features: readonly Feature[],
  classField: string | undefined,
): PipelineFeature[] {
  const classOf = ({ properties }: Pick<Feature, 'properties'>) =>
    classField === undefined ? null : (properties[classField] ?? null)
  const members = new Map<unknown, Feature[]>()
  for (const feature of features) {
    const value = classOf(feature)
    const some = members.get(value)
    if (some) some.push(feature)
    else members.set(value, [feature])
  }
  const indexes = new Map([...members].map(([value, some]) => [value, new PositionIndex(some)]))
  return overview.map((feature, place) => {
    const key = indexes.get(classOf(feature))?.keyOf(feature)
    if (key === undefined) {
      throw new ProblemError({
        code: 'overview-feature-unknown',
        message: `Feature ${place} of an overview is of a class that no feature of its layer is of: correct the recipe.`,
        values: { feature: place },
      })
    }
    return { ...feature, properties: { ...feature.properties, [KEY_COLUMN]: key } }
  })
}

/** The positions of features, to be asked for the nearest. */
class PositionIndex {
  readonly #index: Flatbush
  readonly #keys: readonly FeatureKey[]

  constructor(features: readonly Feature[]) {
    const places = features.flatMap(({ key, geometry }) =>
      positionsOf(geometry).map((position) => ({ key, position })),
    )
    this.#keys = places.map(({ key }) => key)
    this.#index = new Flatbush(places.length)
    for (const { position } of places) this.#index.add(position[0]!, position[1]!)
    this.#index.finish()
  }

  keyOf({ geometry }: PipelineFeature): FeatureKey | undefined {
    const positions = positionsOf(geometry)
    const step = Math.max(1, positions.length / ASKED_POSITIONS)
    const votes = new Map<FeatureKey, number>()
    for (let at = 0; at < positions.length; at += step) {
      const [lon, lat] = positions[Math.floor(at)]!
      const [nearest] = this.#index.neighbors(lon!, lat!, 1)
      const key = this.#keys[nearest!]!
      votes.set(key, (votes.get(key) ?? 0) + 1)
    }
    let most: readonly [FeatureKey | undefined, number] = [undefined, 0]
    // The first of several with as many: the same sources give the same keys.
    for (const [key, count] of votes) if (count > most[1]) most = [key, count]
    return most[0]
  }
}

function positionsOf(geometry: Feature['geometry']): Position[] {
  const positions: Position[] = []
  if (geometry) eachPosition(geometry, (position) => positions.push(position))
  return positions
}
