import { lazy } from 'react'
import { Part } from '../../shell/part.tsx'
import { useAtlas } from '../../state/store.ts'

const MercatorNorth = lazy(async () => ({
  default: (await import('./mercator-north.tsx')).MercatorNorth,
}))

/** Where Web Mercator ends, while it is what the map is drawn in. */
export function MercatorNorthPart() {
  const map = useAtlas((state) => state.map)
  const isMercator = useAtlas((state) => state.projection === 'mercator')
  if (!map || !isMercator) return null
  return (
    <Part>
      <MercatorNorth map={map} />
    </Part>
  )
}
