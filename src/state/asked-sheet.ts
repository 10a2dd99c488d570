import { create } from 'zustand'
import type { FeatureKey } from '../model/feature-key.ts'
import { useAtlas } from './store.ts'

/** A place that another panel shows, and of which the reader wants a sheet. */
export interface AskedSheet {
  readonly layerId: string
  readonly key: FeatureKey
}

/** What was last asked for, and how often anything was: what is asked again is filled in anew. */
export const useAskedSheet = create<{
  readonly asked: AskedSheet | null
  readonly count: number
}>()(() => ({ asked: null, count: 0 }))

/** Opens the composer of sheets with a place filled in; all of it can be changed there. */
export function askForSheet(asked: AskedSheet): void {
  useAskedSheet.setState(({ count }) => ({ asked, count: count + 1 }))
  useAtlas.getState().openPanel('sheet')
}
