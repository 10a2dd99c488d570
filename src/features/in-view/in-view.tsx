import { lazy, Suspense, useEffect, useState } from 'react'
import { useAtlas } from '../../state/store.ts'

const ViewCounts = lazy(async () => ({ default: (await import('./view-counts.tsx')).ViewCounts }))

/** Waits until keys are meant for the map, and is there for as long as they are. */
export function InView() {
  const map = useAtlas((state) => state.map)
  const [isByKeys, setIsByKeys] = useState(false)
  useEffect(() => {
    if (!map) return
    const { container } = map
    const look = ({ type, target }: Event) =>
      setIsByKeys(type !== 'focusout' && (target as Element).matches(':focus-visible'))
    container.addEventListener('focusin', look)
    container.addEventListener('focusout', look)
    return () => {
      container.removeEventListener('focusin', look)
      container.removeEventListener('focusout', look)
    }
  }, [map])
  // What is said in it is only heard where it was there, empty, before.
  return (
    <div role="status" className="visually-hidden" data-in-view>
      {map && isByKeys && (
        <Suspense>
          <ViewCounts map={map} />
        </Suspense>
      )}
    </div>
  )
}
