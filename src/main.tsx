import { layersUrl } from './shell/layers-url.ts'
import { dismissKey, tell } from './shell/tell.ts'
import './ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import type { LayerEntry } from './catalog/device-layer.ts'
import {
  drawnFields,
  drawnFiles,
  hasGroups,
  isOfClasses,
  isOfLargest,
  isPartial,
} from './catalog/layer-files.ts'
import { parseCatalog } from './catalog/parse-catalog.ts'
import type { CatalogLayer } from './catalog/schema.ts'
import { splitsGroups } from './catalog/split-groups.ts'
import { restoreDeviceLayers } from './features/import/restore.ts'
import { preferredLanguage, speak } from './i18n/index.ts'
import { listNames } from './i18n/list-names.ts'
import { toMapFilter } from './map/style/map-filter.ts'
import { type Condition, fieldsOf } from './model/condition.ts'
import { toFilterMark } from './model/condition-text.ts'
import { COUNT_COLUMN, FILTER_COLUMN, toMeetsColumn } from './model/own-columns.ts'
import { keepOffline } from './offline.ts'
import type { Feature } from './shell/feature.ts'
import { ShellProvider, toShell } from './shell/shell.ts'
import { fetchJson } from './sources/fetch-json.ts'
import { StartFailure, StartWaiting } from './start-pages.tsx'
import { layersOfAll } from './state/comparison.ts'
import { keepHistory } from './state/history.ts'
import type { LayerView } from './state/layer-view.ts'
import { letAddressesName, withPanelBelow } from './state/panels.ts'
import { parameter as languageParameter } from './state/parameters/language.ts'
import { useAtlas } from './state/store.ts'
import { parseAddress, toAddressed } from './state/url.ts'
import { isWide } from './ui/screen.ts'
import { rememberFocus } from './ui/use-return-focus.ts'
import { factsOf } from './words/languages.ts'
import { textIn } from './words/text-in.ts'
import { type DataClient, type Problem, startDataWorker, toProblem } from './workers/data-client.ts'
import { toLayerFileAddress } from './workers/layer-file-address.ts'
import type { RegroupRequest } from './workers/tile-protocol.ts'

const features = import.meta.glob<Feature>('./features/*/feature.ts', {
  eager: true,
  import: 'feature',
})
/** Whether the page is the one that others show in theirs (`embed.html`). */
const isEmbedded = 'embed' in document.documentElement.dataset
const root = createRoot(document.getElementById('root')!)
/** What has not come by then is said to be late: the reader is to know within 15 seconds. */
const LATE_MILLISECONDS = 8000

const systemLanguage = preferredLanguage(navigator.languages)

async function start(): Promise<void> {
  const embed = isEmbedded ? await import('./embed.tsx') : null
  const shown = embed ? embed.shownFeatures(features) : Object.values(features)
  const panels = shown.flatMap((feature) => feature.panels ?? [])
  for (const { id, isInAddresses, hasOwnSubjects } of panels) {
    if (isInAddresses) letAddressesName([id], !hasOwnSubjects)
  }
  const address = parseAddress(embed ? embed.toViewSearch(location.search) : location.search)
  const language = address.valueOf(languageParameter) ?? systemLanguage
  const catalogFetched = fetchCatalog()
  const amending = shown.map((feature) => feature.amendCatalog?.())
  await speak(language)
  const late = setTimeout(
    () => root.render(<StartWaiting language={language} />),
    LATE_MILLISECONDS,
  )
  const catalog = await catalogFetched
  clearTimeout(late)
  if (catalog.kind === 'failed') {
    root.render(<StartFailure language={language} problem={catalog.problem} />)
    return
  }
  const amendments = await Promise.all(amending)
  useAtlas.setState({
    systemLanguage,
    catalog: amendments.reduce<ReadonlyMap<string, LayerEntry>>(
      (entries, amend) => amend?.(entries) ?? entries,
      catalog.layers,
    ),
  })
  useAtlas.setState(toAddressed(useAtlas.getState(), address, tell))
  const { notify } = useAtlas.getState()
  if (address.faults.length > 0) {
    const parts = address.faults.map(({ parameter, value }) => `${parameter}=${value}`)
    notify('start.addressFault', { count: parts.length, parts: listNames(parts) })
  }
  if (catalog.faulty.length > 0) {
    const entries = listNames(catalog.faulty)
    notify('start.catalogFault', { count: catalog.faulty.length, entries })
  }
  rememberFocus()
  const data = startDataWorker()
  watchDataWorker(data)
  openLayers(data)
  keepLanguage()
  if (embed) {
    root.render(
      <ShellProvider value={toShell(shown, data)}>
        <App strip={<embed.EmbedStrip />} />
      </ShellProvider>,
    )
    return
  }
  keepOffline(data)
  const [first] = panels.filter(({ isOpenAtFirst }) => isOpenAtFirst)
  if (first && isWide()) {
    useAtlas.setState((state) => ({ panels: withPanelBelow(state.panels, first.id) }))
  }
  keepHistory(tell)
  root.render(
    <ShellProvider value={toShell(shown, data)}>
      <App />
    </ShellProvider>,
  )
  await restoreDeviceLayers()
}

