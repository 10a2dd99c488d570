import type { LayerLabels } from './symbology.ts'

/** What a name weighs: its share of the usual size, and its colour. */
export type LabelWeight = { readonly share: number } & Pick<LayerLabels, 'color'>

/** What the name of a feature weighs, by its priority: the larger that number, the less. */
export function weightOf({ minor, color }: LayerLabels, priority: number): LabelWeight {
  const own = minor?.findLast(({ from }) => priority >= from)
  return { share: own?.share ?? 1, color: own?.color ?? color }
}
