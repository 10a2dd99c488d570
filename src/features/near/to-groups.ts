import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { layersOfSubject, type Narrowing, type Subject } from '../../catalog/subject.ts'
import type { Condition } from '../../model/condition.ts'
import type { Localized } from '../../model/schema.ts'
import { defaultLayers } from '../../state/reference-map.ts'

/** The layers of a subject of which it can be said how far their features are. */
export interface NearGroup {
  /** The subject's id; `other` and `own` are the layers of none, and the reader's own. */
  readonly id: string
  /** `null` of those two. */
  readonly title: Localized | null
  readonly layers: readonly LayerEntry[]
  readonly narrow: Narrowing | null
}

/**
 * The layers of places that the Atlas has, on the map or not, by the first subject that shows them: those of
 * lines and areas, and the base map, are no answer to what is near.
 */
export function toNearGroups(
  subjects: readonly Subject[],
  catalog: ReadonlyMap<string, LayerEntry>,
): readonly NearGroup[] {
  const base = new Set(defaultLayers(catalog).map(({ id }) => id))
  const left = new Map(
    [...catalog].filter(
      ([id, { geometryType, files, answer }]) =>
        (geometryType ?? '').endsWith('Point') && files.length > 0 && !base.has(id) && !answer,
    ),
  )
  const take = (entries: readonly LayerEntry[]) => {
    for (const { id } of entries) left.delete(id)
    return entries
  }
  const groups = subjects.map((subject): NearGroup => {
    const { id, title, narrow } = subject
    const layers = take(layersOfSubject(subject).flatMap((layer) => left.get(layer) ?? []))
    const isNarrow = narrow && layers.some((layer) => layer.id === narrow.layer)
    return { id, title, layers, narrow: isNarrow ? narrow : null }
  })
  const own = take([...left.values()].filter(isDeviceLayer))
  return [
    ...groups,
    { id: 'other', title: null, layers: [...left.values()], narrow: null },
    { id: 'own', title: null, layers: own, narrow: null },
  ].filter(({ layers }) => layers.length > 0)
}

/** What is asked of one layer. */
export interface NearLayer {
  readonly entry: LayerEntry
  readonly condition: Condition | null
}

/** What a choice asks: the groups with their layers, and what is chosen of them. */
export interface NearChoice {
  readonly groups: readonly { readonly group: NearGroup; readonly layers: readonly NearLayer[] }[]
  readonly narrowed: {
    readonly narrow: Narrowing
    readonly choice: Narrowing['choices'][number]
  } | null
}

/** What a question is about: `null` and what no subject is called ask for all. */
export function toNearChoice(groups: readonly NearGroup[], about: string | null): NearChoice {
  const [subject, choiceId] = about?.split('.') ?? []
  const group = groups.find(({ id }) => id === subject)
  const choice = group?.narrow?.choices.find(({ id }) => id === choiceId)
  if (group?.narrow && choice) {
    const { narrow } = group
    const layers = group.layers
      .filter(({ id }) => id === narrow.layer)
      .map((entry) => ({ entry, condition: choice.condition }))
    return { groups: [{ group, layers }], narrowed: { narrow, choice } }
  }
  return {
    groups: (group ? [group] : groups).map((one) => ({
      group: one,
      layers: one.layers.map((entry) => ({ entry, condition: null })),
    })),
    narrowed: null,
  }
}
