import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { combine, isSeveral, partsOf } from '../../model/condition.ts'
import { toConditionText } from '../../model/condition-text.ts'
import { chooseFeatures } from '../../state/chosen-features.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../words/format.ts'
import styles from './chart.module.css'
import { MOST_SELECTED, type SelectedMark } from './use-mark-selection.ts'

/** What is selected of a chart, and what can be done with it. */
export function Selected({
  entry,
  selected: { of, ids },
  onClear,
}: {
  readonly entry: LayerEntry
  readonly selected: SelectedMark
  readonly onClear: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const filter = useAtlas(({ layers }) => layers.find(({ id }) => id === entry.id)?.filter ?? null)
  const isOnMap = useAtlas(({ layers }) => layers.some(({ id }) => id === entry.id))
  const before = filter === null ? [] : filter.kind === 'all' ? partsOf(filter) : [filter]
  const parts = of.condition ? [...before, of.condition] : []
  const narrowed = isSeveral(parts) ? combine('all', parts) : null
  // An address has to hold it.
  const isSayable = narrowed !== null && toConditionText(narrowed) !== undefined
  return (
    <div className={styles.selected}>
      <p role="status">
        {t('chart.selected', {
          mark: of.label,
          count: of.count,
          number: formatNumber(of.count, language),
        })}{' '}
        {of.count > MOST_SELECTED
          ? t('chart.tooMany', { number: formatNumber(MOST_SELECTED, language) })
          : ids.size > 0 && isOnMap && t('chart.marked')}
      </p>
      {isSayable && (
        <Button
          size="small"
          onClick={() => {
            const { addLayer, setLayer } = useAtlas.getState()
            if (!isOnMap) addLayer(entry.id)
            setLayer(entry.id, { filter: narrowed })
          }}
        >
          {t('chart.only')}
        </Button>
      )}
      <Button
        size="small"
        disabled={ids.size === 0}
        onClick={() => chooseFeatures(entry.id, [...ids])}
      >
        {t('chart.inTable')}
      </Button>
      <Button size="small" kind="plain" onClick={onClear}>
        {t('chart.clear')}
      </Button>
    </div>
  )
}
