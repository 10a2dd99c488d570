import { Layers } from 'lucide-react'
import { Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './app.module.css'
import { Header } from './features/header/header.tsx'
import { MapView } from './features/map-view/map-view.tsx'
import { Notices } from './features/notices/notices.tsx'
import { useLanguage } from './i18n/use-language.ts'
import type { PanelPlace } from './shell/feature.ts'
import { useShell } from './shell/shell.ts'
import { useTheme } from './shell/use-theme.ts'
import type { OpenPanel } from './state/panels.ts'
import { useAtlas } from './state/store.ts'
import { Button } from './ui/button.tsx'
import { useIsWide } from './ui/screen.ts'
import { hasReaderActed } from './ui/use-return-focus.ts'

/** The page: band, panels in their places, map. */
export function App() {
  const { t } = useTranslation()
  const theme = useTheme()
  const language = useLanguage()
  const { overlays } = useShell()
  const side = usePlace('side')
  const over = usePlace('map')

  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])

  useEffect(() => {
    document.documentElement.lang = language
    document.title = t('app.title')
  }, [language, t])

  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#map">
        {t('app.skipToMap')}
      </a>
      <Header />
      <div className={styles.body} data-side={side.some(({ isSeen }) => isSeen) || undefined}>
        {side.map(({ isSeen, ...panel }) => (
          <aside key={panel.id} className={styles.side} hidden={!isSeen}>
            <PanelOf {...panel} />
          </aside>
        ))}
        <div className={styles.map}>
          {side.length === 0 && <OpenLayers />}
          <Notices />
          {over.map(({ isSeen, ...panel }) => (
            <div key={toKey(panel)} className={styles.over} hidden={!isSeen}>
              <PanelOf {...panel} />
            </div>
          ))}
          <MapView theme={theme} />
        </div>
      </div>
      {usePlace('dialog').map(({ isSeen: _, ...panel }) => (
        <PanelOf key={toKey(panel)} {...panel} />
      ))}
      {overlays.map((Overlay, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are the same for as long as the page is
        <Overlay key={place} />
      ))}
    </div>
  )
}

/** About another subject it is another panel. */
function toKey({ id, subject }: OpenPanel): string {
  return `${id} ${subject ?? ''}`
}

/**
 * The open panels of a place, and which of them is seen: the topmost one. A small screen has room for one
 * panel beside the map and over it together. The others keep what they hold.
 */
function usePlace(place: PanelPlace): readonly (OpenPanel & { readonly isSeen: boolean })[] {
  const { panels } = useShell()
  const open = useAtlas((state) => state.panels)
  const isWide = useIsWide()
  const placeOf = ({ id }: OpenPanel) => panels.get(id)?.place
  const rivals = open.filter((panel) =>
    isWide || place === 'dialog' ? placeOf(panel) === place : placeOf(panel) !== 'dialog',
  )
  return open
    .filter((panel) => placeOf(panel) === place)
    .map((panel) => ({ ...panel, isSeen: panel === rivals.at(-1) }))
}

function PanelOf({ id, subject }: OpenPanel) {
  const { panels } = useShell()
  const panel = panels.get(id)
  if (!panel) return null
  const { Component } = panel
  return (
    <Suspense>
      <Component subject={subject} close={() => useAtlas.getState().closePanel(id)} />
    </Suspense>
  )
}

/** In place of the list of layers while that is closed; with its closing the focus comes here. */
function OpenLayers() {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const hasNone = document.activeElement === null || document.activeElement === document.body
    if (hasNone && hasReaderActed()) button.current?.focus()
  }, [])
  return (
    <Button
      ref={button}
      className={styles.open}
      aria-expanded={false}
      onClick={() => useAtlas.getState().openPanel('layers')}
    >
      <Layers size={19} aria-hidden /> {t('layers.title')}
    </Button>
  )
}
