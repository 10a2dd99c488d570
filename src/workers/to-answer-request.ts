import type { MultiPolygon, Polygon } from 'geojson'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { nameFieldsOf } from '../catalog/name-of.ts'
import { type PrtrFields, prtrFieldsOf } from '../catalog/prtr-fields.ts'
import { type Condition, combine, isSeveral } from '../model/condition.ts'
import { parseConditionText } from '../model/condition-text.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { type Border, hasDistance, type Recipe, type RecipeNear } from '../model/recipe.ts'
import type { AnswerRequest, AskedFeatures, NearTest } from '../query/answer.ts'
import type { GroupsRequest } from '../query/answer-groups.ts'
import type { StripEdgesRequest } from '../query/strip-edges.ts'
import { toAskedLayer } from './asked-layer.ts'

/** What a recipe is asked of. */
export interface RecipeContext {
  readonly catalog: ReadonlyMap<string, LayerEntry>
  readonly layersUrl: string | URL
  /** What is seen of a layer, which is what is asked of it: `null` for all of it. */
  seenOf(entry: LayerEntry): Condition | 'nothing' | null
  /** The ground of a drawing as addresses have it; `null` where it is none. */
  areaOf(drawing: string): Polygon | MultiPolygon | null
}

/** The layers that borders are asked of. */
export const BOUNDARIES = 'international-boundaries'
const COUNTRIES = 'countries'
const COUNTRIES_OF: Readonly<Record<Border, readonly [string, string]>> = {
  'CAN-USA': ['CAN', 'USA'],
  // As the map has them: north above south.
  'MEX-USA': ['USA', 'MEX'],
}
const KEY_OF: Readonly<Record<Border, string>> = { 'CAN-USA': 'CAN USA', 'MEX-USA': 'MEX USA' }

/** The two countries of a border, the northern one first. */
export function countriesOf(border: Border): readonly [string, string] {
  return COUNTRIES_OF[border]
}

/**
 * What the data worker is asked for a recipe.
 *
 * @throws ProblemError where the recipe does not go with the layers
 */
export function toAnswerRequest(
  recipe: Recipe,
  { offset, limit }: Pick<AnswerRequest, 'offset' | 'limit'>,
  context: RecipeContext,
): AnswerRequest {
  const entry = layerOf(recipe.layer, context)
  const { condition } = toFeatures(recipe.layer, recipe.filter, context)
  const prtr = prtrFieldsOf(entry)
  const test = recipe.near
    ? toTest(recipe.near, context)
    : recipe.border && toBorderTest(recipe.border, context)
  const inside = recipe.inside && toInside(recipe.inside, context)
  return {
    layer: askedOf(entry, context),
    ...(condition && { condition }),
    ...(test && { test }),
    ...(inside && { inside }),
    groups: toGroups(recipe, entry, context),
    fields: [...new Set([...nameFieldsOf(entry), ...(prtr ? [prtr.substance, prtr.year] : [])])],
    offset,
    limit,
  }
}

function toGroups(recipe: Recipe, entry: LayerEntry, context: RecipeContext): GroupsRequest {
  const { by, sum, border } = recipe
  const prtr = prtrFieldsOf(entry)
  if (sum !== undefined) {
    const { type } = fieldOf(entry, sum)
    if (type !== 'integer' && type !== 'double') {
      fail('ask-numbers-wanted', `${entry.id}.${sum} has no numbers`, {
        field: sum,
        layer: entry.id,
      })
    }
  }
  if (by && 'field' in by) fieldOf(entry, by.field)
  const hasCountry = entry.fields.some(({ name, codes }) => name === 'country' && codes)
  const only = border && COUNTRIES_OF[border.between]
  const parts: GroupsRequest['parts'] | null = only
    ? hasCountry
      ? { kind: 'field', field: 'country', only }
      : { kind: 'areas', layer: askedOf(layerOf(COUNTRIES, context), context), only }
    : prtr && { kind: 'field', field: prtr.register }
  const year = entry.fields.find(({ name, type }) => name === 'year' && type === 'integer')
  const area = by && 'layer' in by ? areasOf(by.layer, context) : null
  return {
    by: !by
      ? { kind: 'all' }
      : area
        ? { kind: 'areas', layer: askedOf(area, context), fields: nameFieldsOf(area) }
        : toFieldGroups((by as { readonly field: string }).field, prtr),
    ...(sum !== undefined && { sum }),
    ...(prtr?.basis &&
      sum === prtr.quantity && {
        sumOf: { kind: 'compare', field: prtr.basis, operator: '=', value: 'mass' },
      }),
    ...(parts && { parts }),
    ...(prtr && { distinct: prtr.facilityId }),
    ...(year && { year: year.name }),
  }
}

