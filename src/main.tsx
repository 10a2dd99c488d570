import './ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { isDeviceLayer } from './catalog/device-layer.ts'
import { drawnFields, filesByZoom } from './catalog/layer-files.ts'
import { toLegendClasses } from './catalog/legend-classes.ts'
import { parseCatalog } from './catalog/parse-catalog.ts'
import type { CatalogLayer } from './catalog/schema.ts'
import { restoreDeviceLayers } from './features/import/restore.ts'
import { preferredLanguage, speak } from './i18n/index.ts'
import { StartFailure } from './start-failure.tsx'
import { defaultLayers, toAddressView, toLayers, useAtlas } from './state/store.ts'
import { type AddressView, formatAddress, type LayerOnMap, parseAddress } from './state/url.ts'
import { rememberFocus } from './ui/use-return-focus.ts'
import { startTileWorker, type TileClient } from './workers/tile-client.ts'

const layersUrl = new URL('layers/', document.baseURI)
const root = createRoot(document.getElementById('root')!)
const systemLanguage = preferredLanguage(navigator.languages)

async function start(): Promise<void> {
  const { view, faults } = parseAddress(location.search)
  const language = view.language ?? systemLanguage
  const [catalog] = await Promise.all([fetchCatalog(), speak(language)])
  if (catalog instanceof Error) {
    root.render(<StartFailure reason={catalog.message} />)
    return
  }
  useAtlas.setState({
    language,
    theme: view.theme,
    projection: view.projection,
    catalog: catalog.layers,
    camera: {
      ...(view.center && { center: view.center }),
      ...(view.zoom !== null && { zoom: view.zoom }),
      ...(view.fit !== null && { fit: view.fit }),
    },
    layers: layersOf(view, catalog.layers),
  })
  const { notify } = useAtlas.getState()
  if (faults.length > 0) {
    const parts = faults.map(({ parameter, value }) => `${parameter}=${value.slice(0, 40)}`)
    notify('start.addressFault', { count: parts.length, parts: parts.join(', ') })
  }
  if (catalog.faulty.length > 0) {
    const entries = catalog.faulty.join(', ')
    notify('start.catalogFault', { count: catalog.faulty.length, entries })
  }
  rememberFocus()
  const tiles = startTileWorker()
  openLayers(tiles)
  keepLanguage()
  keepAddress()
  root.render(<App tiles={tiles} />)
  await restoreDeviceLayers()
}

async function fetchCatalog() {
  try {
    const response = await fetch(new URL('catalog.json', layersUrl))
    if (!response.ok) return new Error(`HTTP ${response.status}`)
    const { layers, faults } = parseCatalog(await response.json())
    for (const { entry, field, message } of faults) {
      console.error(`Catalogue entry ${entry}, field ${field}: ${message}`)
    }
    const [whole] = faults.filter(({ entry }) => entry === '')
    if (whole) return new Error(whole.message)
    return {
      layers: new Map(layers.map((layer) => [layer.id, layer])),
      faulty: [...new Set(faults.map(({ entry }) => entry))],
    }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The layers of the address as far as the catalogue has them; the others are named to the reader. */
function layersOf(view: AddressView, catalog: ReadonlyMap<string, CatalogLayer>): LayerOnMap[] {
  const { notify } = useAtlas.getState()
  const layers = toLayers(view.layers, catalog)
  const unknown = layers.filter(({ id }) => (catalog.get(id)?.files.length ?? 0) === 0)
  const missing = unknown.map(({ id }) => id)
  if (view.fit !== null && !catalog.get(view.fit)?.bbox) missing.push(view.fit)
  if (missing.length > 0) {
    const names = [...new Set(missing)]
    notify('start.unknownLayer', { count: names.length, layers: names.join(', ') })
  }
  const faulty: string[] = []
  const asked = layers.filter((layer) => !unknown.includes(layer))
  // An address that knows none of the layers is an old or a broken one: a bare sea helps nobody.
  const known = asked.length === 0 && unknown.length > 0 ? defaultLayers(catalog) : asked
  const cleaned = known.map(({ hiddenClasses = [], ...layer }) => {
    const { symbology } = catalog.get(layer.id)!
    const classes = symbology ? toLegendClasses(symbology).map(({ id }) => id) : []
    const hidden = hiddenClasses.filter((id) => classes.includes(id))
    faulty.push(...hiddenClasses.filter((id) => !hidden.includes(id)))
    return hidden.length > 0 ? { ...layer, hiddenClasses: hidden } : layer
  })
  if (faulty.length > 0) {
    notify('start.unknownClass', { count: faulty.length, classes: faulty.join(', ') })
  }
  return cleaned
}

/** Tells the tile worker of each layer that comes onto the map, and of those to be read again. */
function openLayers(tiles: TileClient): void {
  const opened = new Map<string, number>()
  const open = () => {
    const { layers, catalog, revisions } = useAtlas.getState()
    for (const { id } of layers) {
      const revision = revisions[id] ?? 0
      const entry = catalog.get(id)
      if (!entry?.symbology || opened.get(id) === revision) continue
      opened.set(id, revision)
      const { labels } = entry.symbology
      const mayHavePolygons = !/Point|Line/.test(entry.geometryType ?? '')
      void tiles.call('openLayer', {
        id,
        files: isDeviceLayer(entry)
          ? filesByZoom(entry).map(({ file: { path, bytes }, zooms }) => ({
              at: { kind: 'device', path },
              bytes,
              zooms,
            }))
          : filesByZoom(entry).map(({ file: { path, bytes }, zooms }) => ({
              at: { kind: 'url', url: new URL(path, layersUrl).href },
              bytes,
              zooms,
            })),
        parts: [
          'features',
          ...(mayHavePolygons ? (['outlines'] as const) : []),
          ...(labels?.placement === 'area' ? (['labels'] as const) : []),
        ],
        fields: drawnFields(entry.symbology),
      })
    }
  }
  open()
  // Before the page draws the same change, so that a layer is open when its first tile is asked for.
  useAtlas.subscribe(open)
}

/** Speaks the chosen language; the page changes once its words are there. */
function keepLanguage(): void {
  useAtlas.subscribe(({ language }, before) => {
    if (language !== before.language) void speak(language)
  })
}

/** Keeps the address true to the view, a moment after each change. */
function keepAddress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  useAtlas.subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const address = formatAddress(toAddressView(useAtlas.getState(), systemLanguage))
      if (address !== location.search) {
        history.replaceState(null, '', address || location.pathname)
      }
    }, 250)
  })
}

void start()
