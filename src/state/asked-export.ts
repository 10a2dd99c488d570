import type { MultiPolygon, Polygon } from 'geojson'
import { create } from 'zustand'
import { useAtlas } from './store.ts'

/** A part of a layer that another panel shows, and the reader wants as a file. */
export interface AskedExport {
  readonly layerId: string
  /** The ground that the map showed; `null` for wherever. */
  readonly view: Polygon | MultiPolygon | null
  /** In their order; `null` for all. */
  readonly fields: readonly string[] | null
  /** These features alone, by the numbers of their keys (`toFeatureId`), beside what the rest says. */
  readonly ids?: readonly number[]
  /** Fields and the text that each is to have, of a part that these say; without it, what is seen on the map. */
  readonly only?: readonly { readonly field: string; readonly text: string }[]
}

/** What was last asked for, and how often anything was: what is asked again is filled in anew. */
export const useAskedExport = create<{
  readonly asked: AskedExport | null
  readonly count: number
}>()(() => ({ asked: null, count: 0 }))

/** Opens the panel of exports with what is shown elsewhere filled in; all of it can be changed there. */
export function askForExport(asked: AskedExport): void {
  useAskedExport.setState(({ count }) => ({ asked, count: count + 1 }))
  useAtlas.getState().openPanel('export', asked.layerId)
}
