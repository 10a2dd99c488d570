import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './app.module.css'
import { useLanguage } from './i18n/use-language.ts'
import type { PanelPlace, PartPlace } from './shell/feature.ts'
import { Part } from './shell/part.tsx'
import { useLaunches, useShell } from './shell/shell.ts'
import { useTheme } from './shell/use-theme.ts'
import type { OpenPanel } from './state/panels.ts'
import { useAtlas } from './state/store.ts'
import { Button } from './ui/button.tsx'
import { useIsSpacious, useIsWide } from './ui/screen.ts'
import { hasReaderActed } from './ui/use-return-focus.ts'

/** The page: what the features bring, each in its place; in a page of others with a strip of its own alone. */
export function App({ strip }: { readonly strip?: ReactNode }) {
  const { t } = useTranslation()
  const theme = useTheme()
  const language = useLanguage()
  const side = usePlace('side')
  const foot = usePlace('foot')
  const over = usePlace('map')
  // Its place stays its own, so that the map does, too.
  const isSideCovered = useIsWide() && side.length > 0 && side.every(({ isSeen }) => !isSeen)
  const isBeside = useAtlas(({ comparison }) => comparison?.kind === 'beside')

  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])

  // Before the page is painted: words, title and language change at once.
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.title = t('app.title')
  }, [language, t])

  return (
    <div className={styles.page} data-embedded={strip ? true : undefined}>
      <a className={styles.skip} href="#map">
        {t('app.skipToMap')}
      </a>
      {!strip && <Parts place="band" />}
      <div
        className={styles.body}
        data-side={isSideCovered ? 'covered' : side.some(({ isSeen }) => isSeen) || undefined}
        data-foot={foot.some(({ isSeen }) => isSeen) || undefined}
      >
        {side.map(({ isSeen, ...panel }) => (
          <aside key={panel.id} className={styles.side} hidden={!isSeen}>
            <PanelOf {...panel} />
          </aside>
        ))}
        <div className={styles.map} data-over={over.some(({ isSeen }) => isSeen) || undefined}>
          {side.length === 0 && !strip && <Launches />}
          {over.map(({ isSeen, ...panel }) => (
            <div key={toKey(panel)} className={styles.over} hidden={!isSeen}>
              <PanelOf {...panel} />
            </div>
          ))}
          <div className={styles.maps} data-beside={isBeside || undefined}>
            <div className={styles.one}>
              <Parts place="map" />
              {/* After the map, which the Tab key is not to come to through a long legend. */}
              <Parts place="over-map" />
            </div>
            {isBeside && (
              <div className={styles.one}>
                <Parts place="second-map" />
              </div>
            )}
          </div>
        </div>
        {foot.map(({ isSeen, ...panel }) => (
          <div key={toKey(panel)} className={styles.foot} hidden={!isSeen}>
            <PanelOf {...panel} />
          </div>
        ))}
      </div>
      {usePlace('dialog').map(({ isSeen: _, ...panel }) => (
        <PanelOf key={toKey(panel)} {...panel} />
      ))}
      <Parts place="page" />
      {strip}
    </div>
  )
}

/** What the features have at a place at all times. */
function Parts({ place }: { readonly place: PartPlace }) {
  const { parts } = useShell()
  return parts.map(
    ({ Component, ...part }, index) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: they are the same for as long as the page is
      part.place === place && <Component key={index} />,
  )
}

/** About another subject it is another panel. */
function toKey({ id, subject }: OpenPanel): string {
  return `${id} ${subject ?? ''}`
}

/** Which places of panels have room together for one panel alone. */
const SHARED_PLACES: Readonly<Record<'narrow' | 'shared', readonly PanelPlace[]>> = {
  narrow: ['side', 'map', 'foot'],
  shared: ['side', 'map'],
}

/** The open panels of a place, and which of them is seen: the topmost one. The others keep what they hold. */
function usePlace(place: PanelPlace): readonly (OpenPanel & { readonly isSeen: boolean })[] {
  const { panels } = useShell()
  const open = useAtlas((state) => state.panels)
  const isWide = useIsWide()
  const isSpacious = useIsSpacious()
  const shared = isSpacious ? [] : SHARED_PLACES[isWide ? 'shared' : 'narrow']
  const places = shared.includes(place) ? shared : [place]
  const placeOf = ({ id }: OpenPanel) => panels.get(id)?.place
  const topmost = open.findLast((panel) => places.includes(placeOf(panel)!))
  return open
    .filter((panel) => placeOf(panel) === place)
    .map((panel) => ({ ...panel, isSeen: panel === topmost }))
}

function PanelOf({ id, subject }: OpenPanel) {
  const { panels } = useShell()
  const panel = panels.get(id)
  if (!panel) return null
  const { Component } = panel
  const close = () => useAtlas.getState().closePanel(id)
  return (
    <Part onClose={close}>
      <Component subject={subject} close={close} />
    </Part>
  )
}

/** In place of the panels beside the map while none is open; with their closing the focus comes here. */
function Launches() {
  const { t } = useTranslation()
  const launches = useLaunches('map')
  const group = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const hasNone = document.activeElement === null || document.activeElement === document.body
    if (hasNone && hasReaderActed()) group.current?.querySelector('button')?.focus()
  }, [])
  return (
    <div ref={group} className={styles.launches} data-over-map>
      {launches.map(({ id, label, icon: Icon }) => (
        <Button
          key={id}
          className={styles.open}
          aria-expanded={false}
          onClick={() => useAtlas.getState().openPanel(id)}
        >
          <Icon size={19} aria-hidden /> {t(label)}
        </Button>
      ))}
    </div>
  )
}
