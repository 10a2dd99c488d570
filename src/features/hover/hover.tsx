import { lazy, Suspense, useEffect, useState } from 'react'
import { useAtlas } from '../../state/store.ts'

const HoverName = lazy(async () => ({ default: (await import('./hover-name.tsx')).HoverName }))

/** Waits for a mouse over the map: who has none needs nothing of it. */
export function Hover() {
  const map = useAtlas((state) => state.map)
  const [hasMouse, setHasMouse] = useState(false)
  useEffect(() => {
    if (!map || hasMouse) return
    const look = ({ pointerType }: PointerEvent) => pointerType === 'mouse' && setHasMouse(true)
    return map.interact({
      id: 'hover',
      takesInput: false,
      isForEach: true,
      start({ container }) {
        container.addEventListener('pointermove', look)
        return () => container.removeEventListener('pointermove', look)
      },
    })
  }, [map, hasMouse])
  return (
    map &&
    hasMouse && (
      <Suspense>
        <HoverName map={map} />
      </Suspense>
    )
  )
}
