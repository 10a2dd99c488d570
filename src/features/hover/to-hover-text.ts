import { classOf } from '../../catalog/class-of.ts'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { nameOf } from '../../catalog/name-of.ts'
import { looksOf } from '../../model/classes.ts'
import { readValue } from '../../model/field-value.ts'
import { COUNT_COLUMN } from '../../model/own-columns.ts'
import type { Language } from '../../model/schema.ts'
import type { LayerView } from '../../state/layer-view.ts'
import type { PickedFeature } from '../../state/map-commands.ts'
import { toParts } from '../../state/reference-map.ts'
import { textIn } from '../../words/text-in.ts'

/** What is said of the feature under the mouse. */
export interface HoverText {
  readonly name: string
  /** Its class, where it has one that is not its name, and its layer. */
  readonly kind: string
}

const KINDS = ['point', 'line', 'area'] as const

/**
 * What to say of the features at a pixel, the topmost of which is the first: of what has a name the smallest to point
 * at, a point before a line before an area. A theme's feature without a name goes by its class. `null` where nothing
 * can be said.
 */
export function toHoverText(
  picked: readonly PickedFeature[],
  layers: readonly LayerView[],
  catalog: ReadonlyMap<string, LayerEntry>,
  language: Language,
): HoverText | null {
  const themes = new Set(toParts(layers).themes.map(({ id }) => id))
  // Features of one kind stay in their order: sorting is stable.
  const order = picked.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
  for (const feature of order) {
    const entry = catalog.get(feature.layerId)
    // A mark that stands for several has the name of none.
    if (!entry || Number(readValue(feature.properties, COUNT_COLUMN) ?? 1) > 1) continue
    const className = classNameOf(entry, feature, language)
    const own = nameOf(entry, feature.properties, language)
    const name = own ?? (themes.has(feature.layerId) ? className : null)
    if (name === null) continue
    const rest = className === name ? [] : [className]
    return {
      name,
      kind: [...rest, textIn(entry.title, language)].filter((text) => text !== null).join(' · '),
    }
  }
  return null
}

/** The label of a feature's class, where its layer has several. */
function classNameOf(
  { symbology }: LayerEntry,
  { properties }: PickedFeature,
  language: Language,
): string | null {
  if (!symbology || looksOf(symbology).length < 2) return null
  const look = classOf(symbology, properties)
  return look ? textIn(look.label, language) : null
}
