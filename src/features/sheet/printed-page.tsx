import { Fragment, useEffect, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toLanguage } from '../../catalog/in-language.ts'
import { markOf, markOfAll, toMarkedTitle } from '../../catalog/not-released.ts'
import { toLayerPicture, toSymbolPicture } from '../../catalog/symbol-picture.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { looksOf } from '../../model/classes.ts'
import { toBarLength } from '../../sheets/scale-bar.ts'
import { Picture } from '../../shell/picture.tsx'
import { seenOn } from '../../state/comparison.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { usePointer } from '../../state/pointer.ts'
import { useAtlas } from '../../state/store.ts'
import { formatDay, formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './printed-page.module.css'

/**
 * What the browser prints in place of the page: the map as it is seen, its scale, its legend, its sources and its
 * address. It is there while the browser prints.
 */
export function PrintedPage() {
  const [picture, setPicture] = useState<HTMLCanvasElement | null>(null)
  useEffect(() => {
    // The browser prints what is there when the listener returns.
    const begin = () => {
      const { map } = useAtlas.getState()
      if (map) flushSync(() => setPicture(map.picture()))
    }
    const end = () => setPicture(null)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return picture && createPortal(<Printed picture={picture} />, document.body)
}

/** The map is no higher than this, so that its legend stands under it on the same page. */
const MOST_MILLIMETERS = 120

const PRINTED = ['a', 'b', 'both'] as const

function Printed({ picture }: { readonly picture: HTMLCanvasElement }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { layers, comparison, catalog, map } = useAtlas.getState()
  const seen = seenOn({ layers, comparison })
  // Where two maps are compared, what only one of them shows stands under its name.
  const groups = PRINTED.map((of) => ({
    of,
    layers: seen[of].flatMap((view) => {
      const entry = catalog.get(view.id)
      return entry?.symbology ? [{ view, entry }] : []
    }),
  })).filter((group) => group.layers.length > 0)
  const shown = groups.flatMap((group) => group.layers)
  const citations = new Set(
    shown.flatMap(({ entry }) =>
      entry.provenance ? [toLanguage(entry.provenance, language).citation] : [],
    ),
  )
  const mark = markOfAll(
    shown.map(({ entry }) => entry),
    language,
  )
  const limits = shown
    .flatMap(({ entry }) =>
      markOf(entry, language) !== null && 'limitations' in entry && entry.limitations
        ? [textIn(entry.limitations, language)]
        : [],
    )
    .join(' ')
  return (
    <div className={styles.printed} data-printed>
      <h1>{toMarkedTitle(t('app.title'), mark)}</h1>
      {limits !== '' && <p>{limits}</p>}
      <div
        className={styles.figure}
        style={{ width: `min(100%, ${(MOST_MILLIMETERS * picture.width) / picture.height}mm)` }}
      >
        <div className={styles.map} ref={(node) => node?.replaceChildren(picture)} />
        <Scale width={map?.container.clientWidth ?? 0} />
      </div>
      <div className={styles.legend}>
        {groups.map(({ of, layers: ofGroup }) => (
          <Fragment key={of}>
            {comparison && (
              <p className={styles.layer}>
                {t(of === 'both' ? 'legend.both' : `compare.sides.${of}`)}
              </p>
            )}
            {ofGroup.map(({ view, entry }) => (
              <LayerLegend key={entry.id} view={view} entry={entry} />
            ))}
          </Fragment>
        ))}
      </div>
      <p className={styles.sources}>
        {t('app.labelled', { label: t('map.credits'), value: [...citations].join(' ') })}
      </p>
      <p className={styles.sources}>
        {t('app.publisher')}, {formatDay(new Date(), language)}. {location.href}
      </p>
    </div>
  )
}

function LayerLegend({ view, entry }: { readonly view: LayerView; readonly entry: LayerEntry }) {
  const language = useLanguage()
  const classes = entry.symbology ? looksOf(entry.symbology) : []
  const seen = classes.filter(({ id }) => !view.hiddenClasses.includes(id))
  return (
    <div className={styles.layer}>
      <p className={styles.item}>
        {classes.length === 0 && <Picture parts={toLayerPicture(entry)} />}
        <strong>{textIn(entry.title, language)}</strong>
      </p>
      {seen.map(({ id, label, symbol }) => (
        <p key={id} className={styles.item}>
          <Picture parts={toSymbolPicture(symbol, entry)} />
          {textIn(label, language)}
        </p>
      ))}
    </div>
  )
}

/** Pixels of the map for which `toBarLength` may take points of a page: it knows no difference. */
const POINTS_PER_METER = 72 / 0.0254

/** The bar of the scale in the middle of the map, as a share of the map's width, however wide that is printed. */
function Scale({ width }: { readonly width: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { pixelMeters } = usePointer.getState()
  if (!pixelMeters || width === 0) return null
  const bar = toBarLength(pixelMeters * POINTS_PER_METER, 1000, width / 4)
  return (
    <p className={styles.scale} style={{ width: `${(100 * bar.points) / width}%` }}>
      {t('sheet.kilometers', { length: formatNumber(bar.value, language) })}
    </p>
  )
}
