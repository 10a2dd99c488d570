import { ChevronLeft, ChevronRight, MapPin } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf } from '../../catalog/name-of.ts'
import type { Bbox } from '../../geo/bbox.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toFeatureId } from '../../model/feature-key.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { useData } from '../../shell/shell.ts'
import { useInView } from '../../shell/use-in-view.ts'
import type { Place } from '../../state/map-commands.ts'
import { usePointer } from '../../state/pointer.ts'
import { type SelectedFeature, useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Panel, PanelBody } from '../../ui/panel.tsx'
import { formatLonLat, formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { FeatureCard } from './feature-card.tsx'
import {
  type FoundFeature,
  forget,
  identifySelected,
  PANEL_ID,
  useIdentified,
} from './identified.ts'
import styles from './identify-panel.module.css'

const HIGHLIGHT = 'identified'

/** What is at the place that was pointed at: one card after the other, and all of them as a list. */
export function IdentifyPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const identified = useIdentified()
  const selected = useAtlas((state) => state.selected)
  const { features } = identified
  const at = features.findIndex((found) => isSame(found, selected))
  const feature = features[at] ?? null
  useAddressed(selected)
  useHighlight(feature)
  useInView(identified.place ?? (feature && toMiddle(feature.bbox)), PANEL_ID)
  useEffect(
    () => () => {
      forget()
      useAtlas.setState({ selected: null })
    },
    [],
  )
  return (
    <Panel
      id={PANEL_ID}
      title={t('identify.title')}
      closeLabel={t('identify.close')}
      onClose={close}
      size="sheet"
    >
      <PanelBody>
        {feature && <Position at={at} />}
        <Said />
        {feature && <FeatureCard key={`${feature.layerId} ${feature.key}`} feature={feature} />}
        <FoundList />
        <Failed />
        {identified.place && <ToPlace place={identified.place} />}
      </PanelBody>
    </Panel>
  )
}

/** Asks for the feature that an address or another part of the page names, where it is not among what was found. */
function useAddressed(selected: SelectedFeature | null): void {
  const data = useData()
  useEffect(() => {
    if (!selected) return
    const { asked, features } = useIdentified.getState()
    if (!isSame(asked, selected) && !features.some((found) => isSame(found, selected))) {
      void identifySelected(data, selected)
    }
  }, [data, selected])
}

function isSame(a: SelectedFeature | null, b: SelectedFeature | null): boolean {
  return a?.layerId === b?.layerId && a?.key === b?.key
}

function useHighlight(feature: FoundFeature | null): void {
  const map = useAtlas((state) => state.map)
  const layerId = feature?.layerId
  const key = feature?.key
  useEffect(() => {
    if (!map || layerId === undefined || key === undefined) return
    map.setHighlight(HIGHLIGHT, { layerId, ids: [toFeatureId(key)] })
    return () => map.setHighlight(HIGHLIGHT, null)
  }, [map, layerId, key])
}

/** The middle of a box, of one that crosses the antimeridian too. */
function toMiddle([west, south, east, north]: Bbox): Place {
  const middle = (west + (east < west ? east + 360 : east)) / 2
  return [middle > 180 ? middle - 360 : middle, (south + north) / 2]
}

function choose({ layerId, key }: FoundFeature): void {
  useAtlas.setState({ selected: { layerId, key } })
}

/** To what is known of the place itself, whatever is drawn there. */
function ToPlace({ place }: { readonly place: Place }) {
  const { t } = useTranslation()
  return (
    <Button
      className={styles.toPlace}
      onClick={() => {
        useAtlas.setState({ here: place })
        useAtlas.getState().openPanel('here')
      }}
    >
      <MapPin size={18} aria-hidden /> {t('here.open')}
    </Button>
  )
}

/** Which of how many, and the way to those beside it. */
function Position({ at }: { readonly at: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { features, total } = useIdentified()
  const before = features[at - 1]
  const after = features[at + 1]
  return (
    <div className={styles.position}>
      <IconButton label={t('identify.previous')} disabled={!before} onClick={() => choose(before!)}>
        <ChevronLeft size={19} aria-hidden />
      </IconButton>
      <p role="status">
        {t('identify.position', {
          at: formatNumber(at + 1, language),
          total: formatNumber(total, language),
        })}
      </p>
      <IconButton label={t('identify.next')} disabled={!after} onClick={() => choose(after!)}>
        <ChevronRight size={19} aria-hidden />
      </IconButton>
    </div>
  )
}

/** What is to be said where there is no card. */
function Said() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { place, isAsking, features, failed } = useIdentified()
  const isAnyShown = useAtlas(({ layers }) => layers.some(({ visible }) => visible))
  const wasAsked = useRef(false)
  wasAsked.current ||= isAsking
  const isNothing = !isAsking && features.length === 0 && failed.length === 0
  const key = isAsking
    ? 'identify.asking'
    : !isNothing
      ? null
      : !place
        ? wasAsked.current && 'identify.gone'
        : isAnyShown
          ? 'identify.nothing'
          : 'identify.noLayers'
  if (!key) return null
  return (
    <div role="status">
      <p>{t(key)}</p>
      {place && isNothing && (
        <p className={styles.place}>
          {t('identify.place', {
            place: formatLonLat(place, usePointer.getState().pixelMeters ?? 1000, language),
          })}
        </p>
      )}
    </div>
  )
}

function FoundList() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { features, total } = useIdentified()
  const catalog = useAtlas((state) => state.catalog)
  const selected = useAtlas((state) => state.selected)
  if (features.length < 2) return null
  return (
    <details className={styles.found}>
      <summary>{t('identify.list', { count: total })}</summary>
      {features.length < total && (
        <p>
          {t('identify.listCut', {
            listed: formatNumber(features.length, language),
            total: formatNumber(total, language),
          })}
        </p>
      )}
      <ul>
        {features.map((feature) => {
          const { layerId, key, properties } = feature
          const entry = catalog.get(layerId)
          if (!entry) return null
          const isShown = selected?.layerId === layerId && selected.key === key
          return (
            <li key={`${layerId} ${key}`}>
              <Button
                kind="plain"
                className={styles.item}
                aria-current={isShown || undefined}
                onClick={() => choose(feature)}
              >
                {nameOf(entry, properties, language) ?? t('identify.unnamed')}
                <span>{textIn(entry.title, language)}</span>
              </Button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

/** The layers that could not be asked: what was found is without them. */
function Failed() {
  const { t } = useTranslation()
  const language = useLanguage()
  const failed = useIdentified((state) => state.failed)
  const catalog = useAtlas((state) => state.catalog)
  return failed.map(({ layerId, problem }) => {
    const entry = catalog.get(layerId)
    const layer = entry ? textIn(entry.title, language) : layerId
    return (
      <p key={layerId} role="alert">
        {t('identify.failed', { layer })} {toSentence(problem, language)}
      </p>
    )
  })
}
