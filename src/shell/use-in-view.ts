import { useEffect } from 'react'
import type { Place } from '../state/map-commands.ts'
import { useAtlas } from '../state/store.ts'

/** A panel has all that it shows by then; later the reader may have moved the map elsewhere. */
const GROWING_MILLISECONDS = 3000

/**
 * Keeps a place of the map from under a panel, also while that grows as what it shows comes.
 *
 * @param panelId the id that the panel is given
 */
export function useInView(place: Place | null, panelId: string): void {
  const map = useAtlas((state) => state.map)
  const [lon, lat] = place ?? []
  useEffect(() => {
    if (!map || lon === undefined || lat === undefined) return
    const panel = document.getElementById(`${panelId}-title`)?.closest('section')
    const observer = new ResizeObserver(() => map.bringIntoView([lon, lat]))
    if (panel) observer.observe(panel)
    const timer = setTimeout(() => observer.disconnect(), GROWING_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [map, lon, lat, panelId])
}
