import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { looksOf } from '../../model/classes.ts'
import { GroupsNote } from '../../shell/legend/groups-note.tsx'
import { Legend, Swatch } from '../../shell/legend/legend.tsx'
import type { LayerView } from '../../state/layer-view.ts'
import { toParts } from '../../state/reference-map.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { useIsWide } from '../../ui/screen.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './map-legend.module.css'

/**
 * What the symbols on the map stand for: of the themes that are seen all, of the base map what has classes. It is
 * folded to a line on a small screen, and where there is no theme; the reader's choice holds.
 */
export function MapLegend() {
  const { t } = useTranslation()
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  const isWide = useIsWide()
  const [choice, setChoice] = useState<boolean | null>(null)
  const contentId = useId()
  const parts = toParts(layers)
  const toSeen = (part: readonly LayerView[]) =>
    part.flatMap(({ id, visible, opacity }) => {
      const entry = catalog.get(id)
      return visible && opacity > 0 && entry?.symbology ? [entry] : []
    })
  const themes = toSeen(parts.themes)
  const base = toSeen(parts.base).filter(hasClasses)
  if (themes.length + base.length === 0) return null
  const isOpen = choice ?? (isWide && themes.length > 0)
  return (
    <section
      className={styles.legend}
      aria-label={t('legend.title')}
      data-open={isOpen || undefined}
      data-over-map
    >
      <Button
        kind="plain"
        className={styles.fold}
        aria-expanded={isOpen}
        aria-controls={contentId}
        onClick={() => setChoice(!isOpen)}
      >
        {t('legend.title')}
        {!isOpen && (
          <span className={styles.peek}>
            {themes.slice(0, MOST_SWATCHES).map((entry) => (
              <Swatch key={entry.id} entry={entry} />
            ))}
          </span>
        )}
        <ChevronDown size={16} aria-hidden />
      </Button>
      <div id={contentId} className={styles.content} hidden={!isOpen}>
        {isOpen && [...themes, ...base].map((entry) => <Section key={entry.id} entry={entry} />)}
      </div>
    </section>
  )
}

/** How many layers the folded legend shows in small. */
const MOST_SWATCHES = 6

function Section({ entry }: { readonly entry: LayerEntry }) {
  const language = useLanguage()
  return (
    <div className={styles.layer}>
      <h3 className={styles.title}>
        {!hasClasses(entry) && <Swatch entry={entry} />}
        {textIn(entry.title, language)}
      </h3>
      <GroupsNote entry={entry} />
      <Legend entry={entry} />
    </div>
  )
}

function hasClasses({ symbology }: LayerEntry): boolean {
  return symbology !== undefined && looksOf(symbology).length > 1
}
