import type { MultiPolygon, Polygon } from 'geojson'
import { useEffect, useState } from 'react'
import { useAtlas } from '../state/store.ts'
import { toViewArea } from '../state/view-area.ts'

/** So long the map must stand still. */
const STILL_MILLISECONDS = 300

/** The ground that the map shows, once it stands still; `null` where it is not asked for, or none is seen. */
export function useViewArea(isAsked: boolean): Polygon | MultiPolygon | null {
  const map = useAtlas((state) => state.map)
  const [area, setArea] = useState<Polygon | MultiPolygon | null>(null)
  useEffect(() => {
    if (!isAsked || !map) {
      setArea(null)
      return
    }
    const look = () => setArea(toViewArea(map))
    look()
    let timer: ReturnType<typeof setTimeout>
    const stop = map.onMove(() => {
      clearTimeout(timer)
      timer = setTimeout(look, STILL_MILLISECONDS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [isAsked, map])
  return area
}