type FetchedCatalog =
  | { readonly kind: 'failed'; readonly problem: Problem }
  | {
      readonly kind: 'fetched'
      readonly layers: ReadonlyMap<string, CatalogLayer>
      /** The entries that were left out. */
      readonly faulty: readonly string[]
    }

async function fetchCatalog(): Promise<FetchedCatalog> {
  try {
    const { layers, faults } = parseCatalog(
      await fetchJson(new URL('catalog.json', layersUrl()).href),
    )
    for (const { entry, field, message } of faults) {
      console.error(`Catalogue entry ${entry}, field ${field}: ${message}`)
    }
    const [whole] = faults.filter(({ entry }) => entry === '')
    if (whole) {
      const { message } = whole
      const problem = { code: 'catalog-invalid', message, values: { reason: message } }
      return { kind: 'failed', problem }
    }
    return {
      kind: 'fetched',
      layers: new Map(layers.map((layer) => [layer.id, layer])),
      faulty: [...new Set(faults.map(({ entry }) => entry))],
    }
  } catch (error) {
    return { kind: 'failed', problem: toProblem(error) }
  }
}

/** Tells of a data worker that is late or does not come, since nothing would be drawn and nothing said. */
function watchDataWorker({ loaded }: DataClient): void {
  const { notify } = useAtlas.getState()
  const late = setTimeout(() => notify('start.workersLate'), LATE_MILLISECONDS)
  const dismissLate = () => {
    clearTimeout(late)
    dismissKey('start.workersLate')
  }
  // Each layer's row tells why it could not be read.
  loaded.then(dismissLate, dismissLate)
}

/** What of a layer's filter its tiles depend on. */
interface TileFilter {
  readonly filterFields: readonly string[]
  /** Whether it leaves out the files that hold the largest features alone. */
  readonly isOfAll: boolean
  /** The filters for which points are grouped afresh, as a text. */
  readonly regrouped: string
  /** Those that the map cannot tell by itself, by their marks in order. */
  readonly tests: ReadonlyMap<string, Condition>
}

/**
 * What to draw of a layer in place of its groups of points, where these cannot tell what the filters of its views leave,
 * and a text that is another where that is.
 */
function toRegroupRequest(
  { id, files, symbology }: LayerEntry,
  views: readonly LayerView[],
): { readonly request: RegroupRequest; readonly mark: string } | null {
  const filters = views.flatMap((view) => (view.id === id ? [view.filter] : []))
  // Each once and in one order: both of two compared maps may have it, and either may be spoken of.
  const byMark = new Map(
    filters.flatMap((filter) =>
      filter && splitsGroups(filter, symbology!) ? [[toFilterMark(filter), filter] as const] : [],
    ),
  )
  const splitting = [...byMark].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const zooms = files.flatMap(({ groups, overviewZooms }) => (groups ? overviewZooms![1] : []))
  if (zooms.length === 0 || splitting.length === 0) return null
  const isOfAll = filters.some((filter) => !filter || !byMark.has(toFilterMark(filter)))
  const drawn = isOfAll ? [...splitting, [null, null] as const] : splitting
  return {
    request: {
      symbology: symbology!,
      filters: drawn.map(([, filter]) => filter),
      upTo: Math.floor(Math.max(...zooms)),
    },
    mark: drawn.map(([mark]) => mark).join('\n'),
  }
}

function areSame(filter: TileFilter, other: TileFilter): boolean {
  return (
    filter.isOfAll === other.isOfAll &&
    filter.regrouped === other.regrouped &&
    [...filter.tests.keys()].join('\n') === [...other.tests.keys()].join('\n') &&
    filter.filterFields.join('\n') === other.filterFields.join('\n')
  )
}

