import { create } from 'zustand'

/** What changes with every move of the mouse, apart from the rest so that little is drawn again. */
export interface PointerState {
  /** Longitude, latitude under the pointer; `null` when it is not over the map. */
  readonly place: readonly [lon: number, lat: number] | null
  /** Longitude, latitude of the map's centre. */
  readonly center: readonly [lon: number, lat: number] | null
  /** Metres on the ground for a CSS pixel, measured along the parallel of the map's centre. */
  readonly pixelMeters: number | null
  /** Whether the map is as far in and as far out as it goes. */
  readonly zoomEnds: { readonly isLargest: boolean; readonly isSmallest: boolean }
}

export const usePointer = create<PointerState>()(() => ({
  place: null,
  center: null,
  pixelMeters: null,
  zoomEnds: { isLargest: false, isSmallest: false },
}))
