import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toWords } from '../../i18n/condition-words.ts'
import { useLanguage, useWords } from '../../i18n/use-language.ts'
import { looksOf } from '../../model/classes.ts'
import { GroupsNote } from '../../shell/legend/groups-note.tsx'
import { Legend, Swatch } from '../../shell/legend/legend.tsx'
import { layersOf, SIDES, type Side, seenOn } from '../../state/comparison.ts'
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
  const comparison = useAtlas((state) => state.comparison)
  const catalog = useAtlas((state) => state.catalog)
  const isWide = useIsWide()
  const [choice, setChoice] = useState<boolean | null>(null)
  const contentId = useId()
  const compared = { layers, comparison }
  const seen = seenOn(compared)
  const isTheme = (side: Side) => {
    const ids = new Set(toParts(layersOf(compared, side)).themes.map(({ id }) => id))
    return ({ id }: LayerEntry) => ids.has(id)
  }
  const toGroup = (views: readonly LayerView[], side: Side) => {
    const entries = views.flatMap(({ id }) => {
      const entry = catalog.get(id)
      return entry?.symbology ? [entry] : []
    })
    const themes = entries.filter(isTheme(side))
    const base = entries.filter((entry) => !themes.includes(entry) && hasClasses(entry))
    // Of a map that names its base layers, too, to lie above a theme, what it tells comes first.
    const [ground, told] = [true, false].map((isGround) =>
      themes.filter(({ group }) => (group === 'reference') === isGround),
    ) as [LayerEntry[], LayerEntry[]]
    return { themes: [...told, ...ground], entries: [...told, ...ground, ...base] }
  }
  // Where two maps are compared, what only one of them shows stands under its name.
  const groups = [
    ...SIDES.map((side) => ({
      ...toGroup(seen[side], side),
      title: `compare.sides.${side}`,
      side,
    })),
    { ...toGroup(seen.both, 'a'), title: comparison && 'legend.both', side: null },
  ].filter(({ entries }) => entries.length > 0)
  const themes = [...new Set(groups.flatMap((group) => group.themes))]
  if (groups.length === 0) return null
  // Side by side maps are narrow.
  const hasRoom = isWide && comparison?.kind !== 'beside'
  const isOpen = choice ?? (hasRoom && themes.length > 0)
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
      {/* Where it scrolls it is a stop of the Tab key. */}
      {/* biome-ignore lint/a11y/useSemanticElements: it groups no fields of a form */}
      <div
        id={contentId}
        role="group"
        aria-label={t('legend.title')}
        className={styles.content}
        hidden={!isOpen}
      >
        {isOpen &&
          groups.map(({ title, side, entries }) => (
            <div key={title} className={styles.group}>
              {title && <h2 className={styles.side}>{t(title)}</h2>}
              {entries.map((entry) => (
                <Section
                  key={entry.id}
                  entry={entry}
                  level={title ? 'h3' : 'h2'}
                  {...(side && { side })}
                />
              ))}
            </div>
          ))}
      </div>
    </section>
  )
}

/** How many layers the folded legend shows in small. */
const MOST_SWATCHES = 6

function Section({
  entry,
  level: Heading,
  side,
}: {
  readonly entry: LayerEntry
  readonly level: 'h2' | 'h3'
  readonly side?: Side
}) {
  const language = useLanguage()
  return (
    <div className={styles.layer}>
      <Heading className={styles.title}>
        {!hasClasses(entry) && <Swatch entry={entry} />}
        {textIn(entry.title, language)}
      </Heading>
      <GroupsNote entry={entry} />
      {side && <FilterWords entry={entry} side={side} />}
      <Legend entry={entry} {...(side && { side })} />
    </div>
  )
}

/** By what filter a map alone shows a layer: of one layer it may be all that differs. */
function FilterWords({ entry, side }: { readonly entry: LayerEntry; readonly side: Side }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const hasWords = useWords('condition')
  const filter = useAtlas(
    (state) => layersOf(state, side).find(({ id }) => id === entry.id)?.filter,
  )
  if (!filter || !hasWords) return null
  return (
    <p className={styles.filter}>
      {t('layers.filter', { words: toWords(filter, entry.fields, language) })}
    </p>
  )
}

function hasClasses({ symbology }: LayerEntry): boolean {
  return symbology !== undefined && looksOf(symbology).length > 1
}
