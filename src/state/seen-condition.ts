import type { LayerEntry } from '../catalog/device-layer.ts'
import { classesOf, looksOf, toClassCondition } from '../model/classes.ts'
import { type Condition, combine, isSeveral } from '../model/condition.ts'
import type { Field } from '../model/schema.ts'
import type { LayerView } from './layer-view.ts'

/**
 * The condition that features meet whose class of the legend is not switched off and that pass the layer's
 * filter; `null` where nothing is switched off or filtered, `'nothing'` where no class is left.
 */
export function toSeenCondition(
  { symbology }: Pick<LayerEntry, 'symbology'>,
  { hiddenClasses, filter }: Pick<LayerView, 'hiddenClasses' | 'filter'>,
  fields: readonly Pick<Field, 'name' | 'type'>[],
): Condition | 'nothing' | null {
  const known = symbology ? looksOf(symbology).map(({ id }) => id) : []
  const hidden = new Set(hiddenClasses.filter((id) => known.includes(id)))
  const shown =
    symbology && hidden.size > 0 ? toClassCondition(classesOf(symbology), hidden, fields) : null
  if (shown === 'nothing') return shown
  const parts = [shown, filter].filter((part) => part !== null)
  return isSeveral(parts) ? combine('all', parts) : null
}
