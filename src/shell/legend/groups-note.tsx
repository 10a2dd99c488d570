import { useCallback, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { fileAtZoom, fullFileOf, hasGroups, isOfLargest } from '../../catalog/layer-files.ts'
import { groupRadius } from '../../catalog/size-samples.ts'
import { splitsGroups, toRegroupedKey } from '../../catalog/split-groups.ts'
import type { Symbology } from '../../catalog/symbology.ts'
import { leastAt } from '../../catalog/zoomed.ts'
import { projectionOf } from '../../geo/projections/all.ts'
import { frameworkTileZoom } from '../../geo/projections/projection.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toFilterMark } from '../../model/condition-text.ts'
import type { Language } from '../../model/schema.ts'
import { useAtlas } from '../../state/store.ts'
import { formatNumber } from '../../words/format.ts'
import { withUnit } from '../../words/unit-text.ts'
import styles from './legend.module.css'

/**
 * That a layer's points are drawn in groups at the scale of the map, and how many of each there are, or that only
 * the largest are drawn.
 */
export function GroupsNote({ entry }: { readonly entry: LayerEntry }) {
  if (hasGroups(entry)) return <Note entry={entry} />
  const { symbology } = entry
  if (symbology?.kind !== 'proportional' || !symbology.least) return null
  return <LeastNote entry={entry} symbology={symbology} least={symbology.least} />
}

/** The zoom of the Framework's grid whose tiles are drawn. */
function useTileZoom(): number {
  const map = useAtlas((state) => state.map)
  const projection = projectionOf(useAtlas((state) => state.projection))
  const chosen = useAtlas(({ camera }) => camera.zoom)
  const listen = useCallback((listener: () => void) => map?.onMove(listener) ?? (() => {}), [map])
  const zoom = useSyncExternalStore(listen, () => {
    if (chosen !== undefined || !map) return Math.floor(chosen ?? 0)
    // Nobody has moved it: it shows the whole of North America, which is as large as the map is.
    const { clientWidth: width, clientHeight: height } = map.container
    return Math.floor(projection.homeCamera({ width, height }).zoom)
  })
  return frameworkTileZoom(projection.grid, zoom)
}

function LeastNote({
  entry,
  symbology,
  least,
}: {
  readonly entry: LayerEntry
  readonly symbology: Extract<Symbology, { kind: 'proportional' }>
  readonly least: NonNullable<Extract<Symbology, { kind: 'proportional' }>['least']>
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zoom = useTileZoom()
  const isFiltered = useAtlas(({ layers }) =>
    layers.some(({ id, filter }) => id === entry.id && filter),
  )
  const file = fileAtZoom(entry, zoom)
  if (isFiltered || !file || !isOfLargest(file)) return null
  const value = leastAt(least, zoom)
  const count = fullFileOf(entry)?.featureCount ?? 0
  return (
    <p className={styles.groups} data-least={value}>
      {t('layers.least', {
        features: formatNumber(count, language),
        shown: formatNumber(file.featureCount, language),
        value: withUnit(formatNumber(value, language), symbology.unit, language),
      })}
    </p>
  )
}

/**
 * The groups that a layer is drawn in now, where it is, and how many features they stand for where a filter
 * has them made afresh.
 */
function useGroups(entry: LayerEntry) {
  const zoom = useTileZoom()
  const filter = useAtlas(({ layers }) => layers.find(({ id }) => id === entry.id)?.filter)
  const regrouped = useAtlas((state) => state.regrouped)
  const file = fileAtZoom(entry, zoom)
  if (!file?.groups) return null
  if (!filter || !splitsGroups(filter, entry.symbology!)) {
    return { ...file.groups, count: file.featureCount }
  }
  const key = toRegroupedKey(entry.id, { zoom: Math.floor(zoom), filter: toFilterMark(filter) })
  const { groups, left, of } = regrouped.get(key) ?? {}
  return groups ? { ...groups, left, of } : null
}

function Note({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const groups = useGroups(entry)
  if (!groups) return null
  const { left, of } = 'left' in groups ? groups : {}
  const count = left ?? fullFileOf(entry)?.featureCount ?? 0
  return (
    <p className={styles.groups} data-groups>
      {t(left === undefined ? 'layers.groups' : 'layers.groupsLeft', {
        count,
        features: formatNumber(count, language),
        of: formatNumber(of ?? 0, language),
        groups: formatNumber(groups.count, language),
      })}
      {groups.cellMeters !== undefined &&
        ` ${t('layers.groupCells', { width: toWidth(groups.cellMeters, language) })}`}
    </p>
  )
}

function toWidth(meters: number, language: Language): string {
  return withUnit(formatNumber(Number((meters / 1000).toPrecision(2)), language), 'km', language)
}

const RADIUS_OF_ONE = 3

/** What the sizes of a layer's groups stand for: circles from one feature up to the most, by tens. */
export function GroupSizes({ entry }: { readonly entry: LayerEntry }) {
  return hasGroups(entry) ? <Sizes entry={entry} /> : null
}

function Sizes({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const groups = useGroups(entry)
  // Sizes of amounts have a legend of their own.
  if (!groups || entry.symbology?.kind === 'proportional') return null
  const tens = Math.max(1, Math.ceil(Math.log10(groups.largest)))
  const samples = Array.from({ length: tens + 1 }, (_, power) => 10 ** power)
  return (
    <figure className={styles.sizes} data-group-sizes>
      <figcaption>{t('legend.groupSize')}</figcaption>
      <ul className={styles.samples}>
        {samples.map((count) => {
          const radius = RADIUS_OF_ONE * groupRadius(count)
          const side = 2 * radius + 2
          return (
            <li key={count}>
              <svg width={side} height={side} aria-hidden>
                <circle cx={side / 2} cy={side / 2} r={radius} className={styles.size} />
              </svg>
              {formatNumber(count, language)}
            </li>
          )
        })}
      </ul>
    </figure>
  )
}
