import { useAtlas } from '../../state/store.ts'
import { Bar } from './bar.tsx'
import { Divider } from './divider.tsx'
import { Over } from './second-map.tsx'

/** Over map A: its name, and where map B lies over it, that with the line that parts them. */
export function Comparing() {
  const comparison = useAtlas((state) => state.comparison)
  if (!comparison) return null
  if (comparison.kind === 'beside') return <Bar sides={['a']} />
  return (
    <>
      <Over divider={comparison.divider} />
      <Divider divider={comparison.divider} />
      <Bar sides={['a', 'b']} />
    </>
  )
}
