import { useTranslation } from 'react-i18next'
import { SIDES } from '../../state/comparison.ts'
import { useAtlas } from '../../state/store.ts'
import { Bar } from './bar.tsx'
import { Divider } from './divider.tsx'
import { Over } from './second-map.tsx'

/** Over map A: its name, and where map B lies over it, that with the line that parts them. */
export function Comparing() {
  const { t } = useTranslation()
  const comparison = useAtlas((state) => state.comparison)
  if (!comparison) return null
  const { kind, divider } = comparison
  return (
    <section aria-label={t('compare.bar')}>
      {kind === 'swipe' && (
        <>
          <Over divider={divider} />
          <Divider divider={divider} />
        </>
      )}
      <Bar sides={kind === 'swipe' ? SIDES : ['a']} />
    </section>
  )
}