/** Facilities are told apart by their numbers, and called by their names. */
function toFieldGroups(field: string, prtr: PrtrFields | null): GroupsRequest['by'] {
  return { kind: 'field', field, ...(prtr?.facilityId === field && { label: prtr.facility }) }
}

function toTest(near: RecipeNear, context: RecipeContext): NearTest {
  const { relation, km, feature } = near
  const needsAreas = relation === 'contained' || relation === 'overlaps'
  const entry = needsAreas ? areasOf(near.layer, context) : layerOf(near.layer, context)
  return {
    of: {
      ...toFeatures(near.layer, near.filter, context),
      ...(feature !== undefined && { keys: [feature] }),
    },
    relation,
    meters: hasDistance(relation) ? (km ?? 0) * 1000 : 0,
    fields: nameFieldsOf(entry),
  }
}

function toBorderTest(border: NonNullable<Recipe['border']>, context: RecipeContext): NearTest {
  return {
    of: {
      layer: askedOf(layerOf(BOUNDARIES, context), context),
      keys: [KEY_OF[border.between]],
    },
    relation: 'within',
    meters: border.km * 1000,
    fields: [],
  }
}

/**
 * What the data worker is asked for the edges of the strip along a border.
 *
 * @throws ProblemError where the boundaries are not there
 */
export function toStripRequest(
  border: NonNullable<Recipe['border']>,
  context: RecipeContext,
): StripEdgesRequest {
  const { of, meters } = toBorderTest(border, context)
  return { of, meters }
}

function toInside(
  inside: NonNullable<Recipe['inside']>,
  context: RecipeContext,
): NonNullable<AnswerRequest['inside']> {
  if ('drawing' in inside) {
    const area = context.areaOf(inside.drawing)
    if (!area) return fail('ask-drawing-unreadable', 'The drawing encloses no area', {})
    return { kind: 'area', area }
  }
  const layer = askedOf(areasOf(inside.layer, context), context)
  return { kind: 'features', of: { layer, keys: [inside.feature] } }
}

function toFeatures(id: string, filter: string | undefined, context: RecipeContext): AskedFeatures {
  const entry = layerOf(id, context)
  const layer = askedOf(entry, context)
  const seen = context.seenOf(entry)
  const parts = [
    seen === 'nothing' ? noneOf(entry) : seen,
    filter === undefined ? null : (parseConditionText(filter) ?? null),
  ].filter((part) => part !== null)
  return { layer, ...(isSeveral(parts) && { condition: combine('all', parts) }) }
}

/** What no feature meets, where no class of a layer is seen. */
function noneOf({ fields }: LayerEntry): Condition | null {
  const [field] = fields
  if (!field) return null
  const empty: Condition = { kind: 'empty', field: field.name }
  return { kind: 'all', of: [empty, { kind: 'not', of: empty }] }
}

function layerOf(id: string, { catalog }: RecipeContext): LayerEntry {
  const entry = catalog.get(id)
  return entry && entry.files.length > 0
    ? entry
    : fail('ask-layer-unknown', `There is no layer ${id} with data`, { layer: id })
}

function areasOf(id: string, context: RecipeContext): LayerEntry {
  const entry = layerOf(id, context)
  return entry.geometryType?.endsWith('Polygon') || entry.geometryType === 'Unknown'
    ? entry
    : fail('ask-areas-wanted', `The layer ${id} has no areas`, { layer: id })
}

function askedOf(entry: LayerEntry, { layersUrl }: RecipeContext) {
  const asked = toAskedLayer(entry, layersUrl)
  if (!asked) throw new TypeError(`The layer ${entry.id} has no file`)
  return asked
}

function fieldOf(entry: LayerEntry, name: string) {
  return (
    entry.fields.find((field) => field.name === name) ??
    fail('query-field-unknown', `The layer ${entry.id} has no field ${name}`, {
      layer: entry.id,
      field: name,
    })
  )
}

function fail(code: string, message: string, values: NonNullable<Problem['values']>): never {
  throw new ProblemError({ code, message, values })
}
