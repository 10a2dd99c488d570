import { Layers, Plus, Upload, X } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import styles from './app.module.css'
import { Header } from './features/header/header.tsx'
import { DropZone } from './features/import/drop-zone.tsx'
import { openImport, useImport } from './features/import/session.ts'
import { LayerList } from './features/layers/layer-list.tsx'
import { MapView } from './features/map-view/map-view.tsx'
import { Notices } from './features/notices/notices.tsx'
import { useAtlas } from './state/store.ts'
import { IconButton } from './ui/icon-button.tsx'
import type { TileClient } from './workers/tile-client.ts'

/** Loaded when it is first opened: the first view does without it. */
const CataloguePanel = lazy(async () => ({
  default: (await import('./features/catalogue/catalogue-panel.tsx')).CataloguePanel,
}))

const ImportDialog = lazy(async () => ({
  default: (await import('./features/import/import-dialog.tsx')).ImportDialog,
}))

const DeviceDetails = lazy(async () => ({
  default: (await import('./features/import/device-details.tsx')).DeviceDetails,
}))

const ExportPanel = lazy(async () => ({
  default: (await import('./features/export/export-panel.tsx')).ExportPanel,
}))

const CitePanel = lazy(async () => ({
  default: (await import('./features/export/cite-panel.tsx')).CitePanel,
}))

const darkQuery = matchMedia('(prefers-color-scheme: dark)')

/** The theme that is seen: the chosen one, or the system's own as it changes. */
function useTheme(): 'light' | 'dark' {
  const choice = useAtlas((state) => state.theme)
  const systemIsDark = useSyncExternalStore(
    (listen) => {
      darkQuery.addEventListener('change', listen)
      return () => darkQuery.removeEventListener('change', listen)
    },
    () => darkQuery.matches,
  )
  return choice === 'auto' ? (systemIsDark ? 'dark' : 'light') : choice
}

const isWide = () => matchMedia('(min-width: 48em)').matches

/** The dialog of an import while it is open; the page behind it need not be drawn anew for it. */
function Import() {
  const isOpen = useImport((state) => state.isOpen)
  return (
    isOpen && (
      <Suspense>
        <ImportDialog />
      </Suspense>
    )
  )
}

/** The page: band, panel of layers, map. */
export function App({ tiles }: { readonly tiles: TileClient }) {
  const { t } = useTranslation()
  const theme = useTheme()
  const language = useAtlas((state) => state.language)
  const [panelOpen, setPanelOpen] = useState(isWide)
  const [catalogueOpen, setCatalogueOpen] = useState(false)
  const panel = useRef<HTMLElement>(null)
  const openButton = useRef<HTMLButtonElement>(null)
  const task = useAtlas((state) => state.task)
  /** What was pressed goes: what comes in its place takes the focus. */
  const showPanel = (open: boolean) => {
    flushSync(() => setPanelOpen(open))
    if (open) panel.current?.focus()
    else openButton.current?.focus()
  }
  const endTask = () => {
    useAtlas.getState().setTask(null)
    // Back to where it was begun.
    if (!isWide() && task?.kind === 'export') setPanelOpen(true)
  }
  const closeCatalogue = () => {
    setCatalogueOpen(false)
    // To what was added, and to the button that opened it.
    if (!isWide()) setPanelOpen(true)
  }

  useEffect(() => {
    // A small screen has room for one of the two.
    if (task && !isWide()) setPanelOpen(false)
  }, [task])

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
      <div className={styles.body} data-panel={panelOpen ? 'open' : 'closed'}>
        <aside
          ref={panel}
          className={styles.panel}
          id="layers-panel"
          tabIndex={-1}
          hidden={!panelOpen}
          onKeyDown={({ key, currentTarget }) => {
            // There it covers the map. Escape also ends the moving of a layer by keys.
            const isMoving = currentTarget.querySelector('[data-dragging]') !== null
            if (key === 'Escape' && !isWide() && !isMoving) showPanel(false)
          }}
        >
          <LayerList
            add={
              <button
                type="button"
                className={styles.add}
                aria-expanded={catalogueOpen}
                onClick={() => {
                  if (catalogueOpen) return closeCatalogue()
                  setCatalogueOpen(true)
                  // A small screen has room for one of the two.
                  if (!isWide()) setPanelOpen(false)
                }}
              >
                <Plus size={17} aria-hidden /> {t('catalogue.open')}
              </button>
            }
            bring={
              <button type="button" className={styles.add} data-quiet onClick={openImport}>
                <Upload size={16} aria-hidden /> {t('import.open')}
              </button>
            }
            deviceDetails={(layer) => (
              <Suspense>
                <DeviceDetails layer={layer} />
              </Suspense>
            )}
            close={
              <IconButton label={t('layers.close')} onClick={() => showPanel(false)}>
                <X size={19} aria-hidden />
              </IconButton>
            }
          />
        </aside>
        <div className={styles.map}>
          {!panelOpen && (
            <button
              ref={openButton}
              type="button"
              className={styles.open}
              aria-expanded={false}
              onClick={() => showPanel(true)}
            >
              <Layers size={19} aria-hidden /> {t('layers.title')}
            </button>
          )}
          <Notices />
          {catalogueOpen && (
            <Suspense>
              <CataloguePanel onClose={closeCatalogue} />
            </Suspense>
          )}
          {task && (
            <Suspense>
              {task.kind === 'export' ? (
                <ExportPanel
                  key={task.layerId}
                  layerId={task.layerId}
                  theme={theme}
                  onClose={endTask}
                />
              ) : (
                <CitePanel onClose={endTask} />
              )}
            </Suspense>
          )}
          <MapView tiles={tiles} theme={theme} />
        </div>
      </div>
      <DropZone />
      <Import />
    </div>
  )
}
