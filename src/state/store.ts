import { create } from 'zustand'
import { type DeviceLayer, isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import type { Bbox } from '../geo/bbox.ts'
import type { Language } from '../model/schema.ts'
import {
  type AddressView,
  type LayerOnMap,
  type ProjectionName,
  REFERENCE_MAP,
  type ThemeChoice,
} from './url.ts'

/** What a layer on the map is doing. */
export type LayerStatus =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading'; readonly share: number | null }
  | { readonly kind: 'failed'; readonly problem: LayerProblem }

/** A problem as the readers tell it: a code for the translation, a message for the log. */
export interface LayerProblem {
  readonly code: string
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** A message to the reader that stays until it is dismissed: a key of the page's words. */
export interface Notice {
  readonly id: number
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** What the rest of the page can ask of the map. */
export interface MapCommands {
  zoomBy(levels: number): void
  goHome(): void
  fitBbox(bbox: Bbox): void
  /** The element that shows the map, whose pixels the next two speak of. */
  readonly container: HTMLElement
  /** Where a place is on the map, CSS pixels; `null` where it is behind the globe or off the plane. */
  project(place: readonly [lon: number, lat: number]): [x: number, y: number] | null
  /** The place at a pixel; `null` where the map shows no ground. */
  unproject(pixel: readonly [x: number, y: number]): [lon: number, lat: number] | null
  /** Listens to every move of the map; returns the function that stops listening. */
  onMove(listener: () => void): () => void
}

/** What the reader is about beside the map: one thing at a time. */
export type Task = { readonly kind: 'export'; readonly layerId: string } | { readonly kind: 'cite' }

export interface AtlasState {
  readonly language: Language
  readonly theme: ThemeChoice
  readonly projection: ProjectionName
  /** What is missing is that of the home view, or of the view of the whole of the layer `fit`. */
  readonly camera: {
    readonly center?: readonly [number, number]
    readonly zoom?: number
    readonly fit?: string
  }
  /** From the topmost down. */
  readonly layers: readonly LayerOnMap[]
  /** The layers of the catalogue, and the reader’s own on this device. */
  readonly catalog: ReadonlyMap<string, LayerEntry>
  readonly statuses: Readonly<Record<string, LayerStatus>>
  /** Raised to have a layer read again after it failed. */
  readonly revisions: Readonly<Record<string, number>>
  readonly notices: readonly Notice[]
  readonly map: MapCommands | null
  readonly task: Task | null
}

export interface AtlasActions {
  setLanguage(language: Language): void
  setTheme(theme: ThemeChoice): void
  setProjection(projection: ProjectionName): void
  setCamera(camera: Required<Pick<AtlasState['camera'], 'center' | 'zoom'>>): void
  setLayer(id: string, change: Partial<Omit<LayerOnMap, 'id'>>): void
  moveLayer(id: string, place: number): void
  addLayer(id: string): void
  removeLayer(id: string): void
  /** Makes a layer of this device known, and puts it on the map. */
  addDeviceLayer(entry: DeviceLayer): void
  /** Forgets a layer whose files are no longer on this device. */
  forgetDeviceLayer(id: string): void
  resetLayers(): void
  setStatus(id: string, status: LayerStatus): void
  retryLayer(id: string): void
  notify(key: string, values?: Notice['values']): void
  dismiss(id: number): void
  setMap(map: MapCommands | null): void
  setTask(task: Task | null): void
}

let lastNotice = 0

/** The state of the page. What is in the address is in `AddressView`; `toAddressView` derives it. */
export const useAtlas = create<AtlasState & AtlasActions>()((set) => ({
  language: 'en',
  theme: 'auto',
  projection: 'naaf',
  camera: {},
  layers: [],
  catalog: new Map(),
  statuses: {},
  revisions: {},
  notices: [],
  map: null,
  task: null,

  setLanguage: (language) => set({ language }),
  setTheme: (theme) => set({ theme }),
  setProjection: (projection) => set({ projection }),
  setCamera: (camera) => set({ camera }),
  setLayer: (id, change) =>
    set(({ layers }) => ({
      layers: layers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
    })),
  moveLayer: (id, place) => set(({ layers }) => ({ layers: moved(layers, id, place) })),
  addLayer: (id) =>
    set(({ layers, catalog }) =>
      layers.some((layer) => layer.id === id) || !catalog.has(id)
        ? { layers: layers.map((layer) => (layer.id === id ? { ...layer, visible: true } : layer)) }
        : { layers: [{ id, visible: true, opacity: 1 }, ...layers] },
    ),
  removeLayer: (id) => set(({ layers }) => ({ layers: layers.filter((layer) => layer.id !== id) })),
  addDeviceLayer: (entry) =>
    set(({ layers, catalog }) => ({
      catalog: new Map(catalog).set(entry.id, entry),
      layers: [{ id: entry.id, visible: true, opacity: 1 }, ...layers],
    })),
  forgetDeviceLayer: (id) =>
    set(({ layers, catalog }) => {
      const others = new Map(catalog)
      others.delete(id)
      return { catalog: others, layers: layers.filter((layer) => layer.id !== id) }
    }),
  resetLayers: () => set(({ catalog }) => ({ layers: defaultLayers(catalog) })),
  setStatus: (id, status) => set(({ statuses }) => ({ statuses: { ...statuses, [id]: status } })),
  retryLayer: (id) =>
    set(({ revisions, statuses }) => ({
      revisions: { ...revisions, [id]: (revisions[id] ?? 0) + 1 },
      statuses: { ...statuses, [id]: { kind: 'loading', share: null } },
    })),
  notify: (key, values = {}) =>
    set(({ notices }) => ({
      notices: [
        ...notices.filter((notice) => notice.key !== key),
        { id: ++lastNotice, key, values },
      ],
    })),
  dismiss: (id) =>
    set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  setMap: (map) => set({ map }),
  setTask: (task) => set({ task }),
}))

function moved(layers: readonly LayerOnMap[], id: string, place: number): readonly LayerOnMap[] {
  const layer = layers.find((candidate) => candidate.id === id)
  if (!layer) return layers
  const others = layers.filter((candidate) => candidate !== layer)
  const target = Math.max(0, Math.min(others.length, place))
  return [...others.slice(0, target), layer, ...others.slice(target)]
}

/** The reference map, from the topmost layer down, and what of it is seen at first. */
const REFERENCE_LAYERS: readonly (readonly [id: string, visible: boolean])[] = [
  // First, for names above give way to none below: on a small map those of towns would oust these.
  ['countries', true],
  ['populated-places', true],
  ['graticule', false],
  ['seas', true],
  ['international-boundaries', true],
  ['state-boundaries', true],
  ['coastline', true],
  ['railroads', false],
  ['rivers', true],
  ['lakes', true],
  ['glaciers', true],
  ['states-provinces', true],
  ['elevation', false],
  ['land', true],
  ['context-land', true],
  ['bathymetry', true],
]

/** The layers with which the Atlas opens, as far as the catalogue has their data. */
export function defaultLayers(catalog: ReadonlyMap<string, LayerEntry>): LayerOnMap[] {
  return REFERENCE_LAYERS.filter(([id]) => (catalog.get(id)?.files.length ?? 0) > 0).map(
    ([id, visible]) => ({ id, visible, opacity: 1 }),
  )
}

/** The layers that an address asks for, with those of the reference map where it names that. */
export function toLayers(
  layers: AddressView['layers'],
  catalog: ReadonlyMap<string, LayerEntry>,
): LayerOnMap[] {
  const named = (layers ?? []).filter((layer) => layer !== REFERENCE_MAP)
  if (layers && !layers.includes(REFERENCE_MAP)) return named
  return [...named, ...withoutLayers(defaultLayers(catalog), named)]
}

/** The layers on the map that nobody else can see: those of this device. */
export function deviceLayersOnMap({ layers, catalog }: Pick<AtlasState, 'layers' | 'catalog'>) {
  return layers.flatMap(({ id }) => {
    const entry = catalog.get(id)
    return isDeviceLayer(entry) ? [entry] : []
  })
}

/**
 * What of the state stands in the address; parts at their defaults are left out of it, and so are the
 * layers of this device, which no other could open.
 */
export function toAddressView(state: AtlasState, defaultLanguage: Language): AddressView {
  const { language, theme, projection, camera, catalog } = state
  const layers = state.layers.filter(({ id }) => !isDeviceLayer(catalog.get(id)))
  return {
    language: language === defaultLanguage ? null : language,
    theme,
    projection,
    center: camera.center ?? null,
    zoom: camera.zoom ?? null,
    layers: toAddressLayers(layers, defaultLayers(catalog)),
    fit: camera.center ? null : (camera.fit ?? null),
  }
}

/** The layers as the address names them: the lowest of them as the reference map where they are it. */
function toAddressLayers(
  layers: readonly LayerOnMap[],
  reference: readonly LayerOnMap[],
): AddressView['layers'] {
  for (let place = 0; place < layers.length; place++) {
    const above = layers.slice(0, place)
    if (isSame(layers.slice(place), withoutLayers(reference, above))) {
      return place === 0 ? null : [...above, REFERENCE_MAP]
    }
  }
  return layers
}

function withoutLayers(
  layers: readonly LayerOnMap[],
  others: readonly LayerOnMap[],
): readonly LayerOnMap[] {
  return layers.filter(({ id }) => !others.some((other) => other.id === id))
}

function isSame(a: readonly LayerOnMap[], b: readonly LayerOnMap[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, visible, opacity, hiddenClasses }, index) => {
      const other = b[index]
      return (
        other?.id === id &&
        other.visible === visible &&
        other.opacity === opacity &&
        (hiddenClasses ?? []).join() === (other.hiddenClasses ?? []).join()
      )
    })
  )
}
