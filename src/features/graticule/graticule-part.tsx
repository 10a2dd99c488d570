import { lazy } from 'react'
import { Part } from '../../shell/part.tsx'
import { useAtlas } from '../../state/store.ts'

/** The layer whose lines are named. */
const GRATICULE = 'graticule'

const FrameNames = lazy(async () => ({ default: (await import('./frame-names.tsx')).FrameNames }))

/** The degrees of the graticule at the frame of the map, while it is on the map. */
export function GraticulePart() {
  const map = useAtlas((state) => state.map)
  const isSeen = useAtlas(({ layers }) =>
    layers.some(({ id, visible, opacity }) => id === GRATICULE && visible && opacity > 0),
  )
  if (!map || !isSeen) return null
  return (
    <Part>
      <FrameNames map={map} />
    </Part>
  )
}
