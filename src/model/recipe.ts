import { parseConditionText } from './condition-text.ts'
import type { FeatureKey } from './feature-key.ts'
import { z } from './zod.ts'

/**
 * A question of layers as plain data: which features of a layer, near which others, where, and by what they are counted.
 * The same text stands in the page's address, is asked from the command line, and is told as code of other programs.
 */

/** Farther than this nothing is asked to be. */
export const MOST_KILOMETERS = 1000
/** Addresses of some 2000 characters pass everywhere. */
export const MOST_RECIPE_LENGTH = 2000

export const RELATIONS = ['within', 'nearest', 'meets', 'contained', 'overlaps'] as const
/**
 * How features stand to others. `within`: no farther than some kilometres, on the ellipsoid, 0 where they share a point.
 * `nearest`: the same, and the nearest is told. `meets`: they share at least a point. `contained`: they lie in an area
 * whole, its edge included. `overlaps`: as `meets`, of areas, whose common ground is measured.
 */
export type Relation = (typeof RELATIONS)[number]

export const BORDERS = ['CAN-USA', 'MEX-USA'] as const
export type Border = (typeof BORDERS)[number]

const layerId = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id is lower-case words and hyphens')
const fieldName = z.string().min(1).max(100)
const kilometers = z.number().positive().max(MOST_KILOMETERS)
const filter = z
  .string()
  .max(1500)
  .refine((text) => parseConditionText(text) !== undefined, 'the filter cannot be read')

export const recipeSchema = z
  .strictObject({
    layer: layerId,
    /** As `src/model/condition-text.ts` has it, beside what the layer's own filter says. */
    filter: filter.optional(),
    near: z
      .strictObject({
        layer: layerId,
        filter: filter.optional(),
        /** One feature alone, by its key. */
        feature: z.string().min(1).max(200).optional(),
        relation: z.enum(RELATIONS),
        /** Of `within` and `nearest`. */
        km: kilometers.optional(),
      })
      .refine(
        ({ relation, km }) => (km !== undefined) === hasDistance(relation),
        'a distance stands with “within” and “nearest”, and with them alone',
      )
      .optional(),
    /** Features that share at least a point with an area: a feature of a layer, or a drawing as addresses say it. */
    inside: z
      .union([
        z.strictObject({ layer: layerId, feature: z.string().min(1).max(200) }),
        z.strictObject({ drawing: z.string().min(1).max(1500) }),
      ])
      .optional(),
    /** Features no farther from a boundary than this, on either side of it, each side on its own. */
    border: z.strictObject({ between: z.enum(BORDERS), km: kilometers }).optional(),
    /** By what they are counted: the values of a field, or the areas of a layer. */
    by: z
      .union([z.strictObject({ field: fieldName }), z.strictObject({ layer: layerId })])
      .optional(),
    /** A field of numbers that is summed up. */
    sum: fieldName.optional(),
  })
  .refine(({ near, border }) => !near || !border, 'either “near” or “border”')

export interface Recipe {
  readonly layer: string
  readonly filter?: string | undefined
  readonly near?: RecipeNear | undefined
  readonly inside?:
    | { readonly layer: string; readonly feature: FeatureKey }
    | { readonly drawing: string }
    | undefined
  readonly border?: { readonly between: Border; readonly km: number } | undefined
  readonly by?: { readonly field: string } | { readonly layer: string } | undefined
  readonly sum?: string | undefined
}

export interface RecipeNear {
  readonly layer: string
  readonly filter?: string | undefined
  readonly feature?: FeatureKey | undefined
  readonly relation: Relation
  readonly km?: number | undefined
}

/** Whether a relation is one of some kilometres. */
export function hasDistance(relation: Relation): boolean {
  return relation === 'within' || relation === 'nearest'
}

/** A recipe of a text in JSON, or in a few English words what is wrong with it. */
export function parseRecipe(
  text: string,
): { readonly ok: true; readonly recipe: Recipe } | { readonly ok: false; readonly fault: string } {
  if (text.length > MOST_RECIPE_LENGTH) {
    return { ok: false, fault: `longer than ${MOST_RECIPE_LENGTH} characters` }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, fault: 'not JSON' }
  }
  const parsed = recipeSchema.safeParse(value)
  if (parsed.success) return { ok: true, recipe: parsed.data }
  const [issue] = parsed.error.issues
  const at = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
  return { ok: false, fault: `${at}${issue?.message ?? 'not a recipe'}` }
}

/** The recipe as the text that `parseRecipe` reads, what is not said left out; parts always in one order. */
export function toRecipeText({ layer, filter, near, inside, border, by, sum }: Recipe): string {
  return JSON.stringify({
    layer,
    filter,
    near: near && {
      layer: near.layer,
      filter: near.filter,
      feature: near.feature,
      relation: near.relation,
      km: near.km,
    },
    inside,
    border,
    by,
    sum,
  })
}
