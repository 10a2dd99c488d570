import { FunnelX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toWords } from '../../i18n/condition-words.ts'
import { useLanguage, useWords } from '../../i18n/use-language.ts'
import type { Condition } from '../../model/condition.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { textIn } from '../../words/text-in.ts'
import styles from './layer-row.module.css'

/** Which of a layer's features are seen, where that is not all of them, and the way back to all. */
export function FilterNote({
  layer,
  entry,
}: {
  readonly layer: LayerView
  readonly entry: LayerEntry
}) {
  const { filter } = layer
  if (!filter) return null
  return <Note filter={filter} layer={layer} entry={entry} />
}

function Note({
  filter,
  layer,
  entry,
}: {
  readonly filter: Condition
  readonly layer: LayerView
  readonly entry: LayerEntry
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const hasWords = useWords('condition')
  const title = textIn(entry.title, language)
  return (
    <div className={styles.filter}>
      <p>{hasWords && t('layers.filter', { words: toWords(filter, entry.fields, language) })}</p>
      <IconButton
        label={t('layers.removeFilter', { layer: title })}
        onClick={(event) => {
          event.currentTarget.closest('li')?.querySelector('input')?.focus()
          useAtlas.getState().setLayer(layer.id, { filter: null })
        }}
      >
        <FunnelX size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
