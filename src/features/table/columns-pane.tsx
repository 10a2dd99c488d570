import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useFocusInView } from '../../ui/use-focus-in-view.ts'
import styles from './table.module.css'
import { toShownFields, toTableFields } from './to-columns.ts'

/** Which columns the table has, and in which order. */
export function ColumnsPane({
  entry,
  columns,
  onChange,
}: {
  readonly entry: LayerEntry
  readonly columns: readonly string[] | null
  readonly onChange: (columns: readonly string[] | null) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const usual = toTableFields(entry)
  const shown = toShownFields(entry, columns)
  const hidden = usual.filter((field) => !shown.includes(field))
  const names = shown.map(({ name }) => name)
  const list = useRef<HTMLUListElement>(null)
  // What is hidden goes to the end of the list.
  useFocusInView(list, columns)
  const change = (next: readonly string[]) => {
    const isUsual = next.length === usual.length && usual.every(({ name }, at) => name === next[at])
    onChange(isUsual ? null : next)
  }
  const move = (place: number, by: number) => {
    const moved = names.toSpliced(place, 1)
    change(moved.toSpliced(place + by, 0, names[place]!))
  }
  return (
    <div className={styles.pane}>
      <h3>{t('table.columns')}</h3>
      <ul ref={list}>
        {[...shown, ...hidden].map((field, place) => {
          const { name } = field
          const title = toFieldTitle(field, language)
          const isShown = place < shown.length
          return (
            <li key={name} className={styles.column}>
              <Choice
                type="checkbox"
                checked={isShown}
                disabled={isShown && shown.length === 1}
                onChange={() =>
                  change(isShown ? names.filter((one) => one !== name) : [...names, name])
                }
              >
                {title}
              </Choice>
              {isShown && (
                <>
                  <IconButton
                    label={t('table.moveBefore', { column: title })}
                    disabled={place === 0}
                    onClick={() => move(place, -1)}
                  >
                    <ArrowUp size={16} aria-hidden />
                  </IconButton>
                  <IconButton
                    label={t('table.moveAfter', { column: title })}
                    disabled={place === shown.length - 1}
                    onClick={() => move(place, 1)}
                  >
                    <ArrowDown size={16} aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          )
        })}
      </ul>
      <Button size="small" disabled={columns === null} onClick={() => onChange(null)}>
        {t('table.allColumns')}
      </Button>
    </div>
  )
}
