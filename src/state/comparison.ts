import { formatLayerView, type LayerView } from './layer-view.ts'

/** The two maps that are compared: A lies at the left or above. */
export const SIDES = ['a', 'b'] as const
export type Side = (typeof SIDES)[number]

/** `swipe`: one over the other, parted by a line that moves. `beside`: one beside the other, of the same ground. */
export const COMPARE_KINDS = ['swipe', 'beside'] as const
export type CompareKind = (typeof COMPARE_KINDS)[number]

/** Two maps of the same place with different layers. */
export interface Comparison {
  readonly kind: CompareKind
  /** The map that list, legend, filters, tables and questions speak of: its layers are those of the state. */
  readonly side: Side
  /** The layers of the other map, from the topmost down. */
  readonly other: readonly LayerView[]
  /** Where the line stands that parts them: how much of the width is map A, 0 to 1. */
  readonly divider: number
}

/** What of the page's state says what is compared. */
export interface Compared {
  readonly layers: readonly LayerView[]
  readonly comparison: Comparison | null
}

/** The layers of a map; while nothing is compared there is map A alone. */
export function layersOf({ layers, comparison }: Compared, side: Side): readonly LayerView[] {
  return !comparison || comparison.side === side ? layers : comparison.other
}

/** The layers of all maps that are shown, those of one map after those of the other. */
export function layersOfAll({ layers, comparison }: Compared): readonly LayerView[] {
  return comparison ? [...layers, ...comparison.other] : layers
}

/** What is seen on both maps in the same way, and what on one of them alone, from the topmost down. */
export function seenOn(compared: Compared): Readonly<Record<Side | 'both', readonly LayerView[]>> {
  const seen = (side: Side) =>
    layersOf(compared, side).filter(({ visible, opacity }) => visible && opacity > 0)
  if (!compared.comparison) return { both: seen('a'), a: [], b: [] }
  const [a, b] = [seen('a'), seen('b')]
  const isIn = (views: readonly LayerView[]) => {
    const texts = new Set(views.map(formatLayerView))
    return (view: LayerView) => texts.has(formatLayerView(view))
  }
  const [isInA, isInB] = [isIn(a), isIn(b)]
  return {
    both: a.filter(isInB),
    a: a.filter((view) => !isInB(view)),
    b: b.filter((view) => !isInA(view)),
  }
}

/** With a layer on none of the maps any more. */
export function withoutLayer({ layers, comparison }: Compared, id: string): Compared {
  const without = (all: readonly LayerView[]) => all.filter((layer) => layer.id !== id)
  return {
    layers: without(layers),
    comparison: comparison && { ...comparison, other: without(comparison.other) },
  }
}

/** With both maps as they are, the page speaking of this one from now on. */
export function withSide(compared: Compared, side: Side): Partial<Compared> {
  const { layers, comparison } = compared
  if (!comparison || comparison.side === side) return {}
  return { layers: comparison.other, comparison: { ...comparison, side, other: layers } }
}

/** With a second map that shows what the first one does, and of which the page speaks. */
export function withComparison({ layers, comparison }: Compared, kind: CompareKind): Compared {
  if (comparison) return { layers, comparison: { ...comparison, kind } }
  return { layers, comparison: { kind, side: 'b', other: layers, divider: 0.5 } }
}

/** With one map, which goes on showing what that one of the two did. */
export function withoutComparison(compared: Compared, kept: Side): Compared {
  return { layers: layersOf(compared, kept), comparison: null }
}

/** With other layers on one of the maps. */
export function withLayers(
  compared: Compared,
  side: Side,
  layers: readonly LayerView[],
): Partial<Compared> {
  const { comparison } = compared
  return !comparison || comparison.side === side
    ? { layers }
    : { comparison: { ...comparison, other: layers } }
}
