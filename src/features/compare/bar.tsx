import { Settings2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Side, withoutComparison, withSide } from '../../state/comparison.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './compare.module.css'

/** Which map is which, on the map: pressed, the page speaks of it; and where there is the second, the way out. */
export function Bar({ sides }: { readonly sides: readonly Side[] }) {
  const { t } = useTranslation()
  const spokenOf = useAtlas(({ comparison }) => comparison?.side)
  if (!spokenOf) return null
  const isFirstAlone = !sides.includes('b')
  return (
    <div className={styles.bar} data-first={isFirstAlone || undefined}>
      {sides.map((side) => (
        <Button
          key={side}
          kind={side === spokenOf ? 'primary' : 'secondary'}
          className={styles.name}
          aria-pressed={side === spokenOf}
          data-over-map
          onClick={() => useAtlas.setState((state) => withSide(state, side))}
        >
          {t(`compare.sides.${side}`)}
        </Button>
      ))}
      {!isFirstAlone && (
        <span className={styles.ways} data-over-map>
          <IconButton
            label={t('compare.settings')}
            onClick={() => useAtlas.getState().openPanel('compare')}
          >
            <Settings2 size={18} aria-hidden />
          </IconButton>
          <IconButton
            label={t(`compare.keep.${spokenOf}`)}
            onClick={() => {
              useAtlas.setState((state) => withoutComparison(state, spokenOf))
              useAtlas.getState().map?.container.querySelector('canvas')?.focus()
            }}
          >
            <X size={19} aria-hidden />
          </IconButton>
        </span>
      )}
    </div>
  )
}
