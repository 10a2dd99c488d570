import { create } from 'zustand'
import { useAtlas } from './store.ts'

/** Features of a layer that another panel has found. */
export interface ChosenFeatures {
  readonly layerId: string
  /** The numbers of their keys (`toFeatureId`). */
  readonly ids: readonly number[]
}

/** What was last chosen: the table has it selected, and shows it alone. */
export const useChosenFeatures = create<{ readonly chosen: ChosenFeatures | null }>()(() => ({
  chosen: null,
}))

/** Opens the table of a layer with some of its features selected, and alone in it. */
export function chooseFeatures(layerId: string, ids: readonly number[]): void {
  useChosenFeatures.setState({ chosen: { layerId, ids } })
  useAtlas.getState().openPanel('table', layerId)
}
