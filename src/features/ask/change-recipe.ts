import type { LayerEntry } from '../../catalog/device-layer.ts'
import { prtrFieldsOf } from '../../catalog/prtr-fields.ts'
import { combine } from '../../model/condition.ts'
import { parseConditionText, toConditionText } from '../../model/condition-text.ts'
import type { FieldValue } from '../../model/feature.ts'
import { BORDERS, hasDistance, type Recipe, type Relation } from '../../model/recipe.ts'

const USUAL_KILOMETERS = 50
/** Stands for an area that is still to be chosen: a key that no feature has. */
export const UNCHOSEN_AREA = '?'
const BORDER = 'border:'

/** What can be asked: layers that have data here, and answers are none. */
export function askableLayers(catalog: ReadonlyMap<string, LayerEntry>): readonly LayerEntry[] {
  return [...catalog.values()].filter(({ files, answer }) => files.length > 0 && !answer)
}

export function hasAreas({ geometryType }: Pick<LayerEntry, 'geometryType'>): boolean {
  return geometryType === 'Polygon' || geometryType === 'MultiPolygon' || geometryType === 'Unknown'
}

/** Another layer is asked: what was said of the fields of the one before goes. */
export function withLayer({ near, inside, border }: Recipe, layer: string): Recipe {
  return { layer, near, inside, border }
}

/** How the features stand to others, as the control has it: `none`, or a relation. */
export function relationOf({ near, border }: Recipe): Relation | 'none' {
  return near?.relation ?? (border ? 'within' : 'none')
}

export function withRelation(
  recipe: Recipe,
  relation: Relation | 'none',
  catalog: ReadonlyMap<string, LayerEntry>,
): Recipe {
  const { near, border, ...rest } = recipe
  if (relation === 'none') return rest
  if (border && relation === 'within') return recipe
  const km = near?.km ?? border?.km ?? USUAL_KILOMETERS
  const isFit = (id: string | undefined) => {
    const entry = id === undefined ? undefined : catalog.get(id)
    return entry !== undefined && (relation === 'within' || relation === 'nearest' || relation === 'meets' || hasAreas(entry)) // biome-ignore format: one line
  }
  const others = askableLayers(catalog).filter(({ id }) => isFit(id) && id !== recipe.layer)
  const layer = isFit(near?.layer) ? near!.layer : (others[0]?.id ?? recipe.layer)
  const kept = layer === near?.layer ? { filter: near.filter, feature: near.feature } : {}
  return { ...rest, near: { layer, ...kept, relation, ...(hasDistance(relation) && { km }) } }
}

/** What they are near, as the control has it: the id of a layer, or `border:` and which. */
export function otherOf({ near, border }: Recipe): string {
  return near?.layer ?? (border ? BORDER + border.between : '')
}

export function withOther(recipe: Recipe, other: string): Recipe {
  const { near, border, ...rest } = recipe
  const km = near?.km ?? border?.km ?? USUAL_KILOMETERS
  const between = BORDERS.find((one) => BORDER + one === other)
  if (between) return { ...rest, border: { between, km } }
  const relation = near?.relation ?? 'within'
  return { ...rest, near: { layer: other, relation, ...(hasDistance(relation) && { km }) } }
}

/** One of the features that they are near, or all. */
export function withFeature(recipe: Recipe, feature: string | null): Recipe {
  return recipe.near
    ? { ...recipe, near: { ...recipe.near, feature: feature ?? undefined } }
    : recipe
}

export function kilometersOf({ near, border }: Recipe): number | undefined {
  return near?.km ?? border?.km
}

export function withKilometers(recipe: Recipe, km: number): Recipe {
  if (recipe.border) return { ...recipe, border: { ...recipe.border, km } }
  return recipe.near ? { ...recipe, near: { ...recipe.near, km } } : recipe
}

/** By what it is counted, as the control has it: `field:` and a name, `layer:` and an id, or nothing. */
export function byOf({ by }: Recipe): string {
  if (!by) return ''
  return 'field' in by ? `field:${by.field}` : `layer:${by.layer}`
}

export function withBy(recipe: Recipe, text: string): Recipe {
  const [kind, ...rest] = text.split(':')
  const name = rest.join(':')
  const by = kind === 'field' ? { field: name } : kind === 'layer' ? { layer: name } : undefined
  return { ...recipe, by }
}

/**
 * The question of one of its groups alone: the features of a value, or of an area. `null` where no recipe says it, as of
 * what has no value.
 */
export function withGroup(recipe: Recipe, value: FieldValue, entry: LayerEntry): Recipe | null {
  const { by } = recipe
  if (!by || value === null || typeof value === 'object') return null
  if ('layer' in by) {
    return { ...recipe, inside: { layer: by.layer, feature: String(value) }, by: undefined }
  }
  const test = { kind: 'compare', field: by.field, operator: '=', value } as const
  const before = recipe.filter === undefined ? undefined : parseConditionText(recipe.filter)
  const filter = toConditionText(before ? combine('all', [before, test]) : test)
  if (filter === undefined) return null
  return { ...recipe, filter, by: nextBy(by.field, entry) }
}

/** Of a substance one asks next who reports it, of a facility what it reports. */
function nextBy(field: string, entry: LayerEntry): Recipe['by'] {
  const prtr = prtrFieldsOf(entry)
  if (!prtr) return undefined
  return { field: field === prtr.facilityId ? prtr.substance : prtr.facilityId }
}
