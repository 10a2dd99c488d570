import { MoveHorizontal } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { useAtlas } from '../../state/store.ts'
import { formatNumber } from '../../words/format.ts'
import styles from './compare.module.css'
import { toMoved } from './to-moved.ts'

/**
 * The line between two maps that lie over each other, moved by pointer, finger and keys (ARIA Authoring Practices,
 * Window Splitter).
 */
export function Divider({ divider }: { readonly divider: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const field = useRef<HTMLDivElement>(null)
  const percent = (share: number) => formatNumber(share, language, { style: 'percent' })
  const share = Math.round(divider * 100) / 100
  return (
    <div ref={field} className={styles.field}>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved */}
      <div
        className={styles.divider}
        role="separator"
        tabIndex={0}
        aria-label={t('compare.divider')}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={t('compare.dividerValue', { a: percent(share), b: percent(1 - share) })}
        style={{ left: `${divider * 100}%` }}
        onKeyDown={(event) => {
          const moved = toMoved(divider, event)
          if (moved === null) return
          event.preventDefault()
          move(moved)
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.preventDefault()
          event.currentTarget.focus({ focusVisible: false } as FocusOptions)
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={(event) => {
          const box = field.current?.getBoundingClientRect()
          if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return
          move((event.clientX - box.left) / box.width)
        }}
      >
        <span className={styles.handle} aria-hidden="true">
          <MoveHorizontal size={18} />
        </span>
      </div>
    </div>
  )
}

function move(to: number): void {
  const divider = Math.max(0, Math.min(1, to))
  useAtlas.setState(({ comparison }) => ({ comparison: comparison && { ...comparison, divider } }))
}