/** Tells the data worker of each layer that comes onto the map or leaves it, and of those to be read again. */
function openLayers(data: DataClient): void {
  const opened = new Map<string, TileFilter & { readonly revision: number }>()
  const open = () => {
    const state = useAtlas.getState()
    const { catalog, revisions } = state
    const views = layersOfAll(state)
    const ids = new Set(views.map(({ id }) => id))
    for (const id of opened.keys()) {
      if (ids.has(id)) continue
      opened.delete(id)
      void data.call('closeLayer', { id })
    }
    for (const id of ids) {
      const revision = revisions.get(id) ?? 0
      const entry = catalog.get(id)
      // An answer has no files yet while it is looked for.
      if (!entry?.symbology || entry.files.length === 0) continue
      const drawn = drawnFields(entry.symbology)
      const mayLack = entry.files.some((file) => isPartial(file) && !isOfLargest(file))
      // Of maps that are compared each may have a filter of its own: in one order, whichever is spoken of.
      const filters = views.flatMap((view) => (view.id === id && view.filter ? [view.filter] : []))
      const tests = new Map(
        filters
          .filter((filter) => !toMapFilter(filter, entry.fields).ok)
          .map((filter) => [toFilterMark(filter), filter] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      )
      const filterFields = [...new Set(filters.flatMap(fieldsOf))]
        .toSorted()
        .filter(
          (name) => !drawn.includes(name) || (mayLack && !isOfClasses(name, entry.symbology!)),
        )
      const isOfAll = filters.length > 0 && entry.files.some(isOfLargest)
      const regroup = toRegroupRequest(entry, views)
      const now = { filterFields, isOfAll, regrouped: regroup?.mark ?? '', tests }
      const before = opened.get(id)
      if (before?.revision === revision) {
        // Tiles are made with the fields that a filter asks for beside those that are drawn.
        if (!areSame(before, now)) {
          useAtlas.getState().retryLayer(id)
        }
        continue
      }
      opened.set(id, { revision, ...now })
      // A change of filter asks for other fields of the files that are open.
      const isRetry = before !== undefined && areSame(before, now)
      const { labels } = entry.symbology
      const mayHavePolygons = !/Point|Line/.test(entry.geometryType ?? '')
      void data.call('openLayer', {
        id,
        files: drawnFiles<LayerEntry['files'][number]>(entry, isOfAll)
          .filter(({ file }) => !regroup || !file.groups)
          .map(({ file, zooms }) => ({
            at: toLayerFileAddress(entry, file, layersUrl()),
            bytes: file.bytes,
            zooms,
            ...(isPartial(file) && { isPartial: true }),
          })),
        parts: [
          'features',
          ...(mayHavePolygons ? (['outlines'] as const) : []),
          ...(labels?.placement === 'area' ? (['labels'] as const) : []),
        ],
        fields: [
          ...new Set([
            ...drawn,
            ...filterFields,
            ...(hasGroups(entry) ? [COUNT_COLUMN, FILTER_COLUMN] : []),
          ]),
        ],
        filterFields,
        tests: Array.from(tests, ([mark, filter]) => ({ column: toMeetsColumn(mark), filter })),
        ...(regroup && { regroup: regroup.request }),
        ...(labels?.minZoom !== undefined && { namesFrom: labels.minZoom }),
        isRetry,
      })
    }
  }
  open()
  data.on('replaced', ({ layerId }) => {
    const { retryLayer, notify, catalog, language } = useAtlas.getState()
    const entry = catalog.get(layerId)
    // What is drawn of the older edition goes, so that no view has parts of both.
    retryLayer(layerId)
    notify('offline.layerReplaced', { layer: entry ? textIn(entry.title, language) : layerId })
  })
  data.on('regrouped', ({ layerId, ...regrouped }) =>
    useAtlas.getState().setRegrouped(layerId, regrouped),
  )
  // Before the page draws the same change, so that a layer is open when its first tile is asked for.
  useAtlas.subscribe((state, before) => {
    const isSame =
      state.layers === before.layers &&
      state.comparison?.other === before.comparison?.other &&
      state.catalog === before.catalog &&
      state.revisions === before.revisions
    if (!isSame) open()
  })
}

/** Speaks the chosen language; the page changes once its words are there, and stays as it is if they do not come. */
function keepLanguage(): void {
  useAtlas.subscribe(({ language, notify, setLanguage }, before) => {
    if (language === before.language) return
    speak(language).catch((error: unknown) => {
      console.error(error)
      notify('language.failed', { language: factsOf(language).name })
      setLanguage(before.language)
    })
  })
}

start().catch((error: unknown) => {
  console.error(error)
  // What stands in the page for this case is seen now, not only after a while.
  document.documentElement.dataset.start = 'failed'
})
